"""The takings: what was sold and how it was paid, by business day (R63, R64).

Revenue belongs to the day of its line: an item's to the day of the tap, admission to the day of check-in,
overtime and the night to the day of checkout. Tenders belong to the day of their receipt; the two differ
by what guests still owe. Read from roll-ups and the rows above them, so a day costs the same after ten years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import asdict

from pos.clock import day_date
from pos.errors import HouseError
from pos.ledger.rollup import ADDED_TAX, cells
from pos.pricing.tax import tax_minor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.house.model import TaxRate
    from pos.ledger.rollup import Cell
    from pos.reports.reading import Reading

_CANCELLED = "SELECT count(*) FROM visit WHERE state = 'cancelled' AND day BETWEEN ? AND ?"
_LAST_DAY = """
SELECT max(day) FROM (
  SELECT max(day) AS day FROM day_span
  UNION ALL
  SELECT max(day) FROM log WHERE seq > (SELECT coalesce(max(upto), 0) FROM watermark WHERE name = 'log')
)
"""
_FIRST_OPEN_DAY = """
SELECT min(day) FROM (
  SELECT min(day) AS day FROM day_span WHERE day > ?1
  UNION ALL
  SELECT min(day) FROM log
  WHERE seq > (SELECT coalesce(max(upto), 0) FROM watermark WHERE name = 'log') AND day > ?1
)
"""


class TaxOfRate(Struct, frozen=True):
    """What was sold at one tax rate: ``net + tax = gross`` (minor units)."""

    gross: int
    net: int
    tax: int


class Takings(Struct, frozen=True):
    """The figures of one business day, or of several together. Amounts are minor units.

    Each of ``by_outlet``, ``by_item``, ``by_channel``, ``by_hour`` and ``by_staff`` adds up to ``gross``, voids
    taken off; ``by_tender`` and ``by_cashier`` add up to ``paid``. ``by_tax`` adds up to gross, net and tax.
    ``visits`` are the guests who came, without those whose check-in was cancelled.
    """

    business_day: str
    first_day: str
    last_day: str
    currency: str
    gross: int
    net: int
    tax: int
    paid: int
    receipts: int
    visits: int
    cancelled: int
    voids: int
    voided: int
    by_outlet: dict[str, int]
    by_item: dict[str, int]
    pieces: dict[str, int]
    by_tender: dict[str, int]
    by_channel: dict[str, int]
    by_hour: dict[str, int]
    by_staff: dict[str, int]
    by_cashier: dict[str, int]
    by_tax: dict[str, TaxOfRate]
    visits_by_guest: dict[str, int]
    visits_by_channel: dict[str, int]

    def as_dict(self) -> dict[str, object]:
        """The JSON object of the seam."""
        return asdict(self) | {"by_tax": {code: asdict(sums) for code, sums in self.by_tax.items()}}


def takings_of(reading: Reading, first_day: int | None = None, last_day: int | None = None) -> Takings:
    """The takings from one business day (``YYYYMMDD``) to another, both included.

    Left out: the business day that is open, the oldest if there are several; if all are closed, the last one.
    One of the two left out: the other alone. Raises HouseError if a tax rate that was sold at is gone from
    the venue file, ValueError for what is no day.
    """
    with reading.snapshot():
        first = first_day or last_day or open_day_of(reading)
        last = last_day or first
        return _Figures(reading, first, last).takings()


def open_day_of(reading: Reading) -> int:
    """The oldest business day that has entries and is not closed, else the last closed one, else today's."""
    ((closed,),) = reading.query("SELECT coalesce(max(day), 0) FROM z")
    ((open_day,),) = reading.query(_FIRST_OPEN_DAY, closed)
    day = int(str(open_day or closed or 0))
    if day:
        return day
    rows = reading.query("SELECT at_us FROM log ORDER BY seq DESC LIMIT 1")
    return reading.calendar.day(int(str(rows[0][0])) if rows else 0)


