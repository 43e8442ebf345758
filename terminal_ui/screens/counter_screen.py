"""The counter on a terminal: what it sells at the left, how the last tap went at the right, as large as it gets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Vertical

from terminal_ui.counter.counter import Counter
from terminal_ui.counter.counter_keys import is_sign
from terminal_ui.counter.counter_sight import CounterSight
from terminal_ui.counter.searching import readings
from terminal_ui.screens.panels.offers import basket_lines, offers_panel
from terminal_ui.screens.panels.served import served_panel
from terminal_ui.screens.panels.view import View
from terminal_ui.screens.post_screen import PostScreen
from terminal_ui.widgets.lines import Lines
from terminal_ui.widgets.pick_lines import PickLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from pos.operations import Tapped
    from terminal_ui.messages import Picked
    from terminal_ui.posts.needs import PostNeeds


class CounterScreen(PostScreen[Counter]):
    """The screen of a counter."""

    DEFAULT_CSS = """
    CounterScreen {
        & #sold { width: 36; }
        & #offers { height: 1fr; padding: 0 0 0 1; }
        & #basket { height: 2; padding: 0 0 0 1; }
        & #served { width: 1fr; height: 100%; background: $surface; padding: 0 0 0 2; }
        & #served.-good { background: $result-good; color: $result-ink; }
        & #served.-bad { background: $result-bad; color: $result-ink; }
        &.-tiny #sold { display: none; }
        &.-wide #sold { width: 56; }
    }
    """

    def __init__(self, needs: PostNeeds) -> None:
        house = needs.sight.house
        sight = CounterSight(needs.sight.reading, house.stations[needs.station].outlet)
        counter = Counter(needs.door, needs.sight, sight, needs.clock, station=needs.station, staff=needs.staff)
        super().__init__(counter, needs)
        self._offers = PickLines(id="offers")
        self._basket = Lines(id="basket")
        self._served = Lines(id="served")

    def body(self) -> ComposeResult:
        """What is sold and what is chosen; then the result."""
        with Vertical(id="sold"):
            yield self._offers
            yield self._basket
        yield self._served

    def on_mount(self) -> None:
        """Learn to read the Chinese names before somebody searches: it takes a moment."""
        super().on_mount()
        # The house is looked at here: its connection belongs to this thread.
        names = [item.words.zh.lower() for item in self._needs.sight.house.items.values()]
        self.run_worker(partial(_learn, names), thread=True, exclusive=True)

    def see(self) -> None:
        """Prices and stock."""
        self.post.look()

    def _takes(self, char: str) -> bool:
        return super()._takes(char) and (self.sheet is not None or not is_sign(char, self.typed))

    async def _tapped(self, named: str, chip: Tapped | None = None, reader: str = "") -> None:
        if self.sheet is None:
            # A search that was begun, or half a number, means nothing once a band is there.
            self.typed = ""
        await super()._tapped(named, chip, reader)

    async def on_picked(self, message: Picked) -> None:
        """An item or a ticket was clicked: as its key."""
        if message.value.isdecimal():
            await self.do(lambda: self.post.serve(int(message.value)))
            return
        offer = next((offer for offer in self.post.offers if offer.slug == message.value), None)
        if offer is not None:
            self.typed = ""
            await self.do(lambda: self.post.take(offer))

    def paint_body(self) -> None:
        """Items, basket, result."""
        self.post.search(self.typed)
        house = self._needs.sight.house
        room = self._offers.room
        view = View(house, room.width, room.height)
        self._offers.show_picks(offers_panel(view, self.post, self.typed, self.notice))
        self._basket.show(basket_lines(View(house, self._basket.room.width, 2), self.post))
        kind = self.post.served.kind
        self._served.set_class(kind == "good", "-good").set_class(kind == "bad", "-bad")
        room = self._served.room
        self._served.show(served_panel(View(house, room.width, room.height), self.post.served))


def _learn(names: Sequence[str]) -> None:
    for name in names:
        readings(name)
