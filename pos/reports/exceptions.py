"""What an owner asks about: whatever took something back that day, gave something away, or went round a check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import msgspec
from msgspec import Struct

from pos.guests.finding import PRINTED_DIGITS
from pos.ledger.entry import decode_content
from pos.ledger.facts import AccountMoved, LimitSet, LineAdded, ReceiptMade
from pos.reports.made_of import first_entry_of

if TYPE_CHECKING:
    from pos.ledger.entry import Content
    from pos.reports.reading import Reading

Kind = Literal[
    "void", "discount", "gift", "comp", "resettle", "refund", "raise_limit", "cancel_check_in", "transfer", "waive",
    "no_sale", "walk_out", "write_off", "typed",
]  # fmt: skip
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""In the order in which they are listed: operations by their name, small ends waived, and bands that were typed."""

_TYPES_BANDS = ("check_in", "charge", "begin_checkout", "present")
_ACTS = tuple(kind for kind in KINDS if kind not in {"waive", "typed"})
_NAMED = ", ".join(f"'{kind}'" for kind in (*_ACTS, *_TYPES_BANDS, "pay"))
_ENTRIES = f"""
SELECT seq, kind, at_us, station, staff, content,
  coalesce((SELECT staff FROM right_used WHERE right_used.seq = log.seq AND approved = 1 LIMIT 1), '')
FROM log WHERE seq >= ? AND day = ? AND kind IN ({_NAMED}) ORDER BY seq
"""  # noqa: S608 - our own words


class Exceptional(Struct, frozen=True):
    """One of them. ``amount`` is what went off a bill or back to a guest (minor units; of a limit what it is now).

    ``about`` is the band or line it was about, as it was asked; ``reason`` why, as it was typed.
    """

    kind: Kind
    entry: int
    at: str
    station: str
    staff: str
    approved_by: str
    about: str
    reason: str
    amount: int


class _Asked(Struct):
    """What is looked at of an operation."""

    band: str = ""
    bands: tuple[msgspec.Raw, ...] = ()
    line: int = 0
    receipt: int = 0
    company: str = ""
    reason: str = ""
    waive: int = 0
    taps: tuple[msgspec.Raw, ...] = ()


class _Arrival(Struct):
    band: str


def exceptions_of(reading: Reading, day: int, after: int = 0) -> list[Exceptional]:
    """Those of a business day that came after an entry, in the order of the book."""
    found: list[Exceptional] = []
    with reading.snapshot():
        numbers = {str(number) for (number,) in reading.query("SELECT number FROM band")}
        for seq, kind, at_us, station, staff, text, approver in reading.query(
            _ENTRIES, max(first_entry_of(reading, day), after + 1), day
        ):
            content = decode_content(str(text))
            if "error" in content.answer:
                continue
            asked = msgspec.json.decode(content.asked, type=_Asked)
            named = _kind(str(kind), asked, numbers)
            if named is None:
                continue
            found.append(
                Exceptional(
                    kind=named,
                    entry=int(str(seq)),
                    at=reading.wall(int(str(at_us))),
                    station=str(station),
                    staff=str(staff),
                    approved_by=str(approver),
                    about=_about(asked),
                    reason=asked.reason,
                    amount=_amount(named, content, asked),
                )
            )
    return found


def _kind(kind: str, asked: _Asked, numbers: set[str]) -> Kind | None:
    """What is exceptional about an operation that was done; None if nothing is."""
    if kind == "pay":
        return "waive" if asked.waive else None
    if kind in _TYPES_BANDS:
        typed = not asked.taps and any(named.zfill(PRINTED_DIGITS) in numbers for named in _bands(asked))
        return "typed" if typed else None
    return next(act for act in KINDS if act == kind)


def _bands(asked: _Asked) -> list[str]:
    """The bands of an operation as they were named, tapped or typed."""
    if asked.band:
        return [asked.band]
    return [
        msgspec.json.decode(raw, type=_Arrival).band
        if bytes(raw).lstrip()[:1] == b"{"
        else msgspec.json.decode(raw, type=str)
        for raw in asked.bands
    ]


def _about(asked: _Asked) -> str:
    if asked.line:
        return f"#{asked.line}"
    if asked.receipt:
        return f"R{asked.receipt}"
    return asked.company or ", ".join(_bands(asked))


def _amount(kind: Kind, content: Content, asked: _Asked) -> int:
    """What it was about, in minor units."""
    facts = content.facts
    if kind == "waive":
        return asked.waive
    if kind == "raise_limit":
        return sum(fact.limit_minor for fact in facts if isinstance(fact, LimitSet))
    if kind in {"refund", "resettle"}:
        return -sum(fact.paid_minor for fact in facts if isinstance(fact, ReceiptMade) and fact.paid_minor < 0)
    if kind in {"walk_out", "write_off"}:
        return abs(sum(fact.amount_minor for fact in facts if isinstance(fact, AccountMoved)))
    if kind in {"typed", "transfer", "no_sale"}:
        return 0
    return -sum(fact.due_minor for fact in facts if isinstance(fact, LineAdded))
