"""A post of a computer on a real demo house, driven by keys: what the tests of all screens are written with."""

from __future__ import annotations

from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING, Any

from textual import events

from pos.reports.reading import Reading
from pos.venue import Venue
from terminal_ui.desk.house_sight import HouseSight
from terminal_ui.desk.proofs import examination_of
from terminal_ui.messages import BandTapped
from terminal_ui.posts.needs import PostNeeds
from terminal_ui.screens.liking import Liking
from terminal_ui.screens.loopband_app import Listening, LoopbandApp
from terminal_ui.screens.post_screen import PostScreen
from tests.house import instant

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from textual.pilot import Pilot

    from pos.house.model import House
    from pos.operations import AnyOperation
    from pos.outcomes import Outcome
    from readers.contract import Driver

NARROW = (80, 24)
WIDE = (160, 48)
TYPING_GAP_S = 0.1
SCANNING_GAP_S = 0.004
PATIENCE_S = 10.0
"""From key to key, for a person and for a scanner."""
CHARACTERS = {"full_stop": ".", "space": " ", "asterisk": "*", "slash": "/", "plus": "+", "minus": "-"}
"""Keys whose name is not their character."""


class SetClock:
    """A clock that tells what it was set to."""

    def __init__(self, now_us: int) -> None:
        self.us = now_us

    def now_us(self) -> int:
        """The instant it was set to."""
        return self.us

    def wait(self, seconds: float) -> None:
        """Let time go by."""
        self.us += round(seconds * 1_000_000)


class PostAtWork:
    """A computer at work. Keys go in, the screen as text comes out."""

    def __init__(self, app: LoopbandApp, pilot: Pilot[None], venue: Venue, clock: SetClock, folder: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.venue = venue
        self.clock = clock
        self.folder = folder
        self.patient = True
        """Whether each key waits until the one before has its answer."""
        self.keys_pressed = 0
        """So many keys were pressed: what a flow costs."""
        self._key_at_s = 0.0

    @property
    def screen(self) -> PostScreen[Any]:
        """The screen of the post that is in front."""
        screen = self.app.screen
        assert isinstance(screen, PostScreen)
        return screen

    @property
    def house(self) -> House:
        """The house."""
        return self.venue.house

    @property
    def result(self) -> str:
        """Tone and words of the last result."""
        result = self.screen.post.result
        return f"{result.letters} {result.words}"

    @property
    def text(self) -> str:
        """The whole screen as it stands, without colours and without blanks at the ends of lines."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips) + "\n"

    async def press(self, *keys: str) -> None:
        """Press keys one by one, as a person does. Words of digits are typed digit by digit."""
        for key in keys:
            for one in key if key.isdecimal() else [key]:
                await self._press(one, TYPING_GAP_S)

    async def type(self, text: str) -> None:
        """Type a text letter by letter."""
        for char in text:
            await self._press(char, TYPING_GAP_S)

    async def scan(self, code: str, *, gap_s: float = SCANNING_GAP_S) -> None:
        """A scanner that types: all its keys in a burst, Enter at the end."""
        self._key_at_s += 1.0
        for key in [*code, "enter"]:
            await self._press(key, gap_s)

    async def _press(self, key: str, gap_s: float) -> None:
        """A key, so long after the one before, whatever this machine is busy with."""
        self._key_at_s += gap_s
        self.keys_pressed += 1
        event = events.Key(key.lower() if len(key) == 1 else key, key if len(key) == 1 else CHARACTERS.get(key))
        event.time = self._key_at_s
        self.screen.post_message(event)
        await self.pilot.pause()
        await self._answered()

    async def _answered(self) -> None:
        """Wait for what was asked, as people do; a PIN takes its time on a machine that is busy."""
        left_s = PATIENCE_S if self.patient else 0.0
        screen = self.app.screen
        while left_s > 0 and isinstance(screen, PostScreen) and screen._acting.busy:
            await self.pilot.pause(0.02)
            left_s -= 0.02

    async def tap(self, *numbers: str) -> None:
        """Hold bands to the reader of this computer, one after the other."""
        for number in numbers:
            ((uid,),) = self.query("SELECT uid FROM band WHERE number = ?", number)
            self.screen.post_message(BandTapped(str(uid), "mock"))
            await self.pilot.pause()

    def query(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of the house's book, as another program sees them."""
        return self.app._needs.sight.reading.query(sql, *values)

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
async def post_at_work(
    folder: Path,
    station: str,
    *,
    size: tuple[int, int] = NARROW,
    staff: str = "",
    readers: Sequence[Driver] = (),
    first: Sequence[AnyOperation] = (),
    post: str = "",
    liking: Liking | None = None,
    reader: str = "",
    at_us: int | None = None,
) -> AsyncIterator[PostAtWork]:
    """Open the house of ``folder`` at a station, after ``first`` was done in it, on a Saturday evening or ``at_us``.

    ``post`` is the one in front, if it is not the station's first; ``reader`` the one of this station, if it has one
    of its own.
    """
    clock = SetClock(instant("2026-03-07 20:14:07") if at_us is None else at_us)
    with closing(Venue.open(folder, clock=clock)) as venue:
        for outcome in venue.perform_all(first) if first else []:
            assert outcome.ok, outcome.message
        with closing(Reading.open(folder)) as reading:
            listening = Listening(readers, examination_of(venue.house, folder), reader)
            needs = PostNeeds(venue, HouseSight(reading, folder), clock, station, staff)
            app = LoopbandApp(needs, folder=folder, first=post, listening=listening, liking=liking)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                yield PostAtWork(app, pilot, venue, clock, folder)
