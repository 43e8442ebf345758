"""The worked cases of the house's rules, as a guest's bill shows them: bath, overtime, night (R40-R43)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.pricing.admission import admission_for, admission_prices
from pos.pricing.checkout import checkout_lines
from pos.pricing.stay import Stay
from pos.pricing.wall import MINUTE_US
from tests.house import demo_house, instant

HOUSE = demo_house()
SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY_MIN = 24 * 60
GUESTS = ("adult", "child", "senior", "early_bird", "night")


def bill_minor(guest: str, in_us: int, out_us: int, pauses: tuple[tuple[int, int], ...] = ()) -> int:
    """What a guest of the CNY house pays who takes nothing: admission, overtime and night."""
    (entry,) = admission_prices(HOUSE, SHANGHAI, [guest], in_us)
    admission = admission_for(HOUSE.tariffs, SHANGHAI, guest, in_us)
    lines = checkout_lines(HOUSE, HOUSE.guests[guest], admission, Stay(in_us, out_us, pauses))
    return entry.due_minor + sum(line.due_minor for line in lines)


@pytest.mark.parametrize(
    ("came", "went", "yuan"),
    [
        ("2026-03-10 10:00", "2026-03-10 22:00", 98),
        ("2026-03-10 10:00", "2026-03-10 22:15", 98),
        ("2026-03-10 10:00", "2026-03-10 22:15:59", 98),
        ("2026-03-10 10:00", "2026-03-10 22:16", 118),
        ("2026-03-10 10:00", "2026-03-10 23:15", 118),
        ("2026-03-10 10:00", "2026-03-10 23:16", 138),
        ("2026-03-10 10:00", "2026-03-11 00:16", 158),
        ("2026-03-10 10:00", "2026-03-11 01:59", 158),
        ("2026-03-10 20:00", "2026-03-11 03:00", 148),
        ("2026-03-10 20:00", "2026-03-11 02:59", 98),
        ("2026-03-10 20:00", "2026-03-11 02:59:59.999999", 98),
        ("2026-03-10 10:00", "2026-03-11 03:00", 98 + 60 + 50),
        ("2026-03-10 10:00", "2026-03-12 10:00", 98 + 60 + 50),
        ("2026-03-11 06:00", "2026-03-11 18:00", 98),
        ("2026-03-11 05:59", "2026-03-11 17:00", 148),
        ("2026-03-07 10:00", "2026-03-07 22:00", 118),
        ("2026-03-07 10:00", "2026-03-07 10:00", 118),
    ],
)
def test_r40_to_r42_an_adult_pays(came: str, went: str, yuan: int) -> None:
    """98 a weekday for 12 hours, 20 for each hour begun past the grace of 15 minutes up to 60, 50 for the night."""
    assert bill_minor("adult", instant(came), instant(went)) == yuan * 100


@pytest.mark.parametrize(
    ("came", "went", "yuan"),
    [
        ("2026-03-10 22:00", "2026-03-11 09:00", 138),
        ("2026-03-10 22:00", "2026-03-11 09:15", 138),
        ("2026-03-10 22:00", "2026-03-11 09:16", 158),
        ("2026-03-10 22:00", "2026-03-11 10:16", 178),
        ("2026-03-10 22:00", "2026-03-11 23:00", 198),
        ("2026-03-11 03:59", "2026-03-11 09:00", 138),
        ("2026-03-11 03:59", "2026-03-11 09:16", 158),
    ],
)
def test_r40_night_entry_holds_until_nine_and_has_the_night_in_it(came: str, went: str, yuan: int) -> None:
    """T07 ends at the first 09:00 after the check-in; the night fee is never added."""
    assert bill_minor("night", instant(came), instant(went)) == yuan * 100


@pytest.mark.parametrize(
    ("guest", "came", "went", "yuan"),
    [
        ("early_bird", "2026-03-10 08:00", "2026-03-10 14:15", 68),
        ("early_bird", "2026-03-10 08:00", "2026-03-10 14:16", 88),
        ("early_bird", "2026-03-10 09:59", "2026-03-11 09:59", 68 + 60 + 50),
        ("child", "2026-03-10 10:00", "2026-03-10 22:16", 78),
        ("child", "2026-03-07 10:00", "2026-03-07 22:00", 58),
        ("senior", "2026-03-10 10:00", "2026-03-10 22:00", 78),
        ("toddler", "2026-03-10 10:00", "2026-03-11 22:00", 30),
    ],
)
def test_r40_other_guests_pay(guest: str, came: str, went: str, yuan: int) -> None:
    """An early bird has 6 hours; a toddler without an adult pays 30 and never for time."""
    assert bill_minor(guest, instant(came), instant(went)) == yuan * 100


def test_r43_who_stays_after_all_pays_as_if_nobody_had_looked() -> None:
    """The clocks stop at the checkout's first tap; a later one counts from the check-in again, the night once."""
    came_us = instant("2026-03-10 20:00")
    assert bill_minor("adult", came_us, instant("2026-03-11 03:00")) == 148_00
    assert bill_minor("adult", came_us, instant("2026-03-11 08:16")) == 168_00


