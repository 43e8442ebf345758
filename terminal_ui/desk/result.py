"""The answer to the last thing that was done at the desk: it keeps its place until the next one."""

from __future__ import annotations

from typing import Literal, NamedTuple

Tone = Literal["good", "bad", "note"]


class Result(NamedTuple):
    """How it went and in which words."""

    tone: Tone
    words: str

    @property
    def letters(self) -> str:
        """The tone for those who do not see its colour."""
        return {"good": "OK", "bad": "NO", "note": "--"}[self.tone]


def good(words: str) -> Result:
    """It was done."""
    return Result("good", words)


def bad(words: str) -> Result:
    """It was not done."""
    return Result("bad", words)


def note(words: str) -> Result:
    """Nothing was asked; what to do next."""
    return Result("note", words)
