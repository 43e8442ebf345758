"""Time: instants, the business day on the wall clock, and the calendar's memory (R45)."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pos.clock import MINUTE_US, SECOND_US, Calendar, SystemClock, day_date, day_number, to_datetime, to_us

HOUR_US = 60 * MINUTE_US
ZONES = (
    "Asia/Shanghai",
    "Asia/Taipei",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Africa/Monrovia",
    "UTC",
)
INSTANTS = st.integers(to_us(datetime(1890, 1, 1, tzinfo=UTC)), to_us(datetime(2090, 1, 1, tzinfo=UTC)))


def naive_day_and_hour(timezone: str, day_cut_min: int, at_us: int) -> tuple[int, int]:
    """The business day and hour as anyone would compute them: wall time minus the cut, then the date."""
    local = datetime.fromtimestamp(at_us // SECOND_US, tz=UTC).astimezone(ZoneInfo(timezone))
    shifted = local.replace(tzinfo=None) - timedelta(minutes=day_cut_min)
    return int(shifted.strftime("%Y%m%d")), local.hour


def instants_of_day(calendar: Calendar, day: int, around_us: int) -> list[int]:
    """The quarters of an hour of three days around an instant that belong to a business day."""
    quarter_us = 15 * MINUTE_US
    begin_us = around_us - around_us % quarter_us
    candidates = range(begin_us - 36 * HOUR_US, begin_us + 36 * HOUR_US, quarter_us)
    return [at_us for at_us in candidates if calendar.day(at_us) == day]


def test_system_clock_tells_the_present_in_utc_microseconds() -> None:
    """The host's clock and ours agree."""
    before_us = time.time_ns() // 1000
    now_us = SystemClock().now_us()
    assert before_us <= now_us <= time.time_ns() // 1000


@given(INSTANTS, st.sampled_from(ZONES))
def test_an_instant_survives_the_way_through_local_time(at_us: int, timezone: str) -> None:
    """UTC µs to wall time and back is exact, in every zone and in both of two equal hours."""
    assert to_us(to_datetime(at_us, ZoneInfo(timezone))) == at_us


def test_an_instant_with_any_offset_is_the_same_microsecond() -> None:
    """What counts is the instant, not the offset it was written with."""
    there = datetime.fromisoformat("2026-03-07T20:00:00.000001+08:00")
    here = datetime.fromisoformat("2026-03-07T12:00:00.000001+00:00")
    assert to_us(there) == to_us(here) == 1_772_884_800_000_001


@given(st.dates())
def test_a_day_number_is_the_date_again(day: date) -> None:
    """``YYYYMMDD`` and back, and numbers are ordered as the days are."""
    assert day_date(day_number(day)) == day
    if day < date.max:
        assert day_number(day) < day_number(day + timedelta(days=1))


@pytest.mark.parametrize("number", [0, 20260230, 20261301, -20260101, 99999999])
def test_what_is_no_date_is_refused(number: int) -> None:
    """There is no 30 February."""
    with pytest.raises(ValueError, match=r"."):
        day_date(number)


def test_r45_the_business_day_begins_at_the_cut() -> None:
    """At 07:59:59.999999 it is still yesterday, at 08:00 it is today."""
    calendar = Calendar("Asia/Shanghai", 8 * 60)
    cut_us = to_us(datetime.fromisoformat("2026-03-07T08:00:00+08:00"))
    assert calendar.day_and_hour(cut_us - 1) == (20260306, 7)
    assert calendar.day_and_hour(cut_us) == (20260307, 8)
    assert calendar.day_and_hour(cut_us + 24 * HOUR_US - 1) == (20260307, 7)
    assert calendar.day(cut_us + 24 * HOUR_US) == 20260308


@pytest.mark.parametrize(
    ("timezone", "at", "day", "hours"),
    [
        ("Europe/Berlin", "2026-03-29T01:00:00+00:00", 20260328, 23),
        ("Europe/Berlin", "2026-10-25T01:00:00+00:00", 20261024, 25),
        ("America/New_York", "2026-03-08T07:00:00+00:00", 20260307, 23),
        ("America/New_York", "2026-11-01T06:00:00+00:00", 20261031, 25),
        ("Asia/Shanghai", "2026-03-29T01:00:00+00:00", 20260329, 24),
    ],
)
def test_r45_the_day_of_a_clock_change_has_its_own_length(timezone: str, at: str, day: int, hours: int) -> None:
    """With a cut at 08:00 the change falls into the day before; that day has 23 or 25 hours, no quarter is lost."""
    calendar = Calendar(timezone, 8 * 60)
    changed_us = to_us(datetime.fromisoformat(at))
    assert calendar.day(changed_us) == day
    instants = instants_of_day(calendar, day, changed_us)
    assert len(instants) == hours * 4
    assert instants[-1] - instants[0] == (hours * 60 - 15) * MINUTE_US


