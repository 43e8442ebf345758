"""Several real processes that charge one house at once, at a rate as tills do."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from terminal_ui.bench.caller import Task, Told
from terminal_ui.bench.measured import milliseconds, percentile

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 10
START_S = 3.5
"""How long processes get to come up before they begin; also what was charged before is no double tap by then (R21)."""
_GRACE_S = 60


class TogetherMeasured(Struct, frozen=True):
    """How it went: ``charges`` that were accepted, ``errors`` with the first words of one, milliseconds each."""

    processes: int
    rate: int
    seconds: int
    charges: int
    errors: int
    p50_ms: float
    p99_ms: float
    max_ms: float
    first_error: str = ""


def charge_together(folder: Path, processes: int, rate: int) -> TogetherMeasured:
    """So many processes, ``rate`` charges a second in all, for :data:`SECONDS`.

    A process that ends badly counts as an error.
    """
    seconds = SECONDS
    begins_at_s = time.time() + START_S + processes * 0.2
    counts = [rate * seconds // processes + (place < rate * seconds % processes) for place in range(processes)]
    running = [
        _start(Task(str(folder), place, processes, count, seconds, begins_at_s)) for place, count in enumerate(counts)
    ]
    told = [_told(process, seconds) for process in running]
    took_ns = sorted(ns for one in told for ns in one.took_ns)
    errors = [error for one in told for error in one.errors]
    return TogetherMeasured(
        processes=processes,
        rate=rate,
        seconds=seconds,
        charges=len(took_ns),
        errors=len(errors),
        p50_ms=milliseconds(percentile(took_ns, 50)) if took_ns else 0.0,
        p99_ms=milliseconds(percentile(took_ns, 99)) if took_ns else 0.0,
        max_ms=milliseconds(took_ns[-1]) if took_ns else 0.0,
        first_error=errors[0] if errors else "",
    )


def _start(task: Task) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "terminal_ui.bench.caller", msgspec.json.encode(task).decode()]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - our own module


def _told(process: subprocess.Popen[bytes], seconds: int) -> Told:
    try:
        out, err = process.communicate(timeout=seconds + _GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Told([], ["a process did not end"])
    if process.returncode:
        return Told([], [err.decode(errors="replace").strip().rpartition("\n")[2] or "a process ended badly"])
    return msgspec.json.decode(out, type=Told)
