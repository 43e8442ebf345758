"""What was charged a moment ago, by visit: so that a band that rests on the reader is not charged twice (R21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.ledger.schema import VISIT_LINES

if TYPE_CHECKING:
    from pos.ledger.books import Books

DOUBLE_TAP_US = 3_000_000
"""Same band, same station, same basket within this is one charge (R21)."""

KEPT_SALES = 32
"""More sales of one visit than this are looked through for old ones."""

Basket = tuple[tuple[str, int], ...]
"""What was charged together: item and quantity, in order."""


class Sale(NamedTuple):
    """One charge: the entry it is in, and when."""

    seq: int
    at_us: int


class _Visit:
    """The last charges of one visit by station and basket; the newest one apart, as its lines still come in."""

    def __init__(self) -> None:
        self.sales: dict[tuple[str, Basket], Sale] = {}
        self.most = KEPT_SALES
        self.newest: Sale | None = None
        self.station = ""
        self.basket: Basket = ()

    def add(self, sale: Sale, station: str, piece: tuple[str, int]) -> None:
        if self.newest is not None and self.newest.seq == sale.seq:
            self.basket = (*self.basket, piece)
            return
        self.settle()
        self.newest, self.station, self.basket = sale, station, (piece,)

    def settle(self) -> None:
        """The newest charge is complete."""
        if self.newest is None:
            return
        if len(self.sales) >= self.most:
            oldest_us = self.newest.at_us - DOUBLE_TAP_US
            self.sales = {what: sale for what, sale in self.sales.items() if sale.at_us >= oldest_us}
            self.most = KEPT_SALES + 2 * len(self.sales)
        self.sales[self.station, self.basket] = self.newest
        self.newest = None


class RecentSales:
    """The charges of the last seconds of each visit that was charged lately; read from the lines once, then kept."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._visits: dict[int, _Visit] = {}

    def find(self, visit: int, at_us: int, station: str, basket: Basket) -> Sale | None:
        """The same charge within the last three seconds, unless it was taken back since."""
        known = self._visits.get(visit)
        if known is None:
            known = self._visits[visit] = self._read(visit, at_us)
        known.settle()
        sale = known.sales.get((station, basket))
        return sale if sale is not None and 0 <= at_us - sale.at_us <= DOUBLE_TAP_US else None

    def sold(self, visit: int, sale: Sale, station: str, piece: tuple[str, int]) -> None:
        """A line was added to a charge."""
        known = self._visits.get(visit)
        if known is not None:
            known.add(sale, station, piece)

    def taken_back(self, visit: int) -> None:
        """A line of this visit was voided: the same thing may be charged again at once."""
        self._visits.pop(visit, None)

    def forget(self) -> None:
        """Another process wrote, or a transaction was rolled back."""
        self._visits.clear()

    def _read(self, visit: int, at_us: int) -> _Visit:
        rows = self._books.query(
            f"SELECT seq, at_us, station, item, quantity FROM {VISIT_LINES} WHERE at_us >= ?2 AND mark = '' "  # noqa: S608
            f"AND seq NOT IN (SELECT sold.seq FROM {VISIT_LINES} AS back JOIN line AS sold ON sold.line = back.of "
            "WHERE back.mark = 'void') ORDER BY line",
            visit,
            at_us - DOUBLE_TAP_US,
        )
        known = _Visit()
        for seq, when, station, item, quantity in rows:
            known.add(Sale(seq, when), station, (item, quantity))
        return known
