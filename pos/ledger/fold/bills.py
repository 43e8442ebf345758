"""Lines and quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.ledger import facts as f
from pos.ledger.fold.head import owe
from pos.ledger.recent import Sale

if TYPE_CHECKING:
    from pos.ledger.books import Books
    from pos.ledger.fold.head import Head

_json = msgspec.json.Encoder(order="sorted").encode


def _line_added(books: Books, head: Head, fact: f.LineAdded) -> None:
    if fact.at_us:
        at_us, station, staff = fact.at_us, fact.station, fact.staff
    else:
        at_us, station, staff = head.at_us, head.station, head.staff
    hour = books.calendar.day_and_hour(at_us)[1]
    why = _json(fact.why).decode() if fact.why else ""
    books.take_number("line", fact.line)
    tab = owe(books, fact.visit, fact.due_minor)
    previous, tab.last_line = tab.last_line, fact.line
    books.append(
        "line",
        (
            fact.line, fact.visit, previous, head.seq, fact.item, fact.quantity, fact.list_minor, fact.due_minor,
            fact.outlet, fact.tax, fact.mark, fact.of, why, at_us, head.day, hour, station, staff,
        ),
    )  # fmt: skip
    if fact.mark == "":
        books.sales.sold(fact.visit, Sale(head.seq, head.at_us), head.station, (fact.item, fact.quantity))
    elif fact.mark in {"void", "transfer"}:
        books.sales.taken_back(fact.visit)
    elif fact.mark == "package":
        tab.package = 0 if fact.of else fact.line


def _quoted(books: Books, _head: Head, fact: f.Quoted) -> None:
    books.append(
        "quote",
        (
            fact.visit, fact.number, fact.item, fact.quantity, fact.list_minor, fact.due_minor, fact.outlet,
            fact.tax, fact.mark, _json(fact.why).decode(), fact.of,
        ),
    )  # fmt: skip


def _quotes_dropped(books: Books, _head: Head, fact: f.QuotesDropped) -> None:
    books.execute("DELETE FROM quote WHERE visit = ?", (fact.visit,))


FOLD = {f.LineAdded: _line_added, f.Quoted: _quoted, f.QuotesDropped: _quotes_dropped}
"""Fact → how it is written to the tables."""
