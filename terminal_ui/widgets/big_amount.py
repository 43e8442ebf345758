"""An amount large enough to be read from across the desk: digits five lines high, solid.

They are drawn with ``#`` in the colour of its own background, so that they are solid where there is colour and
still there where there is none. Textual's own ``Digits`` knows no ``¥``, ``NT$`` or ``元``, and its strokes are
two cells wide in some terminals.
"""

from __future__ import annotations

from rich.cells import cell_len

from terminal_ui.widgets.cells import fit
from terminal_ui.widgets.lines import Line, Piece

_DIGITS = {
    "0": "### # # # # # # ###", "1": " #  ##   #   #  ###", "2": "###   # ### #   ###", "3": "###   # ###   # ###",
    "4": "# # # # ###   #   #", "5": "### #   ###   # ###", "6": "### #   ### # # ###", "7": "###   #   #   #   #",
    "8": "### # # ### # # ###", "9": "### # # ###   # ###", "-": "        ###        ",
}  # fmt: skip
"""Five rows of three dots, a space between the rows."""
_POINTS = {".": "....#", ",": "...##"}
"""Narrow signs, one dot a row from the top."""

HEIGHT = 5
INK = "#"


def amount_lines(label: str, symbol: str, digits: str, width: int, *, style: str) -> list[Line]:
    """The amount as large as ``width`` allows, with its label and its currency's symbol at the left.

    The ink's style is ``solid-`` and ``style``. If even the smaller digits are too wide, it is said in plain letters.
    """
    at_left = max(cell_len(label), cell_len(symbol)) + 2
    for dot_cells in (2, 1):
        if at_left + _cells(digits, dot_cells) <= width:
            return _drawn((label, *[""] * (HEIGHT - 2), symbol), at_left, digits, dot_cells, style)
    if _cells(digits, 1) + cell_len(symbol) + 2 <= width:
        return [[(label, style)], *_drawn((*[""] * (HEIGHT - 1), symbol), cell_len(symbol) + 2, digits, 1, style)]
    return [[(f"{label}  {symbol}{digits}", style)]]


def _drawn(left: tuple[str, ...], left_cells: int, digits: str, dot_cells: int, style: str) -> list[Line]:
    return [[(fit(left[row], left_cells), style), *_ink(digits, row, dot_cells, style)] for row in range(HEIGHT)]


def _ink(digits: str, row: int, dot_cells: int, style: str) -> list[Piece]:
    """One row of dots in runs: ink, and the space between."""
    dots = " ".join(_row(char, row) for char in digits)
    runs: list[Piece] = []
    for dot in dots:
        cells, of = dot * dot_cells, f"solid-{style}" if dot == INK else ""
        if runs and runs[-1][1] == of:
            cells = runs.pop()[0] + cells
        runs.append((cells, of))
    return runs


def _row(char: str, row: int) -> str:
    if char in _POINTS:
        return _POINTS[char][row].replace(".", " ")
    return _DIGITS[char][row * 4 : row * 4 + 3]


def _cells(digits: str, dot_cells: int) -> int:
    return dot_cells * (sum(1 if char in _POINTS else 3 for char in digits) + len(digits) - 1)
