"""What kind of day it is, and which guest classes the desk may pick at that hour (R40)."""

from __future__ import annotations

from typing import Literal
from zoneinfo import ZoneInfo

from pos.house.model import GuestClass, Weekend
from pos.pricing.wall import DAY_MIN, in_window, minute_of_day, to_datetime

DayType = Literal["weekday", "weekend", "holiday"]


def day_type(weekend: Weekend, zone: ZoneInfo, at_us: int) -> DayType:
    """The kind of day at an instant (UTC µs). A holiday lasts from midnight to midnight and goes first."""
    wall = to_datetime(at_us, zone)
    if holiday_on(weekend, zone, at_us):
        return "holiday"
    begin = (weekend.from_day - 1) * DAY_MIN + weekend.from_min
    end = (weekend.to_day - 1) * DAY_MIN + weekend.to_min
    minute_of_week = (wall.isoweekday() - 1) * DAY_MIN + minute_of_day(wall)
    return "weekend" if in_window(minute_of_week, (begin, end)) else "weekday"


def holiday_on(weekend: Weekend, zone: ZoneInfo, at_us: int) -> str:
    """The date (ISO 8601) if it is a holiday at an instant (UTC µs), the country's or the house's own; else empty."""
    date = to_datetime(at_us, zone).date().isoformat()
    return date if date in weekend.official or date in weekend.holidays else ""


def price_day(weekend: Weekend, zone: ZoneInfo, at_us: int) -> Literal["weekday", "weekend"]:
    """The kind of day as prices know it: a holiday costs what a weekend costs."""
    return "weekday" if day_type(weekend, zone, at_us) == "weekday" else "weekend"


def offered(guest: GuestClass, weekend: Weekend, zone: ZoneInfo, at_us: int) -> bool:
    """Whether the desk may pick this guest class at this instant (UTC µs): its hours and its kind of day."""
    if guest.offered_days is not None and price_day(weekend, zone, at_us) != guest.offered_days:
        return False
    return guest.offered is None or in_window(minute_of_day(to_datetime(at_us, zone)), guest.offered)
