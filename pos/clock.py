"""Time: instants are integers in UTC microseconds; the business day and the hour are the venue's own (R45).

The business day is the local wall time minus the day cut, then the date. Subtracting on the wall clock,
not in UTC, keeps the hours around a clock change on the right day.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

MINUTE_US = 60_000_000
SECOND_US = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Clock(Protocol):
    """Where the present comes from."""

    def now_us(self) -> int:
        """The present in UTC µs."""
        ...


class SystemClock:
    """The host's wall clock."""

    def now_us(self) -> int:
        """The present in UTC µs."""
        return time.time_ns() // 1000


def to_us(at: datetime) -> int:
    """UTC µs of an aware datetime, exactly (no float in between)."""
    return (at - _EPOCH) // _MICROSECOND


def to_datetime(at_us: int, zone: ZoneInfo) -> datetime:
    """The local wall time of an instant."""
    return (_EPOCH + timedelta(microseconds=at_us)).astimezone(zone)


def day_number(day: date) -> int:
    """A date as the integer ``YYYYMMDD``, the form the log keeps it in."""
    return day.year * 10_000 + day.month * 100 + day.day


def day_date(day: int) -> date:
    """The date of ``YYYYMMDD``. Raises ValueError for anything else."""
    return date(day // 10_000, day // 100 % 100, day % 100)


class Calendar:
    """Business day and local hour of instants for one house.

    Both are asked for at every charge, almost always for the same hour: the last answer is kept with
    the span for which it holds.
    """

    def __init__(self, timezone: str, day_cut_min: int) -> None:
        self.zone = ZoneInfo(timezone)
        self._cut = timedelta(minutes=day_cut_min)
        self._from_us = 1
        self._to_us = 0
        self._answer = (0, 0)

    def day_and_hour(self, at_us: int) -> tuple[int, int]:
        """Business day as ``YYYYMMDD`` and local hour 0–23."""
        if not self._from_us <= at_us < self._to_us:
            self._look_up(at_us)
        return self._answer

    def day(self, at_us: int) -> int:
        """Business day as ``YYYYMMDD``."""
        return self.day_and_hour(at_us)[0]

    def _look_up(self, at_us: int) -> None:
        local = to_datetime(at_us, self.zone)
        # Fifteen minutes is the finest step of any zone's offset or of any sensible day cut.
        self._from_us = at_us - at_us % (15 * MINUTE_US)
        self._to_us = self._from_us + 15 * MINUTE_US
        naive = local.replace(tzinfo=None) - self._cut
        self._answer = (day_number(naive.date()), local.hour)

    def wall(self, at_us: int) -> datetime:
        """The local wall time of an instant."""
        return to_datetime(at_us, self.zone)

    def clock_words(self, at_us: int) -> str:
        """``14:02`` — an instant as people at the desk say it."""
        return self.wall(at_us).strftime("%H:%M")
