"""What a checkout adds to the bill for the time spent: overtime and the night (R41, R42, R43)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pos.house.model import Admission, GuestClass, House
from pos.pricing.overnight import overnight
from pos.pricing.overtime import overtime
from pos.pricing.priced import Priced
from pos.pricing.stay import Stay


def checkout_lines(house: House, guest: GuestClass, admission: Admission, stay: Stay) -> tuple[Priced, ...]:
    """The lines for the time up to the first tap of the checkout (``stay.out_us``): overtime, the night."""
    zone = ZoneInfo(house.timezone)
    tariffs = house.tariffs
    lines = (
        overtime(tariffs.overtime, guest, admission, stay, zone),
        overnight(tariffs.night, guest, admission, stay, zone),
    )
    return tuple(line for line in lines if line is not None)
