"""The same band again: told once for all drivers, so that none has to.

A hand that trembles over a reader makes several taps of one. A tap is a repeat if the same band was on the
same reader less than the hold ago, counted from when it left. It is marked, not swallowed: a screen may want it.
"""

from __future__ import annotations

from readers.events import Event, Gone, ReaderDown, Tap

HOLD_US = 2_000_000
"""How long a band that left is still the same act."""


class Hold:
    """Remembers for each reader which band was there last, and until when."""

    def __init__(self, hold_us: int = HOLD_US) -> None:
        self._hold_us = hold_us
        self._last: dict[str, tuple[str, int]] = {}

    def is_repeat(self, tap: Tap) -> bool:
        """Whether this tap only repeats the last one on its reader; remembers it.

        A made-up number never repeats: two phones may come up with the same one. Nor does a tap after one that owed
        its proof: the guest was asked to hold the band there again.
        """
        uid, seen_us = self._last.get(tap.reader, ("", 0))
        self._last[tap.reader] = ("" if tap.doubt else tap.uid, tap.monotonic_us)
        return uid == tap.uid and not tap.random_uid and 0 <= tap.monotonic_us - seen_us < self._hold_us

    def ended(self, event: Event) -> None:
        """The band left, by itself or with its reader: from now on the hold runs."""
        if isinstance(event, Gone | ReaderDown) and event.reader in self._last:
            self._last[event.reader] = (self._last[event.reader][0], event.monotonic_us)
