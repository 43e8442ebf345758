"""Where things stand on the screen of every post: head, body, result, entry, keys; a sheet in the body's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.screen import Screen

from terminal_ui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult


class PostFrame(Screen[None]):
    """The widgets of a post's screen, without anything in them."""

    DEFAULT_CSS = """
    PostFrame {
        layout: vertical;
        overflow: hidden;
        & #header { height: 1; background: $panel; }
        & #body { height: 1fr; }
        & #sheet { height: 1fr; padding: 0 1; display: none; }
        & #result { height: 2; background: $panel; }
        & #result.-good { background: $result-good; color: $result-ink; }
        & #result.-bad { background: $result-bad; color: $result-ink; }
        & #entry { height: 1; }
        & #keys { height: 1; background: $panel; }
        &.-sheet #body { display: none; }
        &.-sheet #sheet { display: block; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it for each screen
        (0, "-tiny"),
        (66, "-narrow"),
        (142, "-wide"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._header = Lines(id="header")
        self._sheet_lines = Lines(id="sheet")
        self._result = Lines(id="result")
        self._entry = Lines(id="entry")
        self._keys = Lines(id="keys")

    def body(self) -> ComposeResult:
        """The widgets of the body, side by side."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Head, body, result, entry, keys; a sheet in the body's place."""
        yield self._header
        with Horizontal(id="body"):
            yield from self.body()
        yield self._sheet_lines
        yield self._result
        yield self._entry
        yield self._keys
