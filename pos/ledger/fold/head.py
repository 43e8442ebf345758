"""What all folds share: the head of an entry, and rows that must be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from pos.ledger.books import Books
    from pos.ledger.rows import TabRow, VisitRow


class Head(NamedTuple):
    """Of the entry a fact belongs to: what its rows take from it."""

    seq: int
    at_us: int
    day: int
    station: str
    staff: str


class BrokenFold(Exception):
    """A fact speaks of something the tables do not hold: the log was changed, or the fold has a fault."""


_Row = TypeVar("_Row")


def known(row: _Row | None, what: str, key: object) -> _Row:
    """The row that must be there. Raises BrokenFold if it is not."""
    if row is None:
        raise BrokenFold(f"{what} {key} is not in the tables")
    return row


def visit_of(books: Books, visit: int) -> VisitRow:
    """The row of a visit. Raises BrokenFold if there is none."""
    return known(books.visits.get(visit), "visit", visit)


def owe(books: Books, visit: int, amount_minor: int) -> TabRow:
    """Add to what a visit owes; its tab. Raises BrokenFold if there is none."""
    tab = known(books.tabs.get(visit), "tab", visit)
    tab.due_minor += amount_minor
    books.tabs.changed(visit, tab)
    return tab
