"""``verify``: whether the book holds, and if not, what does not and where.

One read transaction sees one state, also while the house goes on writing. The log is walked once from its
beginning: each entry is checked by itself and folded into empty tables, which the file's own tables are then
held against. A finding never stops the check, a damaged record is a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pos.ledger.chain import Chain, readable
from pos.ledger.comparing import compare_rollups, compare_schema, compare_tables
from pos.ledger.connection import open_reader, open_scratch
from pos.ledger.findings import Finding, Findings
from pos.ledger.folding import Folding
from pos.ledger.invariants import Balances, check_tables
from pos.ledger.schema import FOLDED_TABLES
from pos.ledger.sqlite import sqlite3
from pos.ledger.stock_moves import StockMoves

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Progress = Callable[[int, int], None]

__all__ = ["Finding", "Verified", "verify"]

STRIDE = 1_000
"""Entries between two reports of progress."""


class Verified(Struct, frozen=True):
    """The result: entries read, the last one's sequence and hash in hex, and what does not hold."""

    ok: bool
    entries: int
    head: tuple[int, str]
    findings: tuple[Finding, ...]


def verify(path: Path, *, head: tuple[int, str] | None = None, progress: Progress | None = None) -> Verified:
    """Check a ledger from its first entry to its last (R70–R73).

    ``head`` is a sequence and hash in hex that were printed or kept outside: a chain that was shortened or
    computed anew shows only against it. ``progress`` is called with how much is done and of how much.
    Raises LedgerError if there is no ledger at ``path`` or it is no ledger at all.
    """
    kept = open_reader(path)
    # Text that was damaged is to be a finding, not the end of the check.
    kept.text_factory = readable
    scratch = open_scratch()
    try:
        return _Check(kept, scratch, progress).run(head)
    finally:
        scratch.close()
        kept.close()


class _Check:
    """One run: the two connections, and what was found so far."""

    def __init__(self, kept: sqlite3.Connection, scratch: sqlite3.Connection, progress: Progress | None) -> None:
        self._kept = kept
        self._scratch = scratch
        self._progress = progress
        self._done = self._total = 0
        self._findings = Findings()
        self._chain = Chain(self._findings)
        self._balances = Balances()
        self._stock = StockMoves()
        self._entries = 0

    def run(self, head: tuple[int, str] | None) -> Verified:
        """All checks, each even if the one before found the file damaged."""
        self._kept.execute("BEGIN")
        self._scratch.execute("BEGIN")
        kept, scratch, findings = self._kept, self._scratch, self._findings
        self._guarded(self._count)
        self._guarded(lambda: compare_schema(kept, scratch, findings))
        self._guarded(self._check_pages)
        self._guarded(lambda: self._walk(0 if head is None else head[0]))
        if head is not None:
            self._check_head(*head)
        self._guarded(self._check_ids)
        self._guarded(lambda: compare_tables(kept, scratch, findings, self._advance))
        self._guarded(lambda: compare_rollups(kept, findings))
        self._guarded(lambda: check_tables(kept, findings))
        self._guarded(lambda: self._balances.check(kept, findings))
        self._guarded(lambda: self._stock.check(kept, findings))
        self._advance(self._total - self._done)
        chain = self._chain
        return Verified(not len(findings), self._entries, (chain.seq, chain.hash.hex()), findings.told())

    def _guarded(self, check: Callable[[], None]) -> None:
        try:
            check()
        except sqlite3.Error as error:
            self._findings.add("file", "ledger", f"SQLite cannot read all of the file: {error}.")

    def _advance(self, more: int) -> None:
        self._done = min(self._total, self._done + more)
        if self._progress is not None:
            self._progress(self._done, self._total)

    def _count(self) -> None:
        for table in ("log", *FOLDED_TABLES):
            ((rows,),) = self._kept.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608 - our own names
            self._total += int(rows)
        self._advance(0)

    def _check_pages(self) -> None:
        for (words,) in self._kept.execute("PRAGMA integrity_check"):
            if words != "ok":
                self._findings.add("file", "ledger", f"SQLite finds the file damaged: {words}.")

    def _walk(self, keep: int) -> None:
        folding = Folding(self._scratch, self._findings)
        for entry, content in self._chain.read(self._kept, keep):
            self._entries += 1
            if content is not None:
                self._balances.add(entry, content)
                self._stock.add(content)
                folding.add(entry, content)
            if self._entries % STRIDE == 0:
                self._advance(STRIDE)
        folding.write()

    def _check_head(self, seq: int, digest: str) -> None:
        there = self._chain.hash_at.get(seq)
        if there is None:
            words = f"The entry of the given head is missing; the log ends at {self._chain.seq}."
        elif there.hex() != digest.lower():
            words = f"Its hash is {there.hex()}, not the one that was kept: the log was written anew."
        else:
            return
        self._findings.add("head", f"entry {seq}", words)

    def _check_ids(self) -> None:
        twice = self._kept.execute(
            "SELECT min(seq), max(seq), count(*) FROM log GROUP BY id HAVING count(*) > 1 ORDER BY 1"
        )
        for first, last, times in twice:
            self._findings.add("duplicate_id", f"entry {last}", f"Its id is that of entry {first}; {times} have it.")
