"""A counter where what costs nothing is had, once in each of its hours (R30)."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from pos.pricing.wall import instant_of
from pos.pricing.windows import next_window_us, window_at
from tests.house import demo_house
from tests.rules.conftest import Desk

HOURS = demo_house("cny").tariffs.included["T15"].windows
ZONE = ZoneInfo("Europe/Berlin")


def arrive(desk: Desk, local: str = "2026-03-10 14:30") -> None:
    """A guest is in the house at this time."""
    desk.check_in("077")
    desk.wait_until(local)


def test_r30_a_tap_is_a_line_without_a_price(desk: Desk) -> None:
    """It says what was had, when and where; nothing is due, sold or posted."""
    arrive(desk)
    facts = desk.present("077", "fruit-bar")
    assert facts["line"] == {"line": 2, "item": "T15", "due": 0}
    assert desk.lines(1)[1] == ("T15", 1, 0, "included")
    assert desk.query("SELECT outlet, list_minor, why FROM line WHERE line = 2") == [
        ("restaurant", 0, '{"until":"17:00"}')
    ]
    assert desk.due("077") == 9_800


def test_r30_a_second_tap_in_the_same_hours_is_refused_and_says_when_next(desk: Desk) -> None:
    """Also with another band of the same visit; in the next hours it is had again."""
    arrive(desk)
    desk.granted("077", "fruit-bar")
    desk.wait(59, hours=1)
    desk.refused("had_already", "077", "fruit-bar")
    message = desk.present("077", "fruit-bar")["message"]
    assert ("14:30" in message, "The next time is 21:00." in message) == (True, True)
    desk.done("swap", band="077", to="078", reason="torn")
    desk.refused("had_already", "078", "fruit-bar")
    desk.wait_until("2026-03-10 21:00")
    assert desk.granted("078", "fruit-bar")


def test_r30_outside_its_hours_nothing_is_served(desk: Desk) -> None:
    """The first minute counts, the last one does not; at night the next time is in the morning."""
    arrive(desk, "2026-03-10 13:59")
    desk.refused("not_served_now", "077", "fruit-bar")
    assert "The next time is 14:00." in desk.present("077", "fruit-bar")["message"]
    desk.wait(181)
    desk.refused("not_served_now", "077", "fruit-bar")
    desk.wait_until("2026-03-11 00:00")
    assert "The next time is 06:30." in desk.present("077", "fruit-bar")["message"]


def test_r30_nobody_has_it_who_pays_is_out_or_is_no_guest(desk: Desk) -> None:
    """In checkout the bill stands; what was had before stays on it, and can neither be voided nor moved."""
    arrive(desk)
    desk.refused("band_not_in_use", "078", "fruit-bar")
    desk.granted("077", "fruit-bar")
    desk.declined("line_fixed", "void", line=2, reason="x", staff="chen")
    desk.begin("077")
    desk.refused("in_checkout", "077", "fruit-bar")
    desk.pay("077", cash=9_800)
    desk.refused("band_not_in_use", "077", "fruit-bar")


def test_r30_hours_across_midnight_are_one_window(desk: Desk) -> None:
    """Had before midnight is had after it, and the next evening is another window."""
    desk.edit(('"21:00-24:00"', '"21:00-01:00"'))
    arrive(desk, "2026-03-10 23:50")
    desk.granted("077", "fruit-bar")
    desk.wait(60)
    desk.refused("had_already", "077", "fruit-bar")
    desk.wait_until("2026-03-11 22:00")
    assert desk.granted("077", "fruit-bar")


@given(st.integers(0, 3 * 1_440))
def test_r30_every_minute_is_in_a_window_or_before_one(minute: int) -> None:
    """Inside, the window holds the instant; the next one always begins later, and within a day; also in March."""
    at_us = instant_of(date(2026, 3, 28), minute, ZONE)
    window, soonest = window_at(HOURS, ZONE, at_us), next_window_us(HOURS, ZONE, at_us)
    assert at_us < soonest <= at_us + 86_400_000_000
    if window is None:
        assert window_at(HOURS, ZONE, soonest) is not None
    else:
        assert window.from_us <= at_us < window.to_us <= soonest
