"""A widget of styled lines, drawn with the line API: what most panels of a till are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from terminal_ui.messages import RoomChanged

Piece = tuple[str, str]
"""Text, and the name of its component class without the widget's prefix (empty: the widget's own style)."""
Line = Sequence[Piece]


class Lines(Widget):
    """Shows lines of pieces. A line that did not change is not drawn again.

    The style of a piece named ``due`` is the component class ``lines--due``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "lines--title",
        "lines--dim",
        "lines--strong",
        "lines--chosen",
        "lines--good",
        "lines--bad",
        "lines--warn",
        "lines--demo",
        "lines--note",
        "lines--used",
        "lines--held",
        "lines--solid-strong",
        "lines--solid-good",
        "lines--solid-ink",
        "lines--solid-warn",
    }
    DEFAULT_CSS = """
    Lines {
        & > .lines--title { text-style: bold; color: $accent; }
        & > .lines--dim { color: $secondary; }
        & > .lines--strong { text-style: bold; }
        & > .lines--chosen { text-style: reverse; }
        & > .lines--good { color: $success; text-style: bold; }
        & > .lines--bad { color: $error; text-style: bold; }
        & > .lines--warn { color: $warning; text-style: bold; }
        & > .lines--note { color: $foreground; }
        & > .lines--used { background: #0072b2; color: white; text-style: bold; }
        & > .lines--held { background: #e69f00; color: black; text-style: bold; }
        & > .lines--solid-strong { color: $foreground; background: $foreground; }
        & > .lines--solid-good { color: $success; background: $success; }
        & > .lines--solid-ink { color: $result-ink; background: $result-ink; }
        & > .lines--solid-warn { color: $warning; background: $warning; }
        & > .lines--demo { background: $warning; color: black; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._lines: list[Line] = []

    @property
    def room(self) -> Size:
        """Cells that lines can fill."""
        return self.content_size

    def show(self, lines: Iterable[Line]) -> None:
        """Show these lines from the top; only those that differ are drawn."""
        before, self._lines = self._lines, list(lines)
        for row in range(max(len(before), len(self._lines))):
            old = before[row] if row < len(before) else None
            new = self._lines[row] if row < len(self._lines) else None
            if old != new:
                self.refresh(Region(0, row, max(1, self.size.width), 1))

    def on_resize(self) -> None:
        """Whoever fills it has to do so again."""
        self.post_message(RoomChanged())

    @property
    def text(self) -> str:
        """What is shown, without styles."""
        return "\n".join("".join(text for text, _ in line) for line in self._lines)

    def render_line(self, y: int) -> Strip:
        """One line of the terminal."""
        base = self.rich_style
        if y >= len(self._lines):
            return Strip.blank(self.size.width, base)
        pieces = [Segment(text, self._style(name, base)) for text, name in self._lines[y]]
        return Strip(pieces).adjust_cell_length(self.size.width, base)

    def _style(self, name: str, base: Style) -> Style:
        return base + self.get_component_rich_style(f"lines--{name}", partial=True) if name else base
