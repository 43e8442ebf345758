"""What coming in and staying cost: guest classes, admissions, overtime, the night, rooms, seats, zones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pos.house.included import Included
from pos.house.model import Admission, Fee, GuestClass, Night, Tariffs, Units, Weekend, ZoneFee
from pos.house.venue_file.catalogue import DAYS
from pos.house.venue_file.findings import Findings, Path
from pos.house.venue_file.forms import (
    CLOCK,
    DATES,
    DAY_CUT,
    FLAG,
    HOURS,
    NAME,
    SEVERAL_HOURS,
    WEEK_TIME,
    WORDS,
    names_list,
    one_of,
    reference,
    whole,
)
from pos.house.venue_file.holidays import COUNTRY, public_holidays
from pos.house.venue_file.names import named_tables
from pos.house.venue_file.section import Form, Section

_DAY_MIN = 24 * 60
_MINUTES = whole(0, 7 * 24 * 60, "minutes")
_UNIT = whole(1, 24 * 60, "minutes")
FEES = ("lost_band", "deposit")
"""The fees a house may have."""


def read_guests(section: Section, money: Form[int]) -> dict[str, GuestClass]:
    """``[guests]``: the kinds of guests the desk can pick."""
    guests = {code: _guest(code, entry, money) for code, entry in named_tables(section)}
    if not guests:
        section.problem("", 'There is no guest class. Add one: adult = { name = ["Adult", "成人"], limit = 800 }.')
    return guests


def _guest(code: str, entry: Section, money: Form[int]) -> GuestClass:
    free = entry.read_if("free_per_adult", whole(1, 10))
    minor = entry.read_or("minor", FLAG, default=False)
    if free is not None and not minor:
        entry.problem("free_per_adult", "Only a minor can be free with an adult. Add minor = true, or take this out.")
    if free is None and entry.has("else_price"):
        entry.problem("else_price", "is what they pay who are not free. Add free_per_adult, or take this out.")
    return GuestClass(
        code=code,
        words=entry.read("name", WORDS),
        limit_minor=entry.read("limit", money),
        minor=minor,
        offered=entry.read_if("hours", HOURS),
        offered_days=entry.read_if("days", one_of(DAYS, "kind of day")),
        overtime=entry.read_or("overtime", FLAG, default=True),
        overnight=entry.read_or("overnight", FLAG, default=True),
        free_per_adult=free,
        else_minor=0 if free is None else entry.read("else_price", money),
    )


def read_tariffs(file: Section, money: Form[int], guests: Mapping[str, GuestClass]) -> Tariffs:
    """Everything that prices time: ``[admissions] [overtime] [overnight] [uses] [zones] [included] [weekend]``."""
    return Tariffs(
        admissions=_admissions(file.table("admissions"), money, guests),
        overtime=_overtime(file.table("overtime"), money),
        night=_night(file.table("overnight"), money),
        uses={code: _use(code, use, money) for code, use in named_tables(file.table("uses", required=False))},
        zones={
            code: ZoneFee(
                code,
                zone.read("name", WORDS),
                zone.read("price", money),
                zone.read("grace_minutes", _MINUTES),
                zone.read_or("booked_by", names_list("item"), ()),
            )
            for code, zone in named_tables(file.table("zones", required=False))
        },
        weekend=_weekend(file.table("weekend")),
        included={
            code: Included(code, entry.read("name", WORDS), entry.read("hours", SEVERAL_HOURS))
            for code, entry in named_tables(file.table("included", required=False))
        },
    )


def _admissions(section: Section, money: Form[int], guests: Mapping[str, GuestClass]) -> tuple[Admission, ...]:
    admissions = tuple(_admission(code, entry, money, guests) for code, entry in named_tables(section))
    for guest in guests.values():
        _find_gaps(section, guest, admissions)
    return admissions


def _admission(code: str, entry: Section, money: Form[int], guests: Collection[str]) -> Admission:
    admission = Admission(
        tariff=code,
        guest=entry.read("guest", reference(guests, "guest class")),
        words=entry.read("name", WORDS),
        price_minor=entry.read("price", money),
        day=entry.read_if("day", one_of(DAYS, "kind of day")),
        included_min=entry.read_if("included_minutes", _MINUTES),
        included_until=entry.read_if("until", DAY_CUT),
        includes_night=entry.read_or("includes_night", FLAG, default=False),
    )
    if admission.included_min is not None and admission.included_until is not None:
        entry.problem("", "has either included minutes or a time until when it holds, not both.")
    return admission


def _find_gaps(section: Section, guest: GuestClass, admissions: Collection[Admission]) -> None:
    """Each guest class has exactly one price on each kind of day on which it is offered (R4)."""
    for day in DAYS if guest.offered_days is None else (guest.offered_days,):
        tariffs = [entry.tariff for entry in admissions if entry.guest == guest.code and entry.day in (None, day)]
        if not tariffs:
            section.problem("", f"Guest class {guest.code} has no admission on a {day}. Add one.")
        elif len(tariffs) > 1:
            section.problem(
                tariffs[1],
                f"On a {day}, {guest.code} has several admissions: {', '.join(tariffs)}. Keep one.",
            )


def _overtime(section: Section, money: Form[int]) -> Units:
    units = Units(
        tariff=section.read("tariff", NAME),
        words=section.read("name", WORDS),
        first_min=0,
        first_minor=0,
        unit_min=section.read("unit_minutes", _UNIT),
        unit_minor=section.read("unit_price", money),
        grace_min=section.read_or("grace_minutes", _MINUTES, 0),
        cap_minor=section.read_if("cap", money),
    )
    section.finish()
    return units


def _night(section: Section, money: Form[int]) -> Night:
    begin, end = section.read("hours", HOURS)
    night = Night(
        tariff=section.read("tariff", NAME),
        words=section.read("name", WORDS),
        price_minor=section.read("price", money),
        from_min=begin,
        to_min=end,
        least_min=section.read("least_minutes", _UNIT),
        exempt_from_min=section.read_or("exempt_from", CLOCK, end),
    )
    long_min = (end - begin) % _DAY_MIN or _DAY_MIN
    if night.least_min > long_min:
        section.problem("least_minutes", f"The hours have only {long_min} minutes, so nobody would ever pay.")
    if (night.exempt_from_min - begin) % _DAY_MIN > long_min:
        section.problem("exempt_from", "lies outside the hours. Write a time within them.")
    section.finish()
    return night


def _use(code: str, entry: Section, money: Form[int]) -> Units:
    return Units(
        tariff=code,
        words=entry.read("name", WORDS),
        first_min=entry.read("first_minutes", _UNIT),
        first_minor=entry.read("first_price", money),
        unit_min=entry.read("unit_minutes", _UNIT),
        unit_minor=entry.read("unit_price", money),
        grace_min=entry.read_or("grace_minutes", _MINUTES, 0),
        cap_minor=entry.read_if("cap", money),
    )


def _weekend(section: Section) -> Weekend:
    from_day, from_min = section.read("from", WEEK_TIME)
    to_day, to_min = section.read("to", WEEK_TIME)
    own = section.read_or("holidays", DATES, ())
    country = section.read_or("country", COUNTRY, "")
    weekend = Weekend(from_day, from_min, to_day, to_min, own, country, public_holidays(country) if country else {})
    if (from_day, from_min) == (to_day, to_min) and section.has("from") and section.has("to"):
        section.problem("to", "is when the weekend begins. Write when it ends.")
    section.finish()
    return weekend


def read_fees(section: Section, money: Form[int]) -> dict[str, Fee]:
    """``[fees]``: ``lost_band`` and ``deposit``, each with its tariff code."""
    fees: dict[str, Fee] = {}
    for kind in FEES:
        if section.has(kind):
            entry = section.table(kind)
            fees[kind] = Fee(entry.read("tariff", NAME), entry.read("name", WORDS), entry.read("price", money))
            entry.finish()
    section.finish()
    return fees


def find_unknown_bookings(section: Section, zones: Mapping[str, ZoneFee], items: Collection[str]) -> None:
    """What books a zone is an item that is sold."""
    for zone in zones.values():
        for name in zone.booked_by:
            try:
                reference(items, "item").parse(name)
            except ValueError as error:
                section.problem(zone.tariff, str(error))


def find_same_codes(findings: Findings, tariffs: Tariffs, fees: Mapping[str, Fee]) -> None:
    """A tariff's code stands for one price."""
    first: dict[str, Path] = {}
    for path, code in codes_of(tariffs, fees):
        if code and first.setdefault(code, path) != path:
            other = ".".join(first[code])
            findings.add(path, f"The tariff code {code} is already used in {other}. Each has its own.")


def codes_of(tariffs: Tariffs, fees: Mapping[str, Fee]) -> Iterator[tuple[Path, str]]:
    """Where each tariff code stands, and the code."""
    for admission in tariffs.admissions:
        yield ("admissions", admission.tariff), admission.tariff
    yield ("overtime", "tariff"), tariffs.overtime.tariff
    yield ("overnight", "tariff"), tariffs.night.tariff
    for code in tariffs.uses:
        yield ("uses", code), code
    for code in tariffs.zones:
        yield ("zones", code), code
    for code in tariffs.included:
        yield ("included", code), code
    for kind, fee in fees.items():
        yield ("fees", kind, "tariff"), fee.tariff
