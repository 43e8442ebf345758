"""A recording as text: JSON Lines, a head and one event a line. Pure.

::

    {"loopband_recording":1,"at_us":1795603586971393,"monotonic_us":3341328588}
    {"after_us":0,"type":"up","reader":"Bar","at_us":…,"monotonic_us":…}
    {"after_us":681213,"type":"tap","reader":"Bar","uid":"04A1B2C3D4E580","technology":"NTAG213",…}

``after_us`` is when the event came, in µs after the head, on a clock that never goes back; the event's own two clocks
are in it as they were. Numbers of bands are in it: see :mod:`readers.record`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from msgspec import Struct

from readers.errors import ReaderError
from readers.events import Event

VERSION: Final = 1


class BadRecording(ReaderError):
    """A line of a recording is none. ``line`` counts from 1."""

    def __init__(self, line: int, words: str) -> None:
        self.line = line
        super().__init__(f"line {line} of the recording: {words}")


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """The first line: which form the others have, and when the recording began."""

    loopband_recording: int
    at_us: int
    monotonic_us: int


class Line(Struct, frozen=True):
    """An event and when it came, in µs after the head."""

    after_us: int
    event: Event


class _After(Struct, frozen=True):
    after_us: int


_HEADS = msgspec.json.Decoder(Head)
_AFTERS = msgspec.json.Decoder(_After)
_EVENTS = msgspec.json.Decoder(Event)


def write_head(head: Head) -> bytes:
    """The first line, with its end."""
    return msgspec.json.encode(head) + b"\n"


def write_line(line: Line) -> bytes:
    """One line, with its end."""
    # Both are objects: the one is put in front of the other.
    event = msgspec.json.encode(line.event)
    return b'{"after_us":%d,' % line.after_us + event[1:] + b"\n"


def read_head(text: bytes) -> Head:
    """The first line. Raises BadRecording."""
    try:
        head = _HEADS.decode(text)
    except (msgspec.DecodeError, UnicodeError) as wrong:
        raise BadRecording(1, f"it is no recording of Loopband ({wrong})") from wrong
    if head.loopband_recording != VERSION:
        raise BadRecording(
            1, f"its form is {head.loopband_recording}, and only {VERSION} is known here: update Loopband"
        )
    return head


def read_lines(lines: Iterable[bytes]) -> Iterator[Line]:
    """The lines after the head, as they come.

    A last line without an end is left out: whoever wrote it was killed in the middle. Raises BadRecording at the first
    line that cannot be read.
    """
    for number, text in enumerate(lines, start=2):
        if not text.endswith(b"\n"):
            return
        try:
            yield Line(_AFTERS.decode(text).after_us, _EVENTS.decode(text))
        except (msgspec.DecodeError, UnicodeError) as wrong:
            raise BadRecording(number, str(wrong)) from wrong
