"""What it costs to come in, alone and as a party (R4)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.pricing.admission import admission_for, admission_prices
from tests.house import demo_house, instant

CNY, TWD = demo_house("cny"), demo_house("twd")
SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY = instant("2026-03-10 10:00")
SATURDAY = instant("2026-03-07 10:00")


def dues(guests: list[str], at_us: int = TUESDAY) -> list[int]:
    """What each of a party pays, in yuan."""
    return [price.due_minor // 100 for price in admission_prices(CNY, SHANGHAI, guests, at_us)]


def test_r4_the_class_and_the_kind_of_day_decide() -> None:
    """Adults have two prices; the others one."""
    assert dues(["adult", "child", "early_bird", "night"]) == [98, 58, 68, 138]
    assert dues(["adult", "child", "early_bird", "night"], SATURDAY) == [118, 58, 68, 138]
    assert dues(["adult"], instant("2026-10-01 10:00")) == [118]


def test_r4_taiwan_has_its_own_prices() -> None:
    """The same guests at the TWD house."""
    prices = admission_prices(TWD, ZoneInfo("Asia/Taipei"), ["adult", "child", "senior", "toddler"], TUESDAY)
    assert [price.due_minor for price in prices] == [650, 380, 520, 0]


@pytest.mark.parametrize(
    ("guests", "yuan"),
    [
        (["adult", "toddler"], [98, 0]),
        (["toddler", "adult"], [0, 98]),
        (["adult", "toddler", "toddler"], [98, 0, 30]),
        (["adult", "senior", "toddler", "toddler", "toddler"], [98, 78, 0, 0, 30]),
        (["toddler"], [30]),
        (["child", "toddler"], [58, 30]),
        ([], []),
    ],
)
def test_r4_one_toddler_for_each_adult_is_free(guests: list[str], yuan: list[int]) -> None:
    """The first ones in order; the next pay 30. A child is no adult."""
    assert dues(guests) == yuan


def test_r4_the_line_says_why() -> None:
    """The tariff, the class, the kind of day, and whether an adult made it free."""
    adult, free, paid = admission_prices(CNY, SHANGHAI, ["adult", "toddler", "toddler"], SATURDAY)
    assert (adult.tariff, adult.why) == ("T02", {"guest": "adult", "day": "weekend"})
    assert (free.tariff, free.why) == ("T04", {"guest": "toddler", "free_with_adult": 1})
    assert paid.why == {"guest": "toddler", "free_with_adult": 0}


def test_r4_what_the_house_does_not_have_is_no_price() -> None:
    """Seniors have none at a weekend, ghosts never."""
    with pytest.raises(LookupError, match="no admission for guest class senior on a weekend"):
        admission_for(CNY.tariffs, SHANGHAI, "senior", SATURDAY)
    with pytest.raises(LookupError):
        dues(["ghost"])


@given(st.lists(st.sampled_from(["adult", "child", "toddler"]), max_size=12))
def test_r4_a_party_pays_the_sum_of_its_guests(guests: list[str]) -> None:
    """Of toddlers as many as there are adults are free; everybody else pays the own price."""
    adults, children, toddlers = (guests.count(guest) for guest in ("adult", "child", "toddler"))
    assert sum(dues(guests)) == 98 * adults + 58 * children + 30 * max(0, toddlers - adults)
