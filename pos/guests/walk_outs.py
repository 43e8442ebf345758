"""Guests who left without paying 跑单: their rest is a receivable, never a gift (R12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.cashier.accounts import charge_walk_out
from pos.cashier.booking import Booking
from pos.cashier.checkout import quotes_of
from pos.cashier.deposits import Purse, deposit_minor
from pos.cashier.receipts import Paid, make_receipt
from pos.cashier.tendering import DEPOSIT, Taken
from pos.errors import Declined
from pos.guests.clocks import running_uses
from pos.guests.finding import find_visit, tab_row
from pos.guests.outings import clocks_again
from pos.guests.quotes import made_real, quoted_lines
from pos.house.authority import may
from pos.ledger.facts import BandMoved, QuotesDropped, TenderTaken, UseEnded, VisitMoved, WalkedOut

if TYPE_CHECKING:
    from pos.ledger.facts import ReceiptMade
    from pos.operations import WalkOut
    from pos.scene import Ruling, Scene


def walk_out(scene: Scene, asked: WalkOut) -> Ruling:
    """Close the visit of a guest who is gone: the time until now is charged, a deposit pays, the rest is receivable.

    Two persons open the locker, so somebody else must approve whoever asks. The band counts as lost. Raises
    Declined: wrong_station, unknown_band, band_not_in_use, two_needed, owed_to_guest (that is a checkout), and as
    :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    band, visit = find_visit(scene.books, asked.band)
    if not asked.approved_by:
        raise Declined("two_needed")
    used = may(scene, "walk_out", asked, visit=visit.visit)
    to_us = visit.checkout_us or scene.at_us
    quotes = quoted_lines(scene.books, visit.visit) if visit.state == "settling" else quotes_of(scene, visit)
    lines = made_real(quotes, scene.books.number("line"))
    due_minor = tab_row(scene.books, visit.visit).due_minor + sum(line.due_minor for line in lines)
    if due_minor < 0:
        raise Declined("owed_to_guest", band=band.number, amount=scene.money(-due_minor))
    booking = Booking(scene)
    booking.add(used)
    booking.put_on_bill(visit.visit, lines)
    by_deposit = _pay_by_deposit(booking, visit.visit, due_minor)
    amount_minor = max(0, due_minor - (by_deposit.paid_minor if by_deposit else 0))
    if amount_minor:
        charge_walk_out(booking, visit.visit, amount_minor)
        booking.post("guest", -amount_minor, visit.visit)
    booking.add(*(UseEnded(use.use, to_us) for use in running_uses(scene, visit.visit)))
    booking.add(
        *clocks_again(scene, visit),
        QuotesDropped(visit.visit),
        VisitMoved(visit.visit, "absconded"),
        WalkedOut(visit.visit, amount_minor),
        BandMoved(band.number, "lost"),
    )
    answer: dict[str, object] = {"visit": visit.visit, "band": band.number, "receivable": amount_minor}
    held_minor = deposit_minor(scene.books, visit.visit)
    if by_deposit:
        answer["receipt"] = by_deposit.receipt
        held_minor -= by_deposit.paid_minor
    return booking.ruling(answer | ({"held": held_minor} if held_minor else {}))


def _pay_by_deposit(booking: Booking, visit: int, due_minor: int) -> ReceiptMade | None:
    """A deposit pays first, under a receipt (R56). What is left of it is held until a lead decides."""
    purse = Purse(booking.scene.books, [visit])
    paid_minor = min(purse.total_minor, due_minor)
    if paid_minor <= 0:
        return None
    taken = Taken((TenderTaken(DEPOSIT, paid_minor, paid_minor),), paid_minor, 0)
    return make_receipt(booking, Paid("part", ((visit, paid_minor),)), taken, purse)
