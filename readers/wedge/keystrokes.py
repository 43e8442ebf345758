"""Events of the Linux input system, as bytes, and the keys among them. Pure.

Codes name places on the keyboard (``linux/input-event-codes.h``), whatever layout the machine has: a reader presses
the keys of an American one.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct

EVENT = struct.Struct("@llHHi")
"""Seconds, microseconds, type, code, value: 24 bytes where a long has 8."""
SYN, KEY = 0, 1
"""Types: the end of what belongs together; a key."""
DROPPED = 3
"""A code of type :data:`SYN`: events were lost, because nobody took them in time."""
PRESSED = 1
"""A value: the key went down (0: up; 2: it repeats, because it is held)."""

ENDS = frozenset({15, 28, 96})
"""Tab, Enter, and Enter of the number pad: the number ends here."""
_ROWS = {2: "1234567890", 16: "QWERTYUIOP", 30: "ASDFGHJKL", 44: "ZXCVBNM"}
"""The first code of each row of keys, and what they print."""
_PAD = {82: "0", 79: "1", 80: "2", 81: "3", 75: "4", 76: "5", 77: "6", 71: "7", 72: "8", 73: "9"}
CHARACTERS: dict[int, str] = _PAD | {
    first + place: character for first, row in _ROWS.items() for place, character in enumerate(row)
}
"""The letters and digits by code. All other keys (colons, shift) say nothing about a number."""


class Keystroke(Struct, frozen=True):
    """A key that went down, or None if keystrokes were lost just before; ``at_us`` on the kernel's clock."""

    at_us: int
    code: int | None


class Reading:
    """Turns what is read from a device into keystrokes; an event may come in two pieces."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, content: bytes) -> Iterator[Keystroke]:
        """The keystrokes in this piece."""
        content = self._rest + content
        whole = len(content) - len(content) % EVENT.size
        self._rest = content[whole:]
        for seconds, micros, kind, code, value in EVENT.iter_unpack(content[:whole]):
            at_us = seconds * 1_000_000 + micros
            if kind == KEY and value == PRESSED:
                yield Keystroke(at_us, code)
            elif kind == SYN and code == DROPPED:
                yield Keystroke(at_us, None)
