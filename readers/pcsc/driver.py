"""All PC/SC readers of this machine as one driver."""

from __future__ import annotations

from concurrent.futures import Future

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
from readers.pcsc.channel import LOST
from readers.pcsc.fleet import Fleet
from readers.pcsc.scard import PyScard, Scard
from readers.pcsc.talk import Talk
from readers.pcsc.watcher import Watcher

STOP_S = 3.0
"""How long each half of an end may take."""


class PcscDriver(Driver):
    """Every PC/SC reader: found, followed, read.

    It goes on by itself when readers or ``pcscd`` go away and come back. A band that lies on a reader when the
    reader appears is a tap.
    """

    name = "pcsc"

    def __init__(self, scard: Scard | None = None) -> None:
        """``scard`` is the PC/SC to use; without one, pyscard is loaded at the start."""
        self._scard = scard
        self._examination: Examination | None = None
        self._running: tuple[Watcher, Fleet] | None = None

    def start(self, emit: Emit) -> None:
        """Begin to watch. Raises ReaderUnavailable if pyscard is missing."""
        scard = self._scard or PyScard()
        fleet = Fleet(scard, emit, self._examination)
        watcher = Watcher(scard, fleet)
        self._running = watcher, fleet
        watcher.start()

    def stop(self) -> None:
        """End all threads; afterwards nothing is emitted. Nothing happens if it does not run."""
        if self._running is not None:
            watcher, fleet = self._running
            watcher.stop(STOP_S)
            fleet.close(STOP_S)
            self._running = None

    def signal(self, reader: str, signal: Signal) -> None:
        """Light and buzzer of an ACR122U or ACR1252U; other readers keep quiet."""
        running = self._running
        if running is not None:
            running[1].show(reader, signal)

    def state(self) -> DriverState:
        """See :meth:`readers.pcsc.fleet.Fleet.state`; stopped if it does not run."""
        running = self._running
        return DriverState("stopped") if running is None else running[1].state()

    def converse(
        self, reader: str, uid: str, conversation: Conversation[Result], timeout_s: float = CONVERSATION_S
    ) -> Future[Result]:
        """See :class:`readers.contract.Conversing`."""
        talk = Talk(uid, conversation, timeout_s)
        running = self._running
        if running is None:
            talk.fail("lost", LOST)
        else:
            running[1].talk(reader, talk)
        return talk.future

    def examine_with(self, examination: Examination | None) -> None:
        """See :class:`readers.contract.Conversing`."""
        self._examination = examination
        running = self._running
        if running is not None:
            running[1].examine_with(examination)

    def facts(self, reader: str) -> ReaderFacts:
        """See :class:`readers.contract.Describing`."""
        running = self._running
        return ReaderFacts() if running is None else running[1].facts(reader)
