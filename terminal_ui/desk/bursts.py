"""Tells a scanner that types from a person who types: by the time between its keys."""

from __future__ import annotations

from typing import NamedTuple

BURST_GAP_S = 0.035
"""Nobody types a key and the next one faster than this; every scanner does."""
SHORTEST_BURST = 3
"""A printed number. Two keys at once are a person with two fingers."""
LONGEST_BURST = 64


class _Stroke(NamedTuple):
    char: str
    at_s: float


class Bursts:
    """Listens to every printable key, whatever field it was meant for."""

    def __init__(self) -> None:
        self._run: list[_Stroke] = []

    def saw(self, char: str, at_s: float) -> None:
        """A printable key, and when (seconds of any steady clock)."""
        if self._run and at_s - self._run[-1].at_s >= BURST_GAP_S:
            self._run.clear()
        self._run.append(_Stroke(char, at_s))
        del self._run[:-LONGEST_BURST]

    def ended(self, at_s: float) -> str:
        """Enter was pressed: what a scanner typed right before it, or nothing if a person typed."""
        run, self._run = self._run, []
        if len(run) < SHORTEST_BURST or at_s - run[-1].at_s >= BURST_GAP_S:
            return ""
        return "".join(stroke.char for stroke in run)

    def forget(self) -> None:
        """Some other key came in between."""
        self._run.clear()
