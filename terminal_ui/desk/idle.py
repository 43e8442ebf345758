"""Nobody is at the desk: the house at a glance, and what is rarely needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from terminal_ui.desk import clocks
from terminal_ui.desk.house_board import HouseBoard
from terminal_ui.desk.layer import CHOOSE_ONE, Act, Layer
from terminal_ui.desk.losing import Losing
from terminal_ui.desk.queue import Queue
from terminal_ui.desk.receipts import Receipts
from terminal_ui.desk.result import note
from terminal_ui.languages import later, say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from terminal_ui.desk.front_desk import FrontDesk


def _opens(kind: Callable[[], Layer]) -> Callable[[FrontDesk, str], Awaitable[None]]:
    """Opens a list of this kind."""

    async def open_it(desk: FrontDesk, _typed: str) -> None:
        desk.layer = kind()
        desk.look()
        desk.result = note(say(CHOOSE_ONE))

    return open_it


class Idle(Layer):
    """Between two guests."""

    can_go_back: ClassVar[bool] = False

    def what_now(self, desk: FrontDesk) -> str:  # noqa: ARG002 - always the same
        """Wait for a guest."""
        return say("Tap a band, or type its number and press Enter.")

    def acts(self, desk: FrontDesk) -> Sequence[Act]:  # noqa: ARG002 - always the same
        """Lists to look into, and what concerns the whole house."""
        return (
            Act("w", later("who waits"), _opens(Queue), in_bar=True),
            Act("h", later("house board"), _opens(HouseBoard), in_bar=True),
            Act("l", later("last receipts"), _opens(Receipts)),
            Act("x", later("lost band"), _opens(Losing)),
            Act("z", later("stop all clocks"), clocks.freeze_house),
            Act("y", later("let all clocks run"), clocks.resume_house),
        )
