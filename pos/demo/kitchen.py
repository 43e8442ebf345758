"""Kitchen and bar of the simulated day: every ten minutes what waits is called ready, and then brought (R32)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pos.clock import SECOND_US
from pos.demo.acts import CallOut, Tap
from pos.demo.figures import MINUTE_S
from pos.demo.people import at_counter
from pos.operations import Charge, TicketDone, TicketServed, Void

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pos.demo.acts import Scheduled
    from pos.house.model import House
    from pos.operations import AnyOperation

ROUND_S = 10 * MINUTE_S
COOKING_S = 4 * MINUTE_S
CARRYING_S = 5 * MINUTE_S
BESIDE_S = 3 * MINUTE_S + 20
"""Rounds lie beside whole minutes, at which other things are planned, and behind those in which the bar is cut off."""

STATION_OF_POST = {"kitchen": "restaurant", "bar": "bar"}


def rounds(house: House, acts: Iterable[Scheduled], opening_us: int) -> list[tuple[int, CallOut]]:
    """When somebody looks after which post, in seconds after the opening: after what these acts order."""
    marks: set[tuple[int, str]] = set()
    for scheduled in acts:
        if not isinstance(scheduled.act, Tap):
            continue
        ready_s = (scheduled.heard_us - opening_us) // SECOND_US + COOKING_S
        for wanted in scheduled.act.items:
            item = house.items_by_number.get(wanted.item) if isinstance(wanted.item, int) else None
            if item is not None and item.ticket in STATION_OF_POST:
                marks.add((-(-ready_s // ROUND_S) * ROUND_S + BESIDE_S, item.ticket))
    planned: list[tuple[int, CallOut]] = []
    for at_s, post in sorted(marks):
        planned += [(at_s, CallOut(post)), (at_s + CARRYING_S, CallOut(post, served=True))]
    return planned


def place_of(act: CallOut) -> tuple[str, str]:
    """Where that is done, and by whom."""
    station = STATION_OF_POST[act.post]
    return station, at_counter(station, 0)


class Pass:
    """The place where plates wait: what is to be made and what is to be carried, by post."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._to_make: dict[int, str] = {}
        self._to_carry: dict[int, str] = {}
        self._cancels: dict[int, str] = {}

    def took(self, operation: AnyOperation, facts: Mapping[str, Any]) -> None:
        """What came of an act: orders, or cancels of them. An answer that comes twice tells nothing new."""
        for one in facts.get("tickets", ()) if isinstance(operation, Charge | Void) else ():
            ticket, post = one["ticket"], one["post"]
            if ticket in self._seen:
                continue
            self._seen.add(ticket)
            if isinstance(operation, Charge):
                self._to_make[ticket] = post
            else:
                self._cancels[ticket] = post
                self._forget(one["of"])

    def called(self, act: CallOut) -> TicketDone | TicketServed | None:
        """What a round says; None if nothing waits there."""
        if act.served:
            tickets = tuple(ticket for ticket, post in self._to_carry.items() if post == act.post)
            for ticket in tickets:
                del self._to_carry[ticket]
            return TicketServed(tickets=tickets) if tickets else None
        made = tuple(ticket for ticket, post in self._to_make.items() if post == act.post)
        seen = tuple(ticket for ticket, post in self._cancels.items() if post == act.post)
        for ticket in made:
            del self._to_make[ticket]
            self._to_carry[ticket] = act.post
        for ticket in seen:
            del self._cancels[ticket]
        return TicketDone(tickets=made + seen) if made or seen else None

    def _forget(self, ticket: int) -> None:
        """Nobody wants it any more."""
        self._to_make.pop(ticket, None)
        self._to_carry.pop(ticket, None)
