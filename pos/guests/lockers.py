"""Which locker a guest gets: the one of the band's own number if it can be, else the first free one (R4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined

if TYPE_CHECKING:
    from pos.house.model import House
    from pos.ledger.books import Books


class Lockers:
    """The free lockers at one check-in."""

    def __init__(self, books: Books, house: House) -> None:
        taken = {
            str(row[0])
            for row in books.query(
                "SELECT locker FROM visit WHERE state IN ('open', 'settling', 'kept', 'deposit_out')"
            )
        }
        self._free: dict[str, dict[str, None]] = {}
        for station in house.stations.values():
            if station.kind == "locker" and station.number is not None and station.number not in taken:
                self._free.setdefault(station.zone or "", {})[station.number] = None
        self._there_are = any(station.kind == "locker" for station in house.stations.values())

    def give(self, zone: str, number: str) -> str:
        """A locker of the zone; empty in a house without lockers. Raises Declined("no_locker")."""
        if not self._there_are:
            return ""
        free = self._free.get(zone, {})
        locker = number if number in free else next(iter(free), None)
        if locker is None:
            raise Declined("no_locker", zone=zone)
        del free[locker]
        return locker
