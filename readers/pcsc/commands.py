"""What every PC/SC reader understands, whatever the chip. Pure."""

from __future__ import annotations

GET_UID = bytes.fromhex("FFCA000000")
DONE = b"\x90\x00"
_UID_BYTES = range(4, 11)


def uid_in(answer: bytes) -> bytes | None:
    """The chip's number in the answer to :data:`GET_UID`, or None if there is none."""
    uid, status = answer[:-2], answer[-2:]
    return uid if status == DONE and len(uid) in _UID_BYTES else None
