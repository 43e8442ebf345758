"""Tips: a guest's money for somebody who works here, never revenue of the house (R53)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.cashier.booking import Booking
from pos.cashier.tendering import check_received
from pos.errors import Declined
from pos.ledger.facts import TipTaken

if TYPE_CHECKING:
    from pos.operations import Tip
    from pos.scene import Ruling, Scene

TIPS = "tips"
"""The account of what the house owes its people for tips."""


def tip(scene: Scene, asked: Tip) -> Ruling:
    """Take a tip for a person.

    Raises Declined: wrong_station, unknown_staff, unknown_tender, needs_external_id, not_received.
    """
    scene.need_desk()
    if asked.person not in scene.house.staff:
        raise Declined("unknown_staff", staff=asked.person)
    check_received(scene, asked.tender, asked.external_id)
    booking = Booking(scene)
    number = booking.number("tip")
    booking.add(TipTaken(number, asked.person, asked.tender, asked.amount, asked.external_id))
    booking.take_money(asked.tender, "tip", asked.amount)
    booking.post(TIPS, -asked.amount)
    return booking.ruling({"tip": number, "person": asked.person, "amount": asked.amount})
