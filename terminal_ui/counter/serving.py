"""What a counter sold and nobody has brought to the guest yet (R32)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pos.clock import MINUTE_US, to_us
from pos.errors import Declined, LoopbandError
from pos.ids import new_id
from pos.operations import TicketDone, TicketServed
from pos.reports.tickets import tickets_of
from terminal_ui.counter.served import Served
from terminal_ui.languages import decline_words, error_words, name_words, say

if TYPE_CHECKING:
    from pos.clock import Clock
    from pos.house.model import House
    from pos.reports.reading import Reading
    from pos.reports.tickets import Ticket
    from terminal_ui.posts.needs import Door


class Serving:
    """The open tickets of one counter, the oldest first; those that are ready before those that are being made."""

    def __init__(self, door: Door, reading: Reading, clock: Clock, station: str) -> None:
        self.tickets: list[Ticket] = []
        self._door = door
        self._reading = reading
        self._clock = clock
        self._station = station

    def look(self) -> None:
        """See what is open now. Raises LoopbandError."""
        mine = [ticket for ticket in tickets_of(self._reading) if ticket.station == self._station]
        self.tickets = sorted(mine, key=lambda ticket: ticket.state != "done" and ticket.kind == "order")

    def minutes(self, ticket: Ticket) -> int:
        """For how many whole minutes a guest has waited."""
        return max(0, self._clock.now_us() - to_us(datetime.fromisoformat(ticket.at))) // MINUTE_US

    async def serve(self, number: int | None, staff: str) -> Served:
        """The ticket of this number, or the first one, is with its guest; of a cancel, it was seen."""
        ticket = next((one for one in self.tickets if number in (None, one.ticket)), None)
        if ticket is None and number is not None:
            return Served("bad", error_words(Declined("unknown_ticket", ticket=number)))
        if ticket is None:
            return Served("bad", say("There is nothing to serve."))
        kind = TicketServed if ticket.kind == "order" else TicketDone
        asked = kind(tickets=(ticket.ticket,), id=new_id(self._clock.now_us()), station=self._station, staff=staff)
        try:
            outcome = await self._door.ask(asked)
        except LoopbandError as error:
            return Served("bad", error_words(error))
        if not outcome.ok:
            return Served("bad", decline_words(outcome.error, outcome.message))
        words = say("Served: {what}") if ticket.kind == "order" else say("Seen that it is cancelled: {what}")
        return Served("good", words.format(what=ticket_words(ticket, self._door.house)), ticket.band)


def ticket_words(ticket: Ticket, house: House) -> str:
    """What is on a ticket: ``2 Latte``."""
    item = house.items.get(ticket.item)
    name = name_words(item.words) if item is not None else ticket.item
    return name if ticket.quantity == 1 else f"{ticket.quantity} {name}"
