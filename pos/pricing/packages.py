"""What a package covers of a bill (R28).

Each thing it includes covers one unit, the oldest first, whether it was taken before the package was bought
or after. What is covered is worked out anew from the whole bill each time, so the order of buying changes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from pos.house.model import Units
from pos.pricing.uses import use_price


class Coverable(Struct, frozen=True):
    """A line a package may cover. Amounts in minor units.

    ``key`` is what packages call it: a guest class, an item, a room's tariff. ``units_minor`` is what each unit
    still adds to the bill, without the package. Of time in a room it is one unit, and ``minutes`` by ``tariff``
    say what of it is covered. ``fixed`` lines keep what is covered already: they are settled in another way.
    """

    line: int
    key: str
    at_us: int
    units_minor: tuple[int, ...]
    minutes: int = 0
    tariff: Units | None = None
    fixed: int | None = None


class Cover(Struct, frozen=True):
    """What is covered of a line: so many units (of a room: minutes), and what that takes off the bill."""

    units: int
    minor: int


NOTHING = Cover(0, 0)


def covered(includes: Mapping[str, int], lines: Iterable[Coverable]) -> dict[int, Cover]:
    """Line → what is covered of it, if it is anything. ``includes`` counts units, and minutes of rooms."""
    left = dict(includes)
    found: dict[int, Cover] = {}
    # What is fixed has used its part of the package already.
    for line in sorted(lines, key=lambda line: (line.fixed is None, line.at_us, line.line)):
        most = left.get(line.key, 0) if line.fixed is None else line.fixed
        cover = _cover(line, most)
        if cover.units:
            found[line.line] = cover
            left[line.key] = left.get(line.key, 0) - cover.units
    return found


def _cover(line: Coverable, most: int) -> Cover:
    if line.tariff is None:
        units = min(most, len(line.units_minor))
        return Cover(units, sum(line.units_minor[:units]))
    minutes = min(most, line.minutes)
    whole_minor = sum(line.units_minor)
    if minutes == line.minutes:
        return Cover(minutes, whole_minor)
    priced = use_price(line.tariff, minutes)
    return Cover(minutes, min(whole_minor, priced.due_minor)) if priced is not None else NOTHING
