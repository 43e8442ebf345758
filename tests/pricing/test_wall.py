"""Local wall time to instants and back, through gaps and repeated hours (R45)."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.pricing.wall import instant_of, minute_of_day, to_datetime
from tests.house import instant

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("day", "minutes", "same_as"),
    [
        (date(2026, 3, 28), 120, "2026-03-28T02:00+01:00"),
        (date(2026, 3, 29), 120, "2026-03-29T03:00+02:00"),
        (date(2026, 3, 29), 150, "2026-03-29T03:30+02:00"),
        (date(2026, 3, 29), 180, "2026-03-29T03:00+02:00"),
        (date(2026, 3, 28), 1440 + 480, "2026-03-29T08:00+02:00"),
        (date(2026, 10, 25), 120, "2026-10-25T02:00+02:00"),
        (date(2026, 10, 25), 180, "2026-10-25T03:00+01:00"),
    ],
)
def test_r45_a_wall_time_is_one_instant(day: date, minutes: int, same_as: str) -> None:
    """Of two the first; one that is skipped is as long after midnight as it says."""
    assert instant_of(day, minutes, BERLIN) == instant(same_as)


@given(
    st.dates(date(1980, 1, 1), date(2080, 1, 1)),
    st.integers(0, 2879),
    st.sampled_from(["Asia/Shanghai", "Asia/Taipei", "UTC"]),
)
def test_r45_where_no_clock_changes_the_wall_shows_what_was_asked(day: date, minutes: int, timezone: str) -> None:
    """Minutes after midnight come back from the instant, from 1440 on on the next day."""
    if timezone != "UTC" and day.year < 1992:
        return  # both had summer time before
    wall = to_datetime(instant_of(day, minutes, ZoneInfo(timezone)), ZoneInfo(timezone))
    assert (wall.date() - day).days * 1440 + minute_of_day(wall) == minutes


@given(st.dates(date(1980, 1, 1), date(2037, 1, 1)), st.integers(0, 2879), st.integers(0, 2879))
def test_r45_later_on_the_wall_is_never_earlier(day: date, one: int, other: int) -> None:
    """Except between the two halves of a skipped hour, which are read with the offset before it."""
    begin, end = sorted((one, other))
    if end - begin < 60:
        return
    assert instant_of(day, begin, BERLIN) <= instant_of(day, end, BERLIN)
