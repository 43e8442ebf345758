"""Time: instants are integers in UTC microseconds; the business day and the hour are the venue's own (R45).

The business day is the local wall time minus the day cut, then the date. Subtracting on the wall clock,
not in UTC, keeps the hours around a clock change on the right day.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from math import gcd
from typing import Protocol
from zoneinfo import ZoneInfo

from pos.pricing.wall import MINUTE_US, to_datetime, to_us

__all__ = [
    "MINUTE_US",
    "SECOND_US",
    "Calendar",
    "Clock",
    "SystemClock",
    "day_date",
    "day_number",
    "to_datetime",
    "to_us",
]

SECOND_US = 1_000_000
_STEP_MIN = 15
"""The hour and the day begin at multiples of this wherever the offset from UTC is one, as it is nearly everywhere."""


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
        self._step_us = gcd(_STEP_MIN, day_cut_min) * MINUTE_US
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
        local = self.wall(at_us)
        self._answer = (day_number((local.replace(tzinfo=None) - self._cut).date()), local.hour)
        self._from_us = at_us - at_us % self._step_us
        self._to_us = self._from_us + self._step_us
        if not self._holds_a_step():
            self._to_us = self._from_us

    def _holds_a_step(self) -> bool:
        """Whether neither day nor hour can change within the step that begins at ``_from_us``.

        There are clock changes at 00:01, and there were offsets of odd minutes and seconds.
        """
        offset_us = self._offset_us(self._from_us)
        return not offset_us % self._step_us and offset_us == self._offset_us(self._to_us - 1)

    def _offset_us(self, at_us: int) -> int:
        return to_us(self.wall(at_us).replace(tzinfo=UTC)) - at_us

    def wall(self, at_us: int) -> datetime:
        """The local wall time of an instant."""
        return to_datetime(at_us, self.zone)

    def clock_words(self, at_us: int) -> str:
        """``14:02`` — an instant as people at the desk say it."""
        return self.wall(at_us).strftime("%H:%M")
