"""Stock, and the tickets of kitchen and bar."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pos.operations.values import MAX_ITEMS, MAX_TEXT, Approvable, Name, Operation, Text

MOST_PIECES = 1_000_000_000
"""The most pieces, ml or g that one operation moves."""
Pieces = Annotated[int, Meta(ge=1, le=MOST_PIECES)]
"""Of goods, in what they are counted in."""
Found = Annotated[int, Meta(ge=0, le=MOST_PIECES)]
"""What a count found of them."""
Ticket = Annotated[int, Meta(ge=1)]
"""The number of a ticket."""
Tickets = Annotated[tuple[Ticket, ...], Meta(min_length=1, max_length=MAX_ITEMS)]
"""Tickets by their numbers, at least one."""


class StockIn(Operation, frozen=True, kw_only=True, tag="stock_in"):
    """Goods came in: add to the stock of an item, or of what recipes use (R31)."""

    item: Name | int
    quantity: Pieces
    reason: Annotated[str, Meta(max_length=MAX_TEXT)] = ""


class StockWaste(Approvable, frozen=True, kw_only=True, tag="stock_waste"):
    """Goods are gone that nobody bought: broken, spoiled, used up in the house (R31)."""

    item: Name | int
    quantity: Pieces
    reason: Text


class StockCount(Approvable, frozen=True, kw_only=True, tag="stock_count"):
    """Write down a count sheet: the books say from now on what was found, and what the difference was (R31).

    ``counts`` is how much there is by item, ``{"beer": 40}``; what is not on the sheet stays as it is.
    """

    counts: Annotated[dict[Name, Found], Meta(min_length=1, max_length=200)]
    reason: Text


class TicketDone(Operation, frozen=True, kw_only=True, tag="ticket_done"):
    """What is on these tickets is ready to be served; of a ticket that cancels, it was seen (R32)."""

    tickets: Tickets


class TicketServed(Operation, frozen=True, kw_only=True, tag="ticket_served"):
    """What is on these tickets is with the guests (R32)."""

    tickets: Tickets


class ReprintTicket(Operation, frozen=True, kw_only=True, tag="reprint_ticket"):
    """Print a ticket once more; the paper says that it is a reprint (R32)."""

    ticket: Ticket
    reason: Text
