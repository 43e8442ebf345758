"""Tickets of kitchen and bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.ledger import facts as f
from pos.ledger.fold.head import known
from pos.ledger.rows import TicketRow

if TYPE_CHECKING:
    from pos.ledger.books import Books
    from pos.ledger.fold.head import Head


def _ticket_of(books: Books, ticket: int) -> TicketRow:
    row = known(books.tickets.get(ticket), "ticket", ticket)
    books.tickets.changed(ticket, row)
    return row


def _ticket_queued(books: Books, head: Head, fact: f.TicketQueued) -> None:
    books.take_number("ticket", fact.ticket)
    kind = "cancel" if fact.of else "order"
    row = TicketRow(
        fact.ticket, kind, "queued", fact.post, fact.item, fact.quantity, fact.line, fact.visit, fact.of, head.station,
        head.staff, head.seq, head.at_us, head.day, 0, 0, 0,
    )  # fmt: skip
    books.tickets.put(fact.ticket, row)


def _ticket_marked(books: Books, head: Head, fact: f.TicketMarked) -> None:
    row = _ticket_of(books, fact.ticket)
    row.state = fact.state
    if fact.state == "done":
        row.done_us = head.at_us
    else:
        row.ended_us = head.at_us


def _ticket_cut(books: Books, head: Head, fact: f.TicketCut) -> None:
    row = _ticket_of(books, fact.ticket)
    row.quantity -= fact.quantity
    if not row.quantity:
        row.state = "cancelled"
        row.ended_us = head.at_us


def _ticket_carried(books: Books, _head: Head, fact: f.TicketCarried) -> None:
    row = _ticket_of(books, fact.ticket)
    row.line, row.visit = fact.line, fact.visit


def _ticket_split(books: Books, _head: Head, fact: f.TicketSplit) -> None:
    books.take_number("ticket", fact.ticket)
    row = _ticket_of(books, fact.of)
    row.quantity -= fact.quantity
    part = replace(
        row, ticket=fact.ticket, of=fact.of, line=fact.line, visit=fact.visit, quantity=fact.quantity, reprints=0
    )
    books.tickets.put(fact.ticket, part)


def _ticket_reprinted(books: Books, _head: Head, fact: f.TicketReprinted) -> None:
    _ticket_of(books, fact.ticket).reprints += 1


FOLD = {
    f.TicketQueued: _ticket_queued,
    f.TicketMarked: _ticket_marked,
    f.TicketCut: _ticket_cut,
    f.TicketCarried: _ticket_carried,
    f.TicketSplit: _ticket_split,
    f.TicketReprinted: _ticket_reprinted,
}
"""Fact → how it is written to the tables."""
