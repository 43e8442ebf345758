"""The house a script is played in: opened with the script's first operation, at the script's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.clock import to_us
from pos.house.folder import read_house_of
from pos.venue import Venue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pos.operations import AnyOperation
    from pos.outcomes import Outcome


class SetClock:
    """A clock that is set by whoever plays: what is played happens at its own time, not today."""

    def __init__(self, now_us: int) -> None:
        self._now_us = now_us

    def set(self, now_us: int) -> None:
        """It is this instant now (UTC µs)."""
        self._now_us = now_us

    def now_us(self) -> int:
        """The instant it was set to (UTC µs)."""
        return self._now_us


class ScriptDoor:
    """A venue that is opened when the first operation is there, because its time is the house's first too.

    So the same script in the same fresh house writes the same book, whenever it is played.
    """

    def __init__(self, folder: Path) -> None:
        """Raises HouseError if there is no house in the folder."""
        read_house_of(folder)
        self._folder = folder
        self._clock = SetClock(0)
        self._venue: Venue | None = None

    def perform_all(self, operations: Sequence[AnyOperation]) -> list[Outcome]:
        """One durable commit, decided in order. Raises HouseError, LedgerError."""
        if self._venue is None:
            self._at(operations[0])
            self._venue = Venue.open(self._folder, clock=self._clock)
        self._at(operations[-1])
        return self._venue.perform_all(operations)

    def _at(self, operation: AnyOperation) -> None:
        if operation.at is not None:
            self._clock.set(to_us(operation.at))

    def close(self) -> None:
        """Close the house, if it was opened."""
        if self._venue is not None:
            self._venue.close()
