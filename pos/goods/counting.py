"""Deliveries, count sheets, and what is gone without a sale (R31)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.goods.consuming import on_hand
from pos.guests.charging import find_item
from pos.house.authority import may
from pos.ledger.facts import StockMoved
from pos.money import round_half_up
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.house.goods import Goods
    from pos.house.model import House
    from pos.ledger.facts import AnyFact
    from pos.operations import StockCount, StockIn, StockWaste
    from pos.scene import Scene


def stock_in(scene: Scene, asked: StockIn) -> Ruling:
    """Goods came in. Raises Declined: unknown_item, not_counted."""
    goods = find_goods(scene.house, asked.item)
    pieces = on_hand(scene.books, goods.slug) + asked.quantity
    moved = StockMoved(goods.slug, asked.quantity, kind="in", reason=asked.reason)
    return Ruling([moved], [], {"item": goods.slug, "pieces": pieces, "unit": goods.unit})


def stock_waste(scene: Scene, asked: StockWaste) -> Ruling:
    """Goods are gone. Raises Declined: unknown_item, not_counted, not_on_hand, and as may()."""
    goods = find_goods(scene.house, asked.item)
    left = on_hand(scene.books, goods.slug)
    if asked.quantity > left and not goods.below_zero:
        raise Declined("not_on_hand", item=goods.words.en, left=max(0, left))
    used = may(scene, "stock_waste", asked, amount_minor=value_minor(goods, asked.quantity) or 0)
    moved = StockMoved(goods.slug, -asked.quantity, kind="waste", reason=asked.reason)
    answer: dict[str, object] = {"item": goods.slug, "pieces": left - asked.quantity, "unit": goods.unit}
    return Ruling([moved, used], [], answer)


def stock_count(scene: Scene, asked: StockCount) -> Ruling:
    """What was found is what there is; the differences stand in the entry, also where there is none.

    What is missing by its cost counts against the cap of whoever counts.
    Raises Declined: unknown_item, not_counted, counted_twice, and as may().
    """
    facts: list[AnyFact] = []
    told: list[dict[str, object]] = []
    seen: set[str] = set()
    missing_minor = 0
    for named, counted in asked.counts.items():
        goods = find_goods(scene.house, named)
        if goods.slug in seen:
            raise Declined("counted_twice", item=goods.words.en)
        seen.add(goods.slug)
        expected = on_hand(scene.books, goods.slug)
        difference = counted - expected
        facts.append(StockMoved(goods.slug, difference, kind="count", reason=asked.reason))
        line: dict[str, object] = {
            "item": goods.slug, "unit": goods.unit, "expected": expected, "counted": counted, "difference": difference,
        }  # fmt: skip
        worth_minor = value_minor(goods, difference)
        if worth_minor is not None:
            line["value"] = worth_minor
            missing_minor += max(0, -worth_minor)
        told.append(line)
    facts.append(may(scene, "stock_count", asked, amount_minor=missing_minor))
    return Ruling(facts, [], {"counts": told})


def find_goods(house: House, named: str | int) -> Goods:
    """What is counted under this name or number. Raises Declined: unknown_item, not_counted."""
    goods = house.goods.get(named) if isinstance(named, str) else None
    if goods is None:
        item = find_item(house, named)
        if not item.stock:
            raise Declined("not_counted", item=item.words.en)
        goods = house.goods[item.slug]
    return goods


def value_minor(goods: Goods, pieces: int) -> int | None:
    """What so much of it has cost (minor units); None if nobody said."""
    return None if goods.cost_minor is None else round_half_up(pieces * goods.cost_minor, goods.cost_units)
