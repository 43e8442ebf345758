"""What a counter can sell, as its screen shows it."""

from __future__ import annotations

from typing import NamedTuple

from pos.house.model import Words


class Offer(NamedTuple):
    """An item with the price of this moment (minor units). ``left`` pieces are there; None if it never runs out."""

    slug: str
    number: int
    words: Words
    price_minor: int
    left: int | None = None

    @property
    def sold_out(self) -> bool:
        """Whether there is none left."""
        return self.left is not None and self.left <= 0


class GuestAtCounter(NamedTuple):
    """Who wears a band: class and zone by their codes, what is due so far, and the limit (minor units)."""

    guest: str
    zone: str
    due_minor: int
    limit_minor: int
