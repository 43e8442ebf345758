"""Plays the demo house's Saturday as fast as it goes, through the mock readers, without a screen.

One act after the other, in their order. Acts that need nothing of each other's outcomes share a durable
commit; one that does (a payment needs the due) waits until all before it are in the book. So the same seed
writes the same book on any machine, however many share a commit.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from pos.clock import Calendar
from pos.demo.acts import NEEDS_OUTCOMES, Tap
from pos.demo.director import Director
from pos.demo.saturday import saturday
from readers.events import Tap as BandHeld
from readers.hub import Hub
from readers.mock.driver import MockReaders
from terminal_ui.playing.acting import Acting

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from pos.demo.acts import Scheduled
    from pos.demo.saturday import Saturday
    from pos.venue import Venue
    from readers.events import Event
    from terminal_ui.playing.acting import Acted

    Progress = Callable[[int, int], None]

LARGEST_BATCH = 200
"""So many operations share one durable commit at most."""


class DayPlayed(Struct, frozen=True):
    """How the day went.

    ``day`` is the business day (``YYYYMMDD``), ``taps`` the bands held to readers or typed, ``asked`` what became
    an operation, ``declined`` how often the answer was no.
    """

    seed: int
    day: int
    visits: int
    turned_away: int
    taps: int
    asked: int
    declined: int


def play_saturday(venue: Venue, seed: int, progress: Progress) -> DayPlayed:
    """Play the whole Saturday of this seed in a demo house, its day close included.

    ``progress`` is called with how many acts are done, and of how many. What is declined is part of the
    day. Raises LedgerError if the book cannot be written.
    """
    return asyncio.run(_Player(venue, seed).play(progress))


class _Player:
    """One day while it is played."""

    def __init__(self, venue: Venue, seed: int) -> None:
        house = venue.house
        self._venue = venue
        self._plan: Saturday = saturday(house, seed)
        self._mock = MockReaders(readers=())
        self._acting = Acting(Director(house, ZoneInfo(house.timezone), seed), self._mock)
        self._waiting: list[Acted] = []
        self._taps = self._asked = self._declined = 0

    async def play(self, progress: Progress) -> DayPlayed:
        acts = self._plan.acts
        async with Hub([self._mock]) as hub:
            events = hub.events()
            for number, scheduled in enumerate(acts):
                if isinstance(scheduled.act, NEEDS_OUTCOMES) or len(self._waiting) >= LARGEST_BATCH:
                    self._perform()
                    progress(number, len(acts))
                await self._act(scheduled, events)
        self._perform()
        progress(len(acts), len(acts))
        return self._played()

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

    def _played(self) -> DayPlayed:
        house = self._venue.house
        plan = self._plan
        return DayPlayed(
            seed=plan.seed,
            day=Calendar(house.timezone, house.day_cut_min).day(plan.opening_us),
            visits=len(plan.guests),
            turned_away=plan.turned_away,
            taps=self._taps,
            asked=self._asked,
            declined=self._declined,
        )
