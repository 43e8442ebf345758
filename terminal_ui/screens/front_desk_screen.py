"""The front desk on a terminal: house board and live taps at the left, what the desk is busy with at the right.

What it decides is :class:`terminal_ui.desk.front_desk.FrontDesk`; its layer is shown by a panel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from terminal_ui.desk.front_desk import FrontDesk
from terminal_ui.desk.house_board import HouseBoard
from terminal_ui.screens import strips
from terminal_ui.screens.panels.idle import idle_panel
from terminal_ui.screens.panels.of_layer import panel_of
from terminal_ui.screens.panels.view import View
from terminal_ui.screens.post_screen import PostScreen
from terminal_ui.widgets.board import Board, Section
from terminal_ui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from pos.house.model import House
    from terminal_ui.desk.seen import HouseCounts
    from terminal_ui.posts.needs import PostNeeds
    from terminal_ui.widgets.lines import Line


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
        """The board, and what the layer shows of the house."""
        board = self._needs.sight.board()
        self._counts = board.counts
        self._board.show(board.states)
        self.post.look()

    def paint_body(self) -> None:
        """Board, taps, and the panel of the layer."""
        layer = self.post.layer
        if isinstance(layer, HouseBoard):
            self._board.show_only(layer.zone, layer.locker_state)
        else:
            self._board.show_only()
        self._board.point_at(self.post.bands)
        self._panel.show(self._panel_lines())
        self._taps.show(self._tap_lines())

    def _panel_lines(self) -> Sequence[Line]:
        room = self._panel.room
        view = View(self._needs.sight.house, room.width, room.height)
        lines = panel_of(view, self.post.layer)
        if lines is None:
            return idle_panel(view, self._counts) if self._counts is not None else []
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
    return [Section(zone, tuple(sorted(numbers))) for zone, numbers in zones.items()]
