"""How long it takes to look: one bill, and the takings of a day, on a connection that knows nothing yet."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from pos.reports.bill import bill_of
from pos.reports.reading import Reading
from pos.reports.takings import takings_of
from terminal_ui.bench.growing import BILL_BAND
from terminal_ui.bench.measured import milliseconds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOOKS = 9


def bill_ms(folder: Path) -> float:
    """Milliseconds for the bill of the guest whom nobody charges; the middle one of several looks."""
    return _middle_ms(folder, lambda reading: bill_of(reading, BILL_BAND))


def takings_ms(folder: Path, day: int) -> float:
    """Milliseconds for the takings of a business day; the middle one of several looks."""
    return _middle_ms(folder, lambda reading: takings_of(reading, day, day))


def _middle_ms(folder: Path, look: Callable[[Reading], object]) -> float:
    return milliseconds(round(median(_once_ns(folder, look) for _ in range(LOOKS))))


def _once_ns(folder: Path, look: Callable[[Reading], object]) -> int:
    reading = Reading.open(folder)
    try:
        # The venue file is read once when a screen opens; what is measured is looking.
        _ = reading.house
        began_ns = time.perf_counter_ns()
        look(reading)
        return time.perf_counter_ns() - began_ns
    finally:
        reading.close()
