"""Settlement: tenders are applied to visits, and a receipt with a gap-free number says so (R52, R53, R55, R59)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.cashier.accounts import check_on_account
from pos.cashier.booking import Booking
from pos.cashier.deposits import Purse
from pos.cashier.handovers import arrived, put_on_receipt
from pos.cashier.hanging import TICKETS, hanging, told_hanging
from pos.cashier.overpaid import given_back, told_back
from pos.cashier.parts import part_of
from pos.cashier.receipt_tax import closing_taxes, line_taxes
from pos.cashier.receipts import Paid, make_receipt, rounding_line
from pos.cashier.tendering import WAIVED, check_vouchers, take
from pos.clock import MINUTE_US
from pos.errors import Declined
from pos.guests.clocks import running_uses
from pos.guests.quotes import made_real
from pos.house.authority import may
from pos.ledger.facts import BandMoved, QuotesDropped, Released, UseBegun, UseEnded, VisitKept, VisitMoved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.cashier.parts import Bill, Part
    from pos.cashier.tendering import Taken
    from pos.ledger.facts import AnyFact, TaxShare
    from pos.operations import Pay, Tendered
    from pos.scene import Ruling, Scene

EXIT_SLIP_MIN = 30
"""An exit slip holds so long, and for one scan (R13)."""


def pay(scene: Scene, asked: Pay) -> Ruling:
    """Apply tenders to the visits of these bands, or to a part of what they owe.

    Paid whole, the quotes become lines, the visits are settled, what is left of their deposits goes back, their bands
    are free and may pass the gate. A part payment leaves everything else as it is; in checkout or, in advance,
    outside of it. Raises Declined: wrong_station, too_little, not_in_checkout, and as
    :func:`pos.cashier.parts.part_of`, :func:`pos.cashier.tendering.take`,
    :func:`pos.cashier.handovers.arrived`, :func:`pos.cashier.tendering.check_vouchers`,
    :func:`pos.cashier.accounts.check_on_account` and :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    part = part_of(scene, asked)
    visits = [bill.visit.visit for bill in part.bills]
    tenders = arrived(scene, asked.tenders, visits)
    purse = Purse(scene.books, visits)
    taken = _taken(scene, asked, part, tenders, purse)
    check_vouchers(scene, tenders)
    whole = taken.covered_minor == part.due_minor
    _check_enough(scene, part, taken, whole=whole)
    booking = Booking(scene)
    _use_rights(booking, part, taken, asked)
    if whole:
        for bill in part.bills:
            booking.put_on_bill(bill.visit.visit, made_real(bill.quotes, booking.last("line")))
    shares = _shares_with_rounding(booking, part, taken)
    paid = Paid("whole" if whole else "part", shares, _taxes(scene, part, whole=whole), part.lines)
    receipt = make_receipt(booking, paid, taken, purse)
    booking.add(*put_on_receipt(tenders, receipt.receipt))
    returned: list[dict[str, object]] = []
    if whole:
        for bill in part.bills:
            booking.add(*(_keeping(booking, bill) if asked.keep else _closing(scene, bill)))
            returned += [] if asked.keep else purse.give_back(booking, bill.visit.visit)
    answer = _answer(receipt.receipt, part, taken, returned)
    if whole:
        answer |= _still_open(scene, part, tenders)
    return booking.ruling(answer)


def _still_open(scene: Scene, part: Part, tenders: Sequence[Tendered]) -> dict[str, object]:
    """What was handed to somebody for these guests and has no end yet, but for what pays this (R33)."""
    pays = {tender.handover for tender in tenders}
    found = [one for bill in part.bills for one in hanging(scene.books.query, bill.visit.visit)]
    left = [one for one in found if one.kind in TICKETS or one.number not in pays]
    return told_hanging(scene, left)


def _taken(scene: Scene, asked: Pay, part: Part, tenders: Sequence[Tendered], purse: Purse) -> Taken:
    """What is kept of the tenders; or, if more was paid in advance than there is to pay, what goes back."""
    waived_minor = asked.waive or 0
    if part.due_minor < 0 and not tenders and not waived_minor:
        return given_back(scene, [bill.visit for bill in part.bills], -part.due_minor)
    return take(scene, part.amount_minor, tenders, waived_minor=waived_minor, deposit_minor=purse.total_minor)


