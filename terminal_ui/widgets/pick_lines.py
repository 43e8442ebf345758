"""Lines that can be clicked: each click on one that stands for something says for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.messages import Picked
from terminal_ui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.events import Click

    from terminal_ui.widgets.lines import Line

PickLine = tuple["Line", str]
"""A line, and what a click on it stands for (empty: nothing)."""


class PickLines(Lines):
    """Lines, and what a click on each of them means."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._picks: Sequence[str] = ()

    def show_picks(self, lines: Iterable[PickLine]) -> None:
        """Show these lines, each with what it stands for."""
        listed = list(lines)
        self._picks = [pick for _, pick in listed]
        self.show([line for line, _ in listed])

    def on_click(self, event: Click) -> None:
        """Somebody clicked on a line."""
        offset = event.get_content_offset(self)
        pick = self._picks[offset.y] if offset is not None and 0 <= offset.y < len(self._picks) else ""
        if pick:
            self.post_message(Picked(pick))
