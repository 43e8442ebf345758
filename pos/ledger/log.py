"""Appending to the log: what one durable transaction does, and what happens when it cannot be made.

A transaction takes the commands that wait, lets the rules decide each on the books as the ones before it
left them, appends an entry for each, folds it, and commits. Only then is anybody answered.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pos.errors import LedgerError
from pos.ledger import rollup
from pos.ledger.books import KEPT_VISITS, Books
from pos.ledger.connection import CHECKPOINT_FRAMES, open_writer
from pos.ledger.entry import GENESIS, Content, Posting, chain_hash, decode_content, encode_content
from pos.ledger.fold import Head, apply
from pos.ledger.sqlite import sqlite3

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import msgspec

    from pos.ledger.facts import AnyFact

REMEMBERED_IDS = 100_000
"""Ids of this process kept in memory; older ones are found by the log's index."""

ROLLUP_EVERY = 2_000
"""Entries after which the roll-ups are brought up, outside any charge."""

PATIENCE_S = 10.0
"""How long an asker waits for another program that holds the book before being told so."""


class Decision(Struct, gc=False):
    """What the rules made of a command: everything the entry will hold.

    ``answer`` goes back to the asker, now and at every repeat.
    """

    kind: str
    at_us: int
    day: int
    station: str
    staff: str
    asked: msgspec.Raw
    facts: tuple[AnyFact, ...]
    postings: tuple[Posting, ...]
    answer: dict[str, object]


class Written(Struct, frozen=True, gc=False):
    """A command's entry: its sequence, and the answer stored in it. ``repeated`` if it was there before."""

    seq: int
    station: str
    staff: str
    asked: bytes
    answer: dict[str, object]
    repeated: bool = False


class Command(Struct, frozen=True, gc=False):
    """Something to decide: under which key, and how. ``decide`` runs inside the transaction, on the books."""

    key: bytes
    decide: Callable[[], Decision]


TURN_TIMEOUT_MS = 20
"""How long SQLite waits for its turn before it says that it is not: a loop that waits answers nobody else meanwhile."""


class BookHeld(LedgerError):
    """Another program is writing at this moment. Nothing was begun; ask again soon."""


class _SeenBefore(Exception):
    """A key of this batch is in the log already, written by another process or long ago."""


