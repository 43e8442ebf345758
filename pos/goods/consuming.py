"""What a sale takes from the stock, and what comes back of it (R24, R31).

An item that is counted takes pieces of itself, one with a recipe what the recipe says. What comes back is read
from the entry of the sale, so that a recipe of today never gives back what one of yesterday took.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.ledger.entry import decode_content
from pos.ledger.facts import StockMoved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pos.guests.standing import LineRow
    from pos.house.model import House, Item
    from pos.ledger.books import Books
    from pos.scene import Scene


def take_goods(scene: Scene, wanted: Iterable[tuple[Item, int]], first_line: int) -> list[StockMoved]:
    """What is used for these items, whose lines are numbered from the first on. Raises Declined("sold_out")."""
    pieces: dict[str, int] = {}
    moved: list[StockMoved] = []
    taken: dict[str, int] = {}
    for line, (item, quantity) in enumerate(wanted, start=first_line):
        for goods, units in item.uses.items():
            used = units * quantity
            taken[goods] = taken.get(goods, 0) + used
            if goods == item.slug:
                pieces[goods] = pieces.get(goods, 0) + used
            else:
                moved.append(StockMoved(goods, -used, line))
            if not scene.house.goods[goods].below_zero and taken[goods] > on_hand(scene.books, goods):
                left = sellable(scene.house, item, lambda goods: on_hand(scene.books, goods))
                raise Declined("sold_out", item=item.words.en, left=left)
    return [*(StockMoved(goods, -used) for goods, used in pieces.items()), *moved]


def on_hand(books: Books, goods: str) -> int:
    """How much of something there is by the books."""
    row = books.stocks.get(goods)
    return row.pieces if row is not None else 0


def sellable(house: House, item: Item, there: Callable[[str], int]) -> int | None:
    """How many of an item can be sold of what is ``there``; None of what does not run out."""
    ends = [there(goods) // units for goods, units in item.uses.items() if not house.goods[goods].below_zero]
    return max(0, min(ends)) if ends else None


def bring_back(books: Books, row: LineRow, quantity: int) -> list[StockMoved]:
    """The movement that mirrors the sale of so many pieces of a line, wherever the line was moved since (R24)."""
    line, seq, sold = _origin(books, row.line)
    rows = books.query("SELECT content FROM log WHERE seq = ?", seq)
    moved: list[StockMoved] = []
    for fact in decode_content(str(rows[0][0])).facts:
        if not isinstance(fact, StockMoved) or fact.quantity > 0:
            continue
        if fact.line == line:
            moved.append(StockMoved(fact.item, -fact.quantity // sold * quantity))
        elif not fact.line and fact.item == row.item:
            moved.append(StockMoved(fact.item, quantity))
    return moved


def _origin(books: Books, line: int) -> tuple[int, int, int]:
    """The line that was charged, the entry that did it, and its pieces: a line that was moved is ``of`` another."""
    while True:
        ((of, mark, seq, quantity),) = books.query("SELECT of, mark, seq, quantity FROM line WHERE line = ?", line)
        if mark != "transfer":
            return line, int(seq), int(quantity)
        line = int(of)
