"""Tickets of kitchen and bar: what is to be made now, and what a printer has to print (R32).

There is no printer driver yet. This is its seam: whoever prints asks :func:`printed_after` with the entry it came to,
and goes on from there after a fault. Nothing that sells waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from pos.ledger.entry import decode_content
from pos.ledger.facts import TicketQueued, TicketReprinted

if TYPE_CHECKING:
    from pos.reports.reading import Reading

_COLUMNS = """
SELECT ticket, kind, ticket.state, post, item, quantity, line, ticket.visit, band, ticket.of, station, staff, at_us,
       done_us, ended_us, reprints
FROM ticket JOIN visit USING(visit)
"""
_OPEN = _COLUMNS + "WHERE ticket.state IN ('queued', 'done') ORDER BY ticket"
_LATEST = _COLUMNS + "WHERE ticket > ? ORDER BY ticket"
_LAST = "SELECT coalesce(max(ticket), 0) FROM ticket"
_ONE = _COLUMNS + "WHERE ticket = ?"
_PRINTED = """
SELECT content FROM log WHERE seq > ?
  AND (instr(content, '"ticket_queued"') OR instr(content, '"ticket_reprinted"'))
ORDER BY seq
"""
_HEAD = "SELECT coalesce(max(seq), 0) FROM log"

LATEST = 500
"""So many tickets are told, if those that ended are asked for, too."""


class Ticket(Struct, frozen=True):
    """One ticket. ``kind`` is ``order`` or ``cancel`` (``of`` which order); ``quantity`` is what is still wanted.

    ``state`` is queued, done, served, cancelled, or of a cancel ``seen``. Moments are ISO 8601, empty if not yet.
    ``band`` is the printed number of the guest's band now.
    """

    ticket: int
    kind: str
    state: str
    post: str
    item: str
    quantity: int
    line: int
    visit: int
    band: str
    of: int
    station: str
    staff: str
    at: str
    done: str
    ended: str
    reprints: int

    def as_dict(self) -> dict[str, object]:
        """As JSON prints it."""
        return asdict(self)


def tickets_of(reading: Reading, post: str = "", *, ended: bool = False) -> list[Ticket]:
    """The tickets of a post, or of all, that somebody has still to do something about; the oldest first.

    With ``ended`` the latest of all, served and cancelled ones too.
    """
    with reading.snapshot():
        ((last,),) = reading.query(_LAST)
        rows = reading.query(_LATEST, int(str(last)) - LATEST) if ended else reading.query(_OPEN)
        tickets = [_ticket(reading, row) for row in rows]
    return [one for one in tickets if post in {"", one.post}]


def printed_after(reading: Reading, seq: int) -> tuple[list[Ticket], int]:
    """What entries after this one say is to be printed, in order, and the entry to ask after next.

    A ticket is as it was queued; one that is printed again has its ``reprints``.
    """
    with reading.snapshot():
        ((head,),) = reading.query(_HEAD)
        tickets: list[Ticket] = []
        for (content,) in reading.query(_PRINTED, seq):
            for fact in decode_content(str(content)).facts:
                if isinstance(fact, TicketQueued):
                    now = _one(reading, fact.ticket)
                    tickets.append(
                        msgspec.structs.replace(
                            now, quantity=fact.quantity, state="queued", done="", ended="", reprints=0
                        )
                    )
                elif isinstance(fact, TicketReprinted):
                    tickets.append(_one(reading, fact.ticket))
        return tickets, int(str(head))


def _one(reading: Reading, number: int) -> Ticket:
    (row,) = reading.query(_ONE, number)
    return _ticket(reading, row)


def _ticket(reading: Reading, row: tuple[object, ...]) -> Ticket:
    number, kind, state, post, item, quantity, line, visit, band, of, station, staff, at, done, ended, reprints = row
    at_us, done_us, ended_us = (int(str(value)) for value in (at, done, ended))
    return Ticket(
        ticket=int(str(number)),
        kind=str(kind),
        state=str(state),
        post=str(post),
        item=str(item),
        quantity=int(str(quantity)),
        line=int(str(line)),
        visit=int(str(visit)),
        band=str(band),
        of=int(str(of)),
        station=str(station),
        staff=str(staff),
        at=reading.wall(at_us),
        done=reading.wall(done_us) if done_us else "",
        ended=reading.wall(ended_us) if ended_us else "",
        reprints=int(str(reprints)),
    )
