"""Why this amount? The steps that lead to what a line costs, on one key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from terminal_ui.desk.layer import Above
from terminal_ui.desk.result import bad, note
from terminal_ui.languages import later, say

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.looking import Looking
    from terminal_ui.desk.seen import LineSeen
    from terminal_ui.why_words import Reason


@dataclass(eq=False)
class Explaining(Above):
    """A line of a bill, and its reasons. Up and Down go to the other lines."""

    bill: Looking
    line: LineSeen
    reasons: list[Reason]

    enter_words: ClassVar[str] = later("back to the bill")

    async def confirm(self, desk: FrontDesk) -> None:
        """Back to the bill; a number is a tap."""
        desk.layer = self.under

    def move(self, desk: FrontDesk, step: int) -> None:
        """Explain another line."""
        self.bill.move(desk, step)
        _show(self.bill, desk)


async def explain(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Explain the line that is pointed at."""
    _show(layer, desk)


def _show(layer: Looking, desk: FrontDesk) -> None:
    if not layer.rows:
        desk.result = bad(say("There is no line to explain."))
        return
    bill, line = layer.rows[layer.row]
    desk.layer = Explaining(layer, layer, line, desk.sight.why(bill.band, line))
    desk.result = note(say("Up and Down explain the other lines. Esc goes back to the bill."))
