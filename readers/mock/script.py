"""A script of taps: JSON Lines, one tap a line.

::

    {"at": 0.5, "reader": "bar", "uid": "04A1B2C3D4E580"}
    {"at": "2026-11-28T20:14:05+08:00", "reader": "gate-in-1", "uid": "04A1B2C3D4E580", "hold_ms": 900}

``at`` is a number of seconds after the start, or an instant with its offset. Empty lines are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import Struct

from readers.errors import BadScript
from readers.mock.timed import HOLD_US, TimedTap

UID_BYTES = range(4, 11)
"""How long a chip's number can be."""
SECONDS_MAX = 100_000_000
"""How long a script can last, in seconds: three years."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class _Line(Struct, frozen=True, forbid_unknown_fields=True):
    at: float | datetime
    reader: str
    uid: str
    hold_ms: int = HOLD_US // 1000


def read_script(lines: Iterable[str], start_us: int) -> Iterator[TimedTap]:
    """The taps of a script, in the order of its lines.

    ``start_us`` is the instant (UTC µs) from which numbers of seconds count.
    Raises BadScript at the first line that is no tap, or whose time lies before the line above it.
    """
    decoder = msgspec.json.Decoder(_Line)
    before_us: int | None = None
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            tap = _tap(decoder.decode(text), start_us)
        except (msgspec.DecodeError, ValueError) as wrong:
            raise BadScript(number, str(wrong)) from wrong
        if before_us is not None and tap.at_us < before_us:
            raise BadScript(number, "the time lies before the line above")
        before_us = tap.at_us
        yield tap


def _tap(line: _Line, start_us: int) -> TimedTap:
    """Raises ValueError if the uid is no number of a chip, the reader has no name, or a time cannot be."""
    uid = bytes.fromhex(line.uid)
    if len(uid) not in UID_BYTES:
        raise ValueError(f"the uid has {len(uid)} bytes; a chip's number has 4 to 10")
    if not line.reader:
        raise ValueError("the reader has no name")
    if line.hold_ms < 0:
        raise ValueError("hold_ms is negative")
    return TimedTap(_instant_us(line.at, start_us), line.reader, uid.hex().upper(), line.hold_ms * 1000)


def _instant_us(at: float | datetime, start_us: int) -> int:
    """Raises ValueError if it is a local time without its offset, or a number of seconds before the start."""
    if isinstance(at, datetime):
        if at.tzinfo is None:
            raise ValueError("at needs its offset from UTC, as in 2026-11-28T20:14:05+08:00")
        return (at - _EPOCH) // _MICROSECOND
    if not 0 <= at < SECONDS_MAX:
        raise ValueError(f"at is a number of seconds from 0 to {SECONDS_MAX:_}")
    return start_us + round(at * 1_000_000)
