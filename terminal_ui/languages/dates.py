"""Days and times as the language spoken now writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_skeleton

from terminal_ui.languages.speaking import spoken

if TYPE_CHECKING:
    from datetime import date, datetime


def day_words(day: date) -> str:
    """A day of this year, short: ``Sat, Mar 7``, ``3月7日周六``."""
    return format_skeleton("MMMEd", day, locale=spoken())


def clock_words(wall: datetime) -> str:
    """A local time to the second. A till writes it with 24 hours in every language."""
    return f"{wall:%H:%M:%S}"
