"""Folding a whole log into empty tables, many entries at a time, and naming the entry that does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ledger.books import Books
from pos.ledger.fold import BrokenFold, Head, apply
from pos.ledger.sqlite import sqlite3

if TYPE_CHECKING:
    from pos.ledger.entry import Content, Entry
    from pos.ledger.facts import AnyFact
    from pos.ledger.findings import Findings

CHUNK = 2_000
"""Entries that are written to the tables together."""

_Waiting = tuple[Head, "tuple[AnyFact, ...]"]


class Folding:
    """Applies entries to the tables of a connection whose transaction is open.

    An entry that does not fit is reported, and left out whole; the rest goes on.
    """

    def __init__(self, connection: sqlite3.Connection, findings: Findings) -> None:
        self._connection = connection
        self._findings = findings
        self._books = Books(connection)
        self._waiting: list[_Waiting] = []

    def add(self, entry: Entry, content: Content) -> None:
        """The next entry of the log."""
        if content.facts:
            head = Head(entry.seq, entry.at_us, entry.day, entry.station, entry.staff)
            self._waiting.append((head, content.facts))
            if len(self._waiting) >= CHUNK:
                self.write()

    def write(self) -> None:
        """Bring what was added into the tables."""
        waiting, self._waiting = self._waiting, []
        if self._try(waiting) is not None:
            # Something in the chunk does not fit: one by one, to say which entry it is.
            for one in waiting:
                error = self._try([one])
                if error is not None:
                    self._findings.add("fold", f"entry {one[0].seq}", f"It does not fit what came before: {error}.")
        self._books.trim()

    def _try(self, entries: list[_Waiting]) -> Exception | None:
        """Apply all of them, or none and say why."""
        self._connection.execute("SAVEPOINT chunk")
        try:
            for head, facts in entries:
                apply(self._books, head, facts)
            self._books.flush()
        except (BrokenFold, sqlite3.IntegrityError, LookupError, ValueError, OverflowError) as error:
            self._connection.execute("ROLLBACK TO chunk")
            self._connection.execute("RELEASE chunk")
            self._books.forget()
            return error
        self._connection.execute("RELEASE chunk")
        return None
