"""The service charge: a percentage of what was sold at an outlet."""

from __future__ import annotations

from collections.abc import Mapping

from pos.house.model import House
from pos.money import round_half_up
from pos.pricing.priced import Priced

SERVICE = "service"
"""Stands where a tariff's code stands on other lines."""


def service_minor(sold_minor: int, percent: int) -> int:
    """So many percent of what was sold, to the nearest minor unit, halves up."""
    return round_half_up(sold_minor * percent, 100)


def service_lines(house: House, sold_minor: Mapping[str, int]) -> tuple[Priced, ...]:
    """The service charge per outlet, from what was sold there (outlet code → minor units).

    An outlet without a service charge, or with nothing sold, has no line. Raises KeyError for one the house
    does not have.
    """
    lines: list[Priced] = []
    for code, sold in sorted(sold_minor.items()):
        percent = house.outlets[code].service_percent
        minor = service_minor(sold, percent)
        if minor:
            why: dict[str, int | str] = {"outlet": code, "percent": percent, "sold": sold}
            lines.append(Priced(SERVICE, 1, minor, minor, why))
    return tuple(lines)
