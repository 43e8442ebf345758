"""What a counter can see of the house: what it sells, at which price, how much is left, and what sells best."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from pos.clock import day_date, day_number
from pos.goods.consuming import sellable
from pos.ledger.rollup import cells
from terminal_ui.counter.offers import GuestAtCounter, Offer
from terminal_ui.languages import clock_words

if TYPE_CHECKING:
    from pos.house.model import House, Item
    from pos.reports.reading import Reading

BEST_OF_DAYS = 28
"""What sold best in so many days has a key, where the venue file names no favourites."""

_GUEST = (
    "SELECT guest, visit.zone, tab.due_minor, limit_minor FROM band JOIN visit USING(visit) JOIN tab USING(visit) "
    "WHERE number = ?"
)


class CounterSight:
    """Looks into a house for one counter. Whatever it raises is a LoopbandError."""

    def __init__(self, reading: Reading, outlet: str) -> None:
        self._reading = reading
        self._outlet = outlet
        self._order: list[str] = []
        self._ordered_for = 0

    @property
    def reading(self) -> Reading:
        """The view of the house."""
        return self._reading

    @property
    def house(self) -> House:
        """The house as its venue file says now."""
        return self._reading.house

    def offers(self, now_us: int) -> list[Offer]:
        """All that the house sells: what this counter sells first, the favourites before all.

        The order is made once a business day: no key means another thing in the middle of a shift.
        """
        day = self._reading.calendar.day(now_us)
        house = self.house
        if day != self._ordered_for or len(self._order) != len(house.items):
            self._order, self._ordered_for = self._ordered(day), day
        prices = {str(item): int(str(price)) for item, price in self._reading.query("SELECT * FROM price")}
        there = {str(item): int(str(left)) for item, left in self._reading.query("SELECT item, pieces FROM stock")}
        items = [house.items[slug] for slug in self._order if slug in house.items]
        return [_offer(house, item, prices, there) for item in items]

    def clock(self, at_us: int) -> str:
        """The local time of an instant, ``14:02:09``."""
        return clock_words(self._reading.calendar.wall(at_us))

    def guest(self, band: str) -> GuestAtCounter | None:
        """Who wears a band; None if nobody does."""
        rows = self._reading.query(_GUEST, band)
        if not rows:
            return None
        guest, zone, due, limit = rows[0]
        return GuestAtCounter(str(guest), str(zone), int(str(due)), int(str(limit)))

    def _ordered(self, day: int) -> list[str]:
        """Slugs: the outlet's favourites, then its other items, then the rest; each by what sold, then by number."""
        house = self.house
        outlet = house.outlets.get(self._outlet)
        named = outlet.favourites if outlet is not None else ()
        since = day_number(day_date(day) - timedelta(days=BEST_OF_DAYS))
        sold: Counter[str] = Counter()
        with self._reading.snapshot():
            for cell in cells(self._reading.query, "item", since, day):
                sold[cell.key] += cell.quantity

        def place(item: Item) -> tuple[int, bool, int, int]:
            favourite = named.index(item.slug) if item.slug in named else len(named)
            return favourite, item.outlet != self._outlet, -sold[item.slug], item.number

        return [item.slug for item in sorted(house.items.values(), key=place)]


def _offer(house: House, item: Item, prices: dict[str, int], there: dict[str, int]) -> Offer:
    left = sellable(house, item, lambda goods: there.get(goods, 0))
    return Offer(item.slug, item.number, item.words, prices.get(item.slug, item.price_minor), left)
