"""What a check found: a bounded list, so that one bad record hides neither the rest nor the screen."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

MOST = 100
"""Findings that are kept in all."""

MOST_OF_A_CODE = 20
"""Findings that are kept of one code, so that a thousand of one kind leave room for the others."""


class Finding(Struct, frozen=True):
    """Something that does not hold: a stable code, where it is (``entry 17``, ``line 4``), and words for people."""

    code: str
    where: str
    message: str


class Findings:
    """Collects findings in the order they are met; what is over the bounds is counted."""

    def __init__(self) -> None:
        self._kept: list[Finding] = []
        self._met: Counter[str] = Counter()

    def add(self, code: str, where: str, message: str) -> None:
        """One more."""
        self._met[code] += 1
        if self._met[code] <= MOST_OF_A_CODE and len(self._kept) < MOST:
            self._kept.append(Finding(code, where, message))

    def __len__(self) -> int:
        """How many were met, kept or not."""
        return self._met.total()

    def told(self) -> tuple[Finding, ...]:
        """The findings; the last one says how many more there are."""
        more = len(self) - len(self._kept)
        if not more:
            return tuple(self._kept)
        return (*self._kept, Finding("more", "", f"{more} more findings are not listed."))
