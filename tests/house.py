"""A demo house in a temporary folder, for the tests of every area."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pos.clock import to_us
from pos.house.demo_house import DemoCurrency, demo_text
from pos.house.folder import create
from pos.house.venue_file.reading import read_house

if TYPE_CHECKING:
    from pathlib import Path

    from pos.house.model import House


def make_house(tmp_path: Path, currency: DemoCurrency = "cny") -> Path:
    """The folder of a fresh demo house below ``tmp_path``; its book is made by whoever opens it first."""
    folder = tmp_path / f"house-{currency}"
    create(folder, demo=currency)
    return folder


@cache
def demo_house(currency: DemoCurrency = "cny") -> House:
    """The demo house as a value, without a folder; the same object every time."""
    return read_house(demo_text(currency))


def instant(local: str, timezone: str = "Asia/Shanghai") -> int:
    """UTC µs of a wall time like ``2026-03-07 20:00`` where the demo house is, or in another time zone.

    Of two equal wall times it is the first; write an offset (``+01:00``) to mean the second.
    """
    at = datetime.fromisoformat(local)
    return to_us(at if at.tzinfo is not None else at.replace(tzinfo=ZoneInfo(timezone)))
