"""Plays a script: one operation a line in JSON, one outcome a line in answer, in order.

The clock of a script is the script's: each line says ``at``, and times only go forward. An id that is
left out is made from the line's number and text, so the same file always asks for the same acts: on a
fresh house it gives the same chain head, and played a second time it repeats and changes nothing (R21).

Every line that is not blank is answered. One that cannot be read is answered with its number and an
error, never reaches the venue, and the next line goes on. Comments are not part of JSON Lines: a line
beginning with ``#`` cannot be read like any other that is no JSON.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from pos.clock import to_us
from pos.errors import BadOperation, LedgerError
from pos.ids import id_from
from pos.outcomes import Outcome
from pos.wire import read_operation
from terminal_ui.playing.lines import MAX_LINE_BYTES, ScriptLine, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from typing import BinaryIO

    from pos.operations import AnyOperation

LARGEST_BATCH = 256
"""So many lines of a file share one durable commit."""


class Door(Protocol):
    """What of a venue a script needs."""

    def perform_all(self, operations: Sequence[AnyOperation]) -> list[Outcome]:
        """One durable commit, decided in order. Raises LedgerError if the book could not be written."""
        ...


class Played(Struct, frozen=True):
    """How a script went: lines answered, and how many of them were accepted."""

    lines: int
    accepted: int


def play_script(door: Door, stream: BinaryIO, answer: Callable[[Outcome], None]) -> Played:
    """Play a script to its end, whatever is declined in it.

    A regular file is performed in batches, anything else line by line, so that whoever writes the pipe
    can wait for the answer. ``answer`` is called for each line after its commit. OSError of the stream
    and whatever ``answer`` raises come through.
    """
    batch = LARGEST_BATCH if is_regular_file(stream) else 1
    return play_lines(door, lines_of(stream), answer, batch=batch)


def play_lines(door: Door, lines: Iterable[ScriptLine], answer: Callable[[Outcome], None], *, batch: int) -> Played:
    """As :func:`play_script`, for lines that come from anywhere."""
    reading = ScriptReading()
    waiting: list[AnyOperation | Outcome] = []
    played = accepted = 0

    def perform() -> None:
        nonlocal played, accepted
        for outcome in _answers(door, waiting):
            played += 1
            accepted += outcome.ok
            answer(outcome)
        waiting.clear()

    for line in lines:
        waiting.append(reading.read(line))
        if len(waiting) >= batch:
            perform()
    perform()
    return Played(played, accepted)


class ScriptReading:
    """Makes operations of lines; remembers the script's time."""

    def __init__(self) -> None:
        self._last_at: datetime | None = None

    def read(self, line: ScriptLine) -> AnyOperation | Outcome:
        """The operation of a line, with an id; or what is wrong with it, as the answer to it."""
        try:
            operation = self._operation(line)
        except BadOperation as error:
            return Outcome(ok=False, id="", facts={"line": line.number}, error=error.code, message=str(error))
        return operation

    def _operation(self, line: ScriptLine) -> AnyOperation:
        if line.too_long:
            raise BadOperation("too_long", where="The line", detail=f"{MAX_LINE_BYTES} bytes at most")
        operation = read_operation(line.text)
        at = operation.at
        if at is None:
            raise BadOperation("missing_field", field="at")
        if self._last_at is not None and at < self._last_at:
            raise BadOperation("time_went_back", at=at.isoformat(), last=self._last_at.isoformat())
        self._last_at = at
        if operation.id:
            return operation
        return replace(operation, id=id_from(to_us(at), "script", str(line.number), line.text))


def is_regular_file(stream: BinaryIO) -> bool:
    """Whether all lines are there already, rather than coming through a pipe or from a keyboard."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except OSError:
        return False


def _answers(door: Door, asked: Sequence[AnyOperation | Outcome]) -> list[Outcome]:
    """The outcomes in order: those of the operations after one commit, the others as they are."""
    operations = [one for one in asked if not isinstance(one, Outcome)]
    done = iter(_perform(door, operations))
    return [one if isinstance(one, Outcome) else next(done) for one in asked]


def _perform(door: Door, operations: Sequence[AnyOperation]) -> list[Outcome]:
    try:
        return door.perform_all(operations) if operations else []
    except LedgerError as error:
        bad = BadOperation("ledger_unavailable", detail=error)
        return [Outcome(ok=False, id=operation.id, error=bad.code, message=str(bad)) for operation in operations]
