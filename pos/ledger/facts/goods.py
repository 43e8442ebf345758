"""What happened to the tickets of kitchen and bar (R32)."""

from __future__ import annotations

from pos.ledger.facts.fact import Fact


class TicketQueued(Fact, frozen=True, gc=False, tag="ticket_queued"):
    """A ticket was written: somebody is to make so many of an item, or, with ``of`` an earlier ticket, no longer to."""

    ticket: int
    line: int
    visit: int
    post: str
    item: str
    quantity: int
    of: int = 0


class TicketMarked(Fact, frozen=True, gc=False, tag="ticket_marked"):
    """A ticket is ``done``, ``served``, or a cancel was ``seen``."""

    ticket: int
    state: str


class TicketCut(Fact, frozen=True, gc=False, tag="ticket_cut"):
    """So many pieces of an order are no longer wanted; if none is left, it is cancelled."""

    ticket: int
    quantity: int


class TicketCarried(Fact, frozen=True, gc=False, tag="ticket_carried"):
    """What is made is on another line now, of another visit: the line was transferred."""

    ticket: int
    line: int
    visit: int


class TicketSplit(Fact, frozen=True, gc=False, tag="ticket_split"):
    """So many pieces of the order ``of`` are an order of their own now, in the same state: they were transferred."""

    ticket: int
    of: int
    line: int
    visit: int
    quantity: int


class TicketReprinted(Fact, frozen=True, gc=False, tag="ticket_reprinted"):
    """A ticket was printed once more."""

    ticket: int
