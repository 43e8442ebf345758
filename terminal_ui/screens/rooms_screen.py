"""The board of rooms on a terminal: every room at the left, the one that is marked at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.clock import MINUTE_US
from pos.errors import LoopbandError
from terminal_ui.desk.result import bad
from terminal_ui.languages import error_words
from terminal_ui.rooms.rooms import Rooms
from terminal_ui.screens.panels.rooms import room_panel, rooms_board
from terminal_ui.screens.panels.view import View
from terminal_ui.screens.post_screen import PostScreen
from terminal_ui.widgets.lines import Lines
from terminal_ui.widgets.pick_lines import PickLines

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from terminal_ui.messages import Picked
    from terminal_ui.posts.needs import PostNeeds

LOOK_EVERY_US = MINUTE_US // 12
"""Clocks go on while nobody writes in the book."""


class RoomsScreen(PostScreen[Rooms]):
    """The screen of the rooms."""

    DEFAULT_CSS = """
    RoomsScreen {
        & #rooms { width: 1fr; height: 100%; padding: 0 0 0 1; }
        & #room { width: 28; height: 100%; background: $surface; padding: 0 1; }
        &.-tiny #room { display: none; }
        &.-wide #room { width: 50; }
    }
    """

    def __init__(self, needs: PostNeeds) -> None:
        rooms = Rooms(needs.door, needs.sight, needs.clock, station=needs.station, staff=needs.staff)
        super().__init__(rooms, needs)
        self._looked_us = 0
        self._rooms = PickLines(id="rooms")
        self._room = Lines(id="room")

    def body(self) -> ComposeResult:
        """The board, then the room that is marked."""
        yield self._rooms
        yield self._room

    def see(self) -> None:
        """All rooms."""
        self.post.look()
        self._looked_us = self._needs.clock.now_us()

    def _see_clocks(self) -> None:
        try:
            self.see()
        except LoopbandError as error:
            self.post.result = bad(error_words(error))

    async def on_picked(self, message: Picked) -> None:
        """A room was clicked."""
        await self.do(lambda: self.post.pick(message.value))

    def paint_body(self) -> None:
        """Board and room, with the clocks as they stand now."""
        if abs(self._needs.clock.now_us() - self._looked_us) >= LOOK_EVERY_US:
            self._see_clocks()
        house = self._needs.sight.house
        room = self._rooms.room
        self._rooms.show_picks(rooms_board(View(house, room.width, room.height), self.post))
        room = self._room.room
        self._room.show(room_panel(View(house, room.width, room.height), self.post, self.notice))
