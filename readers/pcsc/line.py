"""The line to one reader and to the chip on it: opened when it is needed, watched while somebody waits on it.

For one thread, except :meth:`Line.is_overdue`: the thread that waits cannot say that it waits.
"""

from __future__ import annotations

import time
from threading import Lock

from readers.pcsc.scard import Card, Scard, ScardError

SLOW_S = 3.0
"""A chip that has not answered by then is called slow. PC/SC has no time-out: we can only say so."""


class Line:
    """What is said to a reader or its chip goes through here. All raise ScardError, if nothing else is said."""

    def __init__(self, scard: Scard, reader: str) -> None:
        self._scard = scard
        self._reader = reader
        self._context: int | None = None
        self._card: Card | None = None
        self._kept = False
        self._lock = Lock()
        self._asked_at: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a connection to a chip; it may have been taken away by now."""
        return self._card is not None

    def ask(self, apdu: bytes) -> bytes:
        """Say something to the chip, and connect to it first if need be."""
        self._begin()
        try:
            return self._scard.transmit(self._connected(), apdu)
        finally:
            self._end()

    def keep(self) -> None:
        """Keep other programs of this machine away from the chip until :meth:`share` or :meth:`let_go`."""
        self._begin()
        try:
            if not self._kept:
                self._scard.begin(self._connected())
                self._kept = True
        finally:
            self._end()

    def share(self) -> None:
        """Let other programs at the chip again; never raises."""
        if self._kept and self._card is not None:
            self._scard.end(self._card)
        self._kept = False

    def restart(self) -> None:
        """Reset the chip. If that fails there is no connection any more."""
        self._begin()
        try:
            self._card = self._scard.restart(self._connected())
        except ScardError:
            self.let_go()
            raise
        finally:
            self._end()

    def atr(self) -> bytes:
        """The answer to reset of the chip."""
        return self._scard.atr(self._connected())

    def escape(self, command: bytes) -> bytes:
        """Say something to the reader itself, whether a chip lies on it or not."""
        if self._card is not None:
            return self._scard.control(self._card, command)
        direct = self._scard.connect_direct(self._established(), self._reader)
        try:
            return self._scard.control(direct, command)
        finally:
            self._scard.disconnect(direct)

    def let_go(self) -> None:
        """Let the chip go, if there is one; never raises."""
        self.share()
        if self._card is not None:
            self._scard.disconnect(self._card)
            self._card = None

    def close(self) -> None:
        """Give everything back; never raises."""
        self.let_go()
        if self._context is not None:
            self._scard.release(self._context)
            self._context = None

    def is_overdue(self) -> bool:
        """Whether the chip has not answered for :data:`SLOW_S`; true once for each question. From any thread."""
        with self._lock:
            if self._asked_at is None or time.monotonic() - self._asked_at < SLOW_S:
                return False
            self._asked_at = None
            return True

    def _begin(self) -> None:
        with self._lock:
            self._asked_at = time.monotonic()

    def _end(self) -> None:
        with self._lock:
            self._asked_at = None

    def _established(self) -> int:
        if self._context is None:
            self._context = self._scard.establish()
        return self._context

    def _connected(self) -> Card:
        if self._card is None:
            self._card = self._scard.connect(self._established(), self._reader)
        return self._card
