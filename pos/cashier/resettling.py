"""Settling a receipt again 反结账: one that mirrors it, and a new one; within the shift only (R58)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.cashier.accounts import check_on_account
from pos.cashier.booking import Booking
from pos.cashier.deposits import Purse
from pos.cashier.handovers import arrived, put_on_receipt
from pos.cashier.past_receipts import find_receipt
from pos.cashier.receipts import ROUNDING, Paid, make_receipt, rounding_line
from pos.cashier.tendering import ON_ACCOUNT, WAIVED, Taken, check_vouchers, take
from pos.errors import Declined
from pos.guests.finding import visit_row
from pos.guests.states import UNSETTLED
from pos.house.authority import may
from pos.ledger.facts import TaxShare, TenderTaken
from pos.operations import Tendered

if TYPE_CHECKING:
    from pos.cashier.past_receipts import PastReceipt
    from pos.operations import Resettle
    from pos.scene import Ruling, Scene


def resettle(scene: Scene, asked: Resettle) -> Ruling:
    """Take a receipt back whole, and settle the same bills by other tenders.

    Lines stay as they are but for the rounding of cash; deposits and accounts are as if the first had not been. What
    is then left of the deposit of a guest who has gone home goes back. Raises Declined: wrong_station,
    unknown_receipt, receipt_changed, shift_over, too_little, and as :func:`pos.cashier.tendering.take`,
    :func:`pos.cashier.tendering.check_vouchers`, :func:`pos.cashier.accounts.check_on_account` and
    :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    old = find_receipt(scene, asked.receipt)
    if old.refunded or old.paid_minor <= 0:
        raise Declined("receipt_changed", receipt=old.receipt, how="refunded" if old.refunded else "money given back")
    _check_shift(scene, old)
    booking = Booking(scene)
    booking.add(
        may(scene, "resettle", asked, amount_minor=old.paid_minor, of_minor=old.paid_minor, visit=min(old.shares))
    )
    purse = Purse(scene.books, old.shares)
    shares = dict(old.shares)
    mirror = _mirror(booking, old, shares, purse)
    tendered, waived_minor = _tendered(old, asked)
    tendered = arrived(scene, tendered, old.shares)
    check_vouchers(scene, tendered, freed={part.external_id for part in old.tenders})
    due_minor = sum(shares.values())
    taken = take(scene, due_minor, tendered, waived_minor=waived_minor, deposit_minor=purse.total_minor)
    if taken.covered_minor < due_minor:
        amount, due = scene.money(taken.covered_minor), scene.money(due_minor)
        raise Declined("too_little", amount=amount, due=due)
    _use_rights(booking, old, taken, asked)
    if taken.rounding_minor:
        last = max(shares)
        number, minor = booking.number("line"), taken.rounding_minor
        booking.put_on_bill(last, [rounding_line(number, last, minor, entry=old.first_seq)])
        shares[last] += taken.rounding_minor
    new = Paid(old.kind, tuple(shares.items()), tuple(old.taxes.values()), tuple(old.lines.items()), of=old.receipt)
    receipt = make_receipt(booking, new, taken, purse)
    booking.add(*put_on_receipt(tendered, receipt.receipt))
    returned = [one for visit in shares if _gone(scene, visit) for one in purse.give_back(booking, visit)]
    answer: dict[str, object] = {
        "receipt": receipt.receipt,
        "mirror": mirror,
        "of": old.receipt,
        "paid": taken.paid_minor,
        "change": taken.change_minor,
    }
    return booking.ruling(answer | ({"returned": returned} if returned else {}))


def _check_shift(scene: Scene, old: PastReceipt) -> None:
    """The drawer here was neither counted nor opened anew since, and its day is not closed."""
    elsewhere = old.station != scene.station.name or old.day != scene.day or old.day <= scene.books.closed_day
    changed = scene.books.query(
        "SELECT 1 FROM till WHERE station = ?1 AND (closed_us >= ?2 OR opened_us > ?2) LIMIT 1",
        scene.station.name,
        old.at_us,
    )
    if elsewhere or changed:
        raise Declined("shift_over", receipt=old.receipt)


def _mirror(booking: Booking, old: PastReceipt, shares: dict[int, int], purse: Purse) -> int:
    """The receipt that takes everything of the old one back, its rounding too; its number.

    ``shares`` become what is due again.
    """
    rounded = booking.scene.books.query(
        "SELECT line, visit, due_minor FROM line WHERE mark = ? AND of = 0 AND seq = ? AND visit IN "  # noqa: S608
        f"({', '.join(map(str, shares))})",
        ROUNDING,
        old.seq,
    )
    taken = Taken(
        tuple(
            TenderTaken(
                part.tender,
                -part.left_minor,
                -part.left_minor,
                part.external_id,
                part.number,
                part.company,
                part.signer,
            )
            for part in old.tenders
        ),
        -old.paid_minor,
        0,
    )
    paid = Paid(
        "mirror",
        tuple((visit, -minor) for visit, minor in shares.items()),
        tuple(TaxShare(told.tax, -told.gross_minor, -told.net_minor, -told.tax_minor) for told in old.taxes.values()),
        tuple((line, -minor) for line, minor in old.lines.items()),
        of=old.receipt,
    )
    for line, visit, minor in rounded:
        booking.put_on_bill(visit, [rounding_line(booking.number("line"), visit, -minor, of=line)])
        shares[visit] -= minor
    return make_receipt(booking, paid, taken, purse).receipt


def _tendered(old: PastReceipt, asked: Resettle) -> tuple[tuple[Tendered, ...], int]:
    """The tenders that were named, or those of before as they were given."""
    if asked.tenders or asked.waive:
        return asked.tenders, asked.waive or 0
    again = tuple(
        Tendered(part.tender, part.given_minor, part.external_id, part.company, part.signer)
        for part in old.tenders
        if part.tender != WAIVED
    )
    return again, sum(part.left_minor for part in old.tenders if part.tender == WAIVED)


def _use_rights(booking: Booking, old: PastReceipt, taken: Taken, asked: Resettle) -> None:
    """More than was let go before needs the right to it, and so does putting something on an account."""
    scene, visit = booking.scene, min(old.shares)
    freed: dict[str, int] = {}
    before_minor = 0
    for part in old.tenders:
        before_minor += part.left_minor if part.tender == WAIVED else 0
        if part.tender == ON_ACCOUNT:
            freed[part.company] = freed.get(part.company, 0) + part.left_minor
    account_minor = check_on_account(scene, taken.tenders, freed=freed)
    more_minor = taken.kept_minor(WAIVED) - before_minor
    if more_minor > 0:
        booking.add(may(scene, "waive", asked, amount_minor=more_minor, of_minor=old.paid_minor, visit=visit))
    if account_minor:
        booking.add(may(scene, "on_account", asked, amount_minor=account_minor, of_minor=old.paid_minor, visit=visit))


def _gone(scene: Scene, visit: int) -> bool:
    return visit_row(scene.books, visit).state not in UNSETTLED
