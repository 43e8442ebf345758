"""Acts that may take long: another program holds the book, a disk is slow. The screen goes on without them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

if TYPE_CHECKING:
    from terminal_ui.desk.result import Result
    from terminal_ui.messages import BandTapped
    from terminal_ui.posts.post import Entry

SLOW_S = 0.25
"""What takes longer is told, and waited for elsewhere."""
TAPS_KEPT = 40
"""So many bands that are tapped meanwhile wait their turn; of more, the first are forgotten."""

Act = Callable[[], Awaitable[object]]


class Began(NamedTuple):
    """How things were when an act was begun, and the reader at which it was."""

    entry: Entry
    result: Result
    reader: str


class ActEnded(Message):
    """An act that took long is over."""

    def __init__(self, began: Began) -> None:
        super().__init__()
        self.began = began


class Acting:
    """The act that is under way, if there is one, and the bands that were tapped meanwhile."""

    def __init__(self, tell: Callable[[ActEnded], object]) -> None:
        """``tell`` is called at the end of an act that took long."""
        self._tell = tell
        self._task: asyncio.Future[object] | None = None
        self._takes_long = False
        self._waiting: list[BandTapped] = []

    @property
    def busy(self) -> bool:
        """Whether something that was asked has no answer yet."""
        return self._takes_long or (self._task is not None and not self._task.done())

    @property
    def was_left(self) -> bool:
        """Whether what was asked last was given up before it was done."""
        return self._task is not None and self._task.cancelled()

    async def do(self, act: Act, began: Began) -> bool:
        """Begin it, and wait a moment. Whether it is over; raises what it raises."""
        self._task = asyncio.ensure_future(act())
        done, _ = await asyncio.wait({self._task}, timeout=SLOW_S)
        if done:
            self._task.result()
            return True
        self._takes_long = True
        self._task.add_done_callback(lambda _: self._tell(ActEnded(began)))
        return False

    def leave(self) -> list[BandTapped]:
        """Give up what was asked, unless it is done by now, and the taps that wait for it: those come back."""
        if self._task is not None:
            self._task.cancel()
        waited, self._waiting = self._waiting, []
        return waited

    def end(self) -> list[BandTapped]:
        """What took long is over: the taps that waited for it. Raises what it raised."""
        self._takes_long = False
        if self._task is not None and not self.was_left:
            self._task.result()
        waited, self._waiting = self._waiting, []
        return waited

    def keep(self, tapped: BandTapped) -> None:
        """A band was tapped meanwhile: its turn comes."""
        self._waiting = [*self._waiting, tapped][-TAPS_KEPT:]
