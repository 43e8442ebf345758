"""All front ends that nfcpy can drive, as one driver: those that were named, and sticks on USB by themselves.

A serial line must be named: what is on it can only be found out by writing to it, and a receipt printer would print it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from concurrent.futures import Future
from threading import Event as Flag
from threading import Lock, Thread

from readers.contract import (
    CONVERSATION_S,
    Conversation,
    Driver,
    DriverState,
    Emit,
    Examination,
    ReaderFacts,
    Result,
    Signal,
)
from readers.errors import ChipFailed, ReaderUnavailable
from readers.nfc.paths import Path, Stick, UsbPath, read_path
from readers.nfc.worker import Library, Place, Worker

LOOK_S = 1.0
"""How often USB is looked at for sticks that came or went."""
STOP_S = 4.0
"""How long an end may take: a front end may just be waiting for its chip."""
MISSING = "NFC readers without PC/SC need the package nfcpy, which is not installed here. Add it with: make setup"
QUIET = "These readers have neither light nor sound: only the screen answers the guest."


class NfcDriver(Driver):
    """Every front end of nfcpy, each in a thread of its own.

    A front end that dies, or was never there, is opened again and again, with growing pauses. It also is
    :class:`readers.contract.Conversing` and :class:`readers.contract.Describing`.
    """

    name = "nfc"

    def __init__(self, paths: Iterable[str] = (), *, library: Library | None = None) -> None:
        """``paths`` as in :mod:`readers.nfc.paths`; without one for USB, every stick there is looked after.

        ``library`` is nfcpy if nothing else is given.
        """
        self._given = tuple(paths)
        self._library = library
        self._lock = Lock()
        self._examination: Examination | None = None
        self._wrong: list[str] = []
        self._workers: dict[Place, Worker] = {}
        self._ending = Flag()
        self._looked = Flag()
        self._finder: Thread | None = None

    def start(self, emit: Emit) -> None:
        """Open what was named, and look for sticks. Raises ReaderUnavailable if nfcpy is missing.

        A path that cannot be meant is told by :meth:`state`; the others work all the same.
        """
        library = self._library or _nfcpy()
        paths = self._read_paths()
        usb = tuple(path for path in paths if isinstance(path, UsbPath)) or (UsbPath(),)
        self._ending.clear()
        self._looked.clear()
        for path in paths:
            if not isinstance(path, UsbPath):
                self._take_up(library, path, path.reader, emit)
        self._finder = Thread(target=self._find, args=(library, usb, emit), name="readers nfc", daemon=True)
        self._finder.start()

    def stop(self) -> None:
        """End all threads and close all front ends; afterwards nothing is emitted."""
        self._ending.set()
        if self._finder is not None:
            self._finder.join(STOP_S)
            self._finder = None
        with self._lock:
            workers = list(self._workers.values())
            self._workers.clear()
        for worker in workers:
            worker.end(silently=True)
        until = time.monotonic() + STOP_S
        for worker in workers:
            worker.join(max(0.0, until - time.monotonic()))

    def signal(self, reader: str, signal: Signal) -> None:
        """Nothing: none of these readers has a light or a sound that nfcpy could use."""

    def state(self) -> DriverState:
        """Ready if any front end reads or none is wanted; ``waiting`` says for what."""
        if self._finder is None:
            return DriverState("stopped")
        with self._lock:
            workers = list(self._workers.values())
            troubles = [*self._wrong]
        up = tuple(worker.reader for worker in workers if worker.facts is not None)
        if not up and not (self._looked.is_set() and all(worker.tried.is_set() for worker in workers)):
            return DriverState("starting")
        troubles += [f"{worker.reader}: {worker.trouble}" for worker in workers if worker.trouble]
        if troubles:
            return DriverState("ready" if up else "waiting", " ".join(troubles), up)
        return DriverState("ready", QUIET if up else "", up)

    def facts(self, reader: str) -> ReaderFacts:
        """What this reader is and can do."""
        worker = self._of(reader)
        return (worker and worker.facts) or ReaderFacts()

    def converse(
        self, reader: str, uid: str, conversation: Conversation[Result], timeout_s: float = CONVERSATION_S
    ) -> Future[Result]:
        """Talk to the band with this number on this reader."""
        worker = self._of(reader)
        if worker is not None:
            return worker.converse(uid, conversation, timeout_s)
        nobody: Future[Result] = Future()
        nobody.set_exception(ChipFailed("lost", f"The reader {reader} is not there."))
        return nobody

    def examine_with(self, examination: Examination | None) -> None:
        """Look closer at every band from now on."""
        self._examination = examination

    # --- which front ends there are -------------------------------------------------------------

    def _read_paths(self) -> list[Path]:
        paths = []
        self._wrong = []
        for given in self._given:
            try:
                paths.append(read_path(given))
            except ReaderUnavailable as wrong:
                self._wrong.append(str(wrong))
        return paths

    def _of(self, reader: str) -> Worker | None:
        with self._lock:
            return next((worker for worker in self._workers.values() if worker.reader == reader), None)

    def _take_up(self, library: Library, place: Place, reader: str, emit: Emit) -> None:
        with self._lock:
            if place not in self._workers:
                self._workers[place] = Worker(library, place, reader, emit, lambda: self._examination)

    def _find(self, library: Library, wanted: tuple[UsbPath, ...], emit: Emit) -> None:
        """Follow the sticks on USB, in a thread of its own."""
        while not self._ending.is_set():
            sticks = [stick for stick in library.sticks() if any(path.fits(stick) for path in wanted)]
            self._let_go(sticks)
            for stick in sticks:
                self._take_up(library, stick, self._name_for(stick), emit)
            self._looked.set()
            self._ending.wait(LOOK_S)

    def _let_go(self, sticks: list[Stick]) -> None:
        with self._lock:
            left = [place for place in self._workers if isinstance(place, Stick) and place not in sticks]
            gone = [self._workers.pop(place) for place in left]
        for worker in gone:
            worker.end(silently=False)
        for worker in gone:
            worker.join(STOP_S)

    def _name_for(self, stick: Stick) -> str:
        """Its model, and a number from the second of its kind on: the same again when it is plugged in again."""
        with self._lock:
            taken = {worker.reader for worker in self._workers.values()}
        names = [stick.model, *(f"{stick.model} {number}" for number in range(2, len(taken) + 3))]
        return next(name for name in names if name not in taken)


def _nfcpy() -> Library:
    try:
        from readers.nfc.library import NfcLibrary  # noqa: PLC0415 -- nfcpy is loaded when its readers are wanted
    except ImportError as missing:
        raise ReaderUnavailable(MISSING) from missing
    return NfcLibrary()
