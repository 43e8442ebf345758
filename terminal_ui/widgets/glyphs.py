"""Signs five dots high, drawn solid: what can be read from across a desk, or from two metres.

They are drawn with ``#`` in the colour of its own background, so that they are solid where there is colour and
still there where there is none. Textual's own ``Digits`` knows no ``¥``, ``NT$`` or ``元``, and its strokes are
two cells wide in some terminals.
"""

from __future__ import annotations

from terminal_ui.widgets.lines import Piece

HEIGHT = 5
INK = "#"

_SIGNS = {
    "0": "### # # # # # # ###", "1": " #  ##   #   #  ###", "2": "###   # ### #   ###", "3": "###   # ###   # ###",
    "4": "# # # # ###   #   #", "5": "### #   ###   # ###", "6": "### #   ### # # ###", "7": "###   #   #   #   #",
    "8": "### # # ### # # ###", "9": "### # # ###   # ###", "-": "        ###        ", "?": "###   # ##      #  ",
    "=": "    ###     ###    ", "A": " #  # # ### # # # #", "B": "##  # # ##  # # ## ", "C": "### #   #   #   ###",
    "D": "##  # # # # # # ## ", "E": "### #   ##  #   ###", "F": "### #   ##  #   #  ", "G": "### #   # # # # ###",
    "H": "# # # # ### # # # #", "I": "###  #   #   #  ###", "J": "  #   #   # # # ###", "K": "# # # # ##  # # # #",
    "L": "#   #   #   #   ###", "M": "# # ### ### # # # #", "N": "##  # # # # # # # #", "O": "### # # # # # # ###",
    "P": "### # # ### #   #  ", "Q": "### # # # # ###   #", "R": "##  # # ##  # # # #", "S": " ## #    #    # ## ",
    "T": "###  #   #   #   # ", "U": "# # # # # # # # ###", "V": "# # # # # # # #  # ", "W": "# # # # ### ### # #",
    "X": "# # # #  #  # # # #", "Y": "# # # #  #   #   # ", "Z": "###   #  #  #   ###",
}  # fmt: skip
"""Five rows of three dots, a space between the rows."""
_NARROW = {".": "....#", ",": "...##", " ": "....."}
"""Narrow signs, one dot a row from the top."""


def known(text: str) -> bool:
    """Whether every sign of a text can be drawn."""
    return all(char in _SIGNS or char in _NARROW for char in text)


def cells(text: str, dot_cells: int) -> int:
    """How wide a text is, every dot so many cells."""
    return dot_cells * (sum(1 if char in _NARROW else 3 for char in text) + len(text) - 1)


def ink(text: str, row: int, dot_cells: int, style: str) -> list[Piece]:
    """One row of dots in runs: ink, in the style ``solid-`` and ``style``, and the space between."""
    dots = " ".join(_dots(char, row) for char in text)
    runs: list[Piece] = []
    for dot in dots:
        piece, of = dot * dot_cells, f"solid-{style}" if dot == INK else ""
        if runs and runs[-1][1] == of:
            piece = runs.pop()[0] + piece
        runs.append((piece, of))
    return runs


def _dots(char: str, row: int) -> str:
    if char in _NARROW:
        return _NARROW[char][row].replace(".", " ")
    return _SIGNS[char][row * 4 : row * 4 + 3]
