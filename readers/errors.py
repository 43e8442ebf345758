"""What can go wrong with readers, apart from a band that could not be read (:class:`readers.events.Failed`).

::

    ReaderError
    ├── ReaderUnavailable   a kind of reader cannot be used on this machine; says what to do
    ├── ChipFailed          a conversation with a chip came to no end; ``why`` says in a code what broke it off
    └── BadScript           a file of taps could not be read
"""

from __future__ import annotations

from typing import Literal

Why = Literal["pulled", "timeout", "refused", "unsupported", "lost"]
"""What broke a conversation off.

``pulled``
    The band is not, or no longer, on that reader; or another one is.
``timeout``
    It did not come to an end in time.
``refused``
    The chip said no, or nothing at all: this command, now, it does not know. A copy of a number often does not.
``unsupported``
    The reader cannot pass on what was to be said.
``lost``
    The reader or its service went away.
"""


class ReaderError(Exception):
    """Anything this package raises on purpose. ``str()`` is for people."""


class ReaderUnavailable(ReaderError):
    """A kind of reader cannot be used here. The words say what is missing and how to get it."""


class BadScript(ReaderError):
    """A line of a file of taps is wrong. ``line`` counts from 1."""

    def __init__(self, line: int, words: str) -> None:
        self.line = line
        super().__init__(f"line {line}: {words}")


class ChipFailed(ReaderError):
    """A conversation with a chip was broken off. ``why`` is for programs, ``str()`` for people."""

    def __init__(self, why: Why, words: str) -> None:
        self.why = why
        super().__init__(words)
