"""What is on hand of everything that is counted, what moved it since the last count, and what is sold out (R31)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from pos.goods.consuming import sellable
from pos.goods.counting import value_minor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos.house.goods import Goods
    from pos.reports.reading import Reading

_ON_HAND = "SELECT item, pieces FROM stock"
_ROWS = "SELECT item, opening, came_in, sold, returned, wasted, pieces, difference, counted_us FROM stock"


class GoodsOnHand(Struct, frozen=True):
    """One kind of goods, in its ``unit``, since it was ``counted`` last (ISO 8601; empty: never, so since ever).

    ``opening`` + ``came_in`` - ``sold`` + ``returned`` - ``wasted`` = ``on_hand``. ``difference`` is what the last
    count found more than the books said. ``value`` is what it has cost (minor units), None if nobody said.
    """

    item: str
    unit: str
    opening: int
    came_in: int
    sold: int
    returned: int
    wasted: int
    on_hand: int
    difference: int
    counted: str
    value: int | None


class Stock(Struct, frozen=True):
    """Everything that is counted; ``sold_out`` are the items that cannot be sold now, ``value`` what all has cost."""

    currency: str
    goods: tuple[GoodsOnHand, ...]
    sold_out: tuple[str, ...]
    value: int

    def as_dict(self) -> dict[str, object]:
        """As JSON prints it."""
        return asdict(self) | {"goods": [asdict(one) for one in self.goods]}


def stock_of(reading: Reading) -> Stock:
    """The stock at this moment, in the order of the venue file; goods that are gone from it are left out."""
    with reading.snapshot():
        house = reading.house
        rows = {str(item): tuple(int(str(value)) for value in values) for item, *values in reading.query(_ROWS)}
        goods = tuple(_on_hand(reading, one, rows.get(one.slug, (0,) * 8)) for one in house.goods.values())
        value = sum(one.value or 0 for one in goods)
        return Stock(house.currency.code, goods, sold_out_of(reading), value)


def sold_out_of(reading: Reading) -> tuple[str, ...]:
    """The items that cannot be sold now, in the order of the venue file. One small query."""
    house = reading.house
    pieces: Mapping[str, int] = {str(item): int(str(left)) for item, left in reading.query(_ON_HAND)}
    return tuple(
        slug for slug, item in house.items.items() if sellable(house, item, lambda goods: pieces.get(goods, 0)) == 0
    )


def _on_hand(reading: Reading, goods: Goods, row: tuple[int, ...]) -> GoodsOnHand:
    opening, came_in, sold, returned, wasted, pieces, difference, counted_us = row
    return GoodsOnHand(
        item=goods.slug,
        unit=goods.unit,
        opening=opening,
        came_in=came_in,
        sold=sold,
        returned=returned,
        wasted=wasted,
        on_hand=pieces,
        difference=difference,
        counted=reading.wall(counted_us) if counted_us else "",
        value=value_minor(goods, pieces),
    )
