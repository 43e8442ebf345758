"""Taps with their times, as values: what a script holds and what a played day is made of."""

from __future__ import annotations

from msgspec import Struct

HOLD_US = 300_000
"""How long a hand holds a band to a reader if nobody says otherwise."""


class TimedTap(Struct, frozen=True):
    """At this instant (UTC µs) this band is held to this reader, for ``hold_us``."""

    at_us: int
    reader: str
    uid: str
    hold_us: int = HOLD_US
