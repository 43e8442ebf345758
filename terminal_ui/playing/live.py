"""Plays the demo house's Saturday in the background while the front desk is open, through the mock readers."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from pos.clock import MINUTE_US
from pos.demo.acts import Tap
from pos.demo.director import Director
from pos.demo.saturday import saturday
from readers.hub import Hub
from readers.mock.driver import MockReaders
from terminal_ui.playing.acting import Acting

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pos.clock import Clock
    from pos.demo.acts import Scheduled
    from pos.demo.saturday import DayPlan
    from pos.house.model import House
    from pos.operations import AnyOperation
    from pos.outcomes import Outcome

    Ask = Callable[[AnyOperation], Awaitable[Outcome]]

AHEAD_MIN = 10 * 60
"""The demo opens ten hours after its business day began: the evening is the busy part."""
SPEED = 20


class DemoPlay(NamedTuple):
    """How the Saturday is played: its seed, and how many times as fast as real time.

    ``ahead_min`` minutes of it have gone by when the desk opens; those are played as fast as they go.
    """

    seed: int = 7
    speed: int = SPEED
    ahead_min: int = AHEAD_MIN


class PlayedClock:
    """The demo's time: it jumps with what is played ahead, then runs ``speed`` times as fast as real time."""

    def __init__(self, start_us: int, speed: int, *, steady_ns: Callable[[], int] = time.monotonic_ns) -> None:
        """``start_us`` is the first instant (UTC µs). Raises ValueError if ``speed`` is not above 0."""
        if speed <= 0:
            raise ValueError("the speed must be above 0")
        self.speed = speed
        self._steady_ns = steady_ns
        self._start_us = start_us
        self._running_since_ns: int | None = None

    def now_us(self) -> int:
        """The demo's present in UTC µs."""
        if self._running_since_ns is None:
            return self._start_us
        return self._start_us + (self._steady_ns() - self._running_since_ns) * self.speed // 1000

    @property
    def runs(self) -> bool:
        """Whether it runs by itself."""
        return self._running_since_ns is not None

    def jump(self, at_us: int) -> None:
        """It is this instant now, unless it is later already."""
        if self._running_since_ns is None:
            self._start_us = max(self._start_us, at_us)

    def run(self) -> None:
        """From now on it runs by itself."""
        if self._running_since_ns is None:
            self._running_since_ns = self._steady_ns()


class LivePlay:
    """The Saturday of a running house. ``clock`` is the one its venue and its desk go by."""

    def __init__(self, house: House, play: DemoPlay, *, desk: str) -> None:
        """``desk`` is the station at which a person sits: nobody else holds bands to its reader."""
        self._house = house
        self._desk = desk
        self._play = play
        self.saturday: DayPlan = saturday(house, play.seed)
        self.clock = PlayedClock(self.saturday.opening_us, play.speed)
        self._mock = MockReaders(readers=())
        self._acting = Acting(Director(house, ZoneInfo(house.timezone), play.seed), self._mock)

    @property
    def pace(self) -> str:
        """How fast it is played now, in a few characters for the head of a screen."""
        return f"x{self.clock.speed}" if self.clock.runs else ">>"

    async def run(self, ask: Ask) -> None:
        """Play to the end of the day. What is declined is part of the day; a LedgerError ends it."""
        ahead_us = self.saturday.opening_us + self._play.ahead_min * MINUTE_US
        async with Hub([self._mock]) as hub:
            listening = asyncio.create_task(self._listen(hub, ask))
            try:
                for scheduled in (*self.saturday.acts, *self.saturday.after):
                    if scheduled.heard_us >= ahead_us:
                        await self._until(scheduled.heard_us)
                    self.clock.jump(scheduled.heard_us)
                    await self._act(scheduled, ask)
                    await self._settled(hub, listening)
                self.clock.run()
            finally:
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)

    async def _act(self, scheduled: Scheduled, ask: Ask) -> None:
        if isinstance(scheduled.act, Tap) and scheduled.station == self._desk:
            # Showing a band is all a tap does at a desk, and this desk shows what its own person wants.
            return
        acted = self._acting.begin(scheduled)
        if acted is not None:
            self._acting.took(acted, await ask(acted.operation))

    async def _listen(self, hub: Hub, ask: Ask) -> None:
        async for event in hub.events():
            acted = self._acting.seen(event)
            if acted is not None:
                self._acting.took(acted, await ask(acted.operation))

    async def _settled(self, hub: Hub, listening: asyncio.Task[None]) -> None:
        """Everything that followed is done. Raises what ended the listening, if something did."""
        settled = asyncio.create_task(hub.settled())
        await asyncio.wait({settled, listening}, return_when=asyncio.FIRST_COMPLETED)
        if listening.done():
            settled.cancel()
            listening.result()

    async def _until(self, at_us: int) -> None:
        self.clock.run()
        await asyncio.sleep(max(0, at_us - self.clock.now_us()) / 1e6 / self.clock.speed)


def clock_of(playing: LivePlay | None, otherwise: Clock) -> Clock:
    """The demo's clock while it is played."""
    return playing.clock if playing is not None else otherwise
