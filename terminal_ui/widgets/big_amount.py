"""Amounts and short words as large as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from terminal_ui.widgets.cells import fit
from terminal_ui.widgets.glyphs import HEIGHT, cells, ink, known

if TYPE_CHECKING:
    from terminal_ui.widgets.lines import Line

DOTS = ((6, 3), (4, 2), (2, 1), (1, 1))
"""How many cells wide and lines high a dot can be, the largest first. A cell is about half as wide as high."""


def amount_lines(label: str, symbol: str, digits: str, width: int, *, style: str) -> list[Line]:
    """The amount as large as ``width`` allows, with its label and its currency's symbol at the left.

    The ink's style is ``solid-`` and ``style``. If even the smaller digits are too wide, it is said in plain letters.
    """
    at_left = max(cell_len(label), cell_len(symbol)) + 2
    for dot_cells in (2, 1):
        if at_left + cells(digits, dot_cells) <= width:
            return _drawn((label, *[""] * (HEIGHT - 2), symbol), at_left, digits, dot_cells, style)
    if cells(digits, 1) + cell_len(symbol) + 2 <= width:
        return [[(label, style)], *_drawn((*[""] * (HEIGHT - 1), symbol), cell_len(symbol) + 2, digits, 1, style)]
    return [[(f"{label}  {symbol}{digits}", style)]]


def large_lines(text: str, width: int, height: int, *, style: str) -> list[Line]:
    """A short text as large as ``width`` and ``height`` allow; in plain letters if it cannot be drawn so."""
    for dot_cells, dot_lines in DOTS:
        if known(text) and cells(text, dot_cells) <= width and HEIGHT * dot_lines <= height:
            rows = [ink(text, row, dot_cells, style) for row in range(HEIGHT)]
            return [row for row in rows for _ in range(dot_lines)]
    return [[(fit(text, width), style)]]


def _drawn(left: tuple[str, ...], left_cells: int, digits: str, dot_cells: int, style: str) -> list[Line]:
    return [[(fit(left[row], left_cells), style), *ink(digits, row, dot_cells, style)] for row in range(HEIGHT)]
