"""What the last tap or key at a counter came to. It keeps its place until the next one."""

from __future__ import annotations

from typing import Literal, NamedTuple

from terminal_ui.desk.result import Result

Kind = Literal["good", "bad", "note", "ask", "again"]


class Served(NamedTuple):
    """How it went, for whom, how much (minor units, None if it is about no amount), and in which words.

    ``ask`` waits for a second tap of the band (R23), ``again`` was counted before (R21).
    """

    kind: Kind
    words: str
    band: str = ""
    amount_minor: int | None = None
    more: str = ""

    @property
    def letters(self) -> str:
        """What can be read from two metres, for those too who do not see its colour."""
        return {"good": "OK", "bad": "NO", "note": "", "ask": "?", "again": "="}[self.kind]

    @property
    def result(self) -> Result:
        """The same for the line below, where every screen has it."""
        tone = self.kind if self.kind in ("good", "bad") else "note"
        band = self.band if self.band not in self.words else ""
        return Result(tone, " ".join(part for part in (band, self.words, self.more) if part))


def served_as(result: Result) -> Served:
    """What another part of the program said, as a counter shows it."""
    return Served(result.tone, result.words)
