"""What it costs to stay longer than the admission includes (R42)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pos.house.model import Admission, GuestClass, Units
from pos.pricing.priced import Priced
from pos.pricing.stay import Stay
from pos.pricing.wall import DAY_MIN, MINUTE_US, instant_of, minute_of_day, to_datetime


def started_units(over_min: int, grace_min: int, unit_min: int) -> int:
    """``n = max(0, ceil((over − grace) / unit))`` in whole minutes (R42).

    At the grace it is none, a minute past it the first.
    """
    return max(0, -((grace_min - over_min) // unit_min))


def included_us(admission: Admission, in_us: int, zone: ZoneInfo) -> int | None:
    """How long the admission holds from the check-in, in µs; ``None`` if it holds without end.

    "Until 09:00" is the first 09:00 on the wall after the check-in.
    """
    if admission.included_min is not None:
        return admission.included_min * MINUTE_US
    if admission.included_until is None:
        return None
    wall = to_datetime(in_us, zone)
    minutes = admission.included_until
    if minute_of_day(wall) >= minutes:
        minutes += DAY_MIN
    return instant_of(wall.date(), minutes, zone) - in_us


def overtime(
    tariff: Units, guest: GuestClass, admission: Admission, stay: Stay, zone: ZoneInfo, charged_minor: int = 0
) -> Priced | None:
    """The started units after the included time, capped (R42); ``None`` if there are none.

    A pause (R44) makes the included time end later, whether it was given in minutes or by the clock. Of a guest
    who paid and stayed the hours are counted anew from then (R10), and ``charged_minor`` counts towards the cap.
    """
    included = included_us(admission, stay.in_us, zone)
    if included is None or not guest.overtime:
        return None
    over_min = max(0, stay.elapsed_us() - max(included, stay.elapsed_before_restart_us())) // MINUTE_US
    units = started_units(over_min, tariff.grace_min, tariff.unit_min)
    if not units:
        return None
    why: dict[str, int | str] = {"stay_min": stay.minutes(), "over_min": over_min}
    due_minor = capped(charged_minor + units * tariff.unit_minor, tariff) - charged_minor
    return Priced(tariff.tariff, units, tariff.unit_minor, max(0, due_minor), why)


def capped(minor: int, tariff: Units) -> int:
    """The price, or the cap of the tariff if that is less (minor units)."""
    return minor if tariff.cap_minor is None else min(minor, tariff.cap_minor)
