"""From facts to tables: the only place that writes them, for new entries and for a rebuild alike (R73)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pos.ledger.fold import bills, goods, handovers, house, money, visits
from pos.ledger.fold.head import BrokenFold, Head

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.ledger.books import Books
    from pos.ledger.facts import AnyFact

__all__ = ["BrokenFold", "Head", "apply"]

# Each handler takes its own fact type; the table is keyed by that type, which a checker cannot see.
_FOLD = cast(
    "dict[type[AnyFact], Callable[[Books, Head, AnyFact], None]]",
    {**bills.FOLD, **goods.FOLD, **handovers.FOLD, **house.FOLD, **money.FOLD, **visits.FOLD},
)


def apply(books: Books, head: Head, facts: tuple[AnyFact, ...]) -> None:
    """Write the facts of one entry to the tables. Raises BrokenFold if they contradict the tables."""
    for fact in facts:
        _FOLD[type(fact)](books, head, fact)
