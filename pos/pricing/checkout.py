"""What a checkout adds to the bill for the time spent: overtime and the night (R41, R42, R43)."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from pos.house.model import Admission, GuestClass, House
from pos.pricing.overnight import overnight
from pos.pricing.overtime import overtime
from pos.pricing.priced import Priced
from pos.pricing.stay import Stay

NOTHING: Mapping[str, int] = {}


def checkout_lines(
    house: House, guest: GuestClass, admission: Admission, stay: Stay, charged_minor: Mapping[str, int] = NOTHING
) -> tuple[Priced, ...]:
    """The lines for the time up to the first tap of the checkout (``stay.out_us``): overtime, the night.

    ``charged_minor`` is what a guest who paid and stayed has paid of them, by tariff: the night comes once, and the
    cap of the overtime is for the whole visit.
    """
    zone = ZoneInfo(house.timezone)
    tariffs = house.tariffs
    night_paid = bool(charged_minor.get(tariffs.night.tariff))
    lines = (
        overtime(tariffs.overtime, guest, admission, stay, zone, charged_minor.get(tariffs.overtime.tariff, 0)),
        None if night_paid else overnight(tariffs.night, guest, admission, stay, zone),
    )
    return tuple(line for line in lines if line is not None)
