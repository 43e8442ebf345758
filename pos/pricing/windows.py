"""Windows of the day in which something can be had, such as a meal that is included (R30)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from pos.pricing.wall import DAY_MIN, instant_of, to_datetime

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from pos.house.included import Hours


class Window(NamedTuple):
    """A window of one day, from and to (UTC µs)."""

    from_us: int
    to_us: int


def window_at(windows: Sequence[Hours], zone: ZoneInfo, at_us: int) -> Window | None:
    """The window that an instant lies in, which is the newest if there are several; None between them."""
    inside = [window for window in _around(windows, zone, at_us) if window.from_us <= at_us < window.to_us]
    return max(inside, default=None)


def next_window_us(windows: Sequence[Hours], zone: ZoneInfo, at_us: int) -> int:
    """When the next window begins after an instant (UTC µs). Raises ValueError if there are none."""
    return min(window.from_us for window in _around(windows, zone, at_us) if window.from_us > at_us)


def _around(windows: Sequence[Hours], zone: ZoneInfo, at_us: int) -> list[Window]:
    """The windows of the day before, of the day and of the day after; one whose end comes first crosses midnight."""
    today = to_datetime(at_us, zone).date()
    days = [today + timedelta(days=days) for days in (-1, 0, 1)]
    return [
        Window(instant_of(day, begin, zone), instant_of(day, end if end > begin else end + DAY_MIN, zone))
        for day in days
        for begin, end in windows
    ]
