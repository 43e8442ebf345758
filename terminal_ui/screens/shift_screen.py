"""The shift on a terminal: what is being done at the left, the drawer of this desk at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.screens.panels.shift import drawer_panel, step_panel
from terminal_ui.screens.panels.view import View
from terminal_ui.screens.post_screen import PostScreen
from terminal_ui.shift.shift import Shift
from terminal_ui.widgets.lines import Lines
from terminal_ui.widgets.pick_lines import PickLines

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from terminal_ui.messages import Picked
    from terminal_ui.posts.needs import PostNeeds


class ShiftScreen(PostScreen[Shift]):
    """The screen of the shift."""

    DEFAULT_CSS = """
    ShiftScreen {
        & #step { width: 1fr; height: 100%; padding: 0 1; }
        & #drawer { width: 30; height: 100%; background: $surface; padding: 0 1; }
        &.-tiny #drawer { display: none; }
        &.-wide #drawer { width: 44; }
    }
    """

    def __init__(self, needs: PostNeeds) -> None:
        super().__init__(Shift(needs.door, needs.sight, needs.clock, station=needs.station, staff=needs.staff), needs)
        self._step = PickLines(id="step")
        self._drawer = Lines(id="drawer")

    def body(self) -> ComposeResult:
        """What is being done, then the drawer."""
        yield self._step
        yield self._drawer

    def see(self) -> None:
        """The drawer, and what is looked at."""
        self.post.look()

    async def on_picked(self, message: Picked) -> None:
        """An act was clicked."""
        await self.do(lambda: self.post.resting.pick(self.post, message.value))

    def paint_body(self) -> None:
        """Step and drawer."""
        house = self._needs.sight.house
        room = self._step.room
        self._step.show_picks(step_panel(View(house, room.width, room.height), self.post, self.typed))
        room = self._drawer.room
        self._drawer.show(drawer_panel(View(house, room.width, room.height), self.post.drawer, self.notice))
