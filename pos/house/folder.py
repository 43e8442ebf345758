"""A house is a folder: the venue file people edit, the book, and the backups."""

from __future__ import annotations

import secrets
from pathlib import Path

from platformdirs import user_data_path

from pos.errors import HouseError
from pos.house.demo_house import DemoCurrency, demo_text
from pos.house.model import House
from pos.house.starting_house import starting_text
from pos.house.venue_file.reading import read_house

VENUE_FILE = "venue.toml"
LEDGER_FILE = "ledger.db"
BACKUPS = "backups"


def default_folder() -> Path:
    """Where this machine's house is if nobody says otherwise: the platform's folder for data."""
    return user_data_path("loopband", appauthor=False) / "house"


def create(folder: Path, demo: DemoCurrency | None = None) -> House:
    """Make a house in a folder that is empty or not there yet: the demo house, or a small one to begin with.

    The book is made when the house is first opened. Raises HouseError if something is there already, or
    nothing can be written there.
    """
    try:
        _make_empty(folder)
        text = starting_text(f"house-{secrets.token_hex(6)}") if demo is None else demo_text(demo)
        (folder / BACKUPS).mkdir()
        (folder / VENUE_FILE).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise HouseError(f"No house can be made in {folder}: {error.strerror or error}.") from error
    return read_house_of(folder)


def read_house_of(folder: Path) -> House:
    """The house of this folder as its venue file says now.

    Raises HouseError if there is none, or its venue file cannot be used (then with every finding).
    """
    path = folder / VENUE_FILE
    try:
        # Some editors begin a file with a byte order mark; it is no part of the house.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise HouseError(f"There is no house in {folder}: loopband init {folder} makes one.") from None
    except UnicodeDecodeError as error:
        raise HouseError(f"{path} is no text in UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    except OSError as error:
        raise HouseError(f"{path} cannot be read: {error.strerror or error}.") from error
    return read_house(text, str(path))


def _make_empty(folder: Path) -> None:
    """Make the folder, or find that it is there and empty. Raises HouseError if it is not, OSError."""
    if (folder / VENUE_FILE).exists():
        raise HouseError(f"There is a house in {folder} already. Choose another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise HouseError(f"{folder} is not empty. Choose another folder.")
