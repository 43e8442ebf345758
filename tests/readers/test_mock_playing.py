"""Playing taps through the mock readers: order, times and pace."""

from __future__ import annotations

import asyncio
import time

import pytest

from readers.events import Event, Gone, ReaderUp, Tap
from readers.hub import Hub
from readers.mock.driver import MockReaders
from readers.mock.playing import Pace, play
from readers.mock.timed import TimedTap

DAY_US = 1_764_302_400_000_000
SECOND_US = 1_000_000


def timed(at_s: float, reader: str, number: int, hold_s: float = 0.3) -> TimedTap:
    """A tap so many seconds into the day."""
    return TimedTap(DAY_US + round(at_s * SECOND_US), reader, f"04{number:012X}", round(hold_s * SECOND_US))


async def _played(taps: list[TimedTap], speed: float | None = None) -> list[Event]:
    """What a hub tells while the taps are played."""
    mock = MockReaders([])
    hub = Hub([mock])
    told: list[Event] = []

    async def listen() -> None:
        told.extend([event async for event in hub.events()])

    async with hub:
        listener = asyncio.create_task(listen())
        assert await play(mock, taps, Pace(speed), hub.settled) == len(taps)
    await listener
    assert hub.dropped == 0
    return told


async def test_taps_come_in_order_with_the_played_time() -> None:
    """The events' clock is the day's, and each band is lifted when its time is over, between the other taps."""
    told = await _played([timed(0, "bar", 1), timed(0.1, "gate", 2, hold_s=5), timed(1, "bar", 3)])
    happened = [(type(event), event.reader, (event.at_us - DAY_US) / SECOND_US) for event in told]
    assert happened == [
        (ReaderUp, "bar", 0.0),
        (Tap, "bar", 0.0),
        (ReaderUp, "gate", 0.1),
        (Tap, "gate", 0.1),
        (Gone, "bar", 0.3),
        (Tap, "bar", 1.0),
        (Gone, "bar", 1.3),
        (Gone, "gate", 5.1),
    ]


async def test_the_next_band_takes_the_place_of_one_that_still_lies_there() -> None:
    """A reader holds one band: the one before goes when the next one comes, and is lifted once."""
    told = await _played([timed(0, "bar", 1, hold_s=9), timed(1, "bar", 2, hold_s=1)])
    gone = [(event.uid, (event.at_us - DAY_US) / SECOND_US) for event in told if isinstance(event, Gone)]
    assert gone == [("04000000000001", 1.0), ("04000000000002", 2.0)]


async def test_the_hold_follows_the_played_time_not_the_real_one() -> None:
    """Ten minutes of the day pass in no time: the same band at the same bar is a new tap, and a repeat within 2 s."""
    told = await _played([timed(0, "bar", 1), timed(600, "bar", 1), timed(601, "bar", 1)])
    assert [event.repeat for event in told if isinstance(event, Tap)] == [False, False, True]


async def test_a_whole_day_goes_through_as_fast_as_it_goes() -> None:
    """7,000 taps on 200 readers: all of them, in order, none dropped."""
    taps = [timed(number * 10, f"locker-{number % 200:03d}", number) for number in range(7_000)]
    began = time.monotonic()
    told = await _played(taps)
    assert [event.uid for event in told if isinstance(event, Tap)] == [tap.uid for tap in taps]
    assert time.monotonic() - began < 20


async def test_a_pace_turns_played_time_into_waiting() -> None:
    """A minute at speed 300 takes a fifth of a second; without a speed nothing is waited for."""
    began = time.monotonic()
    await _played([timed(0, "bar", 1), timed(60, "bar", 2)], speed=300)
    took = time.monotonic() - began
    assert took >= 0.2
    began = time.monotonic()
    await _played([timed(0, "bar", 1), timed(86_400, "bar", 2)])
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("speed", [0.0, -1.0])
def test_a_pace_that_stands_still_is_refused(speed: float) -> None:
    """Nothing would ever happen."""
    with pytest.raises(ValueError, match="above 0"):
        Pace(speed)
