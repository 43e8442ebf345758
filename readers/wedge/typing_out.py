"""Keystrokes become a typed text: a reader types faster than any person. Pure."""

from __future__ import annotations

from msgspec import Struct

from readers.wedge.keystrokes import CHARACTERS, ENDS, Keystroke

GAP_US = 80_000
"""Keys further apart than this were pressed by a person, or are not of one number."""
LENGTH_MIN = 4
LENGTH_MAX = 64
"""How long a number can be, typed out. What is shorter was a slip of a finger; what is longer is no number."""


class Typed(Struct, frozen=True):
    """What was typed at one go; ``is_whole`` is False if keystrokes of it were lost."""

    text: str
    is_whole: bool = True


class TypingOut:
    """Collects keystrokes of one reader."""

    def __init__(self, gap_us: int = GAP_US) -> None:
        self._gap_us = gap_us
        self._text = ""
        self._last_us = 0
        self._is_whole = True

    @property
    def is_typing(self) -> bool:
        """Whether a text has begun and not ended."""
        return bool(self._text) or not self._is_whole

    def feed(self, key: Keystroke) -> Typed | None:
        """One more keystroke; the text if it ends with it."""
        if not 0 <= key.at_us - self._last_us <= self._gap_us:
            self._begin()
        self._last_us = key.at_us
        if key.code is None:
            self._is_whole = False
        elif key.code in ENDS:
            return self.end()
        elif len(self._text) <= LENGTH_MAX:
            self._text += CHARACTERS.get(key.code, "")
        return None

    def end(self) -> Typed | None:
        """No key came for a while: the text that stands there, for readers that press no Enter."""
        text, is_whole = self._text, self._is_whole
        self._begin()
        if not is_whole:
            return Typed(text, is_whole=False)
        return Typed(text) if LENGTH_MIN <= len(text) <= LENGTH_MAX else None

    def _begin(self) -> None:
        self._text = ""
        self._is_whole = True
