"""Who waits: checkouts that were begun and are not finished, the longest wait on top (R43)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from pos.clock import MINUTE_US
from terminal_ui.desk import paying
from terminal_ui.desk.layer import Layer, stepped
from terminal_ui.desk.looking import Looking
from terminal_ui.languages import later

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.seen import WaitingSeen


@dataclass(eq=False)
class Queue(Layer):
    """The guests whose clocks stand. Enter goes on with the one that is marked, whoever began it."""

    waiting: list[WaitingSeen] = field(default_factory=list)
    now_us: Callable[[], int] = int
    """Tells the instant it is: the wait goes on while nothing happens in the house."""
    row: int = 0

    enter_words: ClassVar[str] = later("go on with it")

    def pointed(self) -> list[str]:
        """The band that is marked."""
        return [self.waiting[self.row].band] if self.waiting else []

    def look(self, desk: FrontDesk) -> None:
        """See who waits, and since when."""
        self.waiting = desk.sight.waiting()
        self.now_us = desk.now_us
        self.row = max(0, min(self.row, len(self.waiting) - 1))

    def minutes(self, one: WaitingSeen) -> int:
        """How long somebody waits."""
        return max(0, self.now_us() - one.since_us) // MINUTE_US

    async def confirm(self, desk: FrontDesk) -> None:
        """Go on with the checkout that is marked."""
        if self.waiting:
            layer = Looking([self.waiting[self.row].band])
            layer.look(desk)
            desk.layer = layer
            await paying.begin(desk, layer)

    def move(self, desk: FrontDesk, step: int) -> None:  # noqa: ARG002 - the list is its own
        """Mark another one."""
        self.row = stepped(self.row, step, len(self.waiting))
