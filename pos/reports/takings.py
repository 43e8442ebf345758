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

_CANCELLED = """
SELECT guest, channel, count(*) FROM visit WHERE state = 'cancelled' AND day BETWEEN ? AND ? GROUP BY guest, channel
"""
_DEPOSITS = """
SELECT 'taken', coalesce(sum(taken_minor), 0) FROM deposit WHERE day BETWEEN ?1 AND ?2
UNION ALL SELECT kind, sum(amount_minor) FROM deposit_move WHERE day BETWEEN ?1 AND ?2 GROUP BY kind
"""
_ACCOUNTS = "SELECT kind, sum(amount_minor) FROM account_move WHERE day BETWEEN ? AND ? GROUP BY kind"
_TIPS = "SELECT coalesce(sum(amount_minor), 0) FROM tip WHERE day BETWEEN ? AND ?"
_RESETTLED = "SELECT count(*) FROM receipt WHERE kind = 'mirror' AND day BETWEEN ? AND ?"
_SOLD_OR_PAID = (("line", "outlet"), ("receipt", "cashier"))
"""Tables and their dimension: a business day is open for takings once there is something of these."""


class TaxOfRate(Struct, frozen=True):
    """What was sold at one tax rate: ``net + tax = gross`` (minor units)."""

    gross: int
    net: int
    tax: int


class Sold(Struct, frozen=True):
    """What an outlet sold at list price, what was taken off, and what is left: ``sales`` (minor units)."""

    gross: int
    discount: int
    gift: int
    comp: int
    covered: int
    sales: int


class Takings(Struct, frozen=True):
    """The figures of one business day, or of several together. Amounts are minor units.

    ``gross`` is what was sold at list price, voids taken off. Less ``discount``, ``gift``, ``comp`` and ``covered``
    (what packages covered; their own prices are in the gross) it is ``sales``, what guests were charged. Sales are
    ``net`` and ``tax``. ``outlets`` has the same for each outlet.
    ``voids`` counts the lines that take something back, cancelled check-ins among them, ``voided`` is their sum.
    ``refunds`` and ``refunded`` are the same of lines that were given back after their bill was closed; ``resettled``
    counts receipts that were settled again. ``rounding`` is what coins could not say; it is in ``paid`` and no sale.
    ``deposits`` are what was taken, applied to bills, returned, and forfeited, which is revenue beside the sales.
    ``accounts`` are what was charged to companies and guests who walked out, and what they paid or were let off.
    ``tips`` are the staff's.
    Each of ``by_outlet``, ``by_item``, ``by_channel``, ``by_hour`` and ``by_staff`` adds up to ``gross``;
    ``by_tender`` and ``by_cashier`` add up to ``paid``. ``by_tax`` adds up to sales, net and tax.
    ``visits`` are the guests who came, by class and by channel too, without those whose check-in was cancelled.
    """

    business_day: str
    first_day: str
    last_day: str
    currency: str
    gross: int
    discount: int
    gift: int
    comp: int
    covered: int
    sales: int
    net: int
    tax: int
    paid: int
    receipts: int
    visits: int
    cancelled: int
    voids: int
    voided: int
    refunds: int
    refunded: int
    resettled: int
    rounding: int
    tips: int
    deposits: dict[str, int]
    accounts: dict[str, int]
    by_outlet: dict[str, int]
    by_item: dict[str, int]
    pieces: dict[str, int]
    by_tender: dict[str, int]
    by_channel: dict[str, int]
    by_hour: dict[str, int]
    by_staff: dict[str, int]
    by_cashier: dict[str, int]
    by_tax: dict[str, TaxOfRate]
    outlets: dict[str, Sold]
    visits_by_guest: dict[str, int]
    visits_by_channel: dict[str, int]

    def as_dict(self) -> dict[str, object]:
        """The JSON object of the seam."""
        return asdict(self) | {
            "by_tax": {code: asdict(sums) for code, sums in self.by_tax.items()},
            "outlets": {code: asdict(sums) for code, sums in self.outlets.items()},
        }


def takings_of(reading: Reading, first_day: int | None = None, last_day: int | None = None) -> Takings:
    """The takings from one business day (``YYYYMMDD``) to another, both included.

    Both left out: :func:`open_day_of`. One left out: the other alone. Raises HouseError if a tax rate that was
    sold at is gone from the venue file, ValueError for what is no day.
    """
    with reading.snapshot():
        first = first_day or last_day or open_day_of(reading)
        last = last_day or first
        return _Figures(reading, first, last).takings()


def open_day_of(reading: Reading) -> int:
    """The oldest business day that is not closed and has sales or receipts.

    If there is none, the last one closed; in a house that sold nothing yet, the day of the last entry.
    """
    ((closed,),) = reading.query("SELECT coalesce(max(day), 0) FROM z")
    days = [
        day for table, dimension in _SOLD_OR_PAID for day in _first_days(reading, table, dimension, int(str(closed)))
    ]
    day = min(days, default=int(str(closed)))
    if day:
        return day
    rows = reading.query("SELECT at_us FROM log ORDER BY seq DESC LIMIT 1")
    return reading.calendar.day(int(str(rows[0][0])) if rows else 0)