def test_r45_the_hour_that_comes_twice_is_one_hour_of_one_day() -> None:
    """02:30 in summer time and 02:30 in winter time belong to the same day and the same hour."""
    calendar = Calendar("Europe/Berlin", 8 * 60)
    first_us = to_us(datetime.fromisoformat("2026-10-25T02:30:00+02:00"))
    second_us = to_us(datetime.fromisoformat("2026-10-25T02:30:00+01:00"))
    assert second_us - first_us == HOUR_US
    assert calendar.day_and_hour(first_us) == calendar.day_and_hour(second_us) == (20261024, 2)


def test_r45_subtracting_the_cut_in_utc_would_misdate() -> None:
    """08:30 on the morning of the change belongs to the new day, although seven and a half hours passed."""
    calendar = Calendar("Europe/Berlin", 8 * 60)
    at_us = to_us(datetime.fromisoformat("2026-03-29T08:30:00+02:00"))
    assert calendar.day(at_us) == 20260329
    assert calendar.wall(at_us - 8 * HOUR_US).date() == date(2026, 3, 28)


@given(
    st.sampled_from(ZONES),
    st.integers(0, 24 * 60 - 1),
    INSTANTS,
    st.lists(st.integers(-2 * HOUR_US, 2 * HOUR_US), max_size=12),
)
@example("Asia/Shanghai", 8 * 60 + 7, to_us(datetime(2026, 3, 7, tzinfo=UTC)), [6 * MINUTE_US, 7 * MINUTE_US])
@example("America/St_Johns", 0, to_us(datetime(2006, 10, 29, 2, 30, tzinfo=UTC)), [0, MINUTE_US, 2 * MINUTE_US])
def test_r45_the_calendar_remembers_only_what_holds(
    timezone: str, day_cut_min: int, at_us: int, steps_us: list[int]
) -> None:
    """However one jumps about, the remembered answer is the one that is computed afresh."""
    calendar = Calendar(timezone, day_cut_min)
    for moved_us in [at_us, *(at_us + step_us for step_us in steps_us)]:
        assert calendar.day_and_hour(moved_us) == naive_day_and_hour(timezone, day_cut_min, moved_us)


@pytest.mark.parametrize("timezone", ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Gaza"])
def test_r45_the_calendar_is_right_minute_by_minute_through_every_clock_change(timezone: str) -> None:
    """Two days around each change of 2010, where St. John's changed at 00:01, with a cut at an odd minute."""
    zone = ZoneInfo(timezone)
    calendar = Calendar(timezone, 4 * 60 + 1)
    for hour in range(365 * 24):
        at_us = to_us(datetime(2010, 1, 1, tzinfo=UTC)) + hour * HOUR_US
        if to_datetime(at_us, zone).utcoffset() == to_datetime(at_us + HOUR_US, zone).utcoffset():
            continue
        for minute in range(-180, 180):
            near_us = at_us + minute * MINUTE_US
            assert calendar.day_and_hour(near_us) == naive_day_and_hour(timezone, 4 * 60 + 1, near_us)


def test_an_instant_outside_the_calendar_leaves_the_memory_as_it_was() -> None:
    """The year 10000 cannot be told, and what was told before still can."""
    calendar = Calendar("Asia/Shanghai", 8 * 60)
    at_us = to_us(datetime.fromisoformat("2026-03-07T12:00:00+08:00"))
    told = calendar.day_and_hour(at_us)
    with pytest.raises(OverflowError):
        calendar.day_and_hour(to_us(datetime(9999, 12, 31, 23, tzinfo=UTC)))
    assert calendar.day_and_hour(at_us) == told


def test_the_desk_says_the_time_of_the_house() -> None:
    """``14:02`` is the wall clock there, wherever the host is."""
    calendar = Calendar("Asia/Taipei", 0)
    assert calendar.clock_words(to_us(datetime.fromisoformat("2026-03-07T06:02:59+00:00"))) == "14:02"
