"""Bands, rooms and desks of the simulated day are each one guest's at a time."""

from __future__ import annotations

import pytest

from pos.demo.dice import Dice
from pos.demo.hook import Hook
from pos.demo.people import CASHIER_DESK, LEAD_DESK, FrontDesk, at_counter, lead_at
from pos.demo.wishes import Rooms
from tests.house import demo_house


def test_all_bands_with_a_locker_hang_there_and_no_spare_ones() -> None:
    """200 bands can be handed out, each once."""
    hook, dice = Hook(demo_house()), Dice(1)
    assert hook.has(200)
    assert not hook.has(201)
    taken = [hook.take(dice) for _ in range(200)]
    assert len({band.number for band in taken}) == 200
    assert all(band.zone in {"men", "women"} for band in taken)
    assert not hook.has(1)


def test_the_band_that_hung_longest_is_handed_out_first() -> None:
    """A band that comes back waits for its turn."""
    hook, dice = Hook(demo_house()), Dice(1)
    first = hook.take(dice)
    hook.put_back(first.number)
    assert hook.take(dice) != first
    with pytest.raises(KeyError):
        hook.put_back("999")


def test_a_room_is_free_again_five_minutes_after_its_guest() -> None:
    """It must be made up; who comes to full rooms gets none."""
    rooms = Rooms(["room-r1", "room-r2"])
    assert rooms.take(0, 3600) == "room-r1"
    assert rooms.take(60, 3600) == "room-r2"
    assert rooms.take(120, 3600) is None
    assert rooms.take(3600 + 299, 7200) is None
    assert rooms.take(3600 + 300, 7200) == "room-r1"


def test_the_desk_that_is_free_first_serves() -> None:
    """One thing after the other at each; with both free it is the cashier's."""
    desk = FrontDesk()
    assert desk.take_any(0, 30) == (CASHIER_DESK, 0)
    assert desk.take_any(5, 100) == (LEAD_DESK, 5)
    assert desk.take_any(10, 30) == (CASHIER_DESK, 30)
    assert desk.take(LEAD_DESK, 20, 10) == 105


def test_three_shifts_work_at_each_desk() -> None:
    """08–16, 16–24, 00–08; the morning after begins with the first again."""
    desk = FrontDesk()
    people = []
    for _ in range(4):
        people.append((desk.person(CASHIER_DESK), desk.person(LEAD_DESK)))
        desk.hand_over(CASHIER_DESK)
        desk.hand_over(LEAD_DESK)
    assert people == [("amy", "chen"), ("ben", "lin"), ("cui", "he"), ("amy", "chen")]
    assert [lead_at(hour * 3600) for hour in (0, 7, 8, 16, 24)] == ["chen", "chen", "lin", "he", "chen"]


def test_where_guests_serve_themselves_nobody_works() -> None:
    """At counters one of its people stands."""
    assert at_counter("vending-1", 3) == ""
    assert {at_counter("scrub-men", turn) for turn in range(10)} == {"dong", "du"}
