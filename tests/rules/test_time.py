"""What time costs at the checkout, and when clocks stand (R40–R45), through the one door."""

from __future__ import annotations

import pytest

from tests.rules.conftest import Desk


def stay(desk: Desk, came: str, left: str, guest: str = "adult") -> int:
    """What a guest owes who came and left at these wall times, and bought nothing."""
    desk.wait_until(came)
    (visit,) = desk.check_in("077", guest=guest)["visits"]
    desk.wait_until(left)
    due = desk.begin("077")
    desk.pay("077", **({"cash": due} if due else {}))
    assert sum(row[2] for row in desk.lines(visit["visit"])) == due
    return due


@pytest.mark.parametrize(
    ("came", "left", "due"),
    [
        ("2026-03-10 10:00", "2026-03-10 22:00", 9_800),
        ("2026-03-10 10:00", "2026-03-10 22:15", 9_800),
        ("2026-03-10 10:00", "2026-03-10 22:16", 11_800),
        ("2026-03-10 10:00", "2026-03-10 23:15", 11_800),
        ("2026-03-10 10:00", "2026-03-10 23:16", 13_800),
        ("2026-03-10 10:00", "2026-03-11 01:59", 15_800),
        ("2026-03-10 20:00", "2026-03-11 02:59", 9_800),
        ("2026-03-10 20:00", "2026-03-11 03:00", 14_800),
        ("2026-03-10 20:00", "2026-03-11 08:15", 14_800),
        ("2026-03-10 20:00", "2026-03-11 12:00", 20_800),
        ("2026-03-11 06:00", "2026-03-11 09:00", 9_800),
        ("2026-03-11 05:59", "2026-03-11 07:00", 14_800),
        ("2026-03-10 10:00", "2026-03-12 10:00", 9_800 + 6_000 + 5_000),
    ],
)
def test_r41_r42_the_worked_cases_of_a_weekday(desk: Desk, came: str, left: str, due: int) -> None:
    """12 h included, 15 min grace, 20 for each started hour up to 60; 50 once for an hour of the night."""
    assert stay(desk, came, left) == due


@pytest.mark.parametrize(
    ("guest", "came", "left", "due"),
    [
        ("toddler", "2026-03-10 10:00", "2026-03-12 10:00", 3_000),
        ("child", "2026-03-10 20:00", "2026-03-11 09:15", 5_800 + 5_000 + 2_000),
        ("early_bird", "2026-03-10 09:00", "2026-03-10 15:16", 6_800 + 2_000),
        ("night", "2026-03-10 22:00", "2026-03-11 09:15", 13_800),
        ("night", "2026-03-10 22:00", "2026-03-11 09:16", 13_800 + 2_000),
        ("night", "2026-03-11 03:59", "2026-03-11 09:00", 13_800),
    ],
)
def test_r40_every_class_by_its_own_tariff(desk: Desk, guest: str, came: str, left: str, due: int) -> None:
    """Toddlers have no clock, the early bird's is shorter, the night's price has the night in it."""
    assert stay(desk, came, left, guest) == due


def test_r40_overtime_and_night_in_twd(taipei: Desk) -> None:
    """Whole dollars: 650, the night 300, an hour 120."""
    assert stay(taipei, "2026-03-10 20:00", "2026-03-11 08:16") == 650 + 300 + 120


def test_r43_the_clock_stops_at_the_first_tap_of_the_checkout(desk: Desk) -> None:
    """Who queues at the desk for an hour pays what the first tap said."""
    desk.check_in("077")
    desk.granted("077", "room-r1")
    desk.wait_until("2026-03-10 11:00")
    assert desk.begin("077") == 17_800
    desk.wait_until("2026-03-10 23:59")
    assert desk.begin("077") == 17_800
    assert desk.pay("077", cash=17_800)["due"] == 0
    assert desk.query("SELECT to_us - from_us FROM use") == [(3_600_000_000,)]


def test_r43_who_stays_after_all_is_charged_as_if_the_clocks_had_never_stopped(desk: Desk) -> None:
    """Leaving the checkout charges nothing; the next one counts the whole time once."""
    desk.check_in("077")
    desk.granted("077", "room-r1")
    desk.wait_until("2026-03-10 22:16")
    first = desk.begin("077")
    assert first == 9_800 + 2_000 + 8_000 + 45 * 2_000
    desk.wait(10)
    desk.leave("077")
    assert desk.due("077") == 9_800
    assert desk.quotes(1) == []
    desk.wait_until("2026-03-10 23:16")
    assert desk.begin("077") == 9_800 + 4_000 + 8_000 + 49 * 2_000
    desk.leave("077")
    desk.wait_until("2026-03-10 23:17")
    assert desk.present("077", "room-r1")["line"]["due"] == 8_000 + 49 * 2_000
    assert desk.begin("077") == 9_800 + 4_000 + 8_000 + 49 * 2_000


def test_r43_a_clock_that_was_stopped_during_the_checkout_stays_stopped(desk: Desk) -> None:
    """The companion comes out of the room while the bill is on the screen; then they stay: the room is over."""
    desk.check_in("077", "078")
    desk.granted("078", "room-r1")
    desk.wait(60)
    assert desk.begin("077", "078") == 9_800 + 9_800 + 8_000
    assert desk.granted("078", "room-r1")
    desk.leave("077", "078")
    desk.wait(hours=3)
    assert desk.begin("077", "078") == 9_800 + 9_800 + 8_000