class _Figures:
    """Sums over the days asked for, dimension by dimension."""

    def __init__(self, reading: Reading, first_day: int, last_day: int) -> None:
        self._reading = reading
        self._days = (first_day, last_day)

    def takings(self) -> Takings:
        first, last = (day_date(day).isoformat() for day in self._days)
        outlets = self._amounts("outlet")
        items = self._cells("item")
        by_tax = self._by_tax()
        marks = [cell for cell in self._cells("mark") if cell.key == "void"]
        tenders, cashiers = self._cells("tender"), self._cells("cashier")
        gross, tax = sum(outlets.values()), sum(sums.tax for sums in by_tax.values())
        ((cancelled,),) = self._reading.query(_CANCELLED, *self._days)
        guests = self._counts("guest")
        return Takings(
            business_day=first if first == last else f"{first}/{last}",
            first_day=first,
            last_day=last,
            currency=self._reading.house.currency.code,
            gross=gross,
            net=gross - tax,
            tax=tax,
            paid=sum(cell.amount_minor for cell in cashiers),
            receipts=sum(cell.count for cell in cashiers),
            visits=sum(guests.values()) - int(str(cancelled)),
            cancelled=int(str(cancelled)),
            voids=sum(cell.count for cell in marks),
            voided=-sum(cell.amount_minor for cell in marks),
            by_outlet=outlets,
            by_item=_summed(items, "amount_minor"),
            pieces=_summed(items, "quantity"),
            by_tender=_summed(tenders, "amount_minor"),
            by_channel=self._amounts("channel"),
            by_hour=self._by_hour(),
            by_staff=self._amounts("staff"),
            by_cashier=_summed(cashiers, "amount_minor"),
            by_tax=by_tax,
            visits_by_guest=guests,
            visits_by_channel=self._counts("visit_channel"),
        )

    def _cells(self, dimension: str) -> list[Cell]:
        return cells(self._reading.query, dimension, *self._days)

    def _amounts(self, dimension: str) -> dict[str, int]:
        return _summed(self._cells(dimension), "amount_minor")

    def _counts(self, dimension: str) -> dict[str, int]:
        return _summed(self._cells(dimension), "count")

    def _by_hour(self) -> dict[str, int]:
        """By local hour, from the hour in which the business day begins."""
        amounts = self._amounts("hour")
        cut = self._reading.house.day_cut_min // 60
        return {hour: amounts[hour] for hour in sorted(amounts, key=lambda hour: (int(hour) - cut) % 24)}

    def _by_tax(self) -> dict[str, TaxOfRate]:
        """Per day and rate on the sum of its lines (R55), then added up, so that days add up to the whole.

        Included tax is in the lines of its rate. Tax that is added to prices has lines of its own.
        """
        found: dict[str, TaxOfRate] = {}
        for cell in self._cells("tax"):
            code = cell.key.removeprefix(ADDED_TAX)
            if cell.key.startswith(ADDED_TAX):
                net, tax = 0, cell.amount_minor
            else:
                rate = self._rate(code)
                tax = tax_minor(rate, cell.amount_minor) if rate.included else 0
                net = cell.amount_minor - tax
            so_far = found.get(code, TaxOfRate(0, 0, 0))
            found[code] = TaxOfRate(so_far.gross + net + tax, so_far.net + net, so_far.tax + tax)
        return dict(sorted(found.items()))

    def _rate(self, code: str) -> TaxRate:
        rate = self._reading.house.tax.get(code)
        if rate is None:
            raise HouseError(
                f"Something was sold at the tax rate {code!r}, which is gone from the venue file. Put it back."
            )
        return rate


def _summed(found: Iterable[Cell], figure: Literal["count", "quantity", "amount_minor"]) -> dict[str, int]:
    """One figure by key over all days, in the order of the keys."""
    sums: dict[str, int] = {}
    for cell in found:
        sums[cell.key] = sums.get(cell.key, 0) + int(getattr(cell, figure))
    return dict(sorted(sums.items()))
