"""Which bands and rooms are free, so that no two parties are in each other's way."""

from __future__ import annotations

MEN, WOMEN = range(1, 121), range(121, 201)
ROOMS = {"room-r": (1, 40), "room-v": (41, 60), "esports-": (1, 20)}


class Places:
    """Bands by zone and rooms by kind, in turn."""

    def __init__(self) -> None:
        self._bands = {"men": [f"{number:03d}" for number in MEN], "women": [f"{number:03d}" for number in WOMEN]}
        self._rooms = {
            kind: [f"{kind.replace('-v', '-r')}{number}" for number in range(first, last + 1)]
            for kind, (first, last) in ROOMS.items()
        }
        self.dirty: list[str] = []
        """Bands that may have to be washed before they are given out again."""

    def band(self, zone: str) -> str:
        """A band of this side; empty if none is left."""
        return self._bands[zone].pop(0) if self._bands[zone] else ""

    def give_back(self, bands: list[str]) -> None:
        """They can be given out again."""
        for band in bands:
            self._bands["men" if int(band) in MEN else "women"].append(band)

    def room(self, kind: str) -> str:
        """A room nobody is in; empty if there is none."""
        return self._rooms[kind].pop(0) if self._rooms[kind] else ""

    def party_left(self, bands: list[str], rooms: list[str]) -> None:
        """They are gone."""
        self.dirty += bands
        for room in rooms:
            kind = next(kind for kind, (first, last) in ROOMS.items() if self._fits(room, kind, first, last))
            self._rooms[kind].append(room)

    @staticmethod
    def _fits(room: str, kind: str, first: int, last: int) -> bool:
        stem = kind.replace("-v", "-r")
        return room.startswith(stem) and first <= int(room.removeprefix(stem)) <= last
