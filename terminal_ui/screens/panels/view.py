"""What every panel is given, and the few shapes of lines they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from pos.money import format_minor, symbol_of
from terminal_ui.widgets.big_amount import amount_lines
from terminal_ui.widgets.cells import apart, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.house.model import House, Words
    from terminal_ui.widgets.lines import Line

ROOMY = 50
"""From this width on a panel has room for a second language and for who did it."""
LOW = 19
"""Below this height choices stand in two columns, however narrow they get."""


class View(NamedTuple):
    """The house, the cells there are, and the page of a long bill (0 …)."""

    house: House
    width: int
    height: int
    page: int = 0

    @property
    def roomy(self) -> bool:
        """Whether there is room for more than the bare facts."""
        return self.width >= ROOMY


def title(words: str, view: View) -> Line:
    """The first line of a panel."""
    return [(fit(words, view.width), "title")]


def dim(words: str, view: View) -> Line:
    """A line that only explains."""
    return [(fit(words, view.width), "dim")]


def fact(label: str, value: str, view: View, style: str = "") -> Line:
    """A label at the left, its value at the right."""
    return [(apart(label, value, view.width), style)]


def name_of(words: Words, room: int) -> str:
    """A name in English, with the Chinese one if both fit into so many cells."""
    both = f"{words.en} {words.zh}"
    return both if words.zh != words.en and cell_len(both) <= room else words.en


def money(minor: int, view: View) -> str:
    """An amount with its symbol."""
    return format_minor(minor, view.house.currency)


def figure(minor: int, view: View) -> str:
    """An amount in a column, where the symbol would only be in the way."""
    return money(minor, view).replace(symbol_of(view.house.currency), "", 1)


def big(label: str, minor: int, view: View, style: str = "strong") -> list[Line]:
    """The number to say aloud, as large as there is room."""
    return amount_lines(label, symbol_of(view.house.currency), figure(minor, view), view.width, style=style)


def choices(named: Sequence[tuple[str, Words]], view: View, chosen: int = -1) -> list[Line]:
    """Keys and what they choose, in two columns if they fit; the chosen one stands out."""
    columns = 2 if view.roomy or view.height < LOW else 1
    room = view.width // columns
    cells = []
    for slot, (key, words) in enumerate(named):
        text = f"{'>' if slot == chosen else ' '}{key:<4}{name_of(words, room - 6)}"
        cells.append((fit(text, room - 1) + " ", "chosen" if slot == chosen else ""))
    rows = -(-len(cells) // columns)
    return [[cells[slot] for slot in range(row, len(cells), rows)] for row in range(rows)]
