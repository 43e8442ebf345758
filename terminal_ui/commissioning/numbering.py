"""Which printed number the next band has. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

LENGTH_MAX = 7
"""How long a printed number can be, as in :mod:`pos.house.new_bands`."""
PADDED = 3
_ENDS_IN_DIGITS = re.compile(r"(?P<front>.*?)(?P<digits>[0-9]+)")


def after(number: str) -> str:
    """The number that follows: 221 → 222, M-099 → M-100; empty if none does (VIP, or there is no room for it)."""
    match = _ENDS_IN_DIGITS.fullmatch(number)
    if match is None:
        return ""
    digits = str(int(match["digits"]) + 1).zfill(len(match["digits"]))
    following = match["front"] + digits
    return following if len(following) <= LENGTH_MAX else ""


def after_all(numbers: Iterable[str]) -> str:
    """The number that follows the highest plain one: 001 if there is none."""
    highest = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return after(str(highest).zfill(PADDED))


class Numbering:
    """Counts on, and leaves out numbers that are taken."""

    def __init__(self, first: str, is_taken: Callable[[str], bool]) -> None:
        self._is_taken = is_taken
        self._here = first

    @property
    def next(self) -> str:
        """The number of the next band; empty if it has to be said."""
        while self._here and self._is_taken(self._here):
            self._here = after(self._here)
        return self._here

    def at(self, number: str) -> None:
        """Count on from this one, which is the next."""
        self._here = number
