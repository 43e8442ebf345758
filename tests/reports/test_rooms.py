"""Rooms, seats and zones as the board shows them: who, how long, how much, how long still at this price."""

from __future__ import annotations

from pos.house.folder import VENUE_FILE
from pos.reports.rooms import Room, rooms_of
from tests.house import instant
from tests.reports.conftest import Stage

DAY = "2026-03-10"


def room(stage: Stage, name: str, at: str) -> Room:
    """One of them at a wall time of the day."""
    return next(room for room in rooms_of(stage.reading, instant(f"{DAY} {at}")) if room.station == name)


def present(stage: Stage, at: str, band: str, station: str) -> None:
    """A band is held to the reader there."""
    outcome = stage.perform(f"{DAY} {at}", "present", station, "", band=band)
    assert outcome.facts["granted"], outcome


def test_every_place_with_a_clock_is_there(stage: Stage) -> None:
    """Rooms, seats and zones in the order of the venue file, all free in an empty house; doors have no clock."""
    rooms = rooms_of(stage.reading, instant(f"{DAY} 12:00"))
    assert [one.station for one in rooms] == ["zone-in", "esports", *(f"room-r{number}" for number in range(1, 13))]
    assert {one.state for one in rooms} == {"free"}
    assert (rooms[2].kind, rooms[2].outlet, rooms[2].tariff) == ("room", "rooms", "T11")


def test_r42_a_room_shows_what_it_costs_and_until_when(stage: Stage) -> None:
    """Exactly what the tap at the end will put on the bill, minute by minute."""
    stage.check_in(f"{DAY} 12:00", "077")
    present(stage, "12:10", "077", "room-r3")
    assert room(stage, "room-r3", "12:10").state == "used"
    shown = []
    for at in ("12:10", "12:11", "13:15", "13:16", "13:30", "13:31"):
        (clock,) = room(stage, "room-r3", at).clocks
        shown.append((clock.minutes, clock.so_far_minor, clock.left_min))
    assert shown == [(0, 0, 1), (1, 8000, 65), (65, 8000, 1), (66, 10000, 15), (80, 10000, 1), (81, 12000, 15)]
    outcome = stage.perform(f"{DAY} 13:31", "present", "room-r3", "", band="077")
    assert outcome.facts["line"] == {"line": 2, "item": "T11", "due": 12000}
    assert room(stage, "room-r3", "13:31").state == "free"


def test_who_belongs_to_the_guest_is_counted(stage: Stage) -> None:
    """The party of the guest in the room, as far as it is in the house."""
    stage.check_in(f"{DAY} 12:00", "077", "078", "079")
    stage.check_in(f"{DAY} 12:00", "080")
    stage.check_out(f"{DAY} 12:05", "079")
    present(stage, "12:10", "077", "room-r1")
    present(stage, "12:10", "080", "room-r9")
    assert [clock.party for clock in room(stage, "room-r1", "12:20").clocks] == [1]
    assert [clock.party for clock in room(stage, "room-r9", "12:20").clocks] == [0]


def test_companions_are_seen_and_cost_nothing(stage: Stage) -> None:
    """Who belongs to the guest and taps in is in the room, too; when the guest has left, so have they."""
    stage.check_in(f"{DAY} 12:00", "077", "078", "079")
    present(stage, "12:10", "077", "room-r1")
    present(stage, "12:15", "078", "room-r1")
    clocks = room(stage, "room-r1", "12:30").clocks
    assert [(clock.band, clock.so_far_minor, clock.left_min, clock.party) for clock in clocks] == [
        ("077", 8000, 46, 1),
        ("078", 0, None, 1),
    ]
    present(stage, "12:40", "077", "room-r1")
    assert room(stage, "room-r1", "12:40").state == "free"


def test_r43_at_the_checkout_the_clock_stands(stage: Stage) -> None:
    """Minutes and price stay as they were at its first tap; whoever leaves it goes on."""
    stage.check_in(f"{DAY} 12:00", "077")
    present(stage, "12:10", "077", "room-r1")
    stage.perform(f"{DAY} 12:30", "begin_checkout", bands=["077"])
    (clock,) = room(stage, "room-r1", "14:00").clocks
    assert (clock.minutes, clock.stands, room(stage, "room-r1", "14:00").state) == (20, "checkout", "checkout")
    stage.perform(f"{DAY} 14:00", "leave_checkout", bands=["077"])
    assert [clock.minutes for clock in room(stage, "room-r1", "14:00").clocks] == [110]


def test_r44_a_frozen_clock_stands(stage: Stage) -> None:
    """And the pause is taken out when it goes on."""
    stage.check_in(f"{DAY} 12:00", "077")
    present(stage, "12:10", "077", "room-r1")
    stage.perform(f"{DAY} 12:20", "freeze", staff="chen", reason="power cut")
    (clock,) = room(stage, "room-r1", "12:50").clocks
    assert (clock.minutes, clock.stands) == (10, "frozen")
    stage.perform(f"{DAY} 13:00", "resume", staff="chen")
    (clock,) = room(stage, "room-r1", "13:10").clocks
    assert (clock.minutes, clock.stands) == (20, "")


def test_r42_seats_hold_several_and_are_capped(stage: Stage) -> None:
    """Each guest has a clock; at the cap no more is to come."""
    stage.check_in(f"{DAY} 12:00", "077", "078")
    present(stage, "12:10", "077", "esports")
    present(stage, "12:30", "078", "esports")
    clocks = room(stage, "esports", "15:10").clocks
    assert [(clock.band, clock.minutes, clock.so_far_minor, clock.left_min) for clock in clocks] == [
        ("077", 180, 6000, None),
        ("078", 160, 6000, None),
    ]


def test_r29_a_zone_is_free_up_to_its_grace_and_costs_once(stage: Stage) -> None:
    """Ten minutes are a walk; the fee comes after that, and not again on another walk."""
    stage.check_in(f"{DAY} 12:00", "077")
    present(stage, "12:10", "077", "zone-in")
    shown = [
        (clock.so_far_minor, clock.left_min)
        for at in ("12:10", "12:20", "12:21")
        for clock in room(stage, "zone-in", at).clocks
    ]
    assert shown == [(0, 11), (0, 1), (3000, None)]
    present(stage, "12:30", "077", "zone-out")
    present(stage, "13:00", "077", "zone-in")
    (clock,) = room(stage, "zone-in", "13:30").clocks
    assert (clock.so_far_minor, clock.left_min) == (0, None)


def test_r4_a_room_keeps_the_tariff_of_the_check_in(stage: Stage) -> None:
    """A new price in the venue file is for guests who come after it."""
    stage.check_in(f"{DAY} 12:00", "077")
    present(stage, "12:10", "077", "room-r1")
    path = stage.folder / VENUE_FILE
    text = path.read_text(encoding="utf-8")
    assert text.count("first_price = 80,") == 1
    path.write_text(text.replace("first_price = 80,", "first_price = 95,"), encoding="utf-8")
    stage.reopen()
    stage.check_in(f"{DAY} 12:20", "078")
    present(stage, "12:20", "078", "room-r2")
    assert [room(stage, name, "12:40").clocks[0].so_far_minor for name in ("room-r1", "room-r2")] == [8000, 9500]
