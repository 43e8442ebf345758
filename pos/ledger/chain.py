"""Reading the log back from its beginning, with everything that can be checked entry by entry (R70–R72)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pos.ledger.entry import GENESIS, Content, Entry, chain_hash, encode_content
from pos.ledger.facts import DayClosed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.ledger.findings import Findings
    from pos.ledger.sqlite import sqlite3

ENTRY_COLUMNS = "seq, id, at_us, day, station, staff, kind, content, hash"


def _no_float(text: str) -> float:
    """A log holds no number with a point (R50)."""
    raise ValueError(f"{text[:40]} is no whole number")


_decode = msgspec.json.Decoder(Content, float_hook=_no_float).decode
_decode_any = msgspec.json.Decoder(float_hook=_no_float).decode
_encode_any = msgspec.json.Encoder(order="sorted").encode


def readable(text: bytes) -> str:
    """Text of a file that may be damaged: what is no UTF-8 is replaced, and then no hash over it holds."""
    return text.decode("utf-8", "replace")


class Read(NamedTuple):
    """An entry and its content, or None if that cannot be read."""

    entry: Entry
    content: Content | None


class Chain:
    """Reads entries in order and reports each that does not hold; ``seq`` and ``hash`` are the last one's.

    A broken link is reported once, where it is: the next entry is held against the hash that is stored.
    """

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.seq = 0
        self.hash = GENESIS
        self.closed_day = 0
        self.hash_at = {0: GENESIS}

    def read(self, connection: sqlite3.Connection, keep: int = 0) -> Iterator[Read]:
        """All entries. The hash of entry ``keep`` stays in ``hash_at``. Raises sqlite3.Error if pages are damaged."""
        rows = connection.execute(f"SELECT {ENTRY_COLUMNS} FROM log ORDER BY seq")  # noqa: S608 - our own names
        for row in rows:
            entry = Entry(*row)
            text = entry.content.encode(errors="replace")
            self._link(entry, text)
            content = self._content(entry, text)
            if content is not None:
                self._money(entry, content)
                self._days(entry, content)
            if entry.seq == keep:
                self.hash_at[keep] = entry.hash
            self.seq, self.hash = entry.seq, entry.hash
            yield Read(entry, content)

    def _link(self, entry: Entry, text: bytes) -> None:
        if entry.seq != self.seq + 1:
            where = f"entry {self.seq + 1}"
            last = entry.seq - 1
            words = "It is" if last == self.seq + 1 else f"Entries {self.seq + 1} to {last} are"
            self._findings.add("gap", where, f"{words} missing; the next one there is {entry.seq}.")
        expected = chain_hash(
            self.hash, entry.seq, entry.id, entry.at_us, entry.day, entry.station, entry.staff, entry.kind, text
        )
        if expected != entry.hash:
            self._findings.add(
                "chain", f"entry {entry.seq}", "Its hash does not hold: the entry, or the hash before it, was changed."
            )

    def _content(self, entry: Entry, text: bytes) -> Content | None:
        try:
            content = _decode(text)
            if encode_content(content) != text or not _is_canonical(content.asked):
                self._not_canonical(entry, text)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            self._findings.add("content", f"entry {entry.seq}", f"Its content cannot be read: {error}.")
            return None
        return content

    def _not_canonical(self, entry: Entry, text: bytes) -> None:
        """Either the JSON is written in another form, or it says more than this program knows."""
        if _encode_any(_decode_any(text)) != text:
            self._findings.add("canonical", f"entry {entry.seq}", "Its content is no canonical JSON.")
        else:
            self._findings.add("content", f"entry {entry.seq}", "Its content has fields this program does not know.")

    def _money(self, entry: Entry, content: Content) -> None:
        total_minor = sum(amount for _, _, amount in content.postings)
        if total_minor:
            self._findings.add(
                "unbalanced", f"entry {entry.seq}", f"Its postings add up to {total_minor} (minor units) instead of 0."
            )

    def _days(self, entry: Entry, content: Content) -> None:
        """A closed day does not reopen (R62): what comes after its closing belongs to a later day."""
        if 0 < entry.day <= self.closed_day and content.facts:
            self._findings.add("closed_day", f"entry {entry.seq}", f"It is dated {entry.day}, which was closed before.")
        for fact in content.facts:
            if isinstance(fact, DayClosed):
                self.closed_day = max(self.closed_day, fact.day)


def _is_canonical(raw: msgspec.Raw) -> bool:
    text = bytes(raw)
    return text == _encode_any(_decode_any(text))
