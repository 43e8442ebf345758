"""X: a reading at any time, without closing anything (R62).

Its figures of the day are made by what makes those of the Z, and what should be in a drawer is what its count will be
held against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from pos.cashier.day_figures import day_figures
from pos.clock import day_date
from pos.ledger.rollup import cells
from pos.reports.takings import open_day_of

if TYPE_CHECKING:
    from pos.reports.reading import Reading

_TILLS = "SELECT till, station, staff, opened_us, float_minor, cash_minor, closed_us, counted_minor FROM till"
_LATEST = f"{_TILLS} ORDER BY till DESC LIMIT ?"
_OPEN_AT = f"{_TILLS} WHERE station = ? AND closed_us = 0"
_MOVES = "SELECT kind, count(*), sum(amount_minor) FROM drawer_move WHERE till = ? GROUP BY kind"
MOST_TILLS = 60
"""No house has more drawers in a day, with every shift's."""


class Drawer(Struct, frozen=True):
    """A drawer since it was opened. Amounts in minor units; what went out is negative.

    ``float`` and the others but ``counted`` and ``difference`` add up to ``expected``: ``sales`` is cash for receipts,
    given back or taken; ``other`` is deposits, accounts and tips. ``no_sale`` counts how often it was opened for
    nothing. ``counted`` is None while it is open.
    """

    till: int
    station: str
    staff: str
    opened: str
    closed: str
    float: int
    sales: int
    paid_in: int
    paid_out: int
    drops: int
    other: int
    no_sale: int
    expected: int
    counted: int | None
    difference: int | None


class XReport(Struct, frozen=True):
    """A reading of one business day. ``figures`` are named as the Z names them; amounts in minor units."""

    business_day: str
    currency: str
    figures: dict[str, int]
    outlets: dict[str, int]
    tenders: dict[str, int]
    drawers: tuple[Drawer, ...]

    def as_dict(self) -> dict[str, object]:
        """As JSON prints it."""
        return asdict(self) | {"drawers": [asdict(drawer) for drawer in self.drawers]}


def x_report_of(reading: Reading, day: int | None = None) -> XReport:
    """The reading of a business day (``YYYYMMDD``); left out: of the one that is open."""
    with reading.snapshot():
        day = day or open_day_of(reading)
        rows = reading.query(_LATEST, MOST_TILLS)
        return XReport(
            business_day=day_date(day).isoformat(),
            currency=reading.house.currency.code,
            figures=day_figures(reading.query, day),
            outlets={cell.key: cell.amount_minor for cell in cells(reading.query, "outlet", day, day)},
            tenders={cell.key: cell.amount_minor for cell in cells(reading.query, "tender", day, day)},
            drawers=tuple(_drawer(reading, row) for row in reversed(rows) if _belongs(reading, row, day)),
        )


def drawer_at(reading: Reading, station: str) -> Drawer | None:
    """The drawer that is open at a station, or None."""
    with reading.snapshot():
        rows = reading.query(_OPEN_AT, station)
        return _drawer(reading, rows[0]) if rows else None


def _belongs(reading: Reading, row: tuple[object, ...], day: int) -> bool:
    """A drawer belongs to the day it was opened on; one that is still open to every day after that, too."""
    opened_day, closed_us = reading.calendar.day(int(str(row[3]))), int(str(row[6]))
    return opened_day == day or (opened_day < day and not closed_us)


def _drawer(reading: Reading, row: tuple[object, ...]) -> Drawer:
    till, opened_us, float_minor, cash_minor, closed_us, counted = (int(str(row[at])) for at in (0, 3, 4, 5, 6, 7))
    counts: dict[str, int] = {}
    sums: dict[str, int] = {}
    for kind, count, minor in reading.query(_MOVES, till):
        counts[str(kind)], sums[str(kind)] = int(str(count)), int(str(minor))
    named = ("paid_in", "paid_out", "drop")
    return Drawer(
        till=till,
        station=str(row[1]),
        staff=str(row[2]),
        opened=reading.wall(opened_us),
        closed=reading.wall(closed_us) if closed_us else "",
        float=float_minor,
        sales=cash_minor - float_minor - sum(sums.values()),
        paid_in=sums.get("paid_in", 0),
        paid_out=sums.get("paid_out", 0),
        drops=sums.get("drop", 0),
        other=sum(minor for kind, minor in sums.items() if kind not in named),
        no_sale=counts.get("no_sale", 0),
        expected=cash_minor,
        counted=counted if closed_us else None,
        difference=counted - cash_minor if closed_us else None,
    )
