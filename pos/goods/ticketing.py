"""Tickets follow the bill: a sale queues one, a void cancels it, a transfer carries it along (R32).

A ticket is a row, written in the entry of the charge; whoever prints reads the log. So no printer, and no fault of
one, can hold up a sale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ledger.facts import TicketCarried, TicketCut, TicketQueued, TicketSplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.house.model import Item
    from pos.ledger.books import Books
    from pos.ledger.facts import LineAdded
    from pos.ledger.rows import TicketRow
    from pos.scene import Scene

_ORDER = "SELECT ticket FROM ticket WHERE line = ? AND kind = 'order' AND state IN ('queued', 'done')"


def queue_tickets(scene: Scene, wanted: Iterable[tuple[Item, int]], lines: Iterable[LineAdded]) -> list[TicketQueued]:
    """A ticket for each line of what somebody has to make."""
    made = [(item, line) for (item, _), line in zip(wanted, lines, strict=True) if item.ticket]
    if not made:
        return []
    first = scene.books.number("ticket") + 1
    return [
        TicketQueued(number, line.line, line.visit, item.ticket, line.item, line.quantity)
        for number, (item, line) in enumerate(made, start=first)
    ]


def cancel_tickets(scene: Scene, gone: Iterable[tuple[int, int]]) -> list[TicketCut | TicketQueued]:
    """A cancel for what is open of these lines, each with its pieces. What was served is with the guest already."""
    facts: list[TicketCut | TicketQueued] = []
    number = scene.books.number("ticket")
    for line, quantity in gone:
        order = open_order(scene.books, line)
        if order is None:
            continue
        number += 1
        facts.append(TicketCut(order.ticket, quantity))
        facts.append(TicketQueued(number, line, order.visit, order.post, order.item, quantity, of=order.ticket))
    return facts


def told_cancels(facts: Iterable[TicketCut | TicketQueued]) -> dict[str, object]:
    """What an outcome tells of cancels; nothing if there are none."""
    told = [
        {"ticket": one.ticket, "line": one.line, "post": one.post, "of": one.of}
        for one in facts
        if isinstance(one, TicketQueued)
    ]
    return {"tickets": told} if told else {}


def carry_tickets(scene: Scene, into: Iterable[LineAdded]) -> list[TicketCarried | TicketSplit]:
    """What is open of lines that are now these, on another bill: a ticket goes along, or a part of it."""
    facts: list[TicketCarried | TicketSplit] = []
    number = scene.books.number("ticket")
    for line in into:
        order = open_order(scene.books, line.of)
        if order is None:
            continue
        if line.quantity >= order.quantity:
            facts.append(TicketCarried(order.ticket, line.line, line.visit))
        else:
            number += 1
            facts.append(TicketSplit(number, order.ticket, line.line, line.visit, line.quantity))
    return facts


def open_order(books: Books, line: int) -> TicketRow | None:
    """The order for a line that is not served yet, or None."""
    rows = books.query(_ORDER, line)
    return books.tickets.get(rows[0][0]) if rows else None
