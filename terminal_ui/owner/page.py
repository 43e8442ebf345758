"""A page of numbers: rows that can be opened, each for what it is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pos.money import format_minor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.house.model import House
    from pos.reports.reading import Reading

STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}
"""Keys that mark another row, and how far away."""


class Row(NamedTuple):
    """A row: what it is, how much, what else is told of it where there is room, and what it opens.

    ``minor`` is what its bar stands for, ``before_minor`` the mean of the same weekdays before (minor units).
    """

    words: str
    amount: str = ""
    more: str = ""
    opens: Callable[[], Page] | None = None
    minor: int = 0
    before_minor: int | None = None
    style: str = ""


class Page:
    """The base of all pages. ``row`` is the one that is marked."""

    has_bars: ClassVar[bool] = False

    def __init__(self) -> None:
        self.rows: Sequence[Row] = ()
        self.row = 0

    def title(self) -> str:
        """What is shown here, in the language spoken now."""
        raise NotImplementedError

    def read(self, reading: Reading) -> Sequence[Row]:
        """The rows as the book has them now. May raise LoopbandError."""
        raise NotImplementedError

    def look(self, reading: Reading) -> None:
        """Read again; the mark stays where it is."""
        self.rows = self.read(reading)
        self.row = max(0, min(self.row, len(self.rows) - 1))

    def move(self, key: str) -> None:
        """Mark another row; by one step around the ends."""
        step, count = STEPS[key], max(1, len(self.rows))
        self.row = (self.row + step) % count if abs(step) == 1 else max(0, min(self.row + step, count - 1))

    def opened(self) -> Page | None:
        """What the marked row is made of; None if it is made of nothing smaller."""
        opens = self.rows[self.row].opens if self.rows else None
        return opens() if opens is not None else None


def money(minor: int, house: House) -> str:
    """An amount as people read it."""
    return format_minor(minor, house.currency)


def clock(at: str) -> str:
    """The local time of an ISO 8601 instant, to the minute."""
    return at[11:16]
