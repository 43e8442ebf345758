"""Looking into a house from the command line."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.reports.reading import Reading


@contextmanager
def looking(folder: Path) -> Iterator[Reading]:
    """A view of the house for the length of the block. Raises HouseError, LedgerError.

    A house that was never opened has no book yet; it gets one, and is shown as empty as it is.
    """
    from pos.house.folder import LEDGER_FILE
    from pos.reports.reading import Reading
    from pos.venue import Venue

    if not (folder / LEDGER_FILE).exists():
        Venue.open(folder).close()
    reading = Reading.open(folder)
    try:
        yield reading
    finally:
        reading.close()
