"""Why time costs what it costs: admission, overtime, the night, rooms, seats, zones (R4, R29, R40-R44).

The numbers of the stay are in the line; those of the tariff are in the venue file that priced it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.pricing.overtime import capped
from pos.pricing.wall import MINUTE_US
from pos.reports.why.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.house.model import Admission, House, Units
    from pos.reports.why.known import LineKnown, Pause, VisitKnown


def admission_steps(known: LineKnown) -> Iterator[Step]:
    """The price of the guest class on that kind of day, or what is said of children who come in free (R4)."""
    row, why = known.row, known.why
    yield Step(
        "admission",
        {"tariff": row.item, "guest": str(why.get("guest", "")), "price_minor": row.list_minor},
        row.list_minor * row.quantity,
    )
    if "day" in why:
        yield Step("holiday", {"date": why["holiday"]}) if "holiday" in why else Step(str(why["day"]), {})
    if "free_with_adult" in why:
        yield Step("free_with_adult" if why["free_with_adult"] else "beyond_free", {})
    yield Step("tariff", {"version": known.visit.version})


def overtime_steps(known: LineKnown) -> Iterator[Step]:
    """How long is in the admission, how long it was, and the units begun after that (R42)."""
    row, house = known.row, known.visit.house
    stay_min, over_min = int(known.why["stay_min"]), int(known.why["over_min"])
    admission = _admission(house, known.visit.tariff)
    if admission.included_min is not None:
        yield Step("included", {"included_min": admission.included_min})
        if stay_min - over_min != admission.included_min:
            yield Step("restarted", {})
    elif admission.included_until is not None:
        yield Step("included_until", {"until_clock": admission.included_until})
    yield Step("stayed", {"stay_min": stay_min, "over_min": over_min})
    yield _units(house.tariffs.overtime, row.quantity, over_min)
    yield from _cap(house.tariffs.overtime, row.quantity * row.list_minor, row.due_minor)
    yield Step("tariff", {"version": known.visit.version})


def night_steps(known: LineKnown) -> Iterator[Step]:
    """How much of the stay was in the hours of the night (R41)."""
    night = known.visit.house.tariffs.night
    yield Step(
        "night",
        {
            "inside_min": known.why["inside_min"],
            "from_clock": night.from_min,
            "to_clock": night.to_min,
            "least_min": night.least_min,
            "price_minor": known.row.list_minor,
        },
        known.row.due_minor,
    )
    yield Step("tariff", {"version": known.visit.version})


def use_steps(known: LineKnown) -> Iterator[Step]:
    """The first unit of a room or seat, and those begun after it (R42)."""
    version = _version_with(known.visit, known.row.item)
    tariff = known.visit.houses(version).tariffs.uses[known.row.item]
    minutes, units = int(known.why["minutes"]), int(known.why["units_after_first"])
    yield Step("used", {"used_min": minutes})
    yield Step("first_unit", {"first_min": tariff.first_min, "price_minor": tariff.first_minor}, tariff.first_minor)
    if minutes > tariff.first_min:
        yield _units(tariff, units, minutes - tariff.first_min)
    yield from _cap(tariff, known.row.list_minor, capped(known.row.list_minor, tariff))
    yield _tariff(known.visit, version)


def zone_steps(known: LineKnown) -> Iterator[Step]:
    """How long somebody was in a zone (R29)."""
    version = _version_with(known.visit, known.row.item)
    fee = known.visit.houses(version).tariffs.zones[known.row.item]
    yield Step(
        "zone",
        {"inside_min": known.why["minutes"], "grace_min": fee.grace_min, "price_minor": known.row.list_minor},
        known.row.list_minor * known.row.quantity,
    )
    yield _tariff(known.visit, version)


def included_steps(known: LineKnown) -> Iterator[Step]:
    """What costs nothing, once in each window of the day (R30)."""
    yield Step("had_included", {"until": known.why["until"]})


def pause_steps(known: LineKnown) -> Iterator[Step]:
    """When the clocks stood while this ran (R44): of a room, seat or zone, in its minutes before the line came."""
    begin_us = 0
    if "minutes" in known.why:
        begin_us = known.row.at_us - int(known.why["minutes"]) * MINUTE_US
    counted: list[Pause] = []
    for pause in reversed(known.visit.pauses):
        _, from_us, to_us = pause
        if from_us < known.row.at_us and (not to_us or to_us > begin_us):
            counted.append(pause)
            begin_us -= (to_us or known.row.at_us) - from_us
    for reason, from_us, to_us in reversed(counted):
        if to_us:
            yield Step("paused", {"from_us": from_us, "to_us": to_us, "reason": reason})
        else:
            yield Step("paused_still", {"from_us": from_us, "reason": reason})


def _admission(house: House, tariff: str) -> Admission:
    return next(one for one in house.tariffs.admissions if one.tariff == tariff)


def _units(tariff: Units, units: int, over_min: int) -> Step:
    data: dict[str, int | str] = {"over_min": over_min, "grace_min": tariff.grace_min}
    if not units:
        return Step("no_units", data)
    data |= {"units": units, "unit_min": tariff.unit_min, "price_minor": tariff.unit_minor}
    return Step("units", data, units * tariff.unit_minor)


def _cap(tariff: Units, list_minor: int, due_minor: int) -> Iterator[Step]:
    """What the cap takes off; of overtime, also what of it was charged before the guest paid and stayed."""
    if due_minor == list_minor or tariff.cap_minor is None:
        return
    data: dict[str, int | str] = {"cap_minor": tariff.cap_minor}
    before_minor = tariff.cap_minor - due_minor
    if before_minor:
        data["before_minor"] = before_minor
    yield Step("cap_paid" if before_minor else "cap", data, due_minor - list_minor)


def _version_with(visit: VisitKnown, tariff: str) -> int:
    """The venue file that priced this: of the check-in, or the first one after it that knows the tariff (R4)."""
    for version in visit.versions:
        tariffs = visit.houses(version).tariffs
        if tariff in tariffs.uses or tariff in tariffs.zones:
            return version
    return visit.version


def _tariff(visit: VisitKnown, version: int) -> Step:
    return Step("tariff" if version == visit.version else "tariff_later", {"version": version})
