"""One reader's own thread: it says what is to be said to reader and chip, however long they take.

All events of a reader come from here, so they are in order. Only the remark that a chip is slow comes from
outside: this thread is the one that waits.
"""

from __future__ import annotations

import time
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, Literal

from msgspec import Struct

from readers.contract import Emit, Examination, ReaderFacts, Signal
from readers.events import Event, ReaderDown, ReaderUp
from readers.pcsc.channel import LATE, LOST, PULLED
from readers.pcsc.contact import Contact
from readers.pcsc.lights import Lights
from readers.pcsc.line import SLOW_S, Line
from readers.pcsc.models import facts_of, model_of
from readers.pcsc.scard import Scard
from readers.pcsc.talk import Talk

SIGNALS_MAX = 8
"""Signals to a reader that is busy longer than this many are left out."""


class _Came(Struct, frozen=True):
    atr: bytes


class _Word(Struct, frozen=True):
    what: Literal["left", "mute", "talk"]


class _Show(Struct, frozen=True):
    signal: Signal


class _End(Struct, frozen=True):
    detail: str


_Job = _Came | _Word | _Show | _End


class Worker:
    """Reads the bands on one reader. Its methods return at once; what they ask for is done in turn."""

    def __init__(
        self,
        scard: Scard,
        reader: str,
        emit: Emit,
        *,
        examination: Examination | None = None,
        after: Worker | None = None,
    ) -> None:
        """``after`` is the reader's worker from before it went away: its last words come first."""
        self.reader = reader
        self._model = model_of(reader)
        self._emit = emit
        self._after = after
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._talks: list[Talk[Any]] = []
        self._lock = Lock()
        self._silent = False
        self._ended = False
        self._line = Line(scard, reader)
        self._lights = Lights(self._line, self._model)
        self._contact = Contact(self._line, reader, self._model.way, self._tell)
        self._contact.examination = examination
        self._thread = Thread(target=self._run, name=f"reader {reader}", daemon=True)
        self._thread.start()

    def came(self, atr: bytes) -> None:
        """A band came: read it."""
        self._jobs.put(_Came(atr))

    def came_mute(self) -> None:
        """Something came that does not answer."""
        self._jobs.put(_Word("mute"))

    def left(self) -> None:
        """The band is gone."""
        self._jobs.put(_Word("left"))

    def show(self, signal: Signal) -> None:
        """Light and sound, if the reader has any."""
        if self._jobs.qsize() < SIGNALS_MAX:
            self._jobs.put(_Show(signal))

    def talk(self, talk: Talk[Any]) -> None:
        """Hold a conversation with the band that lies there."""
        with self._lock:
            if self._ended:
                talk.fail("lost", LOST)
                return
            self._talks.append(talk)
        self._jobs.put(_Word("talk"))

    def examine_with(self, examination: Examination | None) -> None:
        """Look closer at every band from the next one on."""
        self._contact.examination = examination

    def facts(self) -> ReaderFacts:
        """What the reader is and can do, as far as it told."""
        return facts_of(self._model, self._lights.firmware, frames=not self._contact.knows_no_frames)

    def end(self, detail: str) -> None:
        """The reader is gone: say so as the last thing, and end the thread."""
        self._jobs.put(_End(detail))

    def join(self, timeout_s: float) -> None:
        """Wait until the thread has ended. One that still waits for a chip is left behind, and silent from now on."""
        self._thread.join(timeout_s)
        with self._lock:
            self._silent = True
        self._end_talks()

    def look_after(self) -> None:
        """Say so if a chip has not answered for long, and end conversations whose time is over. From any thread."""
        with self._lock:
            if self._line.is_overdue():
                self._say(self._contact.failed("slow"))
            late = [talk for talk in self._talks if talk.is_late]
        for talk in late:
            talk.fail("timeout", LATE)

    # --- in the worker's thread -----------------------------------------------------------------

    def _run(self) -> None:
        if self._after is not None:
            self._after.join(SLOW_S)
            self._after = None
        self._tell(ReaderUp(reader=self.reader))
        self._lights.set_up()
        while not isinstance(job := self._next(), _End):
            self._do(job)
        self._line.close()
        self._end_talks()
        self._tell(ReaderDown(reader=self.reader, detail=job.detail))

    def _next(self) -> _Job:
        """The next thing to do. What is due by itself is done meanwhile."""
        while True:
            due = [at for at in (self._contact.due_at, self._lights.due_at) if at is not None]
            if not due:
                return self._jobs.get()
            try:
                return self._jobs.get(timeout=max(0.0, min(due) - time.monotonic()))
            except Empty:
                now = time.monotonic()
                if self._lights.due_at is not None and self._lights.due_at <= now:
                    self._lights.rest()
                if self._contact.due_at is not None and self._contact.due_at <= now:
                    self._contact.look()

    def _do(self, job: _Came | _Word | _Show) -> None:
        if isinstance(job, _Show):
            self._lights.show(job.signal)
        elif isinstance(job, _Came):
            self._contact.came(job.atr)
            self._lights.set_up()
        elif job.what == "mute":
            self._contact.came_mute()
        elif job.what == "left":
            self._contact.left()
        else:
            self._hold_a_talk()

    def _hold_a_talk(self) -> None:
        with self._lock:
            talk = self._talks[0]
        if talk.is_late:
            talk.fail("timeout", LATE)
        elif not talk.uid or talk.uid != self._contact.uid:
            talk.fail("pulled", PULLED)
        else:
            channel = self._contact.channel(talk.until)
            talk.hold(channel)
            self._contact.close(channel)
        with self._lock:
            self._talks.remove(talk)

    def _end_talks(self) -> None:
        with self._lock:
            self._ended = True
            left, self._talks = self._talks, []
        for talk in left:
            talk.fail("lost", LOST)

    def _tell(self, event: Event) -> None:
        with self._lock:
            self._say(event)

    def _say(self, event: Event) -> None:
        if not self._silent:
            self._emit(event)
