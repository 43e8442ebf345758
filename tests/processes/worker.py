"""One till as a program of its own: it does its acts in order and notes each one only after it was answered.

``worker.py TASK``, where TASK is JSON of :class:`Task`. Started again after it was killed it goes on with the first
act that is not in its notes, under the same id: it cannot know whether that one was done (R21).
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
from msgspec import Struct

from pos.errors import LedgerError
from pos.operations import AnyOperation
from pos.outcomes import Outcome
from pos.venue import Venue
from pos.wire import read_operation

TAPS_APART_S = 4
"""More than a double tap: each charge is one of its own."""


class Task(Struct, frozen=True):
    """What a worker does: ``charges`` by ``hands`` at once, or if that is 0 ``guests`` from the door to the door."""

    folder: str
    notes: str
    name: str
    station: str
    bands: tuple[str, ...]
    charges: int = 0
    hands: int = 1
    guests: int = 0


class Note(Struct, frozen=True):
    """One act that was answered: its id, its entry, and whether the answer was a repeated one."""

    id: str
    entry: int
    repeated: bool


class Notes:
    """The acts that were answered, in a file that is written to without any buffer of this process."""

    def __init__(self, file: Path) -> None:
        self._done = {note.id for note in read_notes(file)}
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def __contains__(self, act: str) -> bool:
        return act in self._done

    def write(self, outcome: Outcome) -> None:
        """It was answered; from now on it must never be lost. Raises RuntimeError if it was declined."""
        if not outcome.ok or outcome.entry is None:
            raise RuntimeError(outcome.as_json())
        note = Note(outcome.id, outcome.entry, outcome.repeated)
        os.write(self._file, msgspec.json.encode(note) + b"\n")


def read_notes(file: Path) -> list[Note]:
    """What a worker has noted so far; a line that was not finished is none."""
    if not file.exists():
        return []
    return [msgspec.json.decode(line, type=Note) for line in file.read_bytes().split(b"\n")[:-1]]


def charges(task: Task) -> Iterator[AnyOperation]:
    """Charges at this till for one guest after the other; never two that could be one tap."""
    for number in range(task.charges):
        seconds = number * TAPS_APART_S
        yield _operation(
            task,
            f"{task.name} charge {number}",
            do="charge",
            band=task.bands[number % len(task.bands)],
            items=[{"item": "tea-egg", "quantity": 1 + number % 3}, {"item": "water"}],
            at=f"2026-03-10T{12 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}+08:00",
        )


def steps(task: Task, number: int) -> list[AnyOperation]:
    """A guest from check-in to payment at this desk."""
    band, name = task.bands[number % len(task.bands)], f"{task.name} guest {number}"
    at = f"2026-03-10T{12 + number // 60:02}:{number % 60:02}:00+08:00"
    acts: list[dict[str, object]] = [
        {"do": "check_in", "bands": [{"band": band, "guest": "adult"}]},
        {"do": "charge", "band": band, "items": [{"item": "water", "quantity": 2}]},
        {"do": "begin_checkout", "bands": [band]},
        {"do": "pay", "bands": [band], "tenders": [{"tender": "cash", "amount": 20_000}]},
    ]
    return [_operation(task, f"{name} {act['do']}", at=at, **act) for act in acts]


def _operation(task: Task, act: str, **fields: object) -> AnyOperation:
    return read_operation(msgspec.json.encode({"id": act, "station": task.station, "staff": "amy", **fields}))


def work(task: Task) -> None:
    """All acts that are not noted yet."""
    notes = Notes(Path(task.notes))
    with closing(Venue.open(Path(task.folder))) as venue:
        if task.hands > 1:
            asyncio.run(_all_hands(venue, task, notes))
            return
        several = [steps(task, number) for number in range(task.guests)]
        for operation in [*charges(task), *(step for one in several for step in one)]:
            if operation.id not in notes:
                notes.write(_insist(venue, operation))


async def _all_hands(venue: Venue, task: Task, notes: Notes) -> None:
    waiting = iter([operation for operation in charges(task) if operation.id not in notes])

    async def hand() -> None:
        for operation in waiting:
            notes.write(await venue.ask(operation))

    await asyncio.gather(*(hand() for _ in range(task.hands)))


def _insist(venue: Venue, operation: AnyOperation) -> Outcome:
    """Ask again if the book was held for too long: nothing was done then."""
    for _ in range(3):
        try:
            return venue.perform(operation)
        except LedgerError as error:
            print(error, file=sys.stderr)  # noqa: T201 - for whoever reads why a test failed
    return venue.perform(operation)


if __name__ == "__main__":
    work(msgspec.json.decode(sys.argv[1], type=Task))
