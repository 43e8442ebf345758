"""Writing a day of readers down while it happens.

A recording holds numbers of bands: see :mod:`readers.record`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from readers.events import Event, steady_us, wall_us
from readers.record.lines import VERSION, Head, Line, write_head, write_line

Clock = Callable[[], int]


class Recorder:
    """An open recording. From any thread.

    Each event is in the file when :meth:`record` returns, though not safe from a power cut: a recording is no book.

    ``trouble``
        Why nothing more is written, in words; empty while all is well.
    """

    def __init__(self, file: Path, *, wall: Clock = wall_us, steady: Clock = steady_us) -> None:
        """Begin a recording, readable by its owner only.

        Raises OSError, above all FileExistsError: a recording is never written over. A named pipe may be there.
        """
        fresh = 0 if file.is_fifo() else os.O_CREAT | os.O_EXCL
        self.trouble = ""
        self._steady = steady
        self._lock = Lock()
        self._handle: int | None = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | fresh, 0o600)
        self._began_us = steady()
        self._write(write_head(Head(VERSION, wall(), self._began_us)))

    def record(self, event: Event) -> None:
        """Write an event down. Never raises: that the disk is full must not stop a reader; ``trouble`` tells it."""
        with self._lock:
            self._write(write_line(Line(self._steady() - self._began_us, event)))

    def close(self) -> None:
        """End the recording; what comes later is left out."""
        with self._lock:
            if self._handle is not None:
                os.close(self._handle)
                self._handle = None

    def _write(self, line: bytes) -> None:
        if self._handle is None or self.trouble:
            return
        try:
            while line:
                line = line[os.write(self._handle, line) :]
        except OSError as failed:
            self.trouble = f"The recording has ended here: {failed.strerror}."
