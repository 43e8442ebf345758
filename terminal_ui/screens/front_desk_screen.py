"""The front desk on a terminal: house board and live taps at the left, what the desk is busy with at the right.

What it decides is :class:`terminal_ui.desk.front_desk.FrontDesk`; its layer is shown by a panel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from terminal_ui.desk.front_desk import FrontDesk
from terminal_ui.desk.layers import CheckingIn, Finished, Looking, Paying
from terminal_ui.screens import strips
from terminal_ui.screens.panels.bill import bill_panel
from terminal_ui.screens.panels.checking_in import checking_in_panel
from terminal_ui.screens.panels.finished import finished_panel
from terminal_ui.screens.panels.idle import idle_panel
from terminal_ui.screens.panels.paying import paying_panel
from terminal_ui.screens.panels.view import View
from terminal_ui.screens.post_screen import PostScreen
from terminal_ui.widgets.board import Board, Section
from terminal_ui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from pos.house.model import House
    from terminal_ui.desk.layers import Layer
    from terminal_ui.desk.seen import BillSeen, HouseCounts
    from terminal_ui.posts.needs import PostNeeds
    from terminal_ui.widgets.lines import Line

PAGE_KEYS = {"pagedown": 1, "pageup": -1}


class FrontDeskScreen(PostScreen[FrontDesk]):
    """The screen of a front desk."""

    DEFAULT_CSS = """
    FrontDeskScreen {
        & #house { width: 44; }
        & #board { height: auto; max-height: 100%; padding: 0 0 0 1; }
        & #taps { height: 1fr; padding: 0 0 0 1; }
        & #panel { width: 1fr; height: 100%; background: $surface; padding: 0 0 0 2; }
        &.-tiny #house { display: none; }
        &.-wide #house { width: 101; }
        &.-wide #panel { padding: 0 2; }
        &.-wide #taps { margin-top: 1; }
    }
    """

    def __init__(self, needs: PostNeeds) -> None:
        desk = FrontDesk(needs.door, needs.sight, needs.clock, station=needs.station, staff=needs.staff)
        super().__init__(desk, needs)
        self._page = 0
        self._shown: Layer | None = None
        self._bills: list[BillSeen] = []
        self._counts: HouseCounts | None = None
        self._board = Board(_sections(needs.sight.house), id="board")
        self._taps = Lines(id="taps")
        self._panel = Lines(id="panel")

    def body(self) -> ComposeResult:
        """Board and taps, then the panel."""
        with Vertical(id="house"):
            yield self._board
            yield self._taps
        yield self._panel

    def see(self) -> None:
        """The board, and the bills that are looked at."""
        sight = self._needs.sight
        board = sight.board()
        self._counts = board.counts
        self._board.show(board.states)
        self._bills = sight.bills(self.post.bands) if isinstance(self.post.layer, Looking | Paying) else []

    async def pressed(self, key: str) -> bool:
        """The pages of a long bill are turned here; all else is the desk's."""
        if key in PAGE_KEYS:
            self._page += PAGE_KEYS[key]
            return False
        return await super().pressed(key)

    def paint_body(self) -> None:
        """Board, taps, and the panel of the layer."""
        if self.post.layer is not self._shown:
            self._shown, self._page = self.post.layer, 0
        self._board.point_at(self.post.bands)
        self._panel.show(self._panel_lines())
        self._taps.show(self._tap_lines())

    def _panel_lines(self) -> Sequence[Line]:
        room = self._panel.room
        view = View(self._needs.sight.house, room.width, room.height, self._page)
        layer = self.post.layer
        lines: list[Line] = []
        if isinstance(layer, CheckingIn):
            lines = checking_in_panel(view, layer)
        elif isinstance(layer, Looking):
            lines = bill_panel(view, self._bills)
        elif isinstance(layer, Paying):
            lines = paying_panel(view, layer, self._bills)
        elif isinstance(layer, Finished):
            lines = finished_panel(view, layer)
        elif self._counts is not None:
            lines = idle_panel(view, self._counts)
        return lines

    def _tap_lines(self) -> Sequence[Line]:
        room, sight = self._taps.room, self._needs.sight
        taps = sight.taps()[: room.height]
        clocks = [sight.clock(tap.at_us) for tap in taps]
        return strips.tap_lines(taps, clocks, self.notice, room.width, room.height)


def _sections(house: House) -> list[Section]:
    """The lockers of the house by zone."""
    zones: dict[str, list[str]] = {}
    for station in house.stations.values():
        if station.kind == "locker" and station.number:
            zones.setdefault(station.zone or "", []).append(station.number)
    return [Section(zone.upper(), tuple(sorted(numbers))) for zone, numbers in zones.items()]