def test_r44_frozen_time_costs_nothing(desk: Desk) -> None:
    """The stay and the room lose what the pause lasted; the pause is in the books with its reason."""
    desk.check_in("077")
    desk.granted("077", "room-r1")
    desk.wait(30)
    assert desk.lead("freeze", reason="power cut") == {"frozen": [0]}
    desk.wait(hours=2)
    assert desk.lead("resume") == {"resumed": [0]}
    desk.wait(30)
    assert desk.present("077", "room-r1")["line"]["due"] == 8_000
    desk.wait_until("2026-03-11 00:15")
    assert desk.begin("077") == 17_800
    desk.leave("077")
    desk.wait(1)
    assert desk.begin("077") == 19_800
    assert desk.query("SELECT visit, reason, to_us - from_us FROM pause") == [(0, "power cut", 7_200_000_000)]


def test_r44_one_guests_clocks(desk: Desk) -> None:
    """Only his stand; overlapping pauses of house and guest count once."""
    desk.check_in("077", "078")
    desk.granted("077", "esports")
    desk.granted("078", "room-r1")
    desk.lead("freeze", bands=["077"], reason="first aid")
    desk.wait(30)
    desk.lead("freeze", reason="alarm")
    desk.wait(30)
    desk.lead("resume", bands=["077"])
    desk.wait(30)
    desk.lead("resume")
    desk.wait(1)
    assert desk.present("077", "esports")["line"]["due"] == 1_200
    assert desk.present("078", "room-r1")["line"]["due"] == 8_000
    desk.wait_until("2026-03-10 23:15")
    assert desk.begin("077", "078") == 9_800 + 1_200 + 9_800 + 8_000


def test_r44_a_pause_that_is_not_over_counts_up_to_now(desk: Desk) -> None:
    """A bill that is made during the pause does not charge for it."""
    desk.check_in("077")
    desk.wait_until("2026-03-10 22:15")
    desk.lead("freeze", reason="alarm")
    desk.wait(hours=5)
    assert desk.begin("077") == 9_800
    desk.pay("077", cash=9_800)


def test_r44_the_night_does_not_count_while_clocks_stand(desk: Desk) -> None:
    """Of an hour and a half in the night 31 minutes stood still: no fee."""
    desk.wait_until("2026-03-10 20:00")
    desk.check_in("077")
    desk.wait_until("2026-03-11 02:00")
    desk.lead("freeze", bands=["077"], reason="alarm")
    desk.wait(31)
    desk.lead("resume", bands=["077"])
    desk.wait_until("2026-03-11 03:30")
    assert desk.begin("077") == 9_800
    desk.leave("077")
    desk.wait(1)
    assert desk.begin("077") == 14_800


def test_r44_freezing_is_the_leads_and_is_done_once(desk: Desk) -> None:
    """Nobody else may; what stands cannot be stopped, what runs cannot be resumed."""
    desk.check_in("077", "078")
    for staff in ("amy", "fan", ""):
        desk.declined("not_allowed", "freeze", reason="no", staff=staff)
        desk.declined("not_allowed", "resume", staff=staff)
    desk.declined("not_frozen", "resume", staff="chen")
    desk.declined("not_frozen", "resume", bands=["077"], staff="chen")
    desk.lead("freeze", bands=["077"], reason="x")
    desk.declined("already_frozen", "freeze", bands=["077"], reason="x", staff="chen")
    assert desk.lead("freeze", bands=["077", "078"], reason="x") == {"frozen": [2]}
    desk.declined("not_frozen", "resume", staff="chen")
    desk.declined("band_not_in_use", "freeze", bands=["079"], reason="x", staff="chen")
    desk.declined("band_twice", "resume", bands=["077", "77"], staff="chen")
    assert desk.lead("resume", bands=["077", "078"]) == {"resumed": [1, 2]}


def test_r45_the_night_of_a_clock_change_is_billed_by_elapsed_time(desk: Desk) -> None:
    """Where clocks go back, thirteen hours pass between 20:00 and 08:00; where they go forward, eleven."""
    desk.edit(('timezone = "Asia/Shanghai"', 'timezone = "Europe/Berlin"'))
    desk.timezone = "Europe/Berlin"
    # Saturday to Sunday: 118, the night 50. 13 h is 60 min over 12 h: the first started hour, 20.
    assert stay(desk, "2026-10-24 20:00", "2026-10-25 08:00") == 11_800 + 5_000 + 2_000
    assert stay(desk, "2026-10-24 20:00", "2026-10-25 07:15") == 11_800 + 5_000
    assert stay(desk, "2026-03-28 20:00", "2026-03-29 09:15") == 11_800 + 5_000
    assert stay(desk, "2026-03-28 20:00", "2026-03-29 09:16") == 11_800 + 5_000 + 2_000


def test_r45_stored_times_are_utc_whatever_offset_was_sent(desk: Desk) -> None:
    """One instant in three spellings is one instant in the book."""
    for at in ("2026-03-10T20:00:00+08:00", "2026-03-10T12:00:00Z", "2026-03-10T01:00:00-11:00"):
        desk.done("present", band=desk.query("SELECT uid FROM band")[0][0], station="gate-in-1", at=at)
    assert desk.query("SELECT DISTINCT at_us FROM log WHERE kind = 'present'") == [(1_773_144_000_000_000,)]


def test_r45_a_clock_that_goes_back_never_reorders_the_log(desk: Desk) -> None:
    """Entries follow in the order they were made, each with the time its clock told; no time costs less than none."""
    desk.wait_until("2026-03-10 20:00")
    desk.check_in("077")
    desk.granted("077", "room-r1")
    desk.wait_until("2026-03-10 19:00")
    desk.charge("077", "water")
    assert "line" not in desk.present("077", "room-r1")
    assert desk.begin("077") == 10_400
    rows = desk.query("SELECT seq, at_us FROM log WHERE kind <> 'house' ORDER BY seq")
    assert [seq for seq, _ in rows] == [2, 3, 4, 5, 6]
    assert rows[0][1] - rows[-1][1] == 3_600_000_000
