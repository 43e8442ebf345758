"""What time costs, a second time: written from the rules and the numbers of a venue file, not from the code.

Times are UTC seconds, money is minor units. The file is read as plain TOML.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import holidays

Span = tuple[int, int]

DECIMALS = {"CNY": 2, "TWD": 0, "CHF": 2}
COINS = {"CNY": 10, "TWD": 1, "CHF": 5}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def ceil_div(number: int, by: int) -> int:
    """Started units of a number."""
    return -(-number // by)


def half_up(number: int, by: int) -> int:
    """The nearest whole number, halves away from zero."""
    size = (abs(number) * 2 + by) // (by * 2)
    return size if number >= 0 else -size


def largest_fractions(total: int, weights: list[int]) -> list[int]:
    """Shares of a total by weight; the remainders go by largest fraction (R50)."""
    whole = sum(weights) or 1
    shares = [total * weight // whole for weight in weights]
    rest = [total * weight % whole for weight in weights]
    for place in sorted(range(len(weights)), key=lambda place: (-rest[place], place))[: total - sum(shares)]:
        shares[place] += 1
    return shares


def clock_minutes(text: str) -> int:
    """``02:30`` → 150."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def outside(spans: Iterable[Span], begin: int, end: int) -> int:
    """Seconds from begin to end that lie in none of these spans (R44)."""
    at, counted = begin, 0
    for since, until in sorted(spans):
        counted += max(0, min(since, end) - at)
        at = max(at, until)
    return counted + max(0, end - at)


def stations_of(file: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Stations and their outlets, written out: ``room-r1..3`` are three."""
    for name, entry in file["stations"].items():
        if ".." not in name:
            yield name, entry["outlet"]
            continue
        head, last = name.split("..")
        stem = head.rstrip("0123456789")
        for number in range(int(head[len(stem) :]), int(last) + 1):
            yield f"{stem}{number}", entry["outlet"]


class Tariffs:
    """The price of coming, staying, and being in rooms, by the venue file."""

    def __init__(self, text: str) -> None:
        self.file: dict[str, Any] = tomllib.loads(text)
        house = self.file["house"]
        self.currency: str = house["currency"]
        self.decimals = DECIMALS[self.currency]
        self.coin = COINS[self.currency]
        self.zone = ZoneInfo(house["timezone"])
        weekend = self.file["weekend"]
        years = range(2025, 2050)
        self.free_days: set[date] = {*holidays.country_holidays(weekend["country"], years=years)} | {
            *weekend.get("holidays", ())
        }
        self.stood: list[Span] = []
        """When the clocks of the whole house stood (R44)."""
        self.outlets = dict(stations_of(self.file))
        self.weekend_from, self.weekend_to = (self._week_minute(weekend[edge]) for edge in ("from", "to"))

    def money(self, figure: object) -> int:
        """An amount of the file in minor units."""
        return int(Decimal(str(figure)).scaleb(self.decimals))

    def local(self, at: int) -> datetime:
        """What the clock on the wall shows."""
        return datetime.fromtimestamp(at, UTC).astimezone(self.zone)

    def on_the_wall(self, day: date, minutes: int) -> int:
        """When the clock on the wall first shows so many minutes after midnight of a day."""
        at = datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=self.zone)
        return int(at.timestamp())

    # --- coming -----------------------------------------------------------------------------------

    def _week_minute(self, text: str) -> int:
        day, clock = text.split()
        return DAYS.index(day) * 1440 + clock_minutes(clock)

    def is_weekend(self, at: int) -> bool:
        """Friday 17:00 to Sunday midnight, and holidays."""
        local = self.local(at)
        minute = local.weekday() * 1440 + local.hour * 60 + local.minute
        return local.date() in self.free_days or self.weekend_from <= minute < self.weekend_to

    def day_kind(self, at: int) -> str:
        """As the venue file calls it."""
        return "weekend" if self.is_weekend(at) else "weekday"

    def is_offered(self, guest: str, at: int) -> bool:
        """Whether the desk may pick this class now."""
        entry = self.file["guests"][guest]
        if entry.get("days", self.day_kind(at)) != self.day_kind(at):
            return False
        if "hours" not in entry:
            return True
        begin, end = (clock_minutes(edge) for edge in entry["hours"].split("-"))
        local = self.local(at)
        minute = local.hour * 60 + local.minute
        return begin <= minute < end if begin < end else minute >= begin or minute < end

    def admission(self, guest: str, at: int) -> tuple[str, dict[str, Any]]:
        """Tariff code and entry of a class on this kind of day (R4)."""
        ((code, entry),) = [
            (code, entry)
            for code, entry in self.file["admissions"].items()
            if entry["guest"] == guest and entry.get("day", self.day_kind(at)) == self.day_kind(at)
        ]
        return code, entry

    # --- staying ----------------------------------------------------------------------------------

    def included_s(self, entry: dict[str, Any], came: int) -> int | None:
        """How long an admission holds; None without end."""
        if "included_minutes" in entry:
            return int(entry["included_minutes"]) * 60
        if "until" not in entry:
            return None
        minutes, day = clock_minutes(entry["until"]), self.local(came).date()
        until = self.on_the_wall(day, minutes)
        if until <= came:
            until = self.on_the_wall(day + timedelta(days=1), minutes)
        return until - came

    def overtime(self, over_min: int) -> int:
        """``n = max(0, ceil((over - grace) / unit))``, each at the unit's price, capped (R42)."""
        tariff = self.file["overtime"]
        units = max(0, ceil_div(over_min - tariff.get("grace_minutes", 0), tariff["unit_minutes"]))
        price = units * self.money(tariff["unit_price"])
        return min(price, self.money(tariff["cap"])) if "cap" in tariff else price

    def night(self, came: int, out: int, stood: list[Span]) -> int:
        """The overnight fee, once, if one night has enough of the stay (R41)."""
        tariff = self.file["overnight"]
        begin, end = (clock_minutes(edge) for edge in tariff["hours"].split("-"))
        day = self.local(came).date() - timedelta(days=1)
        while (since := self.on_the_wall(day, begin)) < out:
            until = self.on_the_wall(day, end)
            late = came >= self.on_the_wall(day, clock_minutes(tariff["exempt_from"]))
            first, last = max(since, came), min(until, out)
            inside = outside(stood, first, last) if last > first else 0
            if inside // 60 >= tariff["least_minutes"] and not late:
                return self.money(tariff["price"])
            day += timedelta(days=1)
        return 0

    def use(self, code: str, minutes: int) -> int:
        """A room or a seat for so many minutes (R42)."""
        if minutes < 1:
            return 0
        tariff = self.file["uses"][code]
        over = minutes - tariff["first_minutes"] - tariff.get("grace_minutes", 0)
        price = self.money(tariff["first_price"])
        price += max(0, ceil_div(over, tariff["unit_minutes"])) * self.money(tariff["unit_price"])
        return min(price, self.money(tariff["cap"])) if "cap" in tariff else price
