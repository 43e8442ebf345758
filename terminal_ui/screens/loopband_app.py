"""The Textual program around the posts of one computer: it listens to readers, and ends in words.

Each post is a mode with a screen of its own, so that what is half done at one survives a look at another.
"""

from __future__ import annotations

import asyncio
import traceback
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from platformdirs import user_state_path
from textual.app import App

from pos.clock import MINUTE_US
from pos.errors import LoopbandError
from readers.events import Failed, ReaderDown, ReaderUp, Tap
from readers.hub import Hub
from terminal_ui.desk.proofs import tapped_of
from terminal_ui.desk.result import bad, note
from terminal_ui.languages import know_names, later, say
from terminal_ui.messages import BandAnswered, BandTapped, CommandGiven, Notice, PersonTapped, PlaceChosen, TapFailed
from terminal_ui.posts.duty import Duty
from terminal_ui.posts.person_sheet import LockSheet, PersonSheet
from terminal_ui.posts.sheets import Place
from terminal_ui.screens.liking import LIKED, Liking
from terminal_ui.screens.post_screen import PostScreen
from terminal_ui.screens.posts import PostOffered, posts_at
from terminal_ui.screens.theme import THEMES, TOKENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readers.contract import Driver, Examination
    from readers.events import Event
    from terminal_ui.desk.result import Result, Tone
    from terminal_ui.playing.live import LivePlay
    from terminal_ui.posts.needs import PostNeeds

BELLS: dict[Tone, int] = {"good": 1, "bad": 2, "note": 0}
BELL_GAP_S = 0.18
LEAVE_S = 3.0
LOOK_IF_IDLE_EVERY_S = 5.0
LOG_FILE = "screen-errors.log"
NOT_A_BAND = later("This chip shows another number each time it is read. Take a band of the house.")


class Listening(NamedTuple):
    """Which readers are heard: those of the drivers, each with a closer look at every band if the house wants one.

    While the reader of this name is there, only that one is.
    """

    drivers: Sequence[Driver] = ()
    examine: Examination | None = None
    reader: str = ""


NOBODY = Listening()


