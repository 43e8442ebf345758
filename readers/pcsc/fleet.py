"""The PC/SC readers that are there, each with its worker, from one start of the driver to its stop."""

from __future__ import annotations

import time
from threading import Lock
from typing import Any

from readers.contract import Condition, DriverState, Emit, Examination, ReaderFacts, Signal
from readers.events import Event
from readers.pcsc.channel import LOST
from readers.pcsc.scard import Scard
from readers.pcsc.talk import Talk
from readers.pcsc.worker import Worker


class Fleet:
    """Turns what the watcher sees into work for the workers. See :class:`readers.pcsc.watcher.Watched`."""

    def __init__(self, scard: Scard, emit: Emit, examination: Examination | None = None) -> None:
        self._scard = scard
        self._emit = emit
        self._examination = examination
        self._closed = False
        self._lock = Lock()
        self._condition: Condition = "starting"
        self._detail = ""
        self._workers: dict[str, Worker] = {}
        self._past: dict[str, Worker] = {}

    def close(self, timeout_s: float) -> None:
        """Emit nothing more, and end all workers. The watcher must have ended.

        A worker whose chip still does not answer then is left behind, silent.
        """
        self._closed = True
        with self._lock:
            ending = [*self._workers.values(), *self._past.values()]
            self._workers.clear()
        for worker in ending:
            worker.end("")
        until = time.monotonic() + timeout_s
        for worker in ending:
            worker.join(max(0.0, until - time.monotonic()))

    def show(self, reader: str, signal: Signal) -> None:
        """Light and sound at a reader, if it is there."""
        with self._lock:
            worker = self._workers.get(reader)
        if worker is not None:
            worker.show(signal)

    def talk(self, reader: str, talk: Talk[Any]) -> None:
        """Hold a conversation with the band on this reader."""
        with self._lock:
            worker = self._workers.get(reader)
        if worker is None:
            talk.fail("lost", LOST)
        else:
            worker.talk(talk)

    def examine_with(self, examination: Examination | None) -> None:
        """Look closer at every band from the next one on."""
        with self._lock:
            self._examination = examination
            for worker in self._workers.values():
                worker.examine_with(examination)

    def facts(self, reader: str) -> ReaderFacts:
        """What this reader is and can do; nothing but defaults if it is not there."""
        with self._lock:
            worker = self._workers.get(reader)
        return ReaderFacts() if worker is None else worker.facts()

    def state(self) -> DriverState:
        """Ready while the service answers, waiting while it is away."""
        with self._lock:
            return DriverState(self._condition, self._detail, tuple(self._workers))

    def _tell(self, event: Event) -> None:
        if not self._closed:
            self._emit(event)

    # --- told by the watcher, in its thread -----------------------------------------------------

    def readers_are(self, came: list[str], left: list[str]) -> None:
        """Give new readers a worker each, which tells that they are up; let the others' workers end.

        In one step, so that whoever hears that a reader is up finds the state right.
        """
        with self._lock:
            self._condition, self._detail = "ready", ""
            for reader in left:
                self._end(reader, "The reader was unplugged.")
            for reader in came:
                self._workers[reader] = Worker(
                    self._scard,
                    reader,
                    self._tell,
                    examination=self._examination,
                    after=self._past.pop(reader, None),
                )

    def service_away(self, detail: str) -> None:
        """Wait for the service; its readers are gone."""
        with self._lock:
            self._condition, self._detail = "waiting", detail
            for reader in list(self._workers):
                self._end(reader, detail)

    def _end(self, reader: str, detail: str) -> None:
        """Let a worker tell what is still to be told, and end."""
        self._past[reader] = self._workers.pop(reader)
        self._past[reader].end(detail)

    def band_came(self, reader: str, atr: bytes) -> None:
        """Read it."""
        self._workers[reader].came(atr)

    def band_came_mute(self, reader: str) -> None:
        """Tell that it cannot be read."""
        self._workers[reader].came_mute()

    def band_left(self, reader: str) -> None:
        """Tell that it is gone, after all that was asked before."""
        self._workers[reader].left()

    def looked(self) -> None:
        """Look after chips that have not answered for long."""
        for worker in (*self._workers.values(), *self._past.values()):
            worker.look_after()
