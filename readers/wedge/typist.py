"""One keyboard that was taken: what is read from it, as typed texts."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from readers.wedge.keyboards import Keyboard, Keyboards
from readers.wedge.keystrokes import EVENT, Reading
from readers.wedge.typing_out import Typed, TypingOut

PAUSE_S = 0.15
"""After so long without a key a text has ended, also without Enter."""
_AT_ONCE = 64 * EVENT.size


class KeyboardLost(Exception):
    """The keyboard was unplugged."""


class Typist:
    """An open keyboard, ours alone. Of one thread."""

    def __init__(self, keyboards: Keyboards, keyboard: Keyboard) -> None:
        """Raises OSError if it cannot be taken."""
        self.keyboard = keyboard
        self.handle = keyboards.open(keyboard)
        self._reading = Reading()
        self._typing = TypingOut()
        self._read_at = 0.0

    @property
    def due_at(self) -> float | None:
        """When a text has ended if no more keys come (:func:`time.monotonic`), if one has begun."""
        return self._read_at + PAUSE_S if self._typing.is_typing else None

    def read(self) -> Iterator[Typed]:
        """The texts that have ended by what can be read now. Raises KeyboardLost."""
        try:
            content = os.read(self.handle, _AT_ONCE)
        except BlockingIOError:
            return
        except OSError as lost:
            raise KeyboardLost from lost
        if not content:
            raise KeyboardLost
        self._read_at = time.monotonic()
        for key in self._reading.feed(content):
            typed = self._typing.feed(key)
            if typed is not None:
                yield typed

    def rest(self) -> Typed | None:
        """The text that has ended by now because no more keys came."""
        due_at = self.due_at
        return self._typing.end() if due_at is not None and time.monotonic() >= due_at else None

    def close(self) -> None:
        """Give the keyboard back to everybody."""
        os.close(self.handle)