def _answer(receipt: int, part: Part, taken: Taken, returned: list[dict[str, object]]) -> dict[str, object]:
    answer: dict[str, object] = {
        "receipt": receipt,
        "paid": taken.paid_minor,
        "change": taken.change_minor,
        "due": part.due_minor - taken.covered_minor,
    }
    if taken.rounding_minor:
        answer["rounding"] = taken.rounding_minor
    if waived_minor := max(0, taken.kept_minor(WAIVED)):
        answer["waived"] = waived_minor
    if back := told_back(taken):
        answer["given_back"] = back
    if returned:
        answer["returned"] = returned
    return answer


def _check_enough(scene: Scene, part: Part, taken: Taken, *, whole: bool) -> None:
    """A part that was named is paid as a whole; all of a bill is paid in checkout only."""
    if part.exact and taken.covered_minor < part.amount_minor:
        amount, due = scene.money(taken.covered_minor), scene.money(part.amount_minor)
        raise Declined("too_little", amount=amount, due=due)
    if whole and not part.closing:
        raise Declined("not_in_checkout", band=part.bills[0].band.number)


def _use_rights(booking: Booking, part: Part, taken: Taken, asked: Pay) -> None:
    """Letting go of the small end, and putting something on an account, are not everybody's (R54, R57, R74)."""
    if part.due_minor < 0:
        return
    scene, visit = booking.scene, part.bills[0].visit.visit
    account_minor = check_on_account(scene, taken.tenders)
    if waived_minor := taken.kept_minor(WAIVED):
        booking.add(may(scene, "waive", asked, amount_minor=waived_minor, of_minor=part.amount_minor, visit=visit))
    if account_minor:
        booking.add(
            may(scene, "on_account", asked, amount_minor=account_minor, of_minor=part.amount_minor, visit=visit)
        )


def _shares_with_rounding(booking: Booking, part: Part, taken: Taken) -> tuple[tuple[int, int], ...]:
    """What of the payment belongs to each visit. What coins could not say is on the last bill that is paid (R54)."""
    shares = part.shares(taken.covered_minor)
    if taken.rounding_minor:
        last = max((place for place, share in enumerate(shares) if share), default=len(shares) - 1)
        visit = part.bills[last].visit.visit
        booking.put_on_bill(visit, [rounding_line(booking.number("line"), visit, taken.rounding_minor)])
        shares[last] += taken.rounding_minor
    return tuple((bill.visit.visit, share) for bill, share in zip(part.bills, shares, strict=True))


def _taxes(scene: Scene, part: Part, *, whole: bool) -> tuple[TaxShare, ...]:
    """A part payment is an advance; the receipt of the last one tells the tax of all that no other told."""
    return closing_taxes(scene, part.bills) if whole else line_taxes(scene, part.lines)


def _closing(scene: Scene, bill: Bill) -> list[AnyFact]:
    """The clocks end where the checkout stopped them; the band is handed back at the desk (R52)."""
    visit = bill.visit
    ended = [UseEnded(use.use, visit.checkout_us) for use in running_uses(scene, visit.visit)]
    return [
        *ended,
        QuotesDropped(visit.visit),
        VisitMoved(visit.visit, "settled"),
        Released(visit.visit, scene.at_us + EXIT_SLIP_MIN * MINUTE_US),
        # A lost band stays lost, also when its guest has paid (R8).
        *([] if bill.band.state == "lost" else [BandMoved(bill.band.number, "available")]),
    ]


def _keeping(booking: Booking, bill: Bill) -> list[AnyFact]:
    """Paid, and the guest stays (R10): what runs is paid up to the checkout and begins anew now."""
    visit = bill.visit
    facts: list[AnyFact] = []
    for running in running_uses(booking.scene, visit.visit):
        facts.append(UseEnded(running.use, visit.checkout_us))
        facts.append(UseBegun(booking.number("use"), visit.visit, running.station, running.tariff))
    kept = VisitKept(visit.visit, booking.last("line"))
    return [*facts, QuotesDropped(visit.visit), VisitMoved(visit.visit, "kept"), kept]
