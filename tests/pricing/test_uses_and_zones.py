"""What rooms, seats and the sweat rooms cost (R29, R42)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.house.model import Units
from pos.pricing.uses import minutes_to_next_price, use_price
from pos.pricing.zones import zone_price
from tests.house import demo_house

CNY, TWD = demo_house("cny"), demo_house("twd")
MINUTES = st.integers(0, 3000)
USES = st.sampled_from([*CNY.tariffs.uses.values(), *TWD.tariffs.uses.values()])


def use_minor(currency: str, tariff: str, minutes: int) -> int:
    """What so many minutes of a room or seat cost; 0 if there is no line."""
    line = use_price({"cny": CNY, "twd": TWD}[currency].tariffs.uses[tariff], minutes)
    return line.due_minor if line else 0


@pytest.mark.parametrize(
    ("minutes", "yuan"),
    [(0, 0), (1, 80), (60, 80), (65, 80), (66, 100), (80, 100), (81, 120), (180, 240), (185, 240), (186, 260)],
)
def test_r42_a_room_costs(minutes: int, yuan: int) -> None:
    """80 for the first hour, then 20 for each quarter begun, each with 5 minutes of grace: 3 h 240, 3 h 06 260."""
    assert use_minor("cny", "T11", minutes) == yuan * 100


@pytest.mark.parametrize(
    ("currency", "tariff", "minutes", "minor"),
    [
        ("cny", "T11V", 60, 150_00),
        ("cny", "T11V", 66, 187_50),
        ("cny", "T11V", 120, 300_00),
        ("twd", "T11", 180, 1200),
        ("twd", "T11V", 66, 940),
        ("cny", "T12", 30, 12_00),
        ("cny", "T12", 31, 24_00),
        ("cny", "T12", 150, 60_00),
        ("cny", "T12", 151, 60_00),
        ("cny", "T12", 2000, 60_00),
        ("twd", "T12", 2000, 300),
    ],
)
def test_r42_vip_rooms_and_seats_cost(currency: str, tariff: str, minutes: int, minor: int) -> None:
    """A seat is 12 for each half hour begun, at most 60."""
    assert use_minor(currency, tariff, minutes) == minor


@given(USES, MINUTES, MINUTES)
def test_r42_a_longer_use_never_costs_less_and_never_more_than_the_cap(units: Units, one: int, other: int) -> None:
    """For every room and seat of both houses."""
    lines = [use_price(units, minutes) for minutes in sorted((one, other))]
    dues = [line.due_minor if line else 0 for line in lines]
    assert dues[0] <= dues[1]
    assert units.cap_minor is None or dues[1] <= units.cap_minor
    for line, minutes in zip(lines, sorted((one, other)), strict=True):
        assert (line is None) == (minutes < 1)
        assert line is None or line.due_minor <= line.quantity * line.unit_minor


@pytest.mark.parametrize(("minutes", "yuan"), [(0, 0), (9, 0), (10, 0), (11, 30), (600, 30)])
def test_r29_walking_through_the_sweat_rooms_is_free(minutes: int, yuan: int) -> None:
    """Ten minutes are; the eleventh costs 30, and more do not cost more."""
    line = zone_price(CNY.tariffs.zones["T10"], minutes)
    assert (line.due_minor if line else 0) == yuan * 100


def test_r29_the_sweat_rooms_are_paid_once_per_visit() -> None:
    """Who was charged before goes in and out as often as he likes."""
    assert zone_price(CNY.tariffs.zones["T10"], 600, already_charged=True) is None


@pytest.mark.parametrize(
    ("tariff", "minutes", "left"),
    [
        ("T11", 0, 1),
        ("T11", 1, 65),
        ("T11", 65, 1),
        ("T11", 66, 15),
        ("T11", 80, 1),
        ("T12", 1, 30),
        ("T12", 150, None),
    ],
)
def test_r42_how_long_a_price_holds(tariff: str, minutes: int, left: int | None) -> None:
    """To the end of the grace, and a minute; at the cap for good."""
    assert minutes_to_next_price(CNY.tariffs.uses[tariff], minutes) == left


@given(USES, MINUTES)
def test_r42_the_next_price_comes_when_it_was_said(tariff: Units, minutes: int) -> None:
    """Until the minute before it the price stays, and then it is higher; where none comes it never is."""
    left = minutes_to_next_price(tariff, minutes)

    def price(after: int) -> int:
        priced = use_price(tariff, minutes + after)
        return priced.due_minor if priced is not None else 0

    if left is None:
        assert price(0) == price(100_000)
    else:
        assert left > 0
        assert price(0) == price(left - 1) < price(left)