def test_r44_a_freeze_takes_time_out_of_everything() -> None:
    """Two hours of power cut in the evening give two more hours; two in the night take them out of the night."""
    came_us = instant("2026-03-10 10:00")
    evening = ((instant("2026-03-10 18:00"), instant("2026-03-10 20:00")),)
    assert bill_minor("adult", came_us, instant("2026-03-11 00:15"), evening) == 98_00
    assert bill_minor("adult", came_us, instant("2026-03-11 00:16"), evening) == 118_00
    late_us = instant("2026-03-10 20:00")
    night = ((instant("2026-03-11 02:30"), instant("2026-03-11 04:30")),)
    assert bill_minor("adult", late_us, instant("2026-03-11 04:59"), night) == 98_00
    assert bill_minor("adult", late_us, instant("2026-03-11 05:00"), night) == 148_00


def test_a_clock_that_went_back_costs_nothing() -> None:
    """If the checkout has an earlier time than the check-in, only the admission is due."""
    assert bill_minor("adult", instant("2026-03-10 10:00"), instant("2026-03-10 09:00")) == 98_00


MOMENTS = st.integers(instant("2026-01-01 00:00"), instant("2026-12-31 00:00"))
MINUTES = st.integers(0, 3 * DAY_MIN)


@st.composite
def pauses_after(draw: st.DrawFn, in_us: int) -> tuple[tuple[int, int], ...]:
    """Up to four pauses in the three days after a check-in, also overlapping ones and ones from before it."""
    begins = draw(st.lists(st.tuples(st.integers(-60, 3 * DAY_MIN), st.integers(0, 300)), max_size=4))
    return tuple((in_us + begin * MINUTE_US, in_us + (begin + long_min) * MINUTE_US) for begin, long_min in begins)


@given(st.data(), st.sampled_from(GUESTS), MOMENTS, MINUTES, MINUTES)
def test_r40_a_longer_stay_never_costs_less(
    data: st.DataObject, guest: str, in_us: int, one_min: int, other_min: int
) -> None:
    """Whoever they are, whenever they came, whatever stood still."""
    pauses = data.draw(pauses_after(in_us))
    if guest == "senior":  # offered on weekdays only
        in_us = instant("2026-03-10 08:00") + in_us % (8 * 60) * MINUTE_US
    shorter, longer = sorted((one_min, other_min))
    bills = [bill_minor(guest, in_us, in_us + minutes * MINUTE_US, pauses) for minutes in (shorter, longer)]
    assert bills[0] <= bills[1]


@given(st.data(), st.sampled_from(("adult", "child", "night")), MOMENTS, MINUTES)
def test_r44_a_freeze_never_costs_the_guest(data: st.DataObject, guest: str, in_us: int, stay_min: int) -> None:
    """The bill with pauses is at most the bill without."""
    pauses = data.draw(pauses_after(in_us))
    out_us = in_us + stay_min * MINUTE_US
    assert bill_minor(guest, in_us, out_us, pauses) <= bill_minor(guest, in_us, out_us)


@given(MOMENTS, MINUTES)
def test_the_most_a_stay_of_days_costs_is_bounded(in_us: int, stay_min: int) -> None:
    """Admission, the cap of overtime and one night: three days never cost an adult more."""
    assert bill_minor("adult", in_us, in_us + stay_min * MINUTE_US) <= (118 + 60 + 50) * 100
