"""Business days as people type and read them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from pos.clock import day_date, day_number

if TYPE_CHECKING:
    from typing import Any


class Day(click.ParamType[int]):
    """``2026-03-07`` or ``20260307``; the value is the integer ``YYYYMMDD``."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The day, or a usage error that shows how a day is written."""
        try:
            return day_number(date.fromisoformat(str(value)))
        except ValueError:
            self.fail(f"{value!r} is no day. Write it like 2026-03-07.", param, ctx)


def day_words(day: int) -> str:
    """``2026-03-07`` of ``YYYYMMDD``."""
    return day_date(day).isoformat()


def moment_words(at: str) -> str:
    """``03-07 14:02`` of an instant in ISO 8601: the local date and time the house wrote it down with."""
    return at[5:16].replace("T", " ")
