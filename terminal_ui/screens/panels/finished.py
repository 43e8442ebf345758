"""It is done: what came of it, and the number to say aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.screens.panels.view import View, big, fact, title

if TYPE_CHECKING:
    from terminal_ui.desk.finished import Finished
    from terminal_ui.widgets.lines import Line


def finished_panel(view: View, layer: Finished) -> list[Line]:
    """The panel until the next tap."""
    amount = [[], *big(layer.amount_words, layer.amount_minor, view, "good")] if layer.amount_minor is not None else []
    room = max(1, view.height - len(amount) - 2)
    lines = [fact(label, value, view) for label, value in layer.lines[:room]]
    return [title(layer.title, view), [], *lines, *amount]
