"""Receipts, tills and closed days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.ledger import facts as f
from pos.ledger.fold.head import known, owe
from pos.ledger.rows import TillRow

if TYPE_CHECKING:
    from pos.ledger.books import Books
    from pos.ledger.fold.head import Head

_json = msgspec.json.Encoder(order="sorted").encode


def _receipt_made(books: Books, head: Head, fact: f.ReceiptMade) -> None:
    books.take_number("receipt", fact.receipt)
    books.append(
        "receipt",
        (
            fact.receipt, head.seq, head.at_us, head.day, head.station, head.staff, fact.paid_minor, fact.change_minor,
        ),
    )  # fmt: skip
    for visit, amount_minor in fact.shares:
        books.append("receipt_share", (fact.receipt, visit, amount_minor))
        owe(books, visit, -amount_minor)
    for share in fact.taxes:
        books.append("receipt_tax", (fact.receipt, share.tax, share.gross_minor, share.net_minor, share.tax_minor))
    cash_minor = 0
    for number, taken in enumerate(fact.tenders, start=1):
        books.append(
            "tender",
            (fact.receipt, number, taken.tender, taken.given_minor, taken.kept_minor, taken.external_id),
        )
        cash_minor += taken.kept_minor if taken.tender == "cash" else 0
    if fact.till:
        till = known(books.tills.get(fact.till), "till", fact.till)
        till.cash_minor += cash_minor
        books.tills.changed(fact.till, till)


def _till_opened(books: Books, head: Head, fact: f.TillOpened) -> None:
    books.take_number("till", fact.till)
    books.tills.put(
        fact.till,
        TillRow(fact.till, fact.station, head.staff, head.at_us, fact.float_minor, fact.float_minor, 0, 0),
    )


def _till_closed(books: Books, head: Head, fact: f.TillClosed) -> None:
    row = known(books.tills.get(fact.till), "till", fact.till)
    row.closed_us = head.at_us
    row.counted_minor = fact.counted_minor
    books.tills.changed(fact.till, row)


def _day_closed(books: Books, head: Head, fact: f.DayClosed) -> None:
    books.take_number("z", fact.z)
    books.append("z", (fact.z, fact.day, head.seq, _json(fact.figures).decode()))
    books.set_closed_day(fact.day)


FOLD = {f.ReceiptMade: _receipt_made, f.TillOpened: _till_opened, f.TillClosed: _till_closed, f.DayClosed: _day_closed}
"""Fact → how it is written to the tables."""
