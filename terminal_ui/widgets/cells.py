"""Text in terminal cells: a Chinese character is two wide, so nothing is ever padded by ``len``."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

CUT = "~"
"""Ends a text that had to be cut."""

_PLAIN = str.maketrans({"–": "-", "—": "-", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"', "×": "x", "·": "."})


def plain(text: str) -> str:
    """The text without signs that a Chinese terminal may draw two cells wide, and without what moves its cursor."""
    text = text if text.isascii() else text.translate(_PLAIN)
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


def fit(text: str, width: int) -> str:
    """The text in exactly ``width`` cells: padded at its end, or cut with a mark."""
    if width <= 0:
        return ""
    text = plain(text)
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + CUT


def fit_right(text: str, width: int) -> str:
    """The text at the right end of ``width`` cells. What does not fit is cut at its end, with a mark."""
    text = plain(text)
    spare = width - cell_len(text)
    return " " * spare + text if spare >= 0 else fit(text, width)


def apart(left: str, right: str, width: int) -> str:
    """Two texts at both ends of a line. The right one is kept whole, the left one is cut if it must be."""
    left, right = plain(left), plain(right)
    room = width - cell_len(right)
    if room <= 0:
        return fit(right, width)
    return fit(left, room - 1) + " " + right if room > 1 else " " * room + right
