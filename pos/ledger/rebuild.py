"""``rebuild``: all tables made again from the log, which is the truth (R73)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec import Struct

from pos.errors import LedgerError
from pos.ledger.chain import Chain, readable
from pos.ledger.comparing import compare_rollups, rows_by_key
from pos.ledger.connection import open_writer
from pos.ledger.findings import Findings
from pos.ledger.folding import Folding
from pos.ledger.rollup import advance_within
from pos.ledger.schema import FOLDED_TABLES, ROLLUP_TABLES
from pos.ledger.sqlite import sqlite3

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Progress = Callable[[int, int], None]

STRIDE = 1_000
"""Entries between two reports of progress."""

ROLLED_TOGETHER = 50_000
"""Rows of each source that are summed in one step."""


class Rebuilt(Struct, frozen=True):
    """Entries that were folded, and the tables whose rows were other than the log says (``rollup`` among them)."""

    entries: int
    changed: tuple[str, ...]


def rebuild(path: Path, *, progress: Progress | None = None) -> Rebuilt:
    """Empty all tables but the log and fold the log into them, in one transaction.

    Others wait meanwhile; they go on with the new tables. ``progress`` is called with how many entries are
    folded and of how many. Raises LedgerError, and leaves the file as it was, if the log itself does not
    hold, the tables cannot be made from it, or the file cannot be written.
    """
    if not path.exists():
        raise LedgerError(f"There is no ledger at {path}.")
    connection = open_writer(path)
    # A table whose text was damaged is to be made again, not to stop that.
    connection.text_factory = readable
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            rebuilt = _rebuild(connection, progress)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    except sqlite3.Error as error:
        raise LedgerError(f"The tables could not be made again: {error}. The book is as it was.") from error
    finally:
        connection.close()
    return rebuilt


def _rebuild(connection: sqlite3.Connection, progress: Progress | None) -> Rebuilt:
    rolled_up = Findings()
    compare_rollups(connection, rolled_up)
    before = {table: _digest(connection, table) for table in FOLDED_TABLES}
    for table in (*FOLDED_TABLES, *ROLLUP_TABLES):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
    entries = _fold(connection, progress)
    _roll_up(connection)
    changed = [table for table in FOLDED_TABLES if _digest(connection, table) != before[table]]
    return Rebuilt(entries, (*changed, *(("rollup",) if len(rolled_up) else ())))


def _fold(connection: sqlite3.Connection, progress: Progress | None) -> int:
    ((total,),) = connection.execute("SELECT count(*) FROM log").fetchall()
    findings = Findings()
    chain, folding = Chain(findings), Folding(connection, findings)
    entries = 0
    for entry, content in chain.read(connection):
        if content is not None:
            folding.add(entry, content)
        _refuse(findings)
        entries += 1
        if progress is not None and (entries % STRIDE == 0 or entries == total):
            progress(entries, total)
    folding.write()
    _refuse(findings)
    return entries


def _roll_up(connection: sqlite3.Connection) -> None:
    """Advance in steps, which memory bounds, until no watermark moves."""
    reached = None
    while reached != (now := connection.execute("SELECT name, upto FROM watermark").fetchall()):
        reached = now
        advance_within(connection, ROLLED_TOGETHER)


def _refuse(findings: Findings) -> None:
    """Tables are made from a log that holds, or not at all."""
    for finding in findings.told():
        raise LedgerError(
            f"The log does not hold, so no tables are made from it. {finding.where}: {finding.message} "
            "Take the last backup that verifies."
        )


def _digest(connection: sqlite3.Connection, table: str) -> str:
    digest = hashlib.sha256()
    for row in rows_by_key(connection, table):
        digest.update(repr(row).encode())
    return digest.hexdigest()
