"""One reader's own thread: it says what is to be said to the chip, however long the chip takes.

All events of a reader come from here, so they are in order. Only the remark that a chip is slow comes from
outside: this thread is the one that waits.
"""

from __future__ import annotations

import time
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Literal

from msgspec import Struct

from readers.contract import Emit, Signal
from readers.events import Event, Failed, Gone, ReaderDown, ReaderUp, Trouble, tap_of
from readers.pcsc import codes
from readers.pcsc.atr import technology
from readers.pcsc.commands import GET_UID, feedback, uid_in
from readers.pcsc.scard import Card, Scard, ScardError

TRIES = 3
"""A chip at the edge of the field may answer the second time."""
RETRY_S = 0.02
AGAIN_S = 0.25
AGAIN_MAX = 20
"""A band that could not be read but still lies there is tried again, so often and this far apart, quietly: it may
lie badly, or have taken another one's place so fast that the service saw only one."""
SLOW_S = 3.0
"""A chip that has not answered by then is called slow. PC/SC has no time-out: we can only say so."""
SIGNALS_MAX = 8
"""Signals to a reader that is busy longer than this many are left out."""

_WORDS: dict[Trouble, str] = {
    "pulled": "The band was taken away too soon: hold it to the reader until it answers.",
    "unreadable": "The band could not be read: take it away and hold it to the reader again.",
    "slow": "The band does not answer: take it away and hold it to the reader again.",
    "lost": "The reader went away while it was reading: tap again when it is back.",
}


class _Came(Struct, frozen=True):
    atr: bytes


class _Word(Struct, frozen=True):
    what: Literal["left", "mute"]


class _Show(Struct, frozen=True):
    signal: Signal


class _End(Struct, frozen=True):
    detail: str


_Job = _Came | _Word | _Show | _End


class Worker:
    """Reads the bands on one reader. Its methods return at once; what they ask for is done in turn."""

    def __init__(self, scard: Scard, reader: str, emit: Emit, after: Worker | None = None) -> None:
        """``after`` is the reader's worker from before it went away: its last words come first."""
        self.reader = reader
        self._scard = scard
        self._emit = emit
        self._after = after
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._lock = Lock()
        self._asked_at: float | None = None
        self._silent = False
        self._context: int | None = None
        self._card: Card | None = None
        self._uid = ""
        self._unread = b""
        self._again = 0
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

    def end(self, detail: str) -> None:
        """The reader is gone: say so as the last thing, and end the thread."""
        self._jobs.put(_End(detail))

    def join(self, timeout_s: float) -> None:
        """Wait until the thread has ended. One that still waits for a chip is left behind, and silent from now on."""
        self._thread.join(timeout_s)
        with self._lock:
            self._silent = True

    def remark_if_slow(self) -> None:
        """Say once for each question that the chip has not answered for :data:`SLOW_S`. From any thread."""
        with self._lock:
            if self._asked_at is None or time.monotonic() - self._asked_at < SLOW_S:
                return
            self._asked_at = None
            self._say(self._failed("slow"))

    # --- in the worker's thread -----------------------------------------------------------------

    def _run(self) -> None:
        if self._after is not None:
            self._after.join(SLOW_S)
            self._after = None
        self._tell(ReaderUp(reader=self.reader))
        while not isinstance(job := self._next(), _End):
            self._do(job)
        self._let_go()
        if self._context is not None:
            self._scard.release(self._context)
        self._tell(ReaderDown(reader=self.reader, detail=job.detail))

    def _next(self) -> _Job:
        """The next thing to do; a band that lies there unread is tried again meanwhile."""
        while self._again:
            try:
                return self._jobs.get(timeout=AGAIN_S)
            except Empty:
                self._again -= 1
                if self._read(self._unread) is None:
                    self._again = 0
        return self._jobs.get()

    def _do(self, job: _Came | _Word | _Show) -> None:
        if isinstance(job, _Show):
            self._show(job.signal)
            return
        self._again = 0
        if isinstance(job, _Came):
            self._came(job.atr)
        elif job.what == "mute":
            self._tell(self._failed("unreadable"))
        else:
            self._let_go()
            self._tell(Gone(reader=self.reader, uid=self._uid))
            self._uid = ""

    def _came(self, atr: bytes) -> None:
        trouble = self._read(atr)
        if trouble is not None:
            self._tell(self._failed(trouble))
            self._unread = atr
            self._again = AGAIN_MAX

    def _read(self, atr: bytes) -> Trouble | None:
        """Read the band and tell the tap, or say what was wrong."""
        self._let_go()
        trouble: Trouble = "unreadable"
        for attempt in range(TRIES):
            if attempt:
                time.sleep(RETRY_S)
            try:
                uid = uid_in(self._ask(GET_UID))
            except ScardError as error:
                trouble = _trouble(error, trouble)
                self._let_go()
                continue
            if uid is not None:
                tap = tap_of(self.reader, uid, technology(atr))
                self._uid = tap.uid
                self._tell(tap)
                return None
        return trouble

    def _show(self, signal: Signal) -> None:
        command = feedback(self.reader, signal)
        if command is None or self._card is None:
            return
        try:
            self._ask(command)
        except ScardError:
            # The band is just being taken away; the light was a courtesy.
            self._let_go()

    def _ask(self, apdu: bytes) -> bytes:
        """Say something to the chip, and connect to it first if need be. Raises ScardError."""
        if self._context is None:
            self._context = self._scard.establish()
        with self._lock:
            self._asked_at = time.monotonic()
        try:
            if self._card is None:
                self._card = self._scard.connect(self._context, self.reader)
            return self._scard.transmit(self._card, apdu)
        finally:
            with self._lock:
                self._asked_at = None

    def _let_go(self) -> None:
        if self._card is not None:
            self._scard.disconnect(self._card)
            self._card = None

    def _failed(self, trouble: Trouble) -> Failed:
        return Failed(reader=self.reader, trouble=trouble, detail=_WORDS[trouble])

    def _tell(self, event: Event) -> None:
        with self._lock:
            self._say(event)

    def _say(self, event: Event) -> None:
        if not self._silent:
            self._emit(event)


def _trouble(error: ScardError, before: Trouble) -> Trouble:
    """What a failed call means for the band. That it was pulled is not forgotten for what comes after it."""
    if error.code in codes.LOST:
        return "lost"
    if error.code in codes.PULLED:
        return "pulled"
    return before
