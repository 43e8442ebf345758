"""The owner's look on a terminal: the page at the left, the sums of the day at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import LoopbandError
from terminal_ui.desk.result import bad
from terminal_ui.languages import error_words
from terminal_ui.owner.owner import Owner
from terminal_ui.screens.panels.owner import page_panel, sums_panel
from terminal_ui.screens.panels.view import View
from terminal_ui.screens.post_screen import PostScreen
from terminal_ui.widgets.lines import Lines
from terminal_ui.widgets.pick_lines import PickLines

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from terminal_ui.messages import Picked
    from terminal_ui.posts.needs import PostNeeds


class OwnerScreen(PostScreen[Owner]):
    """The screen of the owner."""

    DEFAULT_CSS = """
    OwnerScreen {
        & #page { width: 1fr; height: 100%; padding: 0 1; }
        & #sums { width: 26; height: 100%; background: $surface; padding: 0 1; }
        &.-tiny #sums { display: none; }
        &.-narrow.-list #sums { display: none; }
        &.-wide #sums { width: 38; }
    }
    """

    def __init__(self, needs: PostNeeds) -> None:
        super().__init__(Owner(needs.sight, station=needs.station, staff=needs.staff), needs)
        self._page = PickLines(id="page")
        self._sums = Lines(id="sums")

    def body(self) -> ComposeResult:
        """The page, then the sums."""
        yield self._page
        yield self._sums

    def see(self) -> None:
        """The takings as they are now."""
        self.post.look()

    async def on_picked(self, message: Picked) -> None:
        """A row was clicked."""
        await self.do(lambda: self.post.pick(int(message.value)))

    def paint_body(self) -> None:
        """Page and sums, in the language spoken now."""
        try:
            self.post.look_again_if_spoken()
        except LoopbandError as error:
            self.post.result = bad(error_words(error))
        self.set_class(not self.post.page.has_bars, "-list")
        house = self._needs.sight.house
        room = self._page.room
        self._page.show_picks(page_panel(View(house, room.width, room.height), self.post))
        room = self._sums.room
        self._sums.show(sums_panel(View(house, room.width, room.height), self.post.takings, self.notice))
