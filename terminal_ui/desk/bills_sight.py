"""A bill as the desk sees it, with who wears the band and what is held for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.guests.standing import standing_lines
from pos.guests.states import UNSETTLED, sql_list
from pos.ledger.schema import VISIT_LINES
from pos.reports.bill import bill_of
from terminal_ui.desk.seen import BillSeen, LineSeen
from terminal_ui.languages import name_words, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.reports.bill import BillLine
    from pos.reports.reading import Reading

_ABOUT = """
SELECT guest, zone, locker, in_us, state, party, limit_minor, package,
  (SELECT coalesce(sum(left_minor), 0) FROM deposit WHERE deposit.visit = visit.visit),
  (SELECT count(*) FROM pause WHERE pause.visit = visit.visit AND to_us = 0)
FROM visit JOIN tab USING(visit) WHERE visit = ?
"""
_PARTY = (
    "SELECT band FROM visit WHERE party = ? AND party <> 0 AND visit <> ? "  # noqa: S608 - our own text
    f"AND state IN {sql_list(UNSETTLED)} ORDER BY band"
)
_OUTLETS = f"SELECT outlet FROM {VISIT_LINES} WHERE mark = '' GROUP BY outlet ORDER BY min(line)"  # noqa: S608 - our own text
_PAID_OF = "SELECT coalesce(sum(amount_minor), 0) FROM receipt_line WHERE line = ?"
_LAST_DISPUTED = "SELECT line FROM disputed WHERE line BETWEEN ? AND ?"


def bill_seen(reading: Reading, band: str) -> BillSeen:
    """The bill of who wears a band, or wore it last. Raises Declined if nobody ever did."""
    bill = bill_of(reading, band)
    ((guest, zone, locker, in_us, state, party, limit_minor, package, held_minor, pauses),) = reading.query(
        _ABOUT, bill.visit
    )
    numbers = [line.line for line in bill.lines if line.line]
    disputed = {line for (line,) in reading.query(_LAST_DISPUTED, min(numbers), max(numbers))} if numbers else set()
    return BillSeen(
        band=band,
        about=about(reading, guest, zone, locker, in_us),
        lines=tuple(_line(line, disputed=line.line in disputed) for line in bill.lines),
        due_minor=bill.due,
        paid_minor=bill.paid,
        visit=bill.visit,
        state=str(state),
        party=tuple(str(other) for (other,) in reading.query(_PARTY, party, bill.visit)),
        held_minor=int(str(held_minor)),
        limit_minor=int(str(limit_minor)),
        outlets=tuple(str(outlet) for (outlet,) in reading.query(_OUTLETS, bill.visit)),
        package=bool(package),
        frozen=bool(pauses),
    )


def about(reading: Reading, guest: object, zone: object, locker: object, in_us: object) -> str:
    """Who it is: class, zone, locker, since when."""
    known = reading.house.guests.get(str(guest))
    words = [
        name_words(known.words) if known is not None else str(guest),
        say(str(zone)),
        say("locker {locker}", locker=locker) if locker else "",
        say("in {clock}", clock=reading.calendar.clock_words(int(str(in_us)))),
    ]
    return ", ".join(word for word in words if word)


def payable(reading: Reading, bands: Iterable[str]) -> dict[int, int]:
    """What is still to be paid of each line of these bands' bills (minor units)."""
    left: dict[int, int] = {}
    with reading.snapshot():
        for band in bands:
            bill = bill_of(reading, band)
            standing = standing_lines(reading.books(), bill.visit)
            ((paid_line,),) = reading.query("SELECT paid_line FROM visit WHERE visit = ?", bill.visit)
            for number, line in standing.items():
                ((paid,),) = reading.query(_PAID_OF, number)
                if number > int(str(paid_line)):
                    left[number] = line.due_minor - int(str(paid))
    return left


def _line(line: BillLine, *, disputed: bool) -> LineSeen:
    clock = line.at[11:16] if line.line else ""
    where = " ".join(word for word in (line.station, line.staff) if word)
    return LineSeen(clock, line.item, line.quantity, line.due, line.mark, where, line.line, line.of, disputed)
