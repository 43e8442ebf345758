"""How a raw frame of ISO 14443-3 is passed on: each maker of readers has a way of its own. Pure.

All wrap the frame into a command for the reader. Frames and answers are without checksum.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol

GOOD = b"\x90\x00"
_UNKNOWN_COMMAND = frozenset({b"\x6d\x00", b"\x6e\x00", b"\x6a\x81", b"\x68\x00", b"\x69\x81"})
"""What readers say to a command they do not have."""
FRAME_MAX = 200
"""No frame to such a chip is nearly as long, and the wrapped one fits into every reader."""

Way = Literal["none", "acr122", "acr1252", "transparent"]


class NoFrames(Exception):
    """The reader does not know how to pass frames on."""


class Framing(Protocol):
    """One maker's way. ``opening`` is said once before the first frame, ``closing`` once after the last."""

    opening: tuple[bytes, ...]
    closing: tuple[bytes, ...]

    def wrap(self, frame: bytes) -> bytes:
        """The command that passes this frame on."""
        ...

    def unwrap(self, answer: bytes) -> bytes | None:
        """The chip's answer in the reader's, or None if the chip refused. Raises NoFrames."""
        ...


class _Acr122:
    """ACR122U: a command to the PN532 inside, ``InCommunicateThru``."""

    opening: tuple[bytes, ...] = ()
    closing: tuple[bytes, ...] = ()

    def wrap(self, frame: bytes) -> bytes:
        return bytes([0xFF, 0x00, 0x00, 0x00, len(frame) + 2, 0xD4, 0x42]) + frame

    def unwrap(self, answer: bytes) -> bytes | None:
        _check(answer)
        told, status = answer[:-2], answer[-2:]
        if status != GOOD or told[:3] != b"\xd5\x43\x00":
            return None
        return _unless_nak(told[3:])


class _Acr1252:
    """ACR1252U and its kin: the frame as it is."""

    opening: tuple[bytes, ...] = ()
    closing: tuple[bytes, ...] = ()

    def wrap(self, frame: bytes) -> bytes:
        return bytes([0xFF, 0x00, 0x00, 0x00, len(frame)]) + frame

    def unwrap(self, answer: bytes) -> bytes | None:
        _check(answer)
        return _unless_nak(answer[:-2]) if answer[-2:] == GOOD else None


class _Transparent:
    """PC/SC part 3, amendment 1: a session in which the reader passes things on as they are."""

    opening: tuple[bytes, ...] = (bytes.fromhex("FFC20000028100"), bytes.fromhex("FFC20002048F020003"))
    """Begin the session; speak as to a chip of ISO 14443-3."""
    closing: tuple[bytes, ...] = (bytes.fromhex("FFC20000028200"),)

    def wrap(self, frame: bytes) -> bytes:
        return bytes([0xFF, 0xC2, 0x00, 0x01, len(frame) + 2, 0x95, len(frame)]) + frame + b"\x00"

    def unwrap(self, answer: bytes) -> bytes | None:
        _check(answer)
        if answer[-2:] != GOOD:
            return None
        objects = _objects(answer[:-2])
        error = objects.get(0xC0, b"\x00" + GOOD)
        return _unless_nak(objects.get(0x97, b"")) if error[-2:] == GOOD else None


FRAMINGS: Mapping[Way, Framing] = {"acr122": _Acr122(), "acr1252": _Acr1252(), "transparent": _Transparent()}


def check_opened(answer: bytes) -> None:
    """Look at the answer to an opening. Raises NoFrames if the reader does not have it."""
    if answer[-2:] != GOOD:
        raise NoFrames


def _check(answer: bytes) -> None:
    if len(answer) == 2 and answer in _UNKNOWN_COMMAND:
        raise NoFrames


def _unless_nak(answer: bytes) -> bytes | None:
    """A chip that refuses answers with four bits, which readers pass on as a byte below 10; 0A is its yes."""
    if not answer or (len(answer) == 1 and answer[0] < 0x0A):
        return None
    return answer


def _objects(told: bytes) -> dict[int, bytes]:
    """Tag, length, value, one after the other; what is cut off in the middle is left out."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 <= len(told) and at + 2 + told[at + 1] <= len(told):
        found[told[at]] = told[at + 2 : at + 2 + told[at + 1]]
        at += 2 + told[at + 1]
    return found
