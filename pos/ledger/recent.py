"""What was charged a moment ago, by visit: so that a band that rests on the reader is not charged twice (R21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pos.ledger.books import Books

DOUBLE_TAP_US = 3_000_000
"""Same band, same station, same basket within this is one charge (R21)."""

Basket = tuple[tuple[str, int], ...]
"""What was charged together: item and quantity, in order."""


class Sale(NamedTuple):
    """One charge: the entry it is in, when and where, and what."""

    seq: int
    at_us: int
    station: str
    basket: Basket


class RecentSales:
    """The charges of the last seconds of each visit that was charged lately; read from the lines once, then kept."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._kept: dict[int, list[Sale]] = {}

    def find(self, visit: int, at_us: int, station: str, basket: Basket) -> Sale | None:
        """The same charge within the last three seconds, unless it was taken back since."""
        sales = self._kept.get(visit)
        if sales is None:
            sales = self._kept[visit] = self._read(visit, at_us)
        for sale in sales:
            if sale.station == station and sale.basket == basket and 0 <= at_us - sale.at_us <= DOUBLE_TAP_US:
                return sale
        return None

    def sold(self, visit: int, seq: int, at_us: int, station: str, piece: tuple[str, int]) -> None:
        """A line was added to a charge."""
        sales = self._kept.get(visit)
        if sales is None:
            return
        if sales and sales[-1].seq == seq:
            sales[-1] = sales[-1]._replace(basket=(*sales[-1].basket, piece))
        else:
            sales[:] = [sale for sale in sales if at_us - sale.at_us <= DOUBLE_TAP_US]
            sales.append(Sale(seq, at_us, station, (piece,)))

    def taken_back(self, visit: int) -> None:
        """A line of this visit was voided: the same thing may be charged again at once."""
        self._kept.pop(visit, None)

    def forget(self) -> None:
        """Another process wrote, or a transaction was rolled back."""
        self._kept.clear()

    def _read(self, visit: int, at_us: int) -> list[Sale]:
        rows = self._books.query(
            "SELECT seq, at_us, station, item, quantity FROM line WHERE visit = ?1 AND at_us >= ?2 AND mark = '' "
            "AND line NOT IN (SELECT of FROM line WHERE visit = ?1 AND mark = 'void') ORDER BY line",
            visit,
            at_us - DOUBLE_TAP_US,
        )
        sales: dict[int, Sale] = {}
        for seq, when, station, item, quantity in rows:
            number, piece = seq, (str(item), quantity)
            before = sales.get(number)
            if before is None:
                sales[number] = Sale(number, when, str(station), (piece,))
            else:
                sales[number] = before._replace(basket=(*before.basket, piece))
        return list(sales.values())
