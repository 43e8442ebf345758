"""What a band opens: gates, doors, lockers, zones, rooms, seats (R13, R14, R29, R42)."""

from __future__ import annotations

import pytest

from tests.rules.conftest import Desk

OPEN_TO_ALL = ("gate-in-1", "door-men", "locker-077", "zone-in", "zone-out", "room-r1", "esports")


def test_r13_the_gate_opens_only_when_paid_once_and_for_half_an_hour(desk: Desk) -> None:
    """Before the payment it does not; after it once; then never again."""
    desk.check_in("077")
    desk.refused("not_paid", "077", "gate-out-1")
    desk.begin("077")
    desk.refused("not_paid", "077", "gate-out-1")
    desk.pay("077", cash=9_800)
    desk.wait(30)
    assert desk.granted("077", "gate-out-2")
    desk.refused("no_exit_slip", "077", "gate-out-1")


def test_r13_the_exit_slip_runs_out(desk: Desk) -> None:
    """A moment after half an hour the gate says until when it was good, and stays shut."""
    desk.check_in("077")
    desk.begin("077")
    desk.pay("077", cash=9_800)
    desk.clock.at_us += 30 * 60_000_000 + 1
    desk.refused("slip_expired", "077", "gate-out-1")
    facts = desk.present("077", "gate-out-1")
    assert "10:30" in facts["message"]


def test_r13_a_bill_of_nothing_is_a_checkout_too(desk: Desk) -> None:
    """A toddler owes nothing and still gets out only through the desk."""
    desk.check_in("077", "078:toddler")
    desk.refused("not_paid", "078", "gate-out-1")
    assert desk.begin("078") == 0
    desk.refused("not_paid", "078", "gate-out-1")
    assert desk.pay("078") == {"receipt": 1, "paid": 0, "change": 0, "due": 0}
    assert desk.granted("078", "gate-out-1")


def test_r13_a_part_payment_opens_no_gate(desk: Desk) -> None:
    """What is left to pay is left to pay."""
    desk.check_in("077")
    desk.begin("077")
    assert desk.pay("077", cash=9_799)["due"] == 1
    desk.refused("not_paid", "077", "gate-out-1")


def test_r13_a_band_without_a_guest_opens_nothing(desk: Desk) -> None:
    """Never opened, or taken back: no gate, no door; and no slip to leave by."""
    desk.check_in("078")
    desk.done("cancel_check_in", band="078", reason="no")
    for band in ("077", "078"):
        for station in OPEN_TO_ALL:
            desk.refused("band_not_in_use", band, station)
        desk.refused("no_exit_slip", band, "gate-out-1")


def test_r13_the_slip_is_the_guests_not_the_next_one_with_his_band(desk: Desk) -> None:
    """A band that was handed to somebody else opens the gate for nobody until that one has paid."""
    desk.check_in("077")
    desk.begin("077")
    desk.pay("077", cash=9_800)
    desk.check_in("077")
    desk.refused("not_paid", "077", "gate-out-1")


def test_r14_the_wrong_zone_opens_nothing_and_charges_nothing(desk: Desk) -> None:
    """Doors, lockers and counters of the other zone say whose zone the band is of."""
    desk.check_in("077", "121")
    desk.refused("wrong_zone", "077", "door-women")
    desk.refused("wrong_zone", "077", "locker-121")
    desk.refused("wrong_zone", "121", "door-men")
    desk.no_charge("wrong_zone", "077", "body-scrub", station="scrub-women", staff="eva")
    assert desk.granted("077", "door-men")
    assert desk.granted("121", "door-women")
    desk.charge("121", "body-scrub", station="scrub-women", staff="eva")


def test_r14_a_spare_band_has_the_zone_that_was_said_at_the_desk(desk: Desk) -> None:
    """The zone belongs to the visit then."""
    desk.done("check_in", bands=[{"band": "201", "guest": "adult", "zone": "women"}])
    assert desk.granted("201", "door-women")
    desk.refused("wrong_zone", "201", "door-men")


def test_r14_a_child_gets_no_alcohol_and_no_tobacco_whoever_asks(desk: Desk) -> None:
    """Also from the owner, also hidden between other things; water it gets."""
    desk.check_in("077", "121:child", "122:toddler")
    for band in ("121", "122"):
        for staff in ("fan", "chen", "wu"):
            desk.no_charge("adults_only", band, "beer", staff=staff)
            desk.no_charge("adults_only", band, "water", "cigarettes", staff=staff)
    desk.charge("121", "water")
    desk.charge("077", "beer", "cigarettes")


def test_a_locker_opens_for_its_own_guest_only(desk: Desk) -> None:
    """The refusal says which locker is his."""
    desk.check_in("077", "078")
    assert desk.granted("077", "locker-077")
    desk.refused("other_locker", "077", "locker-078")
    assert "077" in desk.present("077", "locker-078")["message"]


def test_r29_the_zone_costs_once_per_visit_and_walking_through_nothing(desk: Desk) -> None:
    """Nine and ten minutes are free, eleven cost 30, again and again in the same visit nothing."""
    desk.check_in("077")
    for minutes, due in ((9, 9_800), (10, 9_800), (11, 12_800), (300, 12_800)):
        assert desk.granted("077", "zone-in")
        desk.wait(minutes)
        assert desk.granted("077", "zone-out")
        assert desk.due("077") == due
    assert desk.lines(1) == [("T01", 1, 9_800, "admission"), ("T10", 1, 3_000, "zone")]


