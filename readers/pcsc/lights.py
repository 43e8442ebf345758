"""The reader's own light and sound, its habit of beeping, and its firmware: what is said to it, not to a chip."""

from __future__ import annotations

import time

from readers.contract import Signal
from readers.pcsc.line import Line
from readers.pcsc.models import Model, firmware_in
from readers.pcsc.scard import ScardError

LIT_S = 0.8
"""How long a light stays on that does not go off by itself."""


class Lights:
    """Speaks to one reader as its model wants it; nothing it does raises. In the worker's thread only.

    ``firmware`` is what the reader calls its firmware, once it has said so.
    """

    def __init__(self, line: Line, model: Model) -> None:
        self.firmware = ""
        self.due_at: float | None = None
        self._line = line
        self._model = model
        self._set_up = False

    def set_up(self) -> None:
        """Keep the reader from beeping by itself, and ask its firmware.

        Where escapes are not allowed this needs a band on the reader: it is called again when one was read.
        """
        if self._set_up or self._model.by == "none":
            return
        if self._model.firmware:
            answer = self._command(self._model.firmware)
            if answer is None:
                return
            self.firmware = firmware_in(answer)
        self._set_up = all(self._command(command) is not None for command in self._model.quiet)

    def show(self, signal: Signal) -> None:
        """Light and sound, as well as this reader can."""
        for command in self._model.signals.get(signal, ()):
            self._command(command)
        if self._model.rest:
            self.due_at = time.monotonic() + LIT_S

    def rest(self) -> None:
        """Put the light out."""
        self.due_at = None
        for command in self._model.rest:
            self._command(command)

    def _command(self, command: bytes) -> bytes | None:
        """The reader's answer, or None if it cannot be reached so. Its status is no error code: it tells of lights."""
        if self._model.by == "either" and self._line.is_open:
            try:
                return self._line.ask(command)
            except ScardError:
                # The band is just being taken away; the light was a courtesy.
                self._line.let_go()
                return None
        try:
            return self._line.escape(command)
        except ScardError:
            return None
