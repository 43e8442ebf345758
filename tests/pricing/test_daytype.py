"""Weekday, weekend, holiday, and the hours in which a guest class is offered (R40)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.house.model import House, Weekend, Words
from pos.pricing.admission import admission_prices
from pos.pricing.daytype import day_type, holiday_on, offered, price_day
from pos.pricing.wall import MINUTE_US, in_window
from tests.house import demo_house, instant

CNY, TWD = demo_house("cny"), demo_house("twd")
SHANGHAI, TAIPEI = ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Taipei")


@pytest.mark.parametrize(
    ("local", "kind"),
    [
        ("2026-03-06 16:59:59", "weekday"),
        ("2026-03-06 17:00", "weekend"),
        ("2026-03-07 03:00", "weekend"),
        ("2026-03-08 23:59:59", "weekend"),
        ("2026-03-09 00:00", "weekday"),
        ("2026-03-10 12:00", "weekday"),
        ("2026-09-30 23:59:59", "weekday"),
        ("2026-10-01 00:00", "holiday"),
        ("2026-10-07 23:59:59", "holiday"),
        ("2026-10-08 00:00", "weekday"),
        ("2026-10-03 12:00", "holiday"),
    ],
)
def test_r40_the_weekend_is_friday_evening_to_sunday_midnight(local: str, kind: str) -> None:
    """To the second; a holiday is a holiday on a Saturday, too, and costs what a weekend costs."""
    at_us = instant(local)
    assert day_type(CNY.tariffs.weekend, SHANGHAI, at_us) == kind
    assert price_day(CNY.tariffs.weekend, SHANGHAI, at_us) == ("weekday" if kind == "weekday" else "weekend")


def test_r40_holidays_are_the_house_s_own() -> None:
    """In Taiwan 28 February is one, in China 3 October; the day is the local one."""
    assert day_type(TWD.tariffs.weekend, TAIPEI, instant("2026-02-27 12:00", "Asia/Taipei")) == "holiday"
    assert day_type(CNY.tariffs.weekend, SHANGHAI, instant("2026-02-27 12:00")) == "weekday"
    assert day_type(CNY.tariffs.weekend, ZoneInfo("Europe/Berlin"), instant("2026-10-01 00:00")) == "weekday"


def test_r40_days_off_are_the_announced_ones_and_the_house_adds_its_own() -> None:
    """A Monday moved next to the Spring Festival costs what a weekend costs, and so does the house's own day."""
    weekend = CNY.tariffs.weekend
    for local in ("2026-02-23 12:00", "2026-08-08 00:00"):
        assert day_type(weekend, SHANGHAI, instant(local)) == "holiday"
        assert holiday_on(weekend, SHANGHAI, instant(local)) == local[:10]
    assert weekend.official["2026-02-17"] == Words("Chinese New Year (Spring Festival)", "春节")
    assert TWD.tariffs.weekend.official["2026-02-17"].zh == "春節"
    assert not holiday_on(weekend, SHANGHAI, instant("2026-02-24 00:00"))


def test_r40_an_admission_says_on_which_holiday_it_was() -> None:
    """The date is in its reasons; on other days there is none."""
    holiday, weekday = (
        admission_prices(CNY, SHANGHAI, ["adult"], instant(local))[0]
        for local in ("2026-10-01 12:00", "2026-10-08 12:00")
    )
    assert (holiday.tariff, holiday.why) == ("T02", {"guest": "adult", "day": "weekend", "holiday": "2026-10-01"})
    assert (weekday.tariff, weekday.why) == ("T01", {"guest": "adult", "day": "weekday"})


@pytest.mark.parametrize(
    ("begin", "end", "local", "weekend"),
    [
        ((6, 0), (1, 0), "2026-03-08 23:59", True),
        ((6, 0), (1, 0), "2026-03-09 00:00", False),
        ((7, 18 * 60), (1, 6 * 60), "2026-03-09 05:59", True),
        ((7, 18 * 60), (1, 6 * 60), "2026-03-09 06:00", False),
        ((7, 18 * 60), (1, 6 * 60), "2026-03-08 17:59", False),
        ((1, 0), (7, 24 * 60), "2026-03-11 12:00", True),
        ((5, 24 * 60), (7, 24 * 60), "2026-03-07 00:00", True),
        ((5, 24 * 60), (7, 24 * 60), "2026-03-06 23:59", False),
    ],
)
def test_r40_a_weekend_may_cross_the_week_s_end(
    begin: tuple[int, int], end: tuple[int, int], local: str, weekend: bool
) -> None:
    """Sunday evening to Monday morning; 24:00 is the midnight after."""
    span = Weekend(*begin, *end, ())
    assert (day_type(span, SHANGHAI, instant(local)) == "weekend") is weekend


@pytest.mark.parametrize(
    ("guest", "local", "may"),
    [
        ("adult", "2026-03-10 03:00", True),
        ("senior", "2026-03-10 07:59", False),
        ("senior", "2026-03-10 08:00", True),
        ("senior", "2026-03-10 15:59", True),
        ("senior", "2026-03-10 16:00", False),
        ("senior", "2026-03-07 12:00", False),
        ("senior", "2026-10-01 12:00", False),
        ("early_bird", "2026-03-07 09:59", True),
        ("early_bird", "2026-03-07 10:00", False),
        ("night", "2026-03-10 21:59", False),
        ("night", "2026-03-10 22:00", True),
        ("night", "2026-03-11 03:59", True),
        ("night", "2026-03-11 04:00", False),
    ],
)
def test_r40_a_class_is_offered_in_its_hours(guest: str, local: str, may: bool) -> None:
    """Seniors on weekdays 08-16, early birds 08-10, night entry 22-04 across midnight."""
    assert offered(CNY.guests[guest], CNY.tariffs.weekend, SHANGHAI, instant(local)) is may


@given(st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 1440))
def test_a_window_counts_from_its_begin_round_the_clock(minute: int, begin: int, end: int) -> None:
    """A minute is inside if one gets to it before the end, going forward from the begin."""
    if begin == end % 1440:
        return
    ahead = (minute - begin) % 1440
    assert in_window(minute, (begin, end)) == (ahead < (end - begin) % 1440)


@given(st.integers(instant("2025-12-01 00:00"), instant("2027-01-31 00:00")), st.sampled_from([CNY, TWD]))
def test_r40_what_is_offered_has_a_price(at_us: int, house: House) -> None:
    """Whenever the desk may pick a class, the house has exactly one admission for it."""
    zone = ZoneInfo(house.timezone)
    at_us -= at_us % MINUTE_US
    day = price_day(house.tariffs.weekend, zone, at_us)
    for guest in house.guests.values():
        if offered(guest, house.tariffs.weekend, zone, at_us):
            prices = [entry for entry in house.tariffs.admissions if entry.guest == guest.code]
            assert sum(entry.day in {None, day} for entry in prices) == 1
