"""One entry of the log, read for people: what was asked, by whom, what came of it, and the money it moved (R71)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from pos.ledger.entry import Posting, decode_content
from pos.ledger.facts import LineAdded

if TYPE_CHECKING:
    from pos.reports.reading import Reading

_ENTRY = """
SELECT kind, at_us, day, station, staff, content, hash,
  coalesce((SELECT staff FROM right_used WHERE right_used.seq = log.seq AND approved = 1 LIMIT 1), '')
FROM log WHERE seq = ?
"""


class EntryRead(Struct, frozen=True):
    """An entry. ``asked`` are the fields of the operation beside who, where and when; ``lines`` what it put on bills.

    ``approved_by`` is the second person, or empty. ``hash`` is hexadecimal.
    """

    entry: int
    kind: str
    at: str
    day: int
    station: str
    staff: str
    approved_by: str
    asked: dict[str, Any]
    lines: tuple[LineAdded, ...]
    postings: tuple[Posting, ...]
    hash: str

    @property
    def reason(self) -> str:
        """Why, as it was typed; empty if nobody had to say."""
        return str(self.asked.get("reason", ""))


_HEAD = frozenset({"do", "id", "at", "station", "staff", "taps", "approved_by", "approver_pin"})


def entry_of(reading: Reading, seq: int) -> EntryRead:
    """The entry of this number, which a table named. Raises LookupError if there is none."""
    rows = reading.query(_ENTRY, seq)
    if not rows:
        raise LookupError(f"entry {seq} is named but not there")
    kind, at_us, day, station, staff, text, digest, approver = rows[0]
    content = decode_content(str(text))
    asked = msgspec.json.decode(content.asked) or {}
    return EntryRead(
        entry=seq,
        kind=str(kind),
        at=reading.wall(int(str(at_us))),
        day=int(str(day)),
        station=str(station),
        staff=str(staff),
        approved_by=str(approver),
        asked={name: value for name, value in asked.items() if name not in _HEAD},
        lines=tuple(fact for fact in content.facts if isinstance(fact, LineAdded)),
        postings=content.postings,
        hash=digest.hex() if isinstance(digest, bytes) else "",
    )
