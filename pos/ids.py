"""Command ids: a UUIDv7 made once per act by whoever asks; a retry repeats it (R21).

Version 7 begins with the time, so ids ascend and the unique index of the log grows at its end.
"""

from __future__ import annotations

import hashlib
import os
import uuid

_VERSION_7 = 0x7 << 76
_VARIANT = 0b10 << 62
_RAND_A = (1 << 12) - 1
_RAND_B = (1 << 62) - 1


def new_id(at_us: int, random: bytes | None = None) -> str:
    """A UUIDv7 in text for an instant (UTC µs), from ten bytes of randomness (left out: the system's)."""
    bits = int.from_bytes(random[:10] if random is not None else os.urandom(10))
    milliseconds = max(0, at_us) // 1000 & (1 << 48) - 1
    number = milliseconds << 80 | _VERSION_7 | (bits >> 62 & _RAND_A) << 64 | _VARIANT | bits & _RAND_B
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def id_from(at_us: int, *parts: str | bytes) -> str:
    """The UUIDv7 that always comes out for these parts: for scripts and simulated days."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8))
        digest.update(data)
    return new_id(at_us, digest.digest())


def id_key(text: str) -> bytes:
    """The sixteen bytes under which the log files an id.

    UUIDs are their own key. Ids of other systems may be any text; they are hashed (UUIDv5), which
    cannot meet a UUIDv7.
    """
    try:
        key = bytes.fromhex(text.replace("-", ""))
    except ValueError:
        key = b""
    return key if len(key) == 16 else uuid.uuid5(uuid.NAMESPACE_OID, text).bytes
