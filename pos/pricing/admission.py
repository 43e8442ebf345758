"""What it costs to come in (R4)."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from pos.house.model import Admission, GuestClass, House, Tariffs
from pos.pricing.daytype import holiday_on, price_day
from pos.pricing.priced import Priced


def admission_for(tariffs: Tariffs, zone: ZoneInfo, guest_code: str, at_us: int) -> Admission:
    """The admission of a guest class at an instant (UTC µs), by the kind of day (R4, R40).

    Raises LookupError if the class has none; the venue file is checked for that.
    """
    day = price_day(tariffs.weekend, zone, at_us)
    for admission in tariffs.admissions:
        if admission.guest == guest_code and admission.day in (None, day):
            return admission
    raise LookupError(f"There is no admission for guest class {guest_code} on a {day}.")


def admission_prices(house: House, zone: ZoneInfo, guest_codes: Sequence[str], at_us: int) -> tuple[Priced, ...]:
    """The admission of each guest of one check-in, in their order (R4). ``at_us`` in UTC µs.

    Classes that are free per adult (toddlers) are free for the first so many, in order; the rest pay.
    Raises LookupError for a class the house does not have.
    """
    guests = [house.guests[code] for code in guest_codes]
    adults = sum(not guest.minor for guest in guests)
    free = {guest.code: guest.free_per_adult * adults for guest in guests if guest.free_per_adult is not None}
    prices: list[Priced] = []
    for guest in guests:
        admission = admission_for(house.tariffs, zone, guest.code, at_us)
        prices.append(_price(guest, admission, free, holiday_on(house.tariffs.weekend, zone, at_us)))
    return tuple(prices)


def _price(guest: GuestClass, admission: Admission, free: dict[str, int], holiday: str) -> Priced:
    """One admission; takes one off ``free`` if the class is free per adult and any are left."""
    why: dict[str, int | str] = {"guest": guest.code}
    if admission.day is not None:
        why["day"] = admission.day
        if holiday:
            why["holiday"] = holiday
    minor = admission.price_minor
    if guest.code in free:
        with_adult = free[guest.code] > 0
        free[guest.code] -= with_adult
        why["free_with_adult"] = int(with_adult)
        minor = admission.price_minor if with_adult else guest.else_minor
    return Priced(admission.tariff, 1, minor, minor, why)
