"""A counter without a screen, on a real demo house on a Saturday evening."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from pos.house.demo_house import DemoCurrency
from pos.operations import AnyOperation, Arrival, BeginCheckout, CheckIn
from pos.outcomes import Outcome
from pos.reports.bill import bill_of
from pos.reports.reading import Reading
from pos.venue import Venue
from terminal_ui.counter.counter import Counter
from terminal_ui.counter.counter_keys import AGAIN, FAVOURITES, is_sign
from terminal_ui.counter.counter_sight import CounterSight
from terminal_ui.desk.house_sight import HouseSight
from tests.house import instant, make_house

NAMED = {"enter", "up", "down", *FAVOURITES, AGAIN}
"""Keys that are no character."""


class SetClock:
    """A clock that tells what it was set to."""

    def __init__(self, now_us: int) -> None:
        self.us = now_us

    def now_us(self) -> int:
        """The instant it was set to."""
        return self.us


class CounterAtWork:
    """A counter and the house behind it. 077 and 078 are adults, 079 a child, 150 a woman, 080 is at the checkout."""

    def __init__(self, folder: Path, station: str, staff: str) -> None:
        self.clock = SetClock(instant("2026-03-07 20:14:07"))
        self.open = ExitStack()
        self.venue = self.open.enter_context(closing(Venue.open(folder, clock=self.clock)))
        self.reading = self.open.enter_context(closing(Reading.open(folder)))
        for band in ("077", "078", "150", "080"):
            self.do(CheckIn(bands=(Arrival(band, "adult"),), station="desk-1", staff="amy"))
        self.do(CheckIn(bands=(Arrival("079", "child"),), station="desk-1", staff="amy"))
        self.do(BeginCheckout(bands=("080",), station="desk-1", staff="amy"))
        outlet = self.venue.house.stations[station].outlet
        sight = CounterSight(self.reading, outlet)
        bands = HouseSight(self.reading, folder)
        self.typed = ""
        self.counter = Counter(self.venue, bands, sight, self.clock, station=station, staff=staff)

    def do(self, operation: AnyOperation) -> Outcome:
        """Something that happens in the house; it must be accepted."""
        outcome = self.venue.perform(operation)
        assert outcome.ok, outcome.message
        return outcome

    def wait(self, seconds: float) -> None:
        """Let time go by."""
        self.clock.us += round(seconds * 1_000_000)

    def bill(self, band: str) -> list[tuple[str, int, int]]:
        """What is on a bill beside the admission: item, quantity, due."""
        lines = bill_of(self.reading, band).lines
        return [(line.item, line.quantity, line.due) for line in lines if line.mark != "admission"]

    async def press(self, *keys: str) -> None:
        """Press keys one by one, with digits and letters typed as the screen would."""
        typed = ""
        for key in keys:
            for one in [key] if key in NAMED else key:
                typed = await self._press(one, typed)
        self.typed = typed

    async def _press(self, key: str, typed: str) -> str:
        names = {".": "full_stop", "*": "asterisk", "/": "slash", "+": "plus", "-": "minus"}
        if key == "enter":
            await self.counter.enter(typed)
            return ""
        if len(key) == 1 and not is_sign(key, typed):
            self.counter.search(typed + key)
            return typed + key
        return "" if await self.counter.press(names.get(key, key), typed) else typed

    @property
    def told(self) -> str:
        """What is shown: letters, band, amount in minor units, words."""
        served = self.counter.served
        amount = "" if served.amount_minor is None else str(served.amount_minor)
        return " ".join(part for part in (served.letters, served.band, amount, served.words, served.more) if part)


AtWork = Callable[..., CounterAtWork]


@pytest.fixture
def counter_at(tmp_path: Path) -> Iterator[AtWork]:
    """Opens a counter: ``counter_at("bar", staff="fan")``."""
    with ExitStack() as stack:

        def make(station: str = "bar", *, staff: str = "fan", currency: DemoCurrency = "cny") -> CounterAtWork:
            work = CounterAtWork(make_house(tmp_path, currency), station, staff)
            stack.enter_context(work.open)
            return work

        yield make
