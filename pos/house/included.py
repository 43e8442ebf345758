"""What guests have without paying for it (R30)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pos.house.model import Words

Hours = tuple[int, int]
"""A span of the day, from and to (minutes after midnight); one whose end comes first crosses midnight."""


class Included(Struct, frozen=True):
    """Something every guest may have once in each window of the day, such as a buffet."""

    tariff: str
    words: Words
    windows: tuple[Hours, ...]
