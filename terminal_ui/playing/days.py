"""Plays days of the demo house as fast as it goes, through the mock readers, without a screen.

One act after the other, in their order. Acts that need nothing of each other's outcomes share a durable
commit; one that does (a payment needs the due) waits until all before it are in the book. So the same seed
writes the same book on any machine, however many share a commit.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from pos.clock import SECOND_US, Calendar
from pos.demo.acts import NEEDS_OUTCOMES, Tap
from pos.demo.director import Director
from pos.demo.saturday import DAY_S, days, in_order
from readers.events import Tap as BandHeld
from readers.hub import Hub
from readers.mock.driver import MockReaders
from terminal_ui.playing.acting import Acting

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from pos.demo.acts import Scheduled
    from pos.demo.saturday import DayPlan
    from pos.venue import Venue
    from readers.events import Event
    from terminal_ui.playing.acting import Acted

    Progress = Callable[[int, int], None]

LARGEST_BATCH = 200
"""So many operations share one durable commit at most."""


class DaysPlayed(Struct, frozen=True):
    """How it went.

    ``day`` is the first business day (``YYYYMMDD``), ``last_day`` the last of ``days``, ``taps`` the bands held to
    readers or typed, ``asked`` what became an operation, ``declined`` how often the answer was no.
    """

    seed: int
    day: int
    last_day: int
    days: int
    visits: int
    turned_away: int
    taps: int
    asked: int
    declined: int


def play_days(venue: Venue, seed: int, count: int, progress: Progress) -> DaysPlayed:
    """Play so many days of this seed in a demo house, from the Saturday on, the close of each included.

    ``progress`` is called with how many seconds of them have gone by, and of how many. What is declined is part of
    the days. Raises LedgerError if the book cannot be written.
    """
    return asyncio.run(_Player(venue, seed).play(count, progress))


class _Player:
    """Some days while they are played."""

    def __init__(self, venue: Venue, seed: int) -> None:
        house = venue.house
        self._venue = venue
        self._seed = seed
        self._mock = MockReaders(readers=())
        self._acting = Acting(Director(house, ZoneInfo(house.timezone), seed), self._mock)
        self._waiting: list[Acted] = []
        self._taps = self._asked = self._declined = 0

    async def play(self, count: int, progress: Progress) -> DaysPlayed:
        plans = _Plans(days(self._venue.house, self._seed, count))
        async with Hub([self._mock]) as hub:
            events = hub.events()
            for scheduled in in_order(plans):
                if isinstance(scheduled.act, NEEDS_OUTCOMES) or len(self._waiting) >= LARGEST_BATCH:
                    self._perform()
                    progress((scheduled.heard_us - plans.opening_us) // SECOND_US, count * DAY_S)
                await self._act(scheduled, events)
        self._perform()
        progress(count * DAY_S, count * DAY_S)
        return self._played(plans, count)

    async def _act(self, scheduled: Scheduled, events: AsyncIterator[Event]) -> None:
        acted = self._acting.begin(scheduled)
        if isinstance(scheduled.act, Tap):
            self._taps += 1
            if not scheduled.act.typed:
                acted = await self._through_its_reader(events)
        if acted is not None:
            self._waiting.append(acted)

    def _perform(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        outcomes = self._venue.perform_all([acted.operation for acted in waiting])
        for acted, outcome in zip(waiting, outcomes, strict=True):
            self._asked += 1
            self._declined += not (outcome.ok and outcome.facts.get("granted", True))
            self._acting.took(acted, outcome)

    async def _through_its_reader(self, events: AsyncIterator[Event]) -> Acted | None:
        """What the band that is held to a reader just now becomes."""
        async for event in events:
            acted = self._acting.seen(event)
            if isinstance(event, BandHeld):
                return acted
        raise AssertionError("unreachable: the hub is open as long as the day is played")

    def _played(self, plans: _Plans, count: int) -> DaysPlayed:
        house = self._venue.house
        calendar = Calendar(house.timezone, house.day_cut_min)
        return DaysPlayed(
            seed=self._seed,
            day=calendar.day(plans.opening_us),
            last_day=calendar.day(plans.last_opening_us),
            days=count,
            visits=plans.visits,
            turned_away=plans.turned_away,
            taps=self._taps,
            asked=self._asked,
            declined=self._declined,
        )


class _Plans:
    """Days as they are planned one after the other; a year of them is not kept."""

    def __init__(self, plans: Iterator[DayPlan]) -> None:
        self._plans = plans
        self.opening_us = self.last_opening_us = 0
        self.visits = self.turned_away = 0

    def __iter__(self) -> Iterator[DayPlan]:
        for plan in self._plans:
            self.opening_us = self.opening_us or plan.opening_us
            self.last_opening_us = plan.opening_us
            self.visits += len(plan.guests)
            self.turned_away += plan.turned_away
            yield plan
