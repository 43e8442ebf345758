"""What a PC/SC reader says a chip is: read from the answer to reset that it makes up for it (PC/SC part 3).

It cannot tell everything apart: an NTAG and an Ultralight AES look the same. It is for people, never for a decision.
"""

from __future__ import annotations

from readers.contract import Speech

_STORAGE_CARD = bytes.fromhex("804F0CA000000306")
"""Before the standard and the name of a chip without a processor: tag, length, the PC/SC workgroup's id."""

_NAMES = {
    0x0001: "MIFARE Classic 1K",
    0x0002: "MIFARE Classic 4K",
    0x0003: "MIFARE Ultralight or NTAG",
    0x0026: "MIFARE Mini",
    0x003A: "MIFARE Ultralight C",
    0x003B: "FeliCa",
    0xFF88: "MIFARE Classic 1K (Infineon)",
}
_STANDARDS = {
    0x01: "ISO 14443 A",
    0x02: "ISO 14443 A",
    0x03: "ISO 14443 A",
    0x05: "ISO 14443 B",
    0x06: "ISO 14443 B",
    0x07: "ISO 14443 B",
    0x09: "ISO 15693",
    0x0A: "ISO 15693",
    0x0B: "ISO 15693",
    0x0C: "ISO 15693",
    0x11: "FeliCa",
}


_SPEECH: dict[int, Speech] = {
    0x0001: "sectors",
    0x0002: "sectors",
    0x0003: "frames",
    0x0026: "sectors",
    0x003A: "frames",
    0xFF88: "sectors",
}
_PROCESSOR = b"\x80\x01"


def speech(atr: bytes) -> Speech:
    """What a chip with this answer to reset understands."""
    at = atr.find(_STORAGE_CARD)
    if at >= 0:
        return _SPEECH.get(int.from_bytes(atr[at + len(_STORAGE_CARD) + 1 :][:2], "big"), "other")
    return "apdus" if _has_processor(atr) else "other"


def technology(atr: bytes) -> str:
    """The chip's technology in words; ``unknown`` if the answer to reset tells nothing."""
    at = atr.find(_STORAGE_CARD)
    if at >= 0:
        rest = atr[at + len(_STORAGE_CARD) :]
        if len(rest) < 3:
            return "unknown"
        name = int.from_bytes(rest[1:3], "big")
        return _NAMES.get(name) or _STANDARDS.get(rest[0], "unknown")
    if _has_processor(atr):
        return "ISO 14443-4 (DESFire, NTAG 424 or a phone)"
    return "unknown"


def _has_processor(atr: bytes) -> bool:
    """3B, how many historical bytes, then 80 01 (T=0, T=1) before them."""
    return len(atr) >= 4 and atr[0] == 0x3B and atr[1] & 0xF0 == 0x80 and atr[2:4] == _PROCESSOR
