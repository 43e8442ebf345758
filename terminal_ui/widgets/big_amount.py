"""An amount large enough to be read from across the desk, drawn in ASCII as on a cash register.

Textual's own ``Digits`` knows no ``¥``, ``NT$`` or ``元``, and its strokes are two cells wide in some terminals.
"""

from __future__ import annotations

from terminal_ui.widgets.lines import Line

_SEGMENTS = {
    "0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd", "6": "afgedc", "7": "abc",
    "8": "abcdefg", "9": "abcdfg", "-": "g", ".": "p", ",": "q",
}  # fmt: skip
"""Which strokes of a seven-segment display are lit: a top, b c right, d bottom, e f left, g middle."""


def big_digits(text: str, *, tall: bool) -> list[str]:
    """The digits of an amount in three lines, or five if ``tall``. Other characters are left out."""
    glyphs = [_tall(_SEGMENTS[char]) if tall else _small(_SEGMENTS[char]) for char in text if char in _SEGMENTS]
    height = 5 if tall else 3
    return ["".join(glyph[row] for glyph in glyphs).rstrip() for row in range(height)]


def amount_lines(symbol: str, digits: str, width: int, *, tall: bool, style: str = "strong") -> list[Line]:
    """Symbol in plain letters, then the digits large. Too wide for ``width``, it is said in one plain line."""
    rows = big_digits(digits, tall=tall)
    if len(symbol) + 1 + max(len(row) for row in rows) > width:
        return amount_lines(symbol, digits, width, tall=False, style=style) if tall else [[(symbol + digits, style)]]
    pad = " " * (len(symbol) + 2)
    return [[((symbol + "  " if row == len(rows) - 1 else pad) + line, style)] for row, line in enumerate(rows)]


def _small(lit: str) -> list[str]:
    if lit in "pq":
        return ["  ", "  ", ". " if lit == "p" else ", "]
    top = f" {_stroke('a', '_', lit)} "
    middle = _stroke("f", "|", lit) + _stroke("g", "_", lit) + _stroke("b", "|", lit)
    bottom = _stroke("e", "|", lit) + _stroke("d", "_", lit) + _stroke("c", "|", lit)
    return [row + " " for row in (top, middle, bottom)]


def _tall(lit: str) -> list[str]:
    if lit in "pq":
        return ["  ", "  ", "  ", "  ", ". " if lit == "p" else ", "]
    rows = [f" {_stroke('a', '_', lit) * 3} "]
    for left, right, floor in (("f", "b", ""), ("f", "b", "g"), ("e", "c", ""), ("e", "c", "d")):
        inside = _stroke(floor, "_", lit) * 3 if floor else "   "
        rows.append(_stroke(left, "|", lit) + inside + _stroke(right, "|", lit))
    return [row + " " for row in rows]


def _stroke(name: str, sign: str, lit: str) -> str:
    return sign if name in lit else " "
