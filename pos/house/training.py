"""A house to practise in: the same venue file, a book of its own, and a mark on all that comes out of it (R76).

What is done there cannot touch the takings, because it is written in another file. The training house lies in the
folder ``training`` of the house it is like.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pos.errors import HouseError
from pos.house.folder import BACKUPS, VENUE_FILE, read_house_of

if TYPE_CHECKING:
    from pathlib import Path

TRAINING = "training"
"""The folder, and the key in ``[house]`` of its venue file."""

_HOUSE_TABLE = re.compile(r"^\[house\][ \t]*(#.*)?$", re.MULTILINE)


def training_house(folder: Path) -> Path:
    """The folder of the training house of this house, made or brought up to its venue file of today.

    The book of those who practised before is kept. Raises HouseError if there is no house, if it is a training
    house itself, or if nothing can be written there.
    """
    house = read_house_of(folder)
    if house.training:
        raise HouseError(f"{folder} is a training house already.")
    training = folder / TRAINING
    try:
        (training / BACKUPS).mkdir(parents=True, exist_ok=True)
        (training / VENUE_FILE).write_text(training_text(house.text), encoding="utf-8", newline="\n")
    except OSError as error:
        raise HouseError(f"No training house can be made in {training}: {error.strerror or error}.") from error
    return training


def training_text(text: str) -> str:
    """A venue file with the mark of a training house. Raises HouseError if its ``[house]`` is not on a line alone."""
    marked, times = _HOUSE_TABLE.subn(lambda head: f"{head[0]}\n{TRAINING} = true", text, count=1)
    if not times:
        raise HouseError("The venue file has no line [house] to put the mark of a training house under.")
    return marked
