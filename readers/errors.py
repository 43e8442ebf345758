"""What can go wrong before a reader reads anything.

::

    ReaderError
    ├── ReaderUnavailable   a kind of reader cannot be used on this machine; says what to do
    └── BadScript           a file of taps could not be read
"""

from __future__ import annotations


class ReaderError(Exception):
    """Anything this package raises on purpose. ``str()`` is for people."""


class ReaderUnavailable(ReaderError):
    """A kind of reader cannot be used here. The words say what is missing and how to get it."""


class BadScript(ReaderError):
    """A line of a file of taps is wrong. ``line`` counts from 1."""

    def __init__(self, line: int, words: str) -> None:
        self.line = line
        super().__init__(f"line {line}: {words}")
