"""Receipts, deposits, accounts, tills and closed days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pos.ledger import facts as f
from pos.ledger.fold.head import known, owe
from pos.ledger.rows import DebtorRow, DepositRow, TillRow

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
            fact.kind, fact.of,
        ),
    )  # fmt: skip
    for visit, amount_minor in fact.shares:
        books.append("receipt_share", (fact.receipt, visit, amount_minor))
        owe(books, visit, -amount_minor)
    for line, amount_minor in fact.lines:
        books.append("receipt_line", (fact.receipt, line, amount_minor))
    for share in fact.taxes:
        books.append("receipt_tax", (fact.receipt, share.tax, share.gross_minor, share.net_minor, share.tax_minor))
    cash_minor = 0
    for number, taken in enumerate(fact.tenders, start=1):
        books.append(
            "tender",
            (
                fact.receipt, number, taken.tender, taken.given_minor, taken.kept_minor, taken.external_id, taken.of,
                taken.company,
            ),
        )  # fmt: skip
        cash_minor += taken.kept_minor if taken.tender == "cash" else 0
    _cash(books, fact.till, cash_minor)


def _cash(books: Books, till: int, amount_minor: int) -> None:
    """Cash in a drawer; 0 is none that is open."""
    if till:
        row = known(books.tills.get(till), "till", till)
        row.cash_minor += amount_minor
        books.tills.changed(till, row)


def _deposit_taken(books: Books, head: Head, fact: f.DepositTaken) -> None:
    books.take_number("deposit", fact.deposit)
    books.deposits.put(
        fact.deposit,
        DepositRow(
            fact.deposit, fact.visit, fact.tender, fact.external_id, fact.amount_minor, fact.amount_minor, head.seq,
            head.at_us, head.day,
        ),
    )  # fmt: skip


def _deposit_moved(books: Books, head: Head, fact: f.DepositMoved) -> None:
    row = known(books.deposits.get(fact.deposit), "deposit", fact.deposit)
    row.left_minor -= fact.amount_minor
    books.deposits.changed(fact.deposit, row)
    books.take_number("deposit_move", fact.move)
    books.append(
        "deposit_move",
        (
            fact.move, fact.deposit, fact.kind, fact.amount_minor, fact.rounding_minor, fact.receipt, head.seq,
            head.day,
        ),
    )  # fmt: skip


def _drawer_moved(books: Books, head: Head, fact: f.DrawerMoved) -> None:
    _cash(books, fact.till, fact.amount_minor)
    books.take_number("drawer_move", fact.move)
    books.append(
        "drawer_move",
        (
            fact.move, fact.till, head.station, head.staff, fact.kind, fact.amount_minor, fact.reason, head.seq,
            head.day,
        ),
    )  # fmt: skip


def _account_moved(books: Books, head: Head, fact: f.AccountMoved) -> None:
    row = books.debtors.get(fact.debtor)
    if row is None:
        row = DebtorRow(fact.debtor, 0)
        books.debtors.put(fact.debtor, row)
    row.balance_minor += fact.amount_minor
    books.debtors.changed(fact.debtor, row)
    books.take_number("account_move", fact.move)
    books.append(
        "account_move",
        (
            fact.move, fact.debtor, fact.kind, fact.amount_minor, fact.receipt, fact.visit, fact.signer, fact.reason,
            fact.tender, fact.external_id, head.seq, head.at_us, head.day,
        ),
    )  # fmt: skip


def _tip_taken(books: Books, head: Head, fact: f.TipTaken) -> None:
    books.take_number("tip", fact.tip)
    row = (fact.tip, fact.person, fact.tender, fact.amount_minor, fact.external_id, head.seq, head.day)
    books.append("tip", row)


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


FOLD = {
    f.ReceiptMade: _receipt_made,
    f.DepositTaken: _deposit_taken,
    f.DepositMoved: _deposit_moved,
    f.DrawerMoved: _drawer_moved,
    f.AccountMoved: _account_moved,
    f.TipTaken: _tip_taken,
    f.TillOpened: _till_opened,
    f.TillClosed: _till_closed,
    f.DayClosed: _day_closed,
}
"""Fact → how it is written to the tables."""