class Log:
    """One ledger file, open for writing by this process; other processes may write between transactions."""

    def __init__(self, path: Path, *, lasting: bool = False) -> None:
        """Open or make the file. ``lasting`` prepares it for a long run (see :func:`open_writer`)."""
        self._path = path
        self._is_closed = False
        self.patience_s = PATIENCE_S
        self._open(grow=lasting)

    def _open(self, *, grow: bool = False) -> None:
        self._is_open = False
        self._connection = open_writer(self._path, grow=grow)
        self._connection.execute(f"PRAGMA busy_timeout = {TURN_TIMEOUT_MS}").fetchall()
        self._cursor = self._connection.cursor()
        self.books = Books(self._connection)
        self._recent: dict[bytes, int] = {}
        self._data_version = -1
        self._frames = 0
        self._since_rollup = rollup.behind(self._connection)
        self.seq = 0
        self.head = GENESIS
        self._is_open = True

    def transact(self, commands: Sequence[Command]) -> list[Written]:
        """Decide, append, fold and commit; what comes back is on disk.

        Raises LedgerError if nothing of it could be written (disk full, locked too long); whatever a
        command's ``decide`` raises goes through, and nothing is written either.
        """
        until_s = time.monotonic() + self.patience_s
        while True:
            try:
                return self.transact_now(commands)
            except BookHeld:
                if time.monotonic() >= until_s:
                    raise

    def transact_now(self, commands: Sequence[Command]) -> list[Written]:
        """As :meth:`transact`, but for those who must not wait: raises BookHeld when it is not their turn at once."""
        if self._is_closed:
            raise LedgerError("the book was closed; open it again")
        if not self._is_open:
            self._open()
        try:
            try:
                return self._transaction(commands, look_up=False)
            except _SeenBefore:
                return self._transaction(commands, look_up=True)
        except sqlite3.Error as error:
            if _is_busy(error):
                raise BookHeld("another program holds the book; close it") from error
            self._reopen()
            raise LedgerError(_words(error)) from error

    def _transaction(self, commands: Sequence[Command], *, look_up: bool) -> list[Written]:
        execute = self._cursor.execute
        execute("BEGIN IMMEDIATE")
        try:
            self.catch_up()
            seq = self.seq
            fresh: dict[bytes, Written] = {}
            try:
                # Deciding may already bring rows into the tables: a rule asks about what is held back.
                written = [self._one(command, fresh, look_up=look_up) for command in commands]
                self.books.flush()
            except sqlite3.IntegrityError as error:
                if look_up or "log.id" not in str(error):
                    raise
                raise _SeenBefore from error
            execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        self._remember(fresh)
        self._frames += 5 + (self.seq - seq) // 6
        self._since_rollup += self.seq - seq
        return written

    def _one(self, command: Command, fresh: dict[bytes, Written], *, look_up: bool) -> Written:
        before = fresh.get(command.key)
        if before is None and (look_up or command.key in self._recent):
            before = self._find(command.key)
        if before is not None:
            return replace(before, repeated=True)
        decision = command.decide()
        content = encode_content(Content(decision.asked, decision.facts, decision.postings, decision.answer))
        seq = self.seq + 1
        digest = chain_hash(
            self.head, seq, command.key, decision.at_us, decision.day, decision.station, decision.staff,
            decision.kind, content,
        )  # fmt: skip
        # pysqlite looks for an adapter of every value of type bytes, which takes longer than to store it.
        self.books.append(
            "log",
            (
                seq, bytearray(command.key), decision.at_us, decision.day, decision.station, decision.staff,
                decision.kind, content.decode(), bytearray(digest),
            ),
        )  # fmt: skip
        apply(
            self.books,
            Head(seq, decision.at_us, decision.day, decision.station, decision.staff),
            decision.facts,
        )
        self.seq, self.head = seq, digest
        written = fresh[command.key] = Written(
            seq, decision.station, decision.staff, bytes(decision.asked), decision.answer
        )
        return written

    def _find(self, key: bytes) -> Written | None:
        row = self._connection.execute("SELECT seq, station, staff, content FROM log WHERE id = ?", (key,)).fetchone()
        if row is None:
            return None
        seq, station, staff, text = row
        content = decode_content(text)
        return Written(seq, station, staff, bytes(content.asked), content.answer)

    def catch_up(self) -> None:
        """If another process wrote since, forget what is kept and take up its head."""
        (version,) = self._cursor.execute("PRAGMA data_version").fetchone()
        if version == self._data_version:
            return
        self._data_version = version
        self.books.forget()
        row = self._connection.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
        self.seq, self.head = row or (0, GENESIS)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._data_version = -1

    def _reopen(self) -> None:
        """After a failed write nothing of the old handle is trusted: read everything again from the file."""
        self._connection.close()
        # If that fails, too, the next transaction tries again and says why.
        with suppress(LedgerError):
            self._open()

    def _remember(self, fresh: dict[bytes, Written]) -> None:
        # Only keys and numbers: a hundred thousand answers would keep the garbage collector busy for nothing.
        for key, written in fresh.items():
            self._recent[key] = written.seq
        if len(self._recent) > REMEMBERED_IDS:
            for key in list(self._recent)[: REMEMBERED_IDS // 2]:
                del self._recent[key]

    @property
    def wants_tending(self) -> bool:
        """Whether there is enough for :meth:`tend` to do."""
        return (
            self._since_rollup >= ROLLUP_EVERY
            or self._frames >= CHECKPOINT_FRAMES
            or len(self.books.visits) > KEPT_VISITS
        )

    def tend(self) -> None:
        """Between transactions, after the answers: checkpoint, roll-ups, memory. Never in a charge's way."""
        if not self._is_open:
            return
        self.books.trim()
        try:
            if self._since_rollup >= ROLLUP_EVERY:
                self._since_rollup = 0
                rollup.advance(self._connection, 2 * ROLLUP_EVERY)
            if self._frames >= CHECKPOINT_FRAMES:
                self._frames = 0
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except sqlite3.Error as error:
            # Nothing was asked and nothing is lost: the next transaction meets the trouble and says so.
            if not _is_busy(error):
                self._reopen()

    def close(self) -> None:
        """Close the file; what was acknowledged is in it. Whoever still waits is told that nothing was written."""
        self._is_closed, self._is_open = True, False
        self._connection.close()


def _is_busy(error: sqlite3.Error) -> bool:
    """Whether another process held the file for too long; nothing was begun then, and the handle is sound."""
    # Errors that the module raises by itself have no code.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _words(error: sqlite3.Error) -> str:
    text = str(error)
    if "disk is full" in text:
        return "the disk is full; free some space"
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_IOERR:
        return "the disk does not take it; see whether it is full or broken"
    return text
