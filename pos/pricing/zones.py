"""The fee of a zone, such as the sweat rooms 汗蒸: once per visit, walking through is free (R29)."""

from __future__ import annotations

from pos.house.model import ZoneFee
from pos.pricing.priced import Priced


def zone_price(fee: ZoneFee, minutes: int, *, already_charged: bool = False) -> Priced | None:
    """The fee for somebody who was inside for so many whole minutes.

    ``None`` up to the grace, and if this visit was charged before.
    """
    if already_charged or minutes <= fee.grace_min:
        return None
    return Priced(fee.tariff, 1, fee.price_minor, fee.price_minor, {"minutes": minutes})
