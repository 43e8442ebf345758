"""How the last tap at a counter went, to be read from two metres in half a second: it stays until the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.money import symbol_of
from terminal_ui.screens.panels.view import View, figure
from terminal_ui.screens.strips import wrapped
from terminal_ui.widgets.big_amount import large_lines
from terminal_ui.widgets.cells import fit

if TYPE_CHECKING:
    from terminal_ui.counter.served import Kind, Served
    from terminal_ui.widgets.lines import Line

INKS: dict[Kind, str] = {"good": "ink", "bad": "ink", "note": "strong", "ask": "warn", "again": "warn"}
"""On the ground of a good or a bad result the ink is the same; the letters say which it is."""
WORDS_LINES = 6
"""So many lines are kept for words."""


def served_panel(view: View, served: Served) -> list[Line]:
    """OK or NO and the band, then the amount, then the words; all as large as there is room for."""
    ink = INKS[served.kind]
    head = " ".join(part for part in (served.letters, served.band) if part)
    blocks = 2 if served.amount_minor is not None else 1
    room = max(1, (view.height - WORDS_LINES) // blocks - 1)
    lines: list[Line] = [[]]
    if head:
        lines += [*large_lines(head, view.width, room, style=ink), []]
    if served.amount_minor is not None:
        lines += [*_amount(view, served.amount_minor, room, ink), []]
    lines += _rows(served.words, view, "strong")
    lines += _rows(served.more, view, "")
    return lines[: view.height]


def _amount(view: View, amount_minor: int, room: int, ink: str) -> list[Line]:
    """The amount, its currency's symbol at the foot of it."""
    symbol = symbol_of(view.house.currency)
    column = len(symbol) + 2
    large = large_lines(figure(amount_minor, view), view.width - column, room, style=ink)
    last = len(large) - 1
    return [[(fit(symbol if row == last else "", column), "strong"), *line] for row, line in enumerate(large)]


def _rows(words: str, view: View, style: str) -> list[Line]:
    return [[(fit(row, view.width), style)] for row in wrapped(words, max(1, view.width)) if row]
