"""Keyboards that are no keyboards: what readers call themselves, so that one that was never set up is noticed.

They are only pointed out, never taken by themselves: a real keyboard that is mute is worse than a reader that types.
"""

from __future__ import annotations

import re

from readers.wedge.keyboards import Keyboard

_READERS = {
    (0xFFFF, 0x0035),  # most of the cheap ones
    (0x076B, 0x5428),  # HID OMNIKEY 5427 CK, in keyboard mode
    (0x0C27, 0x3BFA),  # rf IDEAS pcProx
}
_SOUNDS_LIKE = re.compile(r"rfid|sycreader|card ?reader|nfc|proximity|id ?& ?ic|pcprox", re.IGNORECASE)


def looks_like_a_reader(keyboard: Keyboard) -> bool:
    """Whether it is most likely a reader that types."""
    return (keyboard.vendor, keyboard.product) in _READERS or _SOUNDS_LIKE.search(keyboard.name) is not None
