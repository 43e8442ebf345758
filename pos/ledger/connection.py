"""Opening ``ledger.db``: a SQLite without the WAL-reset bug, and the settings that make a commit durable.

SQLite 3.7.0–3.51.2 can damage a WAL file when one connection commits while another checkpoints, and
Debian 12 ships 3.40; hence ``pysqlite3`` with a SQLite of its own. ``sqlite-utils`` uses it by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import LedgerError
from pos.ledger.schema import STEPS, migrate
from pos.ledger.sqlite import sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SOUND_SQLITE = (3, 51, 3)
BUSY_TIMEOUT_MS = 10_000
CHECKPOINT_FRAMES = 4_000
_GROWN_WAL_BYTES = 24_000_000
_GROWTH_STEP_BYTES = 500_000

_WRITER = (
    ("page_size", "4096"), ("journal_mode", "WAL"), ("synchronous", "FULL"), ("cache_size", "-262144"),
    ("temp_store", "MEMORY"), ("wal_autocheckpoint", "0"), ("recursive_triggers", "1"), ("trusted_schema", "0"),
)  # fmt: skip
_SCRATCH = (("journal_mode", "MEMORY"), ("cache_size", "-262144"))
_READER = (("query_only", "1"), ("wal_autocheckpoint", "0"), ("trusted_schema", "0"), ("cache_size", "-65536"))


def open_writer(path: Path, *, grow: bool = False) -> sqlite3.Connection:
    """The connection that writes and checkpoints; makes the file and takes missing schema steps.

    ``grow`` makes the WAL file large at once, for a process that will write a lot: commits then overwrite
    it instead of growing it, which makes them 1.8 times as fast.
    Raises LedgerError if the file cannot be opened, is no ledger, or SQLite is one with the WAL-reset bug.
    """
    if sqlite3.sqlite_version_info < SOUND_SQLITE:
        raise LedgerError(f"SQLite {sqlite3.sqlite_version} can damage the book; install pysqlite3 0.6.1 or newer")
    try:
        connection = _connect(path, _WRITER)
        migrate(connection)
        if grow and _wal_bytes(path) < _GROWN_WAL_BYTES:
            _grow_wal(connection, path)
    except sqlite3.Error as error:
        raise LedgerError(f"{path} cannot be opened: {error}") from error
    return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that only looks. Raises LedgerError if there is no ledger at ``path``."""
    if not path.exists():
        raise LedgerError(f"there is no ledger at {path}")
    try:
        connection = _connect(path, _READER)
        (steps,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        raise LedgerError(f"{path} cannot be read: {error}") from error
    if steps > len(STEPS):
        raise LedgerError(f"{path} was written by a newer Loopband")
    return connection


def open_scratch() -> sqlite3.Connection:
    """An empty ledger to fold a log into (verify); what memory cannot hold goes to a file that deletes itself."""
    connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    for name, value in _SCRATCH:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    migrate(connection)
    return connection


def _connect(path: Path, pragmas: Iterable[tuple[str, str]]) -> sqlite3.Connection:
    connection = sqlite3.connect(
        str(path), isolation_level=None, check_same_thread=False, cached_statements=256,
        timeout=BUSY_TIMEOUT_MS / 1000,
    )  # fmt: skip
    for name, value in pragmas:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    return connection


def _wal_bytes(path: Path) -> int:
    wal = path.with_name(path.name + "-wal")
    return wal.stat().st_size if wal.exists() else 0


def _grow_wal(connection: sqlite3.Connection, path: Path) -> None:
    """Write the WAL file to its size, then checkpoint, so that it is used again from its beginning.

    The same few pages are written again and again: pages that were left over would be handed out one by one,
    and each of them costs a commit one more page, the list of what is left.
    """
    while _wal_bytes(path) < _GROWN_WAL_BYTES:
        connection.executescript(
            "BEGIN IMMEDIATE; CREATE TABLE growth(bytes BLOB);"
            f"INSERT INTO growth VALUES(zeroblob({_GROWTH_STEP_BYTES})); DROP TABLE growth; COMMIT;"
        )
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
