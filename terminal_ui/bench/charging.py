"""Charging for a benchmark: baskets that no rule takes for a double tap, and callers who charge at once."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from pos.errors import LoopbandError
from pos.ids import new_id
from pos.operations import Charge, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pos.outcomes import Outcome
    from pos.venue import Venue
    from terminal_ui.bench.disk import Round

SOLD = {
    ("bar", "fan"): (
        "water", "cola", "beer", "plum-juice", "herbal-tea", "tea-egg", "latte", "sausage", "instant-noodles", "towel",
    ),
    ("desk-1", "amy"): ("body-scrub", "milk-scrub", "back-tapping"),
    ("restaurant", "gu"): ("dumplings", "fried-rice"),
    ("massage", "hua"): ("pedicure",),
}  # fmt: skip
"""What is sold at which counter, and by whom: in the proportions of a Saturday, when half of what is sold is counted
in stock. Scrubs are charged at the desk, because each scrub counter serves one zone only."""

MENU = tuple((station, staff, item) for (station, staff), items in SOLD.items() for item in items)

MOST_OF_ONE = 20


class Baskets:
    """Charges for these bands, one after the other; the same basket comes back at a band as late as can be (R21)."""

    def __init__(self, bands: Sequence[str]) -> None:
        self._bands = bands
        self._made = 0

    def next(self, at: datetime | None = None, *, most_of_one: int = MOST_OF_ONE) -> Charge:
        """One more charge, at this time or when it is asked."""
        turn, place = divmod(self._made, len(self._bands))
        self._made += 1
        turn, choice = divmod(turn + place, len(MENU))
        station, staff, item = MENU[choice]
        return Charge(
            band=self._bands[place],
            items=(Wanted(item, 1 + turn % most_of_one),),
            id=new_id(time.time_ns() // 1000),
            at=at,
            station=station,
            staff=staff,
        )


class NotCharged(LoopbandError):
    """A charge of a benchmark was declined or repeated: what was measured would not be what it is called."""


def must_be_charged(outcome: Outcome) -> None:
    """Raises NotCharged unless lines were posted."""
    if not outcome.ok or "lines" not in outcome.facts or outcome.repeated:
        raise NotCharged(outcome.message or f"entry {outcome.entry} charged nothing")


async def charge_round(venue: Venue, charges: Sequence[Charge], callers: int) -> Round:
    """So many callers, each with its next charge as soon as the last was answered. Raises NotCharged."""
    took_ns: list[int] = []
    waiting = iter(charges)
    began_ns = time.perf_counter_ns()
    await asyncio.gather(*(_caller(venue, waiting, took_ns) for _ in range(callers)))
    return took_ns, time.perf_counter_ns() - began_ns


async def _caller(venue: Venue, waiting: Iterator[Charge], took_ns: list[int]) -> None:
    for charge in waiting:
        one_ns = time.perf_counter_ns()
        outcome = await venue.ask(charge)
        took_ns.append(time.perf_counter_ns() - one_ns)
        # At once: no station keeps thousands of outcomes for the garbage collector to walk through.
        must_be_charged(outcome)
