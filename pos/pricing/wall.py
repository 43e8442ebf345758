"""Local wall time of instants, and back. Instants are UTC µs; prices are local (R45)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE_US = 60_000_000
DAY_MIN = 24 * 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_us(at: datetime) -> int:
    """UTC µs of an aware datetime, exactly (no float in between)."""
    return (at - _EPOCH) // _MICROSECOND


def to_datetime(at_us: int, zone: ZoneInfo) -> datetime:
    """The local wall time of an instant. Raises OverflowError before the year 1 and after 9999."""
    return (_EPOCH + timedelta(microseconds=at_us)).astimezone(zone)


def minute_of_day(wall: datetime) -> int:
    """Minutes since local midnight, as the clock on the wall shows them."""
    return wall.hour * 60 + wall.minute


def instant_of(day: date, minutes: int, zone: ZoneInfo) -> int:
    """UTC µs of a wall time: minutes after midnight of a local day; 1440 and more are the next day.

    A wall time that comes twice is the first of the two; one that a clock change skips is read with the
    offset before the change (02:00 is then the moment at which the clock shows 03:00).
    """
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the zone is put on after the addition
    return to_us((midnight + timedelta(minutes=minutes)).replace(tzinfo=zone))


def in_window(minute: int, window: tuple[int, int]) -> bool:
    """Whether a minute of the day lies in ``[from, to)``; a window whose end comes first crosses midnight."""
    begin, end = window
    if begin < end:
        return begin <= minute < end
    return minute >= begin or minute < end
