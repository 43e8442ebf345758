"""The bands on the hook: which ones are free to be handed out. A band's number is its locker's."""

from __future__ import annotations

from collections import deque

from pos.demo.dice import Dice
from pos.house.model import Band, House


class Hook:
    """Free bands by zone. The one that hung there longest is handed out first.

    Spare bands have no locker and stay in their drawer.
    """

    def __init__(self, house: House) -> None:
        self._bands = {band.number: band for band in house.bands}
        self._free = {
            "men": deque(band for band in house.bands if band.zone == "men"),
            "women": deque(band for band in house.bands if band.zone == "women"),
        }

    def has(self, count: int) -> bool:
        """Whether so many bands hang there."""
        return sum(len(bands) for bands in self._free.values()) >= count

    def take(self, dice: Dice) -> Band:
        """A band for one more guest; zones go by how many lockers are left. Check :meth:`has` first."""
        zone = dice.pick([(zone, len(bands)) for zone, bands in self._free.items()])
        return self._free[zone].popleft()

    def put_back(self, number: str) -> None:
        """The guest is gone; the band hangs there again. Raises KeyError for a foreign number."""
        band = self._bands[number]
        self._free[band.zone or ""].append(band)
