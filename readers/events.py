"""What readers tell, as values: a band came, it went, a reader appeared, vanished or could not read.

Every event is stamped with two clocks when it is made. ``at_us`` is the wall clock in UTC µs, for people and
for the book. ``monotonic_us`` never goes back and measures spans; it is comparable within one reader only,
since a played day has a clock of its own.
"""

from __future__ import annotations

import time
from typing import Literal

from msgspec import Struct, field

Proof = Literal["none", "originality", "sun", "mutual"]
"""What was proved about a chip's authenticity, weakest first.

``none``
    Nothing. A UID alone proves nothing: it can be copied.
``originality``
    Its maker signed this number. The signature can be copied too, onto a chip that can be given any number.
``sun``
    It made a message that only this chip can make, this once; whether it is new only the book can tell, by ``count``.
``mutual``
    Chip and house each proved to the other that they know this chip's key.
"""

Doubt = Literal["", "pulled", "timeout", "refused", "unsupported", "lost", "wrong", "foreign"]
"""Why a proof that was asked for was not given. Nothing if none was asked for, or it was given.

``wrong``
    The chip answered, and its answer is not what the right chip answers: a copy.
``foreign``
    This kind of chip cannot give the proof.

The others as in :data:`readers.errors.Why`: whoever decides may ask for another tap.
"""

Trouble = Literal["pulled", "unreadable", "slow", "lost"]
"""Why a band could not be read.

``pulled``
    It was taken away before it had answered.
``unreadable``
    It answered something that is no UID, or nothing at all.
``slow``
    It has not answered yet; a tap may still follow.
``lost``
    The reader or its service went away in the middle.
"""


def wall_us() -> int:
    """The wall clock, UTC µs."""
    return time.time_ns() // 1000


def steady_us() -> int:
    """A clock that never goes back, µs from an arbitrary start."""
    return time.monotonic_ns() // 1000


class Happened(Struct, frozen=True, kw_only=True):
    """What every event has: at which reader, and when."""

    reader: str
    at_us: int = field(default_factory=wall_us)
    monotonic_us: int = field(default_factory=steady_us)


class ReaderUp(Happened, frozen=True, kw_only=True, tag="up"):
    """A reader is there and reads: plugged in, found at the start, or back again."""


class ReaderDown(Happened, frozen=True, kw_only=True, tag="down"):
    """A reader is gone; ``detail`` says in words why. Whatever lay on it counts as taken away."""

    detail: str = ""


class Tap(Happened, frozen=True, kw_only=True, tag="tap"):
    """A band was held to a reader.

    ``uid``
        The chip's number in upper-case hex, no separators.
    ``technology``
        What the chip says it is, in words. Never something to decide by.
    ``proved``, ``doubt``, ``doubt_words``
        What was proved about the chip's authenticity; else why not, as a code and for people.
    ``count``
        The chip's own count of its taps, if it was asked: a chip's number never falls, and never comes twice.
    ``random_uid``
        The chip invents a new number each time (a phone, a chip with its identity hidden): it names nobody.
    ``repeat``
        The same band was on this reader a moment ago: most likely the hand has not let go. Set by the hub.
    """

    uid: str
    technology: str = "unknown"
    proved: Proof = "none"
    doubt: Doubt = ""
    doubt_words: str = ""
    count: int | None = None
    random_uid: bool = False
    repeat: bool = False


class Gone(Happened, frozen=True, kw_only=True, tag="gone"):
    """The band was taken away. ``uid`` is empty if it had never been read."""

    uid: str = ""


class Failed(Happened, frozen=True, kw_only=True, tag="failed"):
    """A band is or was there but could not be read. ``detail`` tells people what to do."""

    trouble: Trouble
    detail: str = ""


Event = Tap | Gone | Failed | ReaderUp | ReaderDown
"""Everything that comes from readers."""


def is_random_uid(uid: bytes) -> bool:
    """Whether the number is made up for this one contact: 4 bytes beginning with 08 (ISO 14443-3)."""
    return len(uid) == 4 and uid[0] == 0x08


def tap_of(reader: str, uid: bytes, technology: str) -> Tap:
    """The tap of a chip that was read just now."""
    return Tap(reader=reader, uid=uid.hex().upper(), technology=technology, random_uid=is_random_uid(uid))
