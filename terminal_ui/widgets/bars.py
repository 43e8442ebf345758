"""A bar of blocks in a line: how much, and a mark for how much it used to be.

Drawn with ``#`` in the colour of its own background, as :mod:`terminal_ui.widgets.glyphs` is: solid where there is
colour, still there where there is none, and never two cells wide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.widgets.glyphs import INK

if TYPE_CHECKING:
    from terminal_ui.widgets.lines import Line, Piece

MARK = "|"


def bar(amount: int, before: int | None, most: int, width: int) -> Line:
    """``amount`` of ``most`` in so many cells; below zero in the colour of a warning. ``before`` is marked."""
    filled = _cells(abs(amount), most, width)
    ink = "solid-strong" if amount >= 0 else "solid-warn"
    pieces: list[Piece] = [(INK * filled, ink), (" " * (width - filled), "")]
    if before is None or width < 1 or not most:
        return [piece for piece in pieces if piece[0]]
    at = min(_cells(abs(before), most, width), width - 1)
    if at < filled:
        pieces = [(INK * at, ink), (MARK, "warn"), (INK * (filled - at - 1), ink), (" " * (width - filled), "")]
    else:
        pieces = [(INK * filled, ink), (" " * (at - filled), ""), (MARK, "warn"), (" " * (width - at - 1), "")]
    return [piece for piece in pieces if piece[0]]


def _cells(amount: int, most: int, width: int) -> int:
    """So many cells of the bar; whatever is not nothing has one."""
    if amount <= 0 or most <= 0 or width <= 0:
        return 0
    return max(1, min(width, amount * width // most))
