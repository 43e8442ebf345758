"""A front desk on a real demo house, driven by keys: what the tests of the screens are written with."""

from __future__ import annotations

from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING

from textual import events

from pos.reports.reading import Reading
from pos.venue import Venue
from terminal_ui.desk.house_sight import HouseSight
from terminal_ui.desk.proofs import examination_of
from terminal_ui.posts.needs import PostNeeds
from terminal_ui.screens.front_desk_screen import FrontDeskScreen
from terminal_ui.screens.loopband_app import LoopbandApp
from tests.house import instant

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from textual.pilot import Pilot

    from pos.house.model import House
    from pos.operations import AnyOperation
    from pos.outcomes import Outcome
    from readers.contract import Driver
    from terminal_ui.desk.front_desk import FrontDesk

NARROW = (80, 24)
WIDE = (160, 48)
TYPING_GAP_S = 0.1
SCANNING_GAP_S = 0.004
"""From key to key, for a person and for a scanner."""
CHARACTERS = {"full_stop": ".", "space": " "}
"""Keys whose name is not their character."""


class SetClock:
    """A clock that tells what it was set to."""

    def __init__(self, now_us: int) -> None:
        self.us = now_us

    def now_us(self) -> int:
        """The instant it was set to."""
        return self.us


class DeskAtWork:
    """A running desk. Keys go in, the screen as text comes out."""

    def __init__(self, app: LoopbandApp, pilot: Pilot[None], venue: Venue, clock: SetClock, folder: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.venue = venue
        self.clock = clock
        self.folder = folder
        self._key_at_s = 0.0

    @property
    def desk(self) -> FrontDesk:
        """The desk behind the screen."""
        return self.screen.post

    @property
    def screen(self) -> FrontDeskScreen:
        """The screen."""
        screen = self.app.screen
        assert isinstance(screen, FrontDeskScreen)
        return screen

    @property
    def house(self) -> House:
        """The house."""
        return self.venue.house

    @property
    def result(self) -> str:
        """Tone and words of the last result."""
        return f"{self.desk.result.letters} {self.desk.result.words}"

    @property
    def text(self) -> str:
        """The whole screen as it stands, without colours and without blanks at the ends of lines."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips) + "\n"

    @property
    def layer(self) -> str:
        """What the desk is in the middle of."""
        return type(self.desk.layer).__name__ if self.desk.layer is not None else "Idle"

    async def press(self, *keys: str) -> None:
        """Press keys one by one, as a person does. Words of digits are typed digit by digit."""
        for key in keys:
            for one in key if key.isdecimal() else [key]:
                await self._press(one, TYPING_GAP_S)

    async def scan(self, code: str, *, gap_s: float = SCANNING_GAP_S) -> None:
        """A scanner that types: all its keys in a burst, Enter at the end."""
        self._key_at_s += 1.0
        for key in [*code, "enter"]:
            await self._press(key, gap_s)

    async def _press(self, key: str, gap_s: float) -> None:
        """A key, so long after the one before, whatever this machine is busy with."""
        self._key_at_s += gap_s
        event = events.Key(key.lower() if len(key) == 1 else key, key if len(key) == 1 else CHARACTERS.get(key))
        event.time = self._key_at_s
        self.screen.post_message(event)
        await self.pilot.pause()

    async def do(self, operation: AnyOperation) -> Outcome:
        """Something that happens in the house meanwhile; it must be accepted."""
        outcome = await self.venue.ask(operation)
        assert outcome.ok, outcome.message
        return outcome

    async def seen(self, words: str, *, within_s: float = 5.0) -> None:
        """Wait until the screen shows these words."""
        left_s = within_s
        while words not in self.text:
            assert left_s > 0, f"{words!r} never came:\n{self.text}"
            await self.pilot.pause(0.05)
            left_s -= 0.05


@asynccontextmanager
async def desk_at_work(
    folder: Path,
    *,
    size: tuple[int, int] = NARROW,
    staff: str = "amy",
    readers: Sequence[Driver] = (),
    first: Sequence[AnyOperation] = (),
) -> AsyncIterator[DeskAtWork]:
    """Open the house of ``folder`` at desk-1, after ``first`` was done in it, on a Saturday evening."""
    clock = SetClock(instant("2026-03-07 20:14:07"))
    with closing(Venue.open(folder, clock=clock)) as venue:
        for outcome in venue.perform_all(first) if first else []:
            assert outcome.ok, outcome.message
        with closing(Reading.open(folder)) as reading:
            examine = examination_of(venue.house, folder)
            needs = PostNeeds(venue, HouseSight(reading, folder), clock, "desk-1", staff)
            app = LoopbandApp(needs, folder=folder, readers=readers, examine=examine)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                yield DeskAtWork(app, pilot, venue, clock, folder)
