"""The few calls of PC/SC that are used, with types, and errors as exceptions.

pyscard has no types and answers with lists of a result code and values; this is the only place that knows.
It is imported when it is needed, since it cannot be had everywhere.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import NamedTuple, Protocol

from readers.errors import ReaderUnavailable
from readers.pcsc import codes

MISSING = (
    "Readers on PC/SC need the package pyscard, which is not installed here. Add it with: "
    "apt-get install gcc libc6-dev libpcsclite-dev pcscd && make setup"
)

_ESCAPE = 3500 if sys.platform == "win32" else 1
"""The number of the escape among a driver's own calls."""


class ScardError(Exception):
    """A call of PC/SC failed. ``code`` as in :mod:`readers.pcsc.codes`, 0 if it only answered nonsense.

    Some of the service's words end in a full stop and some do not: here none does, so that they fit into a sentence.
    """

    def __init__(self, code: int, words: str) -> None:
        self.code = code
        super().__init__(words.rstrip(" ."))


class Seen(NamedTuple):
    """What the service says of one reader: its state as a word of flags, and the chip's answer to reset."""

    reader: str
    state: int
    atr: bytes


class Card(NamedTuple):
    """An open connection to the chip on a reader."""

    handle: int
    protocol: int


class Scard(Protocol):
    """A PC/SC service. Every call but :meth:`describe` raises ScardError."""

    def establish(self) -> int:
        """A new context. A thread that may wait has one of its own."""
        ...

    def release(self, context: int) -> None:
        """Give a context back; never raises."""
        ...

    def cancel(self, context: int) -> None:
        """End another thread's :meth:`wait` on this context; never raises."""
        ...

    def readers(self, context: int) -> list[str]:
        """The names of all readers that are plugged in."""
        ...

    def wait(self, context: int, timeout_ms: int, known: dict[str, int]) -> list[Seen]:
        """Wait until a reader's state is not the known one; empty when the time is over or it was cancelled."""
        ...

    def connect(self, context: int, reader: str) -> Card:
        """Power the chip on this reader, and share it with other programs."""
        ...

    def connect_direct(self, context: int, reader: str) -> Card:
        """Connect to the reader itself, whether a chip lies on it or not: for :meth:`control` only."""
        ...

    def begin(self, card: Card) -> None:
        """Keep other programs away from the chip; waits while another one keeps us away."""
        ...

    def end(self, card: Card) -> None:
        """Let other programs at it again; never raises."""
        ...

    def restart(self, card: Card) -> Card:
        """Reset the chip: whatever was said to it is forgotten, and a made-up number changes."""
        ...

    def atr(self, card: Card) -> bytes:
        """The answer to reset of the chip that was last powered on this reader."""
        ...

    def control(self, card: Card, command: bytes) -> bytes:
        """Send a command to the reader itself, past the chip (an escape). Many readers and drivers do not allow it."""
        ...

    def transmit(self, card: Card, apdu: bytes) -> bytes:
        """Send a command and get the answer with its status word. May take as long as the chip likes."""
        ...

    def disconnect(self, card: Card) -> None:
        """Let the chip go, powered as it is; never raises."""
        ...


class PyScard:
    """PC/SC through pyscard."""

    def __init__(self) -> None:
        """Raises ReaderUnavailable if pyscard is not installed."""
        try:
            self._native: ModuleType = importlib.import_module("smartcard.scard")
        except ImportError as missing:
            raise ReaderUnavailable(MISSING) from missing

    def establish(self) -> int:
        """See :class:`Scard`."""
        result, context = self._native.SCardEstablishContext(self._native.SCARD_SCOPE_USER)
        self._check(result)
        return int(context)

    def release(self, context: int) -> None:
        """See :class:`Scard`."""
        self._native.SCardReleaseContext(context)

    def cancel(self, context: int) -> None:
        """See :class:`Scard`."""
        self._native.SCardCancel(context)

    def readers(self, context: int) -> list[str]:
        """See :class:`Scard`."""
        result, names = self._native.SCardListReaders(context, [])
        if _unsigned(result) == codes.NO_READERS:
            return []
        self._check(result)
        return [str(name) for name in names]

    def wait(self, context: int, timeout_ms: int, known: dict[str, int]) -> list[Seen]:
        """See :class:`Scard`."""
        result, states = self._native.SCardGetStatusChange(context, timeout_ms, list(known.items()))
        if _unsigned(result) in {codes.TIMED_OUT, codes.CANCELLED}:
            return []
        self._check(result)
        return [Seen(str(reader), int(state), bytes(atr)) for reader, state, atr in states]

    def connect(self, context: int, reader: str) -> Card:
        """See :class:`Scard`."""
        result, handle, protocol = self._native.SCardConnect(
            context, reader, self._native.SCARD_SHARE_SHARED, self._either()
        )
        self._check(result)
        return Card(int(handle), int(protocol))

    def connect_direct(self, context: int, reader: str) -> Card:
        """See :class:`Scard`."""
        result, handle, protocol = self._native.SCardConnect(context, reader, self._native.SCARD_SHARE_DIRECT, 0)
        self._check(result)
        return Card(int(handle), int(protocol))

    def begin(self, card: Card) -> None:
        """See :class:`Scard`."""
        self._check(self._native.SCardBeginTransaction(card.handle))

    def end(self, card: Card) -> None:
        """See :class:`Scard`."""
        self._native.SCardEndTransaction(card.handle, self._native.SCARD_LEAVE_CARD)

    def restart(self, card: Card) -> Card:
        """See :class:`Scard`."""
        result, protocol = self._native.SCardReconnect(
            card.handle, self._native.SCARD_SHARE_SHARED, self._either(), self._native.SCARD_RESET_CARD
        )
        self._check(result)
        return Card(card.handle, int(protocol))

    def atr(self, card: Card) -> bytes:
        """See :class:`Scard`."""
        result, _, _, _, atr = self._native.SCardStatus(card.handle)
        self._check(result)
        return bytes(atr)

    def control(self, card: Card, command: bytes) -> bytes:
        """See :class:`Scard`."""
        result, answer = self._native.SCardControl(card.handle, self._native.SCARD_CTL_CODE(_ESCAPE), list(command))
        self._check(result)
        return bytes(answer)

    def transmit(self, card: Card, apdu: bytes) -> bytes:
        """See :class:`Scard`."""
        result, answer = self._native.SCardTransmit(card.handle, card.protocol, list(apdu))
        self._check(result)
        return bytes(answer)

    def disconnect(self, card: Card) -> None:
        """See :class:`Scard`."""
        self._native.SCardDisconnect(card.handle, self._native.SCARD_LEAVE_CARD)

    def _either(self) -> int:
        return int(self._native.SCARD_PROTOCOL_T0 | self._native.SCARD_PROTOCOL_T1)

    def _check(self, result: int) -> None:
        if result:
            raise ScardError(_unsigned(result), str(self._native.SCardGetErrorMessage(result)))


def _unsigned(result: int) -> int:
    """Result codes come signed on some machines."""
    return result & 0xFFFFFFFF
