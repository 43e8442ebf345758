"""What the disk gives without a ledger: the two yardsticks the ledger is measured by.

*bare* overwrites 200 bytes of a file that is there already and waits until they are on the disk; nothing
durable can be faster. *sqlite_row* is one row a transaction in a plain SQLite table with the same settings.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from pos.ledger.sqlite import sqlite3

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RECORD_BYTES = 200
_FILE_BYTES = 8 * 1024 * 1024

Round = tuple[list[int], int]
"""How long each act took, and how long the round (ns)."""


class BareFile:
    """A file that was written beforehand, so that overwriting it changes nothing but its content."""

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / "bare", os.O_RDWR | os.O_CREAT, 0o600)
        os.write(self._file, os.urandom(_FILE_BYTES))
        os.fsync(self._file)
        self._at = 0

    def round(self, count: int) -> Round:
        """Overwrite a record and wait for the disk, so many times."""
        record = os.urandom(RECORD_BYTES)

        def overwrite() -> None:
            os.pwrite(self._file, record, self._at)
            os.fdatasync(self._file)
            self._at = (self._at + RECORD_BYTES) % (_FILE_BYTES - RECORD_BYTES)

        return _timed(overwrite, count)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


class SqliteRows:
    """A table in a SQLite file of its own, WAL and ``synchronous=FULL``, nothing else to it."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(str(folder / "rows.db"), isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL").fetchall()
        self._connection.execute("PRAGMA synchronous = FULL").fetchall()
        self._connection.execute("CREATE TABLE row(number INTEGER PRIMARY KEY, content BLOB)")

    def round(self, count: int) -> Round:
        """Insert a row in a transaction of its own, so many times."""
        record = os.urandom(RECORD_BYTES)
        return _timed(lambda: self._connection.execute("INSERT INTO row(content) VALUES(?)", (record,)), count)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _timed(act: Callable[[], object], count: int) -> Round:
    took_ns: list[int] = []
    began_ns = time.perf_counter_ns()
    for _ in range(count):
        one_ns = time.perf_counter_ns()
        act()
        took_ns.append(time.perf_counter_ns() - one_ns)
    return took_ns, time.perf_counter_ns() - began_ns
