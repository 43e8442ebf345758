"""What one reader types, as events: a tap for each number, and its going, which such a reader never tells."""

from __future__ import annotations

import time

from readers.contract import Emit
from readers.events import Failed, Gone, tap_of
from readers.wedge.formats import Format, Unreadable
from readers.wedge.typing_out import Typed

HELD_S = 0.3
"""A band counts as taken away so long after its tap: about as long as a hand holds it there."""
TECHNOLOGY = "typed number"
LOST_KEYS = "Some of what the reader typed was lost: hold the band to it again."


class Taps:
    """The taps of one reader. Of one thread."""

    def __init__(self, reader: str, written: Format, emit: Emit) -> None:
        self.reader = reader
        self._format = written
        self._emit = emit
        self._uid = ""
        self._leaves_at = 0.0

    @property
    def due_at(self) -> float | None:
        """When the band that was tapped last counts as taken away (:func:`time.monotonic`), if there is one."""
        return self._leaves_at if self._uid else None

    def typed(self, typed: Typed) -> None:
        """A text came: tell the tap, or why it is none."""
        self.leave()
        if not typed.is_whole:
            self._emit(Failed(reader=self.reader, trouble="unreadable", detail=LOST_KEYS))
            return
        try:
            number = self._format.number(typed.text)
        except Unreadable as unreadable:
            self._emit(Failed(reader=self.reader, trouble="unreadable", detail=self._words(str(unreadable))))
            return
        tap = tap_of(self.reader, number, TECHNOLOGY)
        self._uid = tap.uid
        self._leaves_at = time.monotonic() + HELD_S
        self._emit(tap)

    def leave(self) -> None:
        """The band counts as taken away; nothing happens if there is none."""
        if self._uid:
            self._emit(Gone(reader=self.reader, uid=self._uid))
            self._uid = ""

    def _words(self, why: str) -> str:
        return (
            f"What the reader typed is no number in its format ({self._format.words}): {why}. Hold the band to it "
            "again; if that does not help, set the reader up anew with `loopband readers learn`."
        )
