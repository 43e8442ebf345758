"""Playing a recorded day again, through a driver like any other.

A recording holds numbers of bands: see :mod:`readers.record`.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from threading import Event as Flag
from threading import Lock, Thread

from readers.contract import Condition, Driver, DriverState, Emit, Signal
from readers.errors import ReaderUnavailable
from readers.events import Event, ReaderDown, ReaderUp
from readers.record.coming import lines_as_they_come
from readers.record.lines import BadRecording, read_head, read_lines

STOP_S = 3.0
PAUSE_MAX_S = 86_400.0
"""The longest pause that is waited for: whoever recorded two days meant two days of taps."""
OVER = "The recording ends here."
QUIET = "A recording shows nothing to a guest."


class Replay(Driver):
    """The readers of a recording.

    Events are those that were recorded, with their own times; after the last one, readers that are still there go down.
    Everything is told in one thread, in the order in which it came: readers do not overtake each other.
    A recording that is cut off, or whose lines cannot be read from some point on, is played up to there, and
    :meth:`state` says so. A named pipe is played as it is written.
    """

    name = "replay"

    def __init__(self, file: Path, *, speed: float | None = 1.0) -> None:
        """``speed`` 2 is twice as fast as it was, None as fast as it goes. Raises ValueError if it is not above 0."""
        if speed is not None and speed <= 0:
            raise ValueError("the speed must be above 0")
        self._file = file
        self._speed = speed
        self._lock = Lock()
        self.trouble = ""
        """Why it ended before its end, in words; empty if it did not."""
        self._condition: Condition = "stopped"
        self._detail = ""
        self._readers: dict[str, None] = {}
        self._ending = Flag()
        self._thread: Thread | None = None

    def start(self, emit: Emit) -> None:
        """Begin to play, from the beginning. Raises ReaderUnavailable if the file cannot be opened."""
        try:
            handle = os.open(self._file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as missing:
            raise ReaderUnavailable(f"The recording {self._file} cannot be read: {missing.strerror}.") from missing
        self._ending.clear()
        self._readers.clear()
        self._condition, self._detail, self.trouble = "starting", "", ""
        self._thread = Thread(target=self._run, args=(handle, emit), name="readers replay", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop playing; afterwards nothing is emitted."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join(STOP_S)
            self._thread = None
        self._condition = "stopped"

    def wait(self, timeout_s: float) -> bool:
        """Wait until everything was played; whether it was."""
        thread = self._thread
        if thread is not None:
            thread.join(timeout_s)
        return thread is None or not thread.is_alive()

    def signal(self, reader: str, signal: Signal) -> None:
        """Nothing: the guest is long gone."""

    def state(self) -> DriverState:
        """Ready while it plays, and afterwards, when it says how it ended."""
        with self._lock:
            if self._condition == "stopped":
                return DriverState("stopped")
            return DriverState(self._condition, self._detail or QUIET, tuple(self._readers))

    # --- in the playing thread ------------------------------------------------------------------

    def _run(self, handle: int, emit: Emit) -> None:
        try:
            self._play(handle, emit)
            words = OVER
        except BadRecording as bad:
            self.trouble = f"{str(bad).capitalize()}."
            words = f"{OVER} {self.trouble}"
        finally:
            os.close(handle)
        for reader in list(self._readers):
            self._tell(ReaderDown(reader=reader, detail=words), emit)
        with self._lock:
            self._condition, self._detail = "ready", words

    def _play(self, handle: int, emit: Emit) -> None:
        """Raises BadRecording."""
        lines = lines_as_they_come(handle, self._ending)
        head = next(lines, b"")
        if self._ending.is_set():
            return
        read_head(head)
        with self._lock:
            self._condition = "ready"
        before_us, due_s = 0, time.monotonic()
        for line in read_lines(lines):
            due_s += self._pause_s(line.after_us - before_us)
            before_us = line.after_us
            self._ending.wait(max(0.0, due_s - time.monotonic()))
            self._tell(line.event, emit)

    def _pause_s(self, pause_us: int) -> float:
        if self._speed is None:
            return 0.0
        return min(max(0.0, pause_us / 1e6), PAUSE_MAX_S) / self._speed

    def _tell(self, event: Event, emit: Emit) -> None:
        if self._ending.is_set():
            return
        with self._lock:
            if isinstance(event, ReaderUp):
                self._readers[event.reader] = None
            elif isinstance(event, ReaderDown):
                self._readers.pop(event.reader, None)
        emit(event)
