"""Real processes on one house: started, killed, started again; and a house that is ready for them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pos.house.folder import LEDGER_FILE
from pos.ledger.connection import open_reader
from pos.venue import Venue
from pos.wire import read_operation
from tests.house import make_house
from tests.processes.worker import Note, Task, read_notes

ROOT = Path(__file__).parents[2]
BANDS = ("001", "002", "003", "004", "121", "122", "123", "124")


class Worker:
    """A till in a process of its own."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.kills = 0
        self._process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", "tests.processes.worker", msgspec.json.encode(self.task).decode()]
        return subprocess.Popen(
            words, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
        )

    @property
    def notes(self) -> list[Note]:
        """What it has noted so far."""
        return read_notes(Path(self.task.notes))

    @property
    def is_done(self) -> bool:
        """Whether it came to its end by itself."""
        return self._process.poll() is not None

    def kill(self) -> bool:
        """End it as a power cut would. False if it had come to its end before."""
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()
        killed = self._process.returncode == -signal.SIGKILL
        self.kills += killed
        return killed

    def again(self) -> None:
        """Start it again after it was killed."""
        self._process = self._start()

    def wait_for_more(self, more: int, *, at_most_s: float = 60) -> None:
        """Until it has noted some more, or is done."""
        enough = len(self.notes) + more
        until = time.monotonic() + at_most_s
        while len(self.notes) < enough and not self.is_done:
            assert time.monotonic() < until, "it does nothing"
            time.sleep(0.002)

    def wait(self, *, at_most_s: float = 120) -> None:
        """Until it is done; it must have gone well."""
        _, errors = self._process.communicate(timeout=at_most_s)
        assert self._process.returncode == 0, errors


class BusyHouse:
    """A house with eight guests whose limit nobody reaches, and shelves that nobody empties."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = make_house(tmp_path)
        self.ledger = self.folder / LEDGER_FILE
        self._notes = tmp_path
        self.workers: list[Worker] = []

    def prepare(self) -> None:
        """Check the guests in and fill the shelves."""
        venue = Venue.open(self.folder)
        arrivals = [{"band": band, "guest": "adult"} for band in BANDS]
        acts: list[dict[str, object]] = [{"do": "check_in", "bands": arrivals}]
        acts += [{"do": "stock_in", "item": item, "quantity": 1_000_000} for item in ("water", "tea-egg")]
        acts += [{"do": "raise_limit", "band": band, "by": 10**9, "reason": "test", "staff": "wu"} for band in BANDS]
        for act in acts:
            named = {"at": "2026-03-10T10:00:00+08:00", "staff": "amy"} | act
            outcome = venue.perform(read_operation(msgspec.json.encode(named)))
            assert outcome.ok, outcome.as_json()
        venue.close()

    def worker(self, name: str, station: str, *, bands: tuple[str, ...] = BANDS, **task: int) -> Worker:
        """Start a till."""
        notes = self._notes / f"{name}.notes"
        one = Worker(Task(str(self.folder), str(notes), name, station, bands, **task))
        self.workers.append(one)
        return one

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows, as a process of its own sees them."""
        reader = open_reader(self.ledger)
        try:
            return reader.execute(sql, values).fetchall()
        finally:
            reader.close()


@pytest.fixture
def busy_house(tmp_path: Path) -> Iterator[BusyHouse]:
    """A house for workers; whoever still runs in the end is ended."""
    house = BusyHouse(tmp_path)
    yield house
    for worker in house.workers:
        worker.kill()
