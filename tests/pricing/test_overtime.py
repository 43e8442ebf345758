"""Started units after the included time, each with the grace, capped (R42)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.pricing.overtime import capped, included_us, overtime, started_units
from pos.pricing.stay import Stay
from pos.pricing.wall import MINUTE_US
from tests.house import demo_house, instant

HOUSE = demo_house()
SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
ADULT = HOUSE.guests["adult"]
WEEKDAY, NIGHT = (
    next(admission for admission in HOUSE.tariffs.admissions if admission.tariff == code) for code in ("T01", "T07")
)
HOUR_US = 60 * MINUTE_US
SPANS = st.integers(-10_000, 10_000)


@pytest.mark.parametrize(
    ("over", "units"),
    [(-5, 0), (0, 0), (15, 0), (16, 1), (75, 1), (76, 2), (135, 2), (136, 3), (1000, 17)],
)
def test_r42_at_the_grace_nothing_one_minute_past_it_the_first_unit(over: int, units: int) -> None:
    """Grace 15, an hour a unit; every unit has the grace."""
    assert started_units(over, 15, 60) == units


@given(SPANS, st.integers(0, 60), st.integers(1, 240))
def test_r42_units_are_the_ceiling_of_what_is_over_the_grace(over: int, grace: int, unit: int) -> None:
    """The formula max(0, ceil((over - grace) / unit)), counted by hand, one unit after the other."""
    units = 0
    while grace + units * unit < over:
        units += 1
    assert started_units(over, grace, unit) == units


@given(SPANS, SPANS, st.integers(0, 60), st.integers(1, 240))
def test_r42_units_never_fall_when_time_goes_on(one: int, other: int, grace: int, unit: int) -> None:
    """Monotone in the minutes, and a whole unit more is one unit more."""
    shorter, longer = sorted((one, other))
    assert started_units(shorter, grace, unit) <= started_units(longer, grace, unit)
    if one > grace:
        assert started_units(one + unit, grace, unit) == started_units(one, grace, unit) + 1


def test_r42_the_line_says_where_it_comes_from() -> None:
    """Two units of 20 on one line, with the stay and what was over."""
    stay = Stay(instant("2026-03-10 10:00"), instant("2026-03-10 23:16"))
    line = overtime(HOUSE.tariffs.overtime, ADULT, WEEKDAY, stay, SHANGHAI)
    assert line is not None
    assert (line.tariff, line.quantity, line.unit_minor, line.due_minor) == ("T08", 2, 20_00, 40_00)
    assert line.why == {"stay_min": 796, "over_min": 76}


def test_r42_the_cap_holds_and_the_list_price_stays() -> None:
    """Ten started hours are 200 by the list and 60 to pay; without a cap 200."""
    stay = Stay(instant("2026-03-10 08:00"), instant("2026-03-11 06:00"))
    tariff = HOUSE.tariffs.overtime
    line = overtime(tariff, ADULT, WEEKDAY, stay, SHANGHAI)
    assert line is not None
    assert (line.quantity * line.unit_minor, line.due_minor) == (200_00, 60_00)
    assert capped(200_00, replace(tariff, cap_minor=None)) == 200_00


def test_r42_who_pays_no_overtime_has_no_line() -> None:
    """A toddler; and an admission that holds without end."""
    stay = Stay(instant("2026-03-10 08:00"), instant("2026-03-12 08:00"))
    endless = replace(WEEKDAY, included_min=None)
    assert overtime(HOUSE.tariffs.overtime, HOUSE.guests["toddler"], WEEKDAY, stay, SHANGHAI) is None
    assert overtime(HOUSE.tariffs.overtime, ADULT, endless, stay, SHANGHAI) is None


@pytest.mark.parametrize(
    ("came", "hours"),
    [("2026-03-10 22:00", 11), ("2026-03-11 00:00", 9), ("2026-03-11 08:59", 0), ("2026-03-11 09:00", 24)],
)
def test_r40_until_nine_is_the_first_nine_after_the_check_in(came: str, hours: int) -> None:
    """At 09:00 itself it is the next day's."""
    included = included_us(NIGHT, instant(came), SHANGHAI)
    assert included is not None
    assert included // HOUR_US == hours


def test_r45_until_nine_is_on_the_wall_twelve_hours_are_elapsed() -> None:
    """In the night the clock goes forward, 22:00 to 09:00 has ten hours; twelve hours end at 11:00, not at 10:00."""
    came_us = instant("2026-03-28 22:00", "Europe/Berlin")
    assert included_us(NIGHT, came_us, BERLIN) == 10 * HOUR_US
    assert included_us(WEEKDAY, came_us, BERLIN) == 12 * HOUR_US
    tariff = HOUSE.tariffs.overtime
    late = Stay(came_us, instant("2026-03-29 11:15", "Europe/Berlin"))
    later = Stay(came_us, instant("2026-03-29 11:16", "Europe/Berlin"))
    assert overtime(tariff, ADULT, WEEKDAY, late, BERLIN) is None
    assert overtime(tariff, ADULT, WEEKDAY, later, BERLIN) is not None


def test_r45_the_night_the_clock_goes_back_has_an_hour_more() -> None:
    """22:00 to 09:00 has twelve hours then, and all are included."""
    came_us = instant("2026-10-24 22:00", "Europe/Berlin")
    assert included_us(NIGHT, came_us, BERLIN) == 12 * HOUR_US
    stay = Stay(came_us, instant("2026-10-25 09:15", "Europe/Berlin"))
    assert overtime(HOUSE.tariffs.overtime, ADULT, NIGHT, stay, BERLIN) is None


def test_r44_a_pause_makes_the_included_time_end_later() -> None:
    """Whether it was given in minutes or by the clock."""
    came_us = instant("2026-03-10 22:00")
    pause = ((instant("2026-03-11 01:00"), instant("2026-03-11 02:00")),)
    tariff = HOUSE.tariffs.overtime
    assert overtime(tariff, ADULT, NIGHT, Stay(came_us, instant("2026-03-11 10:15"), pause), SHANGHAI) is None
    assert overtime(tariff, ADULT, NIGHT, Stay(came_us, instant("2026-03-11 10:16"), pause), SHANGHAI) is not None