def test_r29_who_is_still_in_the_zone_pays_for_it_at_the_checkout(desk: Desk) -> None:
    """The clock that runs is quoted and said to be hanging; the payment ends it."""
    desk.check_in("077")
    desk.granted("077", "zone-in")
    desk.wait(11)
    facts = desk.done("begin_checkout", bands=["077"])
    assert facts["due"] == 12_800
    assert facts["open"] == ["zone-in is in use since 10:00 (band 077)"]
    desk.pay("077", cash=12_800)
    assert desk.query("SELECT to_us - from_us FROM use") == [(11 * 60_000_000,)]
    assert desk.lines(1)[1] == ("T10", 1, 3_000, "zone")


def test_r29_two_taps_into_the_zone_are_one_clock(desk: Desk) -> None:
    """The second tap on the way in lets in and begins nothing; out without in opens, too."""
    desk.check_in("077")
    assert desk.granted("077", "zone-out")
    desk.granted("077", "zone-in")
    desk.wait(6)
    desk.granted("077", "zone-in")
    desk.wait(6)
    facts = desk.present("077", "zone-out")
    assert facts["line"] == {"line": 2, "item": "T10", "due": 3_000}
    assert desk.query("SELECT count(*) FROM use") == [(1,)]


@pytest.mark.parametrize(
    ("minutes", "due"), [(0, 0), (1, 8_000), (60, 8_000), (65, 8_000), (66, 10_000), (180, 24_000), (186, 26_000)]
)
def test_r42_a_room_by_started_quarters(desk: Desk, minutes: int, due: int) -> None:
    """80 for the first hour, then 20 for each started quarter with five minutes' grace."""
    desk.check_in("077")
    desk.granted("077", "room-r1")
    desk.wait(minutes)
    assert desk.present("077", "room-r1").get("line", {"due": 0})["due"] == due
    assert desk.due("077") == 9_800 + due
    if due:
        assert desk.query("SELECT mark, outlet FROM line WHERE line = 2") == [("use", "rooms")]


def test_r42_a_room_is_one_partys_at_a_time(desk: Desk) -> None:
    """His companion comes in without a clock of her own; strangers wait until it is free."""
    desk.check_in("077", "121")
    desk.check_in("078")
    desk.granted("077", "room-r9")
    desk.wait(5)
    assert desk.granted("121", "room-r9")
    desk.refused("occupied", "078", "room-r9")
    desk.wait(55)
    desk.granted("077", "room-r9")
    assert (desk.due("077"), desk.due("121")) == (9_800 + 15_000, 9_800)
    assert desk.granted("078", "room-r9")


def test_r42_who_came_in_with_the_payer_goes_out_without_a_clock_also_after_him(desk: Desk) -> None:
    """He taps out first; her tap on leaving begins nothing. Coming back he begins a clock of his own again."""
    desk.check_in("077", "121")
    desk.granted("077", "room-r9")
    desk.granted("121", "room-r9")
    desk.wait(60)
    desk.granted("077", "room-r9")
    desk.wait(5)
    assert "line" not in desk.present("121", "room-r9")
    desk.wait(60)
    assert (desk.due("077"), desk.due("121")) == (9_800 + 15_000, 9_800)
    assert desk.query("SELECT count(*) FROM use WHERE to_us = 0") == [(0,)]
    desk.granted("121", "room-r9")
    assert desk.query("SELECT visit, tariff FROM use WHERE to_us = 0") == [(2, "T11V")]


def test_r42_a_payer_who_comes_back_pays_again_while_his_companion_stayed(desk: Desk) -> None:
    """Nobody is in a room for nothing because the payer tapped out in between; who forgot to tap blocks nobody."""
    desk.check_in("077", "121")
    desk.check_in("078")
    desk.granted("077", "room-r9")
    desk.granted("121", "room-r9")
    desk.wait(60)
    desk.granted("077", "room-r9")
    desk.granted("077", "room-r9")
    desk.refused("occupied", "078", "room-r9")
    desk.wait(60)
    assert desk.present("077", "room-r9")["line"]["due"] == 15_000
    assert desk.granted("078", "room-r9")
    assert desk.query("SELECT visit FROM use WHERE to_us = 0") == [(3,)]
    desk.refused("occupied", "121", "room-r9")
    assert desk.begin("121") == 9_800


def test_r42_a_seat_is_capped(desk: Desk) -> None:
    """12 for each started half hour, never more than 60."""
    desk.check_in("077")
    for minutes, due in ((30, 1_200), (31, 2_400), (600, 6_000)):
        before = desk.due("077")
        desk.granted("077", "esports")
        desk.wait(minutes)
        desk.granted("077", "esports")
        assert desk.due("077") - before == due


def test_r51_no_clock_begins_during_the_checkout_but_every_door_opens(desk: Desk) -> None:
    """His locker and the way back still open for somebody who stands at the desk and pays."""
    desk.check_in("077")
    desk.begin("077")
    for station in ("room-r1", "esports", "zone-in"):
        desk.refused("in_checkout", "077", station)
    for station in ("locker-077", "door-men", "gate-in-1", "zone-out"):
        assert desk.granted("077", station)


@pytest.mark.parametrize("station", ["desk-1", "bar", "vending-1"])
def test_a_band_is_presented_only_where_something_opens(desk: Desk, station: str) -> None:
    """A counter opens nothing; an unknown chip is declined everywhere."""
    desk.check_in("077")
    desk.declined("wrong_station", "present", band="077", station=station)
    desk.declined("unknown_band", "present", band="0400000000", station="gate-in-1")
