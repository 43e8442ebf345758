"""One front end's own thread: opens it, follows what lies on it, and opens it again when it died."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Event as Flag
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Protocol

from readers.contract import Conversation, Emit, Examination, ReaderFacts, Result
from readers.errors import ChipFailed
from readers.events import Event, ReaderDown, ReaderUp
from readers.nfc.faults import FrontEndFailed
from readers.nfc.following import LOST, Following, Talk
from readers.nfc.paths import SerialPath, Stick, UdpPath

if TYPE_CHECKING:
    from readers.nfc.library import FrontEnd

BACKOFF_FIRST_S = 0.05
BACKOFF_MAX_S = 0.5
"""How long to wait before a front end is opened again; it doubles from the first to the last."""
STEADY_S = 2.0
"""A front end that worked so long is opened again without delay when it fails."""

Place = SerialPath | UdpPath | Stick


class Library(Protocol):
    """Where front ends come from: :class:`readers.nfc.library.NfcLibrary`."""

    def sticks(self) -> list[Stick]:
        """The sticks that are plugged in."""
        ...

    def open(self, place: Place) -> FrontEnd:
        """Open a front end. Raises FrontEndFailed."""
        ...


class Worker:
    """Looks after one front end. Its methods return at once.

    ``tried``
        Set once it was opened, or could not be.
    """

    def __init__(
        self,
        library: Library,
        place: Place,
        reader: str,
        emit: Emit,
        examination: Callable[[], Examination | None],
    ) -> None:
        self.reader = reader
        self.tried = Flag()
        self._library = library
        self._place = place
        self._emit = emit
        self._examination = examination
        self._ending = Flag()
        self._talks: SimpleQueue[Talk[Any] | None] = SimpleQueue()
        self._lock = Lock()
        self._silent = False
        self._trouble = ""
        self._facts: ReaderFacts | None = None
        self._thread = Thread(target=self._run, name=f"reader {reader}", daemon=True)
        self._thread.start()

    @property
    def trouble(self) -> str:
        """Why it does not read, in words; empty if it does."""
        with self._lock:
            return self._trouble

    @property
    def facts(self) -> ReaderFacts | None:
        """What the reader is and can do; None while it is not there."""
        with self._lock:
            return self._facts

    def converse(self, uid: str, conversation: Conversation[Result], timeout_s: float) -> Future[Result]:
        """See :class:`readers.contract.Conversing`."""
        talk = Talk(uid, conversation, timeout_s)
        with self._lock:
            if self._facts is not None:
                self._talks.put(talk)
                return talk.future
        talk.refuse(ChipFailed("lost", LOST))
        return talk.future

    def end(self, *, silently: bool) -> None:
        """Let the thread end, without another word if it shall be silent."""
        with self._lock:
            self._silent = self._silent or silently
        self._ending.set()
        self._talks.put(None)

    def join(self, timeout_s: float) -> None:
        """Wait until the thread has ended; one that still waits for its chip is left behind, silent."""
        self._thread.join(timeout_s)

    # --- in the worker's thread -----------------------------------------------------------------

    def _run(self) -> None:
        pause_s = BACKOFF_FIRST_S
        while not self._ending.is_set():
            try:
                front = self._library.open(self._place)
            except FrontEndFailed as failed:
                self._is_away(str(failed))
            else:
                began_s = time.monotonic()
                self._work(front)
                if time.monotonic() - began_s > STEADY_S:
                    pause_s = BACKOFF_FIRST_S
            self._ending.wait(pause_s)
            pause_s = min(pause_s * 2, BACKOFF_MAX_S)

    def _work(self, front: FrontEnd) -> None:
        """Follow what lies on an open front end until the end, or until it fails."""
        with self._lock:
            self._trouble = ""
            self._facts = ReaderFacts(firmware=front.firmware, frames=True, apdus=True)
        self.tried.set()
        self._tell(ReaderUp(reader=self.reader))
        words = "The reader was unplugged."
        try:
            Following(front, self.reader, self._tell, self._talks, self._ending, self._examination).run()
        except FrontEndFailed as failed:
            words = str(failed)
        front.close()
        self._is_away(words)
        self._tell(ReaderDown(reader=self.reader, detail=words))

    def _is_away(self, words: str) -> None:
        with self._lock:
            self._trouble = words
            self._facts = None
            waiting = [self._talks.get_nowait() for _ in range(self._talks.qsize())]
        self.tried.set()
        for talk in waiting:
            if talk is not None:
                talk.refuse(ChipFailed("lost", LOST))

    def _tell(self, event: Event) -> None:
        with self._lock:
            if not self._silent:
                self._emit(event)
