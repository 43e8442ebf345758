"""Cash that goes into a drawer or out of it without a receipt, and a drawer opened for nothing (R60)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.cashier.booking import Booking
from pos.errors import Declined
from pos.house.authority import may

if TYPE_CHECKING:
    from pos.house.model import Right
    from pos.operations import Drop, NoSale, PaidIn, PaidOut
    from pos.scene import Ruling, Scene

SAFE = "safe"
PAID_IN = "paid_in"
"""The account of money that came into drawers from outside."""
PAID_OUT = "paid_out"
"""The account of what was paid for out of drawers."""


def paid_in(scene: Scene, asked: PaidIn) -> Ruling:
    """Money comes into the drawer that no guest paid.

    Raises Declined: wrong_station, till_not_open, and as :func:`pos.house.authority.may`.
    """
    return _cash(scene, asked, "paid_in", asked.amount, PAID_IN)


def paid_out(scene: Scene, asked: PaidOut) -> Ruling:
    """Money is taken out of the drawer to pay for something.

    Raises Declined: wrong_station, till_not_open, not_in_drawer, and as :func:`pos.house.authority.may`.
    """
    return _cash(scene, asked, "paid_out", -asked.amount, PAID_OUT)


def drop(scene: Scene, asked: Drop) -> Ruling:
    """Money goes from the drawer to the safe during the shift.

    Raises Declined: wrong_station, till_not_open, not_in_drawer, and as :func:`pos.house.authority.may`.
    """
    return _cash(scene, asked, "drop", -asked.amount, SAFE)


def no_sale(scene: Scene, asked: NoSale) -> Ruling:
    """The drawer is opened without a payment; the shift counts how often.

    Raises Declined: wrong_station, till_not_open, and as :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    booking = Booking(scene)
    till = booking.need_till()
    booking.add(may(scene, "no_sale", asked))
    booking.take_cash("no_sale", 0, asked.reason)
    ((before,),) = scene.books.query("SELECT count(*) FROM drawer_move WHERE till = ? AND kind = 'no_sale'", till.till)
    return booking.ruling({"till": till.till, "openings": before + 1})


def _cash(scene: Scene, asked: PaidIn | PaidOut | Drop, right: Right, amount_minor: int, account: str) -> Ruling:
    """What is in the drawer is told to nobody before the count: it is blind."""
    scene.need_desk()
    booking = Booking(scene)
    till = booking.need_till()
    if till.cash_minor + amount_minor < 0:
        raise Declined("not_in_drawer", amount=scene.money(-amount_minor))
    booking.add(may(scene, right, asked, amount_minor=abs(amount_minor)))
    booking.take_cash(right, amount_minor, asked.reason)
    booking.post(account, -amount_minor)
    return booking.ruling({"till": till.till, "amount": abs(amount_minor)})
