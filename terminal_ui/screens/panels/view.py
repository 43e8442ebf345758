"""What every panel is given, and the few shapes of lines they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from pos.money import format_minor, symbol_of
from terminal_ui.desk.layer import CHOICE_KEYS
from terminal_ui.languages import spoken
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
    """The house, and the cells there are."""

    house: House
    width: int
    height: int

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
    """A name in the language spoken, and with the other one if both fit into so many cells."""
    first, second = (words.en, words.zh) if spoken() == "en" else (words.zh, words.en)
    both = f"{first} {second}"
    return both if words.zh != words.en and cell_len(both) <= room else first


def money(minor: int, view: View) -> str:
    """An amount with its symbol."""
    return format_minor(minor, view.house.currency)


def figure(minor: int, view: View) -> str:
    """An amount in a column, where the symbol would only be in the way."""
    return money(minor, view).replace(symbol_of(view.house.currency), "", 1)


def big(label: str, minor: int, view: View, style: str = "strong") -> list[Line]:
    """The number to say aloud, as large as there is room."""
    return amount_lines(label, symbol_of(view.house.currency), figure(minor, view), view.width, style=style)


def around(rows: Sequence[Line], marked: int, room: int) -> list[Line]:
    """As many rows as there is room for, with the marked one among them; filled up so that what follows stays put."""
    top = min(max(0, marked - room // 2), max(0, len(rows) - room))
    shown = list(rows[top : top + room])
    return [*shown, *([[]] * (room - len(shown)))][: max(0, room)]


def place_words(marked: int, count: int, room: int) -> str:
    """Where the marked row of a list is, if not all of them are shown: ``  12/40``."""
    return f"  {marked + 1}/{count}" if count > room else ""


def marked_row(text: str, view: View, *, chosen: bool, style: str = "") -> Line:
    """A row of a list: the one that is pointed at has a letter, too."""
    return [(fit(f"{'>' if chosen else ' '}{text}", view.width), "chosen" if chosen else style)]


def keyed(words: Sequence[str], view: View, chosen: int = -1) -> list[Line]:
    """Choices that are words already, each with its key; those that have none are for Up, Down and Enter."""
    keys = [*(key.upper() for key in CHOICE_KEYS), *[""] * len(words)]
    return [
        marked_row(f"{key:<4}{one}", view, chosen=slot == chosen)
        for slot, (key, one) in enumerate(zip(keys, words, strict=False))
    ]


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
