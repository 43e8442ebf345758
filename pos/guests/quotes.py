"""Quotes: lines that a checkout shows and only a payment makes real (R43)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.ledger.facts import LineAdded, Quoted, QuotesDropped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.ledger.books import Books
    from pos.ledger.facts import AnyFact


def quoted_lines(books: Books, visit: int) -> list[LineAdded]:
    """What is quoted for a visit in checkout, as lines that have no number yet."""
    rows = books.query(
        "SELECT item, quantity, list_minor, due_minor, outlet, tax, mark, why, of FROM quote WHERE visit = ? "
        "ORDER BY number",
        visit,
    )
    return [
        LineAdded(0, visit, item, quantity, list_minor, due_minor, outlet, tax, mark, of, json.loads(why))
        for item, quantity, list_minor, due_minor, outlet, tax, mark, why, of in rows
    ]


def quoted(lines: Iterable[LineAdded]) -> list[Quoted]:
    """The facts that quote these lines, numbered."""
    return [
        Quoted(
            line.visit, number, line.item, line.quantity, line.list_minor, line.due_minor, line.outlet, line.tax,
            line.mark, line.why, line.of,
        )
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip


def quoted_anew(visit: int, lines: Iterable[LineAdded]) -> list[AnyFact]:
    """The facts by which these lines are quoted instead of those that were."""
    return [QuotesDropped(visit), *quoted(lines)]


def made_real(quotes: Iterable[LineAdded], last_line: int) -> list[LineAdded]:
    """Quoted lines as the lines they become, numbered after ``last_line``."""
    # A quote names the quote it is about; the line names the line that one becomes.
    return [
        replace(quote, line=last_line + number, of=last_line + quote.of if quote.of else 0)
        for number, quote in enumerate(quotes, start=1)
    ]
