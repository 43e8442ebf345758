"""The front desk on a terminal: house board and live taps at the left, what the desk is busy with at the right.

Keys and taps go to :class:`terminal_ui.desk.front_desk.FrontDesk`; its layer and its result are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from pos.clock import Calendar, day_date
from pos.errors import LoopbandError
from terminal_ui import key_table
from terminal_ui.desk.bursts import Bursts
from terminal_ui.desk.front_desk import BAND
from terminal_ui.desk.layers import CheckingIn, Finished, Looking, Paying, SigningIn
from terminal_ui.desk.result import bad, note
from terminal_ui.messages import BandAnswered
from terminal_ui.screens import strips
from terminal_ui.screens.panels.bill import bill_panel
from terminal_ui.screens.panels.checking_in import checking_in_panel
from terminal_ui.screens.panels.finished import finished_panel
from terminal_ui.screens.panels.idle import idle_panel
from terminal_ui.screens.panels.paying import paying_panel
from terminal_ui.screens.panels.signing_in import signing_in_panel
from terminal_ui.screens.panels.view import View
from terminal_ui.widgets.board import Board, Section
from terminal_ui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from pos.clock import Clock
    from pos.house.model import House, Zone
    from pos.operations import Tapped
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.house_sight import HouseSight
    from terminal_ui.desk.seen import BillSeen, HouseCounts
    from terminal_ui.messages import BandTapped, Notice, TapFailed
    from terminal_ui.widgets.lines import Line

LOOK_EVERY_S = 0.25
MAX_TYPED = 40
ZONES: dict[str, Zone] = {"men": "men", "women": "women"}
"""Actions that say a zone."""


class FrontDeskScreen(Screen[None]):
    """The one screen of a front desk."""

    DEFAULT_CSS = """
    FrontDeskScreen {
        layout: vertical;
        overflow: hidden;
        & #header { height: 1; background: $panel; }
        & #body { height: 1fr; }
        & #house { width: 44; }
        & #board { height: auto; max-height: 100%; padding: 0 0 0 1; }
        & #taps { height: 1fr; padding: 0 0 0 1; }
        & #panel { width: 1fr; height: 100%; background: $surface; padding: 0 0 0 2; }
        & #help { height: 1fr; padding: 0 1; display: none; }
        & #result { height: 2; background: $panel; }
        & #result.-good { background: #0f5c3f; }
        & #result.-bad { background: #7a2e12; }
        & #entry { height: 1; }
        & #keys { height: 1; background: $panel; }
        &.-tiny #house { display: none; }
        &.-wide #house { width: 101; }
        &.-wide #panel { padding: 0 2; }
        &.-wide #taps { margin-top: 1; }
        &.-help #body { display: none; }
        &.-help #help { display: block; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it for each screen
        (0, "-tiny"),
        (66, "-narrow"),
        (142, "-wide"),
    ]

    def __init__(
        self, desk: FrontDesk, sight: HouseSight, clock: Clock, *, pace: Callable[[], str] = lambda: ""
    ) -> None:
        """``pace`` says how fast a demo is played, in a few characters."""
        super().__init__()
        self.desk = desk
        self.typed = ""
        self._sight = sight
        self._clock = clock
        self._pace = pace
        self._notice = ""
        self._page = 0
        self._bursts = Bursts()
        self._bills: list[BillSeen] = []
        self._counts: HouseCounts | None = None
        self._calendar = Calendar(sight.house.timezone, sight.house.day_cut_min)
        self._header = Lines(id="header")
        self._board = Board(_sections(sight.house), id="board")
        self._taps = Lines(id="taps")
        self._panel = Lines(id="panel")
        self._help = Lines(id="help")
        self._result = Lines(id="result")
        self._entry = Lines(id="entry")
        self._keys = Lines(id="keys")

    def compose(self) -> ComposeResult:
        """Header, body, result, entry, keys; the help in the body's place."""
        yield self._header
        with Horizontal(id="body"):
            with Vertical(id="house"):
                yield self._board
                yield self._taps
            yield self._panel
        yield self._help
        yield self._result
        yield self._entry
        yield self._keys

    def on_mount(self) -> None:
        """Look at the house, and go on looking."""
        self._look(always=True)
        self.set_interval(LOOK_EVERY_S, self._look)

    def on_room_changed(self) -> None:
        """A part has another size: everything is laid out for it."""
        self._paint()

    # --- the house -------------------------------------------------------------------------------

    def _look(self, *, always: bool = False) -> None:
        """See what anybody wrote since the last look, this window or another process."""
        try:
            if self._sight.moved() or always:
                board = self._sight.board()
                self._counts = board.counts
                self._board.show(board.states)
                self._bills = (
                    self._sight.bills(self.desk.bands) if isinstance(self.desk.layer, Looking | Paying) else []
                )
        except LoopbandError as error:
            self.desk.result = bad(str(error))
        self._paint()

    async def _do(self, act: Callable[[], Awaitable[None]]) -> None:
        """Let the desk do something, then show how it went. What was typed for something else is forgotten."""
        before, entry = self.desk.layer, self.desk.entry
        try:
            self._sight.still_there()
            await act()
        except LoopbandError as error:
            self.desk.result = bad(str(error))
        if self.desk.layer is not before:
            self._page = 0
        if self.desk.entry != entry:
            self.typed = "" if entry.hidden else "".join(filter(self._takes, self.typed))
        self._look(always=True)

    # --- taps and keys ---------------------------------------------------------------------------

    async def on_band_tapped(self, message: BandTapped) -> None:
        """A reader saw a band. It works in every layer, and with the help open."""
        await self._tapped(message.band, message.chip)
        if message.reader:
            self.post_message(BandAnswered(message.reader, good=self.desk.result.tone != "bad"))

    def on_tap_failed(self, message: TapFailed) -> None:
        """A reader saw something it could not read."""
        self.desk.result = bad(message.words)
        self._paint()

    def on_notice(self, message: Notice) -> None:
        """Something happened in the background."""
        self._notice = message.words
        self._paint()

    async def _tapped(self, named: str, chip: Tapped | None = None) -> None:
        self.remove_class("-help")
        if self.desk.entry == BAND:
            # Half a number that was typed means nothing once a band is there.
            self.typed = ""
        await self._do(lambda: self.desk.tapped(named, chip))

    async def on_key(self, event: events.Key) -> None:
        """Every key there is; :mod:`terminal_ui.key_table` says what for."""
        event.stop()
        event.prevent_default()
        if event.is_printable and event.character:
            self._bursts.saw(event.character, event.time)
            if self._takes(event.character):
                self.typed = (self.typed + event.character)[:MAX_TYPED]
                self._paint()
                return
        elif event.key != "enter":
            self._bursts.forget()
        await self._act(key_table.action_of(event.key.lower()), event)

    def on_paste(self, event: events.Paste) -> None:
        """What was pasted is typed, as far as it belongs there."""
        event.stop()
        words = event.text.strip().splitlines()
        taken = "".join(filter(self._takes, words[0] if words else ""))
        self.typed = (self.typed + taken)[:MAX_TYPED]
        self._paint()

    def _takes(self, char: str) -> bool:
        accepts = self.desk.entry.accepts
        return char.isprintable() and (not accepts or char in accepts)

    async def _act(self, action: str, event: events.Key) -> None:
        if action == "enter":
            await self._enter(event.time)
        elif action == key_table.CHOOSE:
            await self._do(lambda: self.desk.choose(key_table.CHOICE_KEYS.index(event.key)))
        elif action == "back":
            await self._back()
        elif action == "rub_out":
            await self._rub_out()
        elif action == "help":
            self.toggle_class("-help")
        elif action == "sign":
            self.typed = ""
            await self._do(self.desk.sign)
        elif action == "leave" and self.desk.layer is None:
            self.app.exit()
        elif action == "stay":
            # Ctrl+C is pressed out of habit, and a till must not close by habit.
            self.desk.result = note("Ctrl+Q closes this window.")
        else:
            self._choose_row(action)
        self._paint()

    async def _enter(self, at_s: float) -> None:
        scanned = self._bursts.ended(at_s)
        if scanned:
            # A scanner's keys never stay in a field: what was typed by hand before them does.
            taken = "".join(filter(self._takes, scanned))
            self.typed = self.typed.removesuffix(taken)
            await self._tapped(scanned)
            return
        self.remove_class("-help")
        typed, self.typed = self.typed, ""
        await self._do(lambda: self.desk.enter(typed))

    async def _back(self) -> None:
        if self.has_class("-help"):
            self.remove_class("-help")
        elif self.typed:
            self.typed = ""
        else:
            await self._do(self.desk.back)

    async def _rub_out(self) -> None:
        if self.typed:
            self.typed = self.typed[:-1]
        else:
            await self._do(self.desk.take_off)

    def _choose_row(self, action: str) -> None:
        if action in ("up", "down"):
            self.desk.move(-1 if action == "up" else 1)
        elif action in ZONES:
            self.desk.say_zone(ZONES[action])
        elif action in ("next_page", "page_before"):
            self._page += 1 if action == "next_page" else -1

    # --- what is shown -----------------------------------------------------------------------------

    def _paint(self) -> None:
        """Show the desk as it is. Lines that did not change are not drawn again."""
        house, width = self._sight.house, self.size.width
        now_us = self._clock.now_us()
        day = day_date(self._calendar.day(now_us))
        layer = type(self.desk.layer).__name__ if self.desk.layer is not None else "Idle"
        now = strips.Now(day, self._calendar.wall(now_us), self._pace())
        self._header.show([strips.header_line(house, self.desk.station, self.desk.staff, now, width)])
        tone = self.desk.result.tone
        self._result.set_class(tone == "good", "-good").set_class(tone == "bad", "-bad")
        self._result.show(strips.result_lines(self.desk.result, width))
        self._entry.show([strips.entry_line(self.desk.entry, self.typed, width)])
        self._keys.show([strips.key_bar(layer, width)])
        self._board.point_at(self.desk.bands)
        self._panel.show(self._panel_lines())
        self._taps.show(self._tap_lines())
        if self.has_class("-help"):
            self._help.show(strips.help_lines(self._help.room.width))

    def _panel_lines(self) -> Sequence[Line]:
        room = self._panel.room
        view = View(self._sight.house, room.width, room.height, self._page)
        layer = self.desk.layer
        lines: list[Line] = []
        if isinstance(layer, CheckingIn):
            lines = checking_in_panel(view, layer)
        elif isinstance(layer, Looking):
            lines = bill_panel(view, self._bills)
        elif isinstance(layer, Paying):
            lines = paying_panel(view, layer, self._bills)
        elif isinstance(layer, Finished):
            lines = finished_panel(view, layer)
        elif isinstance(layer, SigningIn):
            lines = signing_in_panel(view, layer)
        elif self._counts is not None:
            lines = idle_panel(view, self._counts)
        return lines

    def _tap_lines(self) -> Sequence[Line]:
        room = self._taps.room
        taps = self._sight.taps()[: room.height]
        clocks = [self._sight.clock(tap.at_us) for tap in taps]
        return strips.tap_lines(taps, clocks, self._notice, room.width, room.height)


def _sections(house: House) -> list[Section]:
    """The lockers of the house by zone."""
    zones: dict[str, list[str]] = {}
    for station in house.stations.values():
        if station.kind == "locker" and station.number:
            zones.setdefault(station.zone or "", []).append(station.number)
    return [Section(zone.upper(), tuple(sorted(numbers))) for zone, numbers in zones.items()]
