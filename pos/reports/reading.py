"""Looking into a house without writing: the connection of a screen or a report."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from pos.clock import Calendar
from pos.errors import LedgerError
from pos.house.folder import LEDGER_FILE, read_house_of
from pos.house.venue_file.reading import read_house
from pos.ledger.books import Books
from pos.ledger.connection import open_reader
from pos.ledger.sqlite import sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pos.house.model import House


class Reading:
    """A view of a house, over a connection of its own that cannot write. Not for several threads."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder = folder
        self._connection = connection
        self._data_version = -1
        self._version = -1
        self._house: House | None = None
        self._calendar: Calendar | None = None
        self._older: dict[int, House] = {}

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The house of this folder. Raises LedgerError if it has no book yet, or one that cannot be read."""
        path = folder / LEDGER_FILE
        if not path.exists():
            # Says first if there is no house at all.
            read_house_of(folder)
        return cls(folder, open_reader(path))

    @property
    def house(self) -> House:
        """The house by the venue file in force: the last one in the book. Raises HouseError if it cannot be read."""
        ((version,),) = self.query("SELECT coalesce(max(version), 0) FROM house_file")
        if self._house is None or version != self._version:
            rows = self.query("SELECT text FROM house_file WHERE version = ?", version)
            self._house = read_house(str(rows[0][0])) if rows else read_house_of(self._folder)
            self._calendar = Calendar(self._house.timezone, self._house.day_cut_min)
            self._version = int(str(version))
        return self._house

    def house_at(self, version: int) -> House:
        """The house by an older venue file, whose tariffs the visits of its time keep (R4). Raises as ``house``."""
        house = self.house
        if version == self._version:
            return house
        if version not in self._older:
            rows = self.query("SELECT text FROM house_file WHERE version = ?", version)
            self._older[version] = read_house(str(rows[0][0])) if rows else house
        return self._older[version]

    @property
    def calendar(self) -> Calendar:
        """Business days and local times by the venue file in force."""
        house = self.house
        return self._calendar or Calendar(house.timezone, house.day_cut_min)

    def wall(self, at_us: int) -> str:
        """An instant as ISO 8601 with the house's offset, to the second or as finely as it is known."""
        return self.calendar.wall(at_us).isoformat()

    def moved(self) -> bool:
        """Whether anybody, in this process or another, wrote since this was last asked."""
        ((version,),) = self.query("PRAGMA data_version")
        before, self._data_version = self._data_version, int(str(version))
        return before != self._data_version

    def query(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of a query. Raises LedgerError if the book cannot be read."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise LedgerError(f"The book cannot be read: {error}.") from error

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All queries inside see the same moment. May be nested: the outermost decides the moment."""
        if self._connection.in_transaction:
            yield
            return
        self.query("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    def books(self) -> Books:
        """The tables as rules read them, for this moment only: rows once read are kept."""
        return Books(self._connection)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
