"""The overnight fee: once, by overlap with the night's hours, across midnight (R41)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pos.house.model import Night
from pos.pricing.overnight import night_windows, overnight
from pos.pricing.stay import Stay
from pos.pricing.wall import MINUTE_US
from tests.house import demo_house, instant

HOUSE = demo_house()
SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = HOUSE.tariffs.night
WEEKDAY = HOUSE.tariffs.admissions[0]
EARLY_NIGHT = replace(NIGHT, from_min=22 * 60, to_min=6 * 60, exempt_from_min=5 * 60)
"""A night that crosses midnight itself."""
HOUR_US = 60 * MINUTE_US


def charged(came: str, went: str, night: Night = NIGHT, timezone: str = "Asia/Shanghai") -> bool:
    """Whether an adult of that stay pays for the night."""
    stay = Stay(instant(came, timezone), instant(went, timezone))
    line = overnight(night, HOUSE.guests["adult"], WEEKDAY, stay, ZoneInfo(timezone))
    return line is not None


@pytest.mark.parametrize(
    ("came", "went", "fee"),
    [
        ("2026-03-10 20:00", "2026-03-11 02:59", False),
        ("2026-03-10 20:00", "2026-03-11 03:00", True),
        ("2026-03-11 02:00", "2026-03-11 02:59", False),
        ("2026-03-11 02:30", "2026-03-11 03:29", False),
        ("2026-03-11 02:30", "2026-03-11 03:30", True),
        ("2026-03-11 05:59", "2026-03-11 06:59", True),
        ("2026-03-11 05:59", "2026-03-11 06:58", False),
        ("2026-03-11 06:00", "2026-03-11 12:00", False),
        ("2026-03-11 07:30", "2026-03-11 18:00", False),
        ("2026-03-11 08:00", "2026-03-12 01:59", False),
        ("2026-03-11 06:00", "2026-03-12 03:00", True),
        ("2026-03-10 10:00", "2026-03-10 23:59", False),
        ("2026-03-10 10:00", "2026-03-14 10:00", True),
    ],
)
def test_r41_sixty_minutes_between_two_and_eight(came: str, went: str, fee: bool) -> None:
    """The minute decides; who comes at 06:00 or later is free of this night, not of the next."""
    assert charged(came, went) is fee


@pytest.mark.parametrize(
    ("came", "went", "fee"),
    [
        ("2026-03-10 20:00", "2026-03-10 22:59", False),
        ("2026-03-10 20:00", "2026-03-10 23:00", True),
        ("2026-03-11 00:30", "2026-03-11 01:30", True),
        ("2026-03-11 04:59", "2026-03-11 06:30", True),
        ("2026-03-11 05:00", "2026-03-11 06:30", False),
        ("2026-03-11 06:00", "2026-03-11 21:00", False),
    ],
)
def test_r41_the_hours_themselves_may_cross_midnight(came: str, went: str, fee: bool) -> None:
    """22:00 to 06:00, exempt from 05:00 on."""
    assert charged(came, went, EARLY_NIGHT) is fee


def test_r41_the_fee_comes_once_and_says_why() -> None:
    """Four nights are one fee of 50, for the first night that counted."""
    stay = Stay(instant("2026-03-10 20:00"), instant("2026-03-14 10:00"))
    line = overnight(NIGHT, HOUSE.guests["adult"], WEEKDAY, stay, SHANGHAI)
    assert line is not None
    assert (line.tariff, line.quantity, line.unit_minor, line.due_minor) == ("T09", 1, 50_00, 50_00)
    assert line.why == {"inside_min": 360}


def test_r41_who_has_the_night_in_the_price_or_pays_none() -> None:
    """Night entry T07 includes it; toddlers never pay it."""
    stay = Stay(instant("2026-03-10 22:00"), instant("2026-03-11 09:00"))
    with_night = replace(WEEKDAY, includes_night=True)
    assert overnight(NIGHT, HOUSE.guests["night"], with_night, stay, SHANGHAI) is None
    assert overnight(NIGHT, HOUSE.guests["toddler"], WEEKDAY, stay, SHANGHAI) is None


def test_r44_a_freeze_inside_the_night_does_not_count() -> None:
    """An alarm from 02:10 to 02:40: an hour of the night is only over at 03:30."""
    pause = ((instant("2026-03-11 02:10"), instant("2026-03-11 02:40")),)
    came_us = instant("2026-03-10 20:00")
    for went, fee in (("2026-03-11 03:29", False), ("2026-03-11 03:30", True)):
        line = overnight(NIGHT, HOUSE.guests["adult"], WEEKDAY, Stay(came_us, instant(went), pause), SHANGHAI)
        assert (line is not None) is fee


@pytest.mark.parametrize(
    ("evening", "hours", "first_charged", "last_free"),
    [
        ("2026-03-28 20:00", 5, "2026-03-29T04:00+02:00", "2026-03-29T03:59+02:00"),
        ("2026-10-24 20:00", 7, "2026-10-25T02:00+01:00", "2026-10-25T02:59+02:00"),
    ],
)
def test_r45_the_night_of_a_clock_change_is_shorter_or_longer(
    evening: str, hours: int, first_charged: str, last_free: str
) -> None:
    """Five or seven hours; sixty elapsed minutes of them are the fee, whatever the clock shows."""
    berlin = ZoneInfo("Europe/Berlin")
    came_us = instant(evening, "Europe/Berlin")
    *_, window = night_windows(NIGHT, Stay(came_us, came_us + 14 * HOUR_US), berlin)
    assert window.to_us - window.from_us == hours * HOUR_US
    assert charged(evening, first_charged, timezone="Europe/Berlin")
    assert not charged(evening, last_free, timezone="Europe/Berlin")


@given(
    st.integers(instant("2026-01-01 00:00"), instant("2026-12-01 00:00")),
    st.integers(0, 4 * 24 * 60),
    st.integers(0, 24 * 60 - 1),
    st.integers(1, 23 * 60),
    st.integers(1, 600),
)
def test_r41_counted_minute_by_minute(in_us: int, stay_min: int, from_min: int, long_min: int, least_min: int) -> None:
    """The fee is due exactly if some night has enough minutes of the stay in it, counted one by one."""
    in_us -= in_us % MINUTE_US
    to_min = (from_min + long_min) % (24 * 60)
    night = replace(NIGHT, from_min=from_min, to_min=to_min, exempt_from_min=to_min, least_min=least_min)
    line = overnight(night, HOUSE.guests["adult"], WEEKDAY, Stay(in_us, in_us + stay_min * MINUTE_US), SHANGHAI)
    # In Shanghai every day has 1440 minutes, so the minutes of the day can be counted round.
    offset_min = in_us // MINUTE_US + 8 * 60
    inside = 0
    most = 0
    for minute in range(offset_min, offset_min + stay_min):
        if (minute - from_min) % (24 * 60) < long_min:
            inside += 1
            most = max(most, inside)
        else:
            inside = 0
    assert (line is not None) == (most >= least_min)
