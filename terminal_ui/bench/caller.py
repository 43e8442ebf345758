"""One of several processes that charge one house at once: ``python -m terminal_ui.bench.caller``.

Prints one JSON document: how long each charge took (ns), and what went wrong.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random

import msgspec
from msgspec import Struct

from pos.errors import LoopbandError
from pos.venue import Venue
from terminal_ui.bench.charging import Baskets, must_be_charged
from terminal_ui.bench.growing import GUESTS


class Task(Struct, frozen=True):
    """What one process does: the house, which of how many processes it is, charges in all and seconds for them.

    ``begins_at_s`` is the wall-clock second at which all begin, when every one of them is there.
    """

    folder: str
    place: int
    processes: int
    charges: int
    seconds: float
    begins_at_s: float


class Told(Struct, frozen=True):
    """What came of it."""

    took_ns: list[int]
    errors: list[str]


def charge(task: Task) -> Told:
    """Charge as guests come: at moments drawn beforehand, each as soon as it is due."""
    venue = Venue.open(Path(task.folder), lasting=True)
    told = Told([], [])
    baskets = Baskets(GUESTS[task.place :: task.processes])
    dice = Random(task.place)  # noqa: S311 - moments of a benchmark are no secret
    moments = sorted(dice.uniform(0, task.seconds) for _ in range(task.charges))
    try:
        for moment in moments:
            time.sleep(max(0.0, task.begins_at_s + moment - time.time()))
            _charge_one(venue, baskets, told)
    finally:
        venue.close()
    return told


def _charge_one(venue: Venue, baskets: Baskets, told: Told) -> None:
    operation = baskets.next()
    began_ns = time.perf_counter_ns()
    try:
        outcome = venue.perform(operation)
        took_ns = time.perf_counter_ns() - began_ns
        must_be_charged(outcome)
    except LoopbandError as error:
        told.errors.append(str(error))
    else:
        told.took_ns.append(took_ns)


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(charge(msgspec.json.decode(sys.argv[1], type=Task))))