class LoopbandApp(App[None]):
    """The posts of one computer. The venue and what is seen of it are opened and closed by whoever makes this."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar = []

    def __init__(
        self,
        needs: PostNeeds,
        *,
        folder: Path,
        first: str = "",
        listening: Listening = NOBODY,
        playing: LivePlay | None = None,
        liking: Liking | None = None,
    ) -> None:
        """``folder`` is the house's; ``first`` the post to begin with, else the first one of this station.

        ``liking`` is how the people of this computer like the screen; without one it is as it comes.
        """
        super().__init__()
        self.told_in: Path | None = None
        """The file in which an error of the program was written, if there was one."""
        self.duty = Duty(needs.door, needs.clock, station=needs.station, staff=needs.staff)
        self.posts = posts_at(needs.sight.house, needs.station)
        know_names(needs.sight.house)
        self._by_key = {f"alt+{number}": post for number, post in enumerate(self.posts, start=1)}
        """The key of each post: Alt and its place in the round of F3."""
        self._needs = needs
        self._folder = folder
        self._first = first or self.posts[0].name
        self._listening = listening
        self._up: set[str] = set()
        self._playing = playing
        self._hub: Hub | None = None
        self._liking = liking or Liking()
        self._liking.begin(self.duty.person)
        for post in self.posts:
            self.add_mode(post.name, partial(self._open, post))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Tokens of our own, so that every theme has them."""
        return TOKENS

    async def on_mount(self) -> None:
        """Begin to listen, and to play if this is a demo."""
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = self._liking.theme
        self.title = f"Loopband {self.duty.station}"
        await self.switch_mode(self._first)
        self.set_interval(LOOK_IF_IDLE_EVERY_S, self._lock_if_idle)
        if self._listening.drivers:
            self.run_worker(self._listen(), name="readers")
        if self._playing is not None:
            self.run_worker(self._play(self._playing), name="demo")

    def _open(self, post: PostOffered) -> PostScreen[Any]:
        screen = post.make(self._needs._replace(staff=self.duty.staff))
        screen.places = [
            Place(key, key.capitalize(), there.words) for key, there in self._by_key.items() if there != post
        ]
        return screen

    @property
    def open_posts(self) -> list[PostScreen[Any]]:
        """The screens of the posts that were opened."""
        return [screen for stack in self._screen_stacks.values() for screen in stack if isinstance(screen, PostScreen)]

    @property
    def in_front(self) -> PostScreen[Any] | None:
        """The screen of the post that is worked at; None only before the first one is there."""
        return self.screen if isinstance(self.screen, PostScreen) else None

    # --- commands of every screen ------------------------------------------------------------------

    async def on_command_given(self, message: CommandGiven) -> None:
        """A key or the list of commands asked for something that is not the business of one screen."""
        if message.name == "quit":
            await self.action_quit()
        elif message.name == "next_post":
            await self._next_post()
        elif message.name == "person":
            self._ask_who()
        elif message.name == "lock":
            self._lock()
        elif message.name in LIKED:
            self._tell(self._liking.turn(message.name, self.duty.person))
            self.theme = self._liking.theme

    async def action_quit(self) -> None:
        """Ctrl+Q, at any time."""
        leaving = {asyncio.create_task(screen.leave()) for screen in self.open_posts}
        # While another program holds the book nobody can leave anything behind in order, but people can go.
        _, held = await asyncio.wait(leaving, timeout=LEAVE_S)
        for one in held:
            one.cancel()
        self.exit()

    async def _next_post(self) -> None:
        names = [post.name for post in self.posts]
        await self.switch_mode(names[(names.index(self.current_mode) + 1) % len(names)])

    async def on_place_chosen(self, message: PlaceChosen) -> None:
        """A key of its own, or the list of commands, goes straight to another post."""
        await self.switch_mode(self._by_key[message.key].name)

    def _ask_who(self) -> None:
        """Somebody else works here; but nothing that is half done changes hands."""
        screen = self.in_front
        if screen is None:
            return
        busy = [one for one in self.open_posts if not one.post.at_rest]
        if busy:
            screen.tell(bad(say("Finish this first (Enter), or leave it (Esc).")))
        else:
            screen.lay(PersonSheet(self.duty, self._on_duty))

    async def on_person_tapped(self, message: PersonTapped) -> None:
        """The quick change of person: their own band, and they are on duty."""
        if self.in_front is not None and all(screen.post.at_rest for screen in self.open_posts):
            await self.in_front.do(partial(self._take_over, message.band))

    async def _take_over(self, band: str) -> None:
        self._on_duty(await self.duty.sign_in_by_band(band))

    def _lock(self) -> None:
        """Nobody but who has a PIN or a band can go on."""
        person, screen = self.duty.person, self.in_front
        if screen is None or (screen.sheet is not None and screen.sheet.locks):
            return
        if person is None or not (person.pin or person.band):
            screen.tell(bad(say("Sign in first: only who has a PIN or a band can unlock.")))
            return
        screen.lay(LockSheet(self.duty, self._on_duty))
        screen.tell(note(say("Locked. {name} or somebody else signs in.", name=person.code)))

    def _lock_if_idle(self) -> None:
        """Whoever is on duty went away."""
        after_us = self._needs.sight.house.lock_after_min * MINUTE_US
        person, screen = self.duty.person, self.in_front
        if after_us and screen is not None and person is not None and (person.pin or person.band):
            touched_us = max(screen.touched_us for screen in self.open_posts)
            if self._needs.clock.now_us() - touched_us >= after_us:
                self._lock()

    def _on_duty(self, result: Result) -> None:
        """Somebody signed in or out, or tried to."""
        for screen in self.open_posts:
            screen.post.staff = self.duty.staff
        if result.tone == "good":
            self._liking.begin(self.duty.person)
        self._tell(result)

    def _tell(self, result: Result) -> None:
        if self.in_front is not None:
            self.in_front.tell(result)

    # --- what comes from outside -------------------------------------------------------------------

    async def _listen(self) -> None:
        """Taps of this machine's readers belong to this desk."""
        async with Hub(self._listening.drivers, examine=self._listening.examine) as hub:
            self._hub = hub
            for words in hub.unavailable.values():
                self.screen.post_message(Notice(words))
            async for event in hub.events():
                self._heard(event)

    def _heard(self, event: Event) -> None:
        self._stand(event)
        mine = self._listening.reader
        if mine in self._up and event.reader != mine:
            return
        if isinstance(event, Tap):
            if event.random_uid:
                self.screen.post_message(TapFailed(say(NOT_A_BAND)))
            elif not event.repeat:
                self.screen.post_message(BandTapped(event.uid, event.reader, tapped_of(event)))
        elif isinstance(event, Failed):
            words = event.detail or say("The band could not be read. Hold it there again.")
            self.screen.post_message(TapFailed(words))

    def _stand(self, event: Event) -> None:
        """Which readers are there."""
        if isinstance(event, ReaderDown):
            self._up.discard(event.reader)
            self.screen.post_message(Notice(event.detail or say("The reader {name} is gone.", name=event.reader)))
        elif isinstance(event, ReaderUp):
            self._up.add(event.reader)
            self.screen.post_message(Notice(""))

    def on_band_answered(self, message: BandAnswered) -> None:
        """Let the guest see and hear at the reader how it went."""
        if self._hub is not None and message.reader:
            self._hub.signal(message.reader, "refused" if message.tone == "bad" else "ok")
        if message.rings and self._liking.sound:
            self._ring(BELLS[message.tone])

    def _ring(self, times: int) -> None:
        """Ring the terminal's bell so often, with a gap that can be heard."""
        if times:
            self.bell()
        for place in range(1, times):
            self.set_timer(place * BELL_GAP_S, self.bell)

    async def _play(self, playing: LivePlay) -> None:
        try:
            await playing.run(self._needs.door.ask)
        except LoopbandError as error:
            self.screen.post_message(Notice(say("The demo stopped: {why}", why=error)))

    def _fatal_error(self) -> None:
        """Textual would print a traceback with the values of all variables; people get words, a file the rest."""
        self.told_in = write_down(self._folder, traceback.format_exc())
        self._close_messages_no_wait()


def write_down(folder: Path, trace: str) -> Path | None:
    """Put an error of the program into a file of the house, or of this user. None if neither can be written."""
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    for place in (folder, user_state_path("loopband", appauthor=False)):
        try:
            place.mkdir(parents=True, exist_ok=True)
            with (place / LOG_FILE).open("a", encoding="utf-8") as file:
                file.write(f"{stamp}\n{trace}\n")
        except OSError:
            continue
        return place / LOG_FILE
    return None


def run_app(app: LoopbandApp) -> str:
    """Run it on this terminal. The words for people if it ended by an error, else nothing."""
    app.run()
    if not app.return_code:
        return ""
    where = f" What happened is written in {app.told_in}." if app.told_in is not None else ""
    return f"The window closed because of an error of the program.{where} Nothing in the book is lost; open it again."
