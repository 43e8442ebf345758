"""Staying on in a room or on a seat: agreed by units, charged by the time that was used (R42)."""

from __future__ import annotations

import pytest

from tests.rules.conftest import Desk


def test_r42_a_unit_more_than_the_first_and_then_one_more(desk: Desk) -> None:
    """The first hour is agreed to by coming in; each unit comes to what was agreed before, and its price is said."""
    desk.check_in("077")
    desk.present("077", "room-r1")
    desk.wait(10)
    first = desk.done("extend", band="077")
    assert first == {"station": "room-r1", "agreed_min": 75, "until": "11:15", "due": 10_000}
    again = desk.done("extend", band="077", units=3, station="room-r1", staff="")
    assert again == {"station": "room-r1", "agreed_min": 120, "until": "12:00", "due": 16_000}
    assert desk.query("SELECT agreed_min FROM use") == [(120,)]


def test_r42_it_counts_from_the_unit_that_has_begun(desk: Desk) -> None:
    """Who has stayed longer than agreed pays for that anyway: one unit more is one more than that."""
    desk.check_in("077")
    desk.present("077", "room-r1")
    desk.wait(81)
    assert desk.done("extend", band="077")["agreed_min"] == 105


def test_r42_what_is_agreed_changes_no_price(desk: Desk) -> None:
    """The guest leaves earlier and pays for the time that was used; or stays longer, and pays for that."""
    desk.check_in("077", "078")
    for band, room in (("077", "room-r1"), ("078", "room-r2")):
        desk.present(band, room)
        desk.done("extend", band=band, units=4)
    desk.wait(50)
    assert desk.present("077", "room-r1")["line"]["due"] == 8_000
    desk.wait(100)
    assert desk.present("078", "room-r2")["line"]["due"] == 20_000
    assert desk.query("SELECT count(*) FROM line WHERE mark = 'use'") == [(2,)]


def test_r42_a_place_can_be_named(desk: Desk) -> None:
    """Of several the one taken last is meant, unless one is named."""
    desk.check_in("077")
    desk.present("077", "room-r9")
    desk.present("077", "esports")
    assert desk.done("extend", band="077")["station"] == "esports"
    named = desk.done("extend", band="077", place="room-r9")
    assert (named["station"], named["agreed_min"], named["due"]) == ("room-r9", 75, 18_750)


def test_r44_a_pause_makes_it_end_later(desk: Desk) -> None:
    """While the clocks stand nobody uses up what was agreed."""
    desk.check_in("077")
    desk.present("077", "room-r1")
    desk.wait(10)
    desk.lead("freeze", reason="power cut")
    desk.wait(30)
    desk.lead("resume")
    assert desk.done("extend", band="077")["until"] == "11:45"


@pytest.mark.parametrize("place", ["", "room-r1", "zone-in"])
def test_r42_only_a_clock_of_ones_own_can_be_extended(desk: Desk, place: str) -> None:
    """Not without one, not that of a zone, not that of the guest who pays for the room."""
    desk.check_in("077", "078")
    desk.declined("no_clock", "extend", band="077", place=place)
    desk.present("078", "room-r1")
    desk.present("077", "room-r1")
    desk.present("077", "zone-in")
    desk.declined("no_clock", "extend", band="077", place=place)


def test_r51_nothing_is_agreed_at_the_checkout(desk: Desk) -> None:
    """The clock stands, and so does what was agreed; at a gate nobody agrees to anything."""
    desk.check_in("077")
    desk.present("077", "room-r1")
    desk.declined("wrong_station", "extend", band="077", station="gate-in-1")
    desk.done("begin_checkout", bands=["077"])
    desk.declined("in_checkout", "extend", band="077")
