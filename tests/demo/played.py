"""Plays the model Saturday straight into a house, without readers: what the tests look at.

Started as a program (``played.py FOLDER SEED AT_ONCE``) it plays the day in the demo house of that folder and
prints the head of the chain, so that a test can see whether another process writes the same book.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Struct

from pos.demo.acts import NEEDS_OUTCOMES, Scheduled
from pos.demo.director import Director
from pos.demo.saturday import DayPlan, saturday
from pos.operations import AnyOperation
from pos.outcomes import Outcome
from pos.venue import Venue

MOST_AT_ONCE = 200


class Done(NamedTuple):
    """One act that became an operation, and what came of it."""

    scheduled: Scheduled
    operation: AnyOperation
    outcome: Outcome


class PlayedDay(Struct, frozen=True):
    """A Saturday that was played: the plan, everything that was asked in order, and the head of the chain."""

    folder: Path
    plan: DayPlan
    director: Director
    done: tuple[Done, ...]
    silent: tuple[Scheduled, ...]
    """Acts that became no operation: bands shown at a desk."""
    head: tuple[int, str]

    @property
    def refused(self) -> list[Done]:
        """What was declined, or not let in, in order."""
        return [one for one in self.done if not (one.outcome.ok and one.outcome.facts.get("granted", True))]


def play(folder: Path, seed: int, *, at_once: int = MOST_AT_ONCE) -> PlayedDay:
    """Play the day, its close included, in the demo house of a folder; up to so many operations in one commit."""
    with closing(Venue.open(folder, lasting=True)) as venue:
        plan = saturday(venue.house, seed)
        director = Director(venue.house, ZoneInfo(venue.house.timezone), seed)
        return _Player(venue, director, at_once).play(plan, plan.acts)


def play_on(played: PlayedDay, folder: Path) -> PlayedDay:
    """Play what comes after the close in this folder, where the day was played; once for each played day."""
    with closing(Venue.open(folder, lasting=True)) as venue:
        return _Player(venue, played.director, MOST_AT_ONCE).play(played.plan, played.plan.after)


class _Player:
    """A day while it is played."""

    def __init__(self, venue: Venue, director: Director, at_once: int) -> None:
        self._venue = venue
        self._director = director
        self._at_once = at_once
        self._waiting: list[tuple[Scheduled, AnyOperation]] = []
        self._done: list[Done] = []
        self._silent: list[Scheduled] = []

    def play(self, plan: DayPlan, acts: Sequence[Scheduled]) -> PlayedDay:
        """Do these acts of the plan."""
        for scheduled in acts:
            if isinstance(scheduled.act, NEEDS_OUTCOMES) or len(self._waiting) >= self._at_once:
                self._perform()
            operation = self._director.operation_for(scheduled)
            if operation is None:
                self._silent.append(scheduled)
            else:
                self._waiting.append((scheduled, operation))
        self._perform()
        sequence, digest = self._venue.head
        folder, head = self._venue.folder, (sequence, digest.hex())
        return PlayedDay(folder, plan, self._director, tuple(self._done), tuple(self._silent), head)

    def _perform(self) -> None:
        """Have done what waits."""
        outcomes = self._venue.perform_all([operation for _, operation in self._waiting])
        for (scheduled, operation), outcome in zip(self._waiting, outcomes, strict=True):
            self._done.append(Done(scheduled, operation, outcome))
            self._director.took(scheduled, operation, outcome)
        self._waiting.clear()


if __name__ == "__main__":
    played = play(Path(sys.argv[1]), int(sys.argv[2]), at_once=int(sys.argv[3]))
    sys.stdout.write(f"{played.head[0]} {played.head[1]}\n")
