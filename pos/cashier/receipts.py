"""Receipts: tenders applied to visits under a gap-free number, and the money that moves with them (R52, R53, R58)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pos.cashier.accounts import charge_account
from pos.cashier.tendering import CASH, DEPOSIT, ON_ACCOUNT, WAIVED
from pos.ledger.facts import LineAdded, ReceiptMade

if TYPE_CHECKING:
    from pos.cashier.booking import Booking
    from pos.cashier.deposits import Purse
    from pos.cashier.tendering import Taken
    from pos.ledger.facts import TaxShare

ROUNDING = "rounding"
"""Item and mark of the line that says what coins could not, and its account (R54)."""


class Paid(Struct, frozen=True):
    """What a receipt is over: kind, shares by visit, tax, lines, and the receipt it refunds, mirrors or replaces."""

    kind: str
    shares: tuple[tuple[int, int], ...]
    taxes: tuple[TaxShare, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()
    of: int = 0


def make_receipt(booking: Booking, paid: Paid, taken: Taken, purse: Purse) -> ReceiptMade:
    """The receipt, and where its money comes from: drawers, tenders, deposits, companies; guests owe less.

    A mirror turns back what the receipt it is of used of the deposits.
    """
    number = booking.number("receipt")
    has_cash = any(part.tender == CASH for part in taken.tenders)
    receipt = ReceiptMade(
        receipt=number,
        shares=paid.shares,
        tenders=taken.tenders,
        taxes=paid.taxes,
        paid_minor=taken.paid_minor,
        change_minor=taken.change_minor,
        till=booking.till.till if has_cash and booking.till is not None else 0,
        kind=paid.kind,
        of=paid.of,
        lines=paid.lines,
    )
    booking.add(receipt)
    for part in taken.tenders:
        if part.tender == CASH:
            booking.cash_moved(part.kept_minor)
        elif part.tender == ON_ACCOUNT:
            charge_account(booking, part, number)
        elif part.tender == WAIVED:
            booking.post(WAIVED, part.kept_minor)
        elif part.tender != DEPOSIT:
            booking.post(f"tender:{part.tender}", part.kept_minor)
    deposits_minor = taken.kept_minor(DEPOSIT)
    if deposits_minor > 0:
        purse.apply(booking, deposits_minor, number)
    elif deposits_minor < 0:
        purse.turn_back(booking, paid.of, number)
    for visit, share_minor in paid.shares:
        booking.post("guest", -share_minor, visit)
    return receipt


def rounding_line(number: int, visit: int, amount_minor: int, *, of: int = 0, entry: int = 0) -> LineAdded:
    """The line of what coins could not say; it belongs to no outlet and no tax.

    ``entry`` is the one of the receipt that it is about, if that was before.
    """
    return LineAdded(
        line=number,
        visit=visit,
        item=ROUNDING,
        quantity=1,
        list_minor=amount_minor,
        due_minor=amount_minor,
        outlet="",
        tax="",
        mark=ROUNDING,
        of=of,
        why={"entry": entry} if entry else {},
    )
