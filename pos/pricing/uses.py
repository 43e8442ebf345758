"""What rooms and seats cost: by the time they were used (R42)."""

from __future__ import annotations

from pos.house.model import Units
from pos.pricing.overtime import capped, started_units
from pos.pricing.priced import Priced


def use_price(tariff: Units, minutes: int) -> Priced | None:
    """The first unit from the first minute on, then started units, each with the grace, capped (R42).

    ``minutes`` are whole ones that have passed, pauses taken out. Less than one costs nothing: ``None``.
    """
    if minutes < 1:
        return None
    units = started_units(minutes - tariff.first_min, tariff.grace_min, tariff.unit_min)
    list_minor = tariff.first_minor + units * tariff.unit_minor
    why: dict[str, int | str] = {"minutes": minutes, "units_after_first": units}
    return Priced(tariff.tariff, 1, list_minor, capped(list_minor, tariff), why)


def minutes_to_next_price(tariff: Units, minutes: int) -> int | None:
    """In how many minutes the price will be another one; None if it has come to its cap, or never rises.

    At the grace of a unit that is one minute: the next whole one begins it.
    """
    if minutes < 1:
        return 1 - minutes
    units = started_units(minutes - tariff.first_min, tariff.grace_min, tariff.unit_min)
    minor = tariff.first_minor + units * tariff.unit_minor
    if not tariff.unit_minor or (tariff.cap_minor is not None and minor >= tariff.cap_minor):
        return None
    return tariff.first_min + units * tariff.unit_min + tariff.grace_min + 1 - minutes