def _first_days(reading: Reading, table: str, dimension: str, after_day: int) -> list[int]:
    """The first day after another one in the roll-up, and in the rows above it."""
    rows = reading.query(
        "SELECT min(day) FROM rollup WHERE dimension = ?1 AND day > ?2 UNION ALL "  # noqa: S608 - our own names
        f"SELECT min(day) FROM {table} WHERE day > ?2 "
        f"AND {table} > (SELECT coalesce(max(upto), 0) FROM watermark WHERE name = ?3)",
        dimension,
        after_day,
        table,
    )
    return [int(str(day)) for (day,) in rows if day is not None]


class _Figures:
    """Sums over the days asked for, dimension by dimension."""

    def __init__(self, reading: Reading, first_day: int, last_day: int) -> None:
        self._reading = reading
        self._days = (first_day, last_day)

    def takings(self) -> Takings:
        first, last = (day_date(day).isoformat() for day in self._days)
        outlets = self._outlets()
        items = self._cells("item")
        by_tax = self._by_tax()
        marks = self._cells("mark")
        voids = [cell for cell in marks if cell.key == "void"]
        refunds = [cell for cell in marks if cell.key == "refund"]
        tenders, cashiers = self._cells("tender"), self._cells("cashier")
        tax = sum(sums.tax for sums in by_tax.values())
        sales = sum(sold.sales for sold in outlets.values())
        guests, channels, cancelled = self._visits()
        return Takings(
            business_day=first if first == last else f"{first}/{last}",
            first_day=first,
            last_day=last,
            currency=self._reading.house.currency.code,
            gross=sum(sold.gross for sold in outlets.values()),
            discount=sum(sold.discount for sold in outlets.values()),
            gift=sum(sold.gift for sold in outlets.values()),
            comp=sum(sold.comp for sold in outlets.values()),
            covered=sum(sold.covered for sold in outlets.values()),
            sales=sales,
            net=sales - tax,
            tax=tax,
            paid=sum(cell.amount_minor for cell in cashiers),
            receipts=sum(cell.count for cell in cashiers),
            visits=sum(guests.values()),
            cancelled=cancelled,
            voids=sum(cell.count for cell in voids),
            voided=-sum(cell.amount_minor for cell in voids),
            refunds=sum(cell.count for cell in refunds),
            refunded=-sum(cell.amount_minor for cell in refunds),
            resettled=self._sum(_RESETTLED),
            rounding=sum(cell.amount_minor for cell in self._cells("rounding")),
            tips=self._sum(_TIPS),
            deposits=dict.fromkeys(("taken", "applied", "returned", "forfeited"), 0) | self._kinds(_DEPOSITS),
            accounts=dict.fromkeys(("charged", "paid", "refunded", "written_off"), 0) | self._kinds(_ACCOUNTS),
            by_outlet={code: sold.gross for code, sold in outlets.items()},
            by_item=self._at_list("item"),
            pieces=_summed(items, "quantity"),
            by_tender=_summed(tenders, "amount_minor"),
            by_channel=self._at_list("channel"),
            by_hour=self._by_hour(),
            by_staff=self._at_list("staff"),
            by_cashier=_summed(cashiers, "amount_minor"),
            by_tax=by_tax,
            outlets=outlets,
            visits_by_guest=guests,
            visits_by_channel=channels,
        )

    def _cells(self, dimension: str) -> list[Cell]:
        return cells(self._reading.query, dimension, *self._days)

    def _kinds(self, sql: str) -> dict[str, int]:
        return {str(kind): int(str(minor)) for kind, minor in self._reading.query(sql, *self._days)}

    def _sum(self, sql: str) -> int:
        return int(str(self._reading.query(sql, *self._days)[0][0]))

    def _amounts(self, dimension: str) -> dict[str, int]:
        return _summed(self._cells(dimension), "amount_minor")

    def _at_list(self, dimension: str) -> dict[str, int]:
        """Amounts before anything was taken off; who took it off sold nothing by that, and is left out."""
        amounts = self._amounts(dimension)
        for key, off_minor in self._amounts(f"off_{dimension}").items():
            amounts[key] = amounts.get(key, 0) - off_minor
            if not amounts[key] and dimension == "staff":
                del amounts[key]
        return dict(sorted(amounts.items()))

    def _outlets(self) -> dict[str, Sold]:
        """What each outlet sold, and what was taken off that."""
        off: dict[str, dict[str, int]] = {}
        for key, minor in self._amounts("off_outlet").items():
            mark, _, outlet = key.partition(":")
            off.setdefault(outlet, {})[mark] = -minor
        found: dict[str, Sold] = {}
        for outlet, sales in self._amounts("outlet").items():
            discount, gift, comp, covered = (
                off.get(outlet, {}).get(mark, 0) for mark in ("discount", "gift", "comp", "cover")
            )
            gross = sales + discount + gift + comp + covered
            found[outlet] = Sold(gross, discount, gift, comp, covered, sales)
        return found

    def _visits(self) -> tuple[dict[str, int], dict[str, int], int]:
        """Guests who came by class and by channel, and how many check-ins were cancelled."""
        guests = _summed(self._cells("guest"), "count")
        channels = _summed(self._cells("visit_channel"), "count")
        cancelled = 0
        for guest, channel, count in self._reading.query(_CANCELLED, *self._days):
            guests[str(guest)] -= int(str(count))
            channels[str(channel)] -= int(str(count))
            cancelled += int(str(count))
        return guests, channels, cancelled

    def _by_hour(self) -> dict[str, int]:
        """By local hour, from the hour in which the business day begins."""
        amounts = self._at_list("hour")
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
