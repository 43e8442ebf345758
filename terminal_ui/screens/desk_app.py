"""The Textual program around a front desk: it opens a house, listens to readers, and ends in words."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from platformdirs import user_state_path
from textual.app import App

from pos.errors import LoopbandError
from readers.events import Failed, ReaderDown, ReaderUp, Tap
from readers.hub import Hub
from terminal_ui.desk.front_desk import FrontDesk
from terminal_ui.desk.proofs import tapped_of
from terminal_ui.messages import BandAnswered, BandTapped, Notice, TapFailed
from terminal_ui.screens.front_desk_screen import FrontDeskScreen
from terminal_ui.screens.theme import NIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.clock import Clock
    from pos.venue import Venue
    from readers.contract import Driver, Examination
    from readers.events import Event
    from terminal_ui.desk.house_sight import HouseSight
    from terminal_ui.playing.live import LivePlay

LOG_FILE = "screen-errors.log"
NOT_A_BAND = "This chip shows another number each time it is read. Take a band of the house."


class DeskApp(App[None]):
    """A front desk. The venue and what is seen of it are opened and closed by whoever makes this."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar = []

    def __init__(
        self,
        venue: Venue,
        sight: HouseSight,
        clock: Clock,
        *,
        station: str,
        staff: str = "",
        readers: Sequence[Driver] = (),
        examine: Examination | None = None,
        playing: LivePlay | None = None,
    ) -> None:
        super().__init__()
        self.desk = FrontDesk(venue, sight, clock, station=station, staff=staff)
        self.told_in: Path | None = None
        """The file in which an error of the program was written, if there was one."""
        self._venue = venue
        self._sight = sight
        self._clock = clock
        self._readers = readers
        self._examine = examine
        self._playing = playing
        self._hub: Hub | None = None

    def get_default_screen(self) -> FrontDeskScreen:
        """The desk itself."""
        playing = self._playing
        pace = (lambda: playing.pace) if playing is not None else str
        return FrontDeskScreen(self.desk, self._sight, self._clock, pace=pace)

    def on_mount(self) -> None:
        """Begin to listen, and to play if this is a demo."""
        self.register_theme(NIGHT)
        self.theme = NIGHT.name
        self.title = f"Loopband {self.desk.station}"
        if self._readers:
            self.run_worker(self._listen(), name="readers")
        if self._playing is not None:
            self.run_worker(self._play(self._playing), name="demo")

    async def action_quit(self) -> None:
        """Ctrl+Q, at any time."""
        await self.desk.leave()
        self.exit()

    async def _listen(self) -> None:
        """Taps of this machine's readers belong to this desk."""
        async with Hub(self._readers, examine=self._examine) as hub:
            self._hub = hub
            for words in hub.unavailable.values():
                self.screen.post_message(Notice(words))
            async for event in hub.events():
                self._heard(event)

    def _heard(self, event: Event) -> None:
        if isinstance(event, Tap):
            if event.random_uid:
                self.screen.post_message(TapFailed(NOT_A_BAND))
            elif not event.repeat:
                self.screen.post_message(BandTapped(event.uid, event.reader, tapped_of(event)))
        elif isinstance(event, Failed):
            self.screen.post_message(TapFailed(event.detail or "The band could not be read. Hold it there again."))
        elif isinstance(event, ReaderDown):
            self.screen.post_message(Notice(event.detail or f"The reader {event.reader} is gone."))
        elif isinstance(event, ReaderUp):
            self.screen.post_message(Notice(""))

    def on_band_answered(self, message: BandAnswered) -> None:
        """Let the guest see and hear at the reader how it went."""
        if self._hub is not None:
            self._hub.signal(message.reader, "ok" if message.good else "refused")

    async def _play(self, playing: LivePlay) -> None:
        try:
            await playing.run(self._venue.ask)
        except LoopbandError as error:
            self.screen.post_message(Notice(f"The demo stopped: {error}"))

    def _fatal_error(self) -> None:
        """Textual would print a traceback with the values of all variables; people get words, a file the rest."""
        self.told_in = write_down(self._venue.folder, traceback.format_exc())
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


def run_app(app: DeskApp) -> str:
    """Run it on this terminal. The words for people if it ended by an error, else nothing."""
    app.run()
    if not app.return_code:
        return ""
    where = f" What happened is written in {app.told_in}." if app.told_in is not None else ""
    return f"The window closed because of an error of the program.{where} Nothing in the book is lost; open it again."
