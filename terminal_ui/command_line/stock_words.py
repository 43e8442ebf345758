"""The stock on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.money import format_plain
from terminal_ui.command_line.columns import Column, pairs, table
from terminal_ui.command_line.days import moment_words
from terminal_ui.command_line.names import both, item_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.house.model import House
    from pos.reports.stock import GoodsOnHand, Stock

_COLUMNS = (
    Column("Goods 商品"),
    Column("Unit"),
    *(
        Column(head, right=True)
        for head in ("Opening 期初", "In 入库", "Sold 销售", "Returned 退回", "Gone 损耗", "On hand 结存", "Value 金额")
    ),
    Column("Counted 盘点"),
    Column("Difference 差异", right=True),
)


def stock_words(stock: Stock, house: House) -> Iterator[str]:
    """A line for each kind of goods, what all of it has cost, and what is sold out."""
    if stock.goods:
        yield from table(_COLUMNS, (_row(one, house) for one in stock.goods))
        yield ""
    yield from pairs([("Value of the stock 库存金额", format_plain(stock.value, house.currency))])
    if stock.sold_out:
        yield sold_out_words(stock.sold_out, house)


def sold_out_words(items: tuple[str, ...], house: House) -> str:
    """The items that cannot be sold, in one line."""
    return "Sold out 售罄: " + ", ".join(both(item_names(house, item)) for item in items)


def _row(one: GoodsOnHand, house: House) -> tuple[str, ...]:
    moved = (one.opening, one.came_in, one.sold, one.returned, one.wasted, one.on_hand)
    value = "-" if one.value is None else format_plain(one.value, house.currency)
    counted = moment_words(one.counted) if one.counted else "-"
    difference = f"{one.difference:+}" if one.counted else "-"
    return (both(house.goods[one.item].words), one.unit, *map(str, moved), value, counted, difference)
