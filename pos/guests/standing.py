"""What is left of the lines of a visit: after voids, transfers, gifts, discounts, comps and packages.

Lines are never changed; each later one names the line it is about (``of``). Read in their order they say what
every unit of a line still adds to the bill, so whatever is taken back or moved takes exactly that with it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from pos.ledger.facts import LineAdded
from pos.ledger.schema import VISIT_LINES
from pos.money import allocate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.ledger.books import Books

_LINES = f"""
SELECT line, visit, item, quantity, list_minor, due_minor, outlet, tax, mark, of, why, at_us, station, staff
FROM {VISIT_LINES} ORDER BY line
"""  # noqa: S608 - our own text


class LineRow(NamedTuple):
    """A line as it was added, with where, when and by whom the service was."""

    line: int
    visit: int
    item: str
    quantity: int
    list_minor: int
    due_minor: int
    outlet: str
    tax: str
    mark: str
    of: int
    why: str
    at_us: int
    station: str
    staff: str


class Standing(Struct):
    """A line and what is left of it. Amounts in minor units, before what a package covers.

    ``units_minor`` is what each unit adds that is not given away; a package covers the first ones.
    ``given`` units are gifts. ``covered`` are units in the package (of a room: minutes) or offset by a booking; they
    take off ``covered_minor``. ``refunded_minor`` was given back after the bill was closed. ``fixed`` is a line that
    was comped: what is covered of it stays.
    """

    row: LineRow
    units_minor: list[int]
    given: int = 0
    covered: int = 0
    covered_minor: int = 0
    refunded_minor: int = 0
    fixed: bool = False

    @property
    def left(self) -> int:
        """How many units are on the bill."""
        return len(self.units_minor) + self.given

    @property
    def due_minor(self) -> int:
        """What the line adds to the bill now."""
        return sum(self.units_minor) - self.covered_minor - self.refunded_minor

    @property
    def minutes(self) -> int:
        """Of time in a room: the minutes it is for, else 0."""
        return int(self.why.get("minutes", 0)) if self.row.mark in {"use", "transfer"} else 0

    @property
    def why(self) -> dict[str, int | str]:
        """The numbers it came from."""
        why: dict[str, int | str] = json.loads(self.row.why) if self.row.why else {}
        return why

    @property
    def open_units(self) -> int:
        """How many units add something that no package covers: those a discount is for."""
        return len(self.units_minor) if self.minutes else len(self.units_minor) - self.covered

    def take(self, quantity: int) -> int:
        """Take units off, those that are given away last; what they added."""
        paying = min(quantity, len(self.units_minor))
        self.given -= quantity - paying
        return self._cut(paying)

    def give(self, quantity: int) -> int:
        """Make units gifts; what they added."""
        self.given += quantity
        return self._cut(quantity)

    def lower(self, units: int, minor: int) -> None:
        """Take an amount off the last units, by what each adds."""
        first = len(self.units_minor) - units
        shares = allocate(minor, self.units_minor[first:]) if minor else (0,) * units
        for place, share in enumerate(shares, start=first):
            self.units_minor[place] -= share

    def _cut(self, units: int) -> int:
        first = len(self.units_minor) - units
        cut = sum(self.units_minor[first:])
        del self.units_minor[first:]
        return cut


def standing_lines(books: Books, visit: int) -> dict[int, Standing]:
    """The lines of a visit by their numbers, with what is left of each."""
    return stood(LineRow(*row) for row in books.query(_LINES, visit))


def stood(rows: Iterable[LineRow]) -> dict[int, Standing]:
    """As :func:`standing_lines`, of rows in the order they were added."""
    found: dict[int, Standing] = {}
    for row in rows:
        add(found, row)
    return found


def add(found: dict[int, Standing], row: LineRow) -> None:
    """Take one more line into account."""
    line = found.get(row.of)
    # What came by transfer names a line of another bill; here it is a line of its own.
    if line is None:
        found[row.line] = Standing(row, [*allocate(row.due_minor, [1] * row.quantity)])
    elif row.mark == "gift":
        line.give(row.quantity)
    elif row.mark in {"discount", "comp"}:
        line.lower(row.quantity, -row.due_minor)
        line.fixed = line.fixed or row.mark == "comp"
    elif row.mark == "cover":
        line.covered += row.quantity
        line.covered_minor -= row.due_minor
    elif row.mark == "offset":
        line.covered -= row.quantity
        line.covered_minor -= row.due_minor
    elif row.mark in {"refund", "rounding", "tax"}:
        line.refunded_minor -= row.due_minor
    else:
        line.take(abs(row.quantity))


def row_of(fact: LineAdded, at_us: int, station: str, staff: str) -> LineRow:
    """The row that a line will be, once its entry is written at this time and place."""
    moved = fact.at_us > 0
    return LineRow(
        fact.line, fact.visit, fact.item, fact.quantity, fact.list_minor, fact.due_minor, fact.outlet, fact.tax,
        fact.mark, fact.of, json.dumps(fact.why), fact.at_us or at_us, fact.station if moved else station,
        fact.staff if moved else staff,
    )  # fmt: skip
