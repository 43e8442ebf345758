"""What kitchen and bar say of their tickets: done, served, once more on paper (R32)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.ledger.facts import TicketMarked, TicketReprinted
from pos.scene import Ruling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pos.ledger.rows import TicketRow
    from pos.operations import ReprintTicket, TicketDone, TicketServed
    from pos.scene import Scene

OPEN = ("queued", "done")
"""States of a ticket about which there is still something to do; ``served``, ``cancelled``, ``seen`` are its ends."""

_DONE = {("order", "queued"): "done", ("cancel", "queued"): "seen"}
_SERVED = {("order", "queued"): "served", ("order", "done"): "served"}
"""Kind and state of a ticket → the state it comes into."""


def ticket_done(scene: Scene, asked: TicketDone) -> Ruling:
    """Ready, or a cancel that was seen. Raises Declined: unknown_ticket, ticket_ended."""
    return _marked(scene, asked.tickets, _DONE)


def ticket_served(scene: Scene, asked: TicketServed) -> Ruling:
    """With the guest; what nobody called ready was ready. Raises Declined: unknown_ticket, ticket_ended."""
    return _marked(scene, asked.tickets, _SERVED)


def reprint_ticket(scene: Scene, asked: ReprintTicket) -> Ruling:
    """Once more on paper, which says so. Raises Declined("unknown_ticket")."""
    row = _ticket(scene, asked.ticket)
    return Ruling([TicketReprinted(row.ticket)], [], _told(row) | {"reprints": row.reprints + 1})


def _marked(scene: Scene, numbers: Sequence[int], ways: Mapping[tuple[str, str], str]) -> Ruling:
    facts: list[TicketMarked] = []
    told: list[dict[str, object]] = []
    for number in dict.fromkeys(numbers):
        row = _ticket(scene, number)
        state = ways.get((row.kind, row.state))
        if state is None:
            words = row.state if row.state not in OPEN or row.kind == "order" else "a cancel, which nobody serves"
            raise Declined("ticket_ended", ticket=number, state=words)
        facts.append(TicketMarked(number, state))
        told.append(_told(row) | {"state": state})
    return Ruling([*facts], [], {"tickets": told})


def _ticket(scene: Scene, number: int) -> TicketRow:
    row = scene.books.tickets.get(number if number < 2**63 else -1)
    if row is None:
        raise Declined("unknown_ticket", ticket=number)
    return row


def _told(row: TicketRow) -> dict[str, object]:
    return {
        "ticket": row.ticket, "kind": row.kind, "state": row.state, "post": row.post, "item": row.item,
        "quantity": row.quantity, "visit": row.visit,
    }  # fmt: skip
