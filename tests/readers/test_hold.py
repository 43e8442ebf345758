"""The hold: when the same band again is the same act."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readers.events import Gone, ReaderDown, Tap
from readers.hold import Hold

HOLD_US = 2_000_000
UIDS = st.sampled_from(["04AA", "04BB", "04CC"])
READERS = st.sampled_from(["bar", "gate"])


def tap(at_us: int, uid: str = "04AA", reader: str = "bar") -> Tap:
    """A tap at an instant."""
    return Tap(reader=reader, uid=uid, at_us=0, monotonic_us=at_us)


@given(lies_us=st.integers(0, 10**9), away_us=st.integers(0, 4_000_000), pulled=st.booleans())
def test_the_hold_counts_from_when_the_band_left(lies_us: int, away_us: int, pulled: bool) -> None:
    """However long it lay there; also if the reader went with it."""
    hold = Hold(HOLD_US)
    hold.is_repeat(tap(0))
    end = ReaderDown if pulled else Gone
    hold.ended(end(reader="bar", at_us=0, monotonic_us=lies_us))
    assert hold.is_repeat(tap(lies_us + away_us)) is (away_us < HOLD_US)


@given(st.lists(st.tuples(st.integers(0, 3_000_000), UIDS, READERS)))
def test_a_repeat_is_the_last_band_of_the_same_reader(steps: list[tuple[int, str, str]]) -> None:
    """For any taps: marked exactly if the tap before on that reader was this band, less than the hold ago."""
    hold = Hold(HOLD_US)
    before: dict[str, tuple[str, int]] = {}
    now_us = 0
    for pause_us, uid, reader in steps:
        now_us += pause_us
        last = before.get(reader)
        expected = last is not None and last[0] == uid and now_us - last[1] < HOLD_US
        assert hold.is_repeat(tap(now_us, uid, reader)) is expected
        before[reader] = (uid, now_us)


def test_a_clock_that_is_another_one_never_makes_a_repeat() -> None:
    """A played day has its own clock: a live tap after it on the same reader is a new act."""
    hold = Hold(HOLD_US)
    hold.is_repeat(tap(1_764_000_000_000_000))
    assert not hold.is_repeat(tap(5_000_000))
