"""The demo's Saturday goes by behind an open desk."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from pos.reports.reading import Reading
from pos.venue import Venue
from terminal_ui.desk.house_sight import HouseSight
from terminal_ui.playing.live import DemoPlay, LivePlay, PlayedClock
from terminal_ui.posts.needs import PostNeeds
from terminal_ui.screens.loopband_app import LoopbandApp
from tests.house import demo_house
from tests.screens.support.desk_at_work import DeskAtWork
from tests.screens.support.post_at_work import SetClock

HALF_AN_HOUR = DemoPlay(seed=7, speed=600, ahead_min=30)


class _Steady:
    ns = 1_000

    def __call__(self) -> int:
        return self.ns


def test_the_demos_time_jumps_first_and_then_runs() -> None:
    """What is played ahead sets the clock; from then on it runs so many times as fast, and never back."""
    steady = _Steady()
    clock = PlayedClock(1_000_000, 20, steady_ns=steady)
    clock.jump(5_000_000)
    clock.jump(4_000_000)
    assert clock.now_us() == 5_000_000
    clock.run()
    steady.ns += 1_000_000_000
    assert clock.now_us() == 25_000_000
    clock.jump(90_000_000)
    clock.run()
    assert clock.now_us() == 25_000_000


def test_a_speed_must_be_above_zero() -> None:
    """A day that stands still is no demo."""
    with pytest.raises(ValueError, match="above 0"):
        PlayedClock(0, 0)


def test_the_same_seed_is_the_same_day() -> None:
    """Two players of one seed have the same acts before them."""
    one, other = (LivePlay(demo_house(), HALF_AN_HOUR, desk="desk-1").saturday for _ in range(2))
    assert one.acts == other.acts
    assert len(one.acts) > 5_000


async def test_the_day_goes_by_while_the_desk_works(folder: Path) -> None:
    """Guests come and tap through the mock readers; nobody but its own person moves this desk."""
    playing = LivePlay(demo_house(), HALF_AN_HOUR, desk="desk-1")
    with closing(Venue.open(folder, clock=playing.clock)) as venue, closing(Reading.open(folder)) as reading:
        sight = HouseSight(reading, folder)
        needs = PostNeeds(venue, sight, playing.clock, "desk-1", pace=lambda: playing.pace)
        app = LoopbandApp(needs, folder=folder, playing=playing)
        async with app.run_test(size=(160, 48)) as pilot:
            desk = DeskAtWork(app, pilot, venue, SetClock(0), folder)
            await desk.seen("DEMO >>")
            await desk.seen("DEMO x600", within_s=30)
            assert desk.layer == "Idle"
            await desk.seen("checked in Adult")
            await desk.seen("opened")
            entries, left_s = venue.head[0], 20.0
            while venue.head[0] <= entries:
                assert left_s > 0, "the day stands still"
                await pilot.pause(0.05)
                left_s -= 0.05
            await desk.press("f1")
            assert "KEYS" in desk.text


async def test_a_guest_of_the_day_can_be_looked_at(folder: Path) -> None:
    """A band that came in with the day shows its bill when its number is typed."""
    playing = LivePlay(demo_house(), HALF_AN_HOUR, desk="desk-1")
    with closing(Venue.open(folder, clock=playing.clock)) as venue, closing(Reading.open(folder)) as reading:
        needs = PostNeeds(venue, HouseSight(reading, folder), playing.clock, "desk-1", pace=lambda: playing.pace)
        app = LoopbandApp(needs, folder=folder, playing=playing)
        async with app.run_test() as pilot:
            desk = DeskAtWork(app, pilot, venue, SetClock(0), folder)
            await desk.seen("DEMO x600", within_s=30)
            ((band,),) = reading.query("SELECT band FROM visit WHERE state = 'open' ORDER BY visit LIMIT 1")
            await desk.press(str(band), "enter")
            assert f"BILL  {band}" in desk.text
