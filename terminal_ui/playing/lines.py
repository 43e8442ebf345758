"""The lines of a script, one at a time, however long or broken they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAX_LINE_BYTES = 64 * 1024
"""A longer line is no operation; it is passed over without being held in memory."""

_UTF8_MARK = b"\xef\xbb\xbf"


class ScriptLine(Struct, frozen=True):
    """One line without its end. Of one that is ``too_long`` only the beginning is kept."""

    number: int
    text: bytes
    too_long: bool = False


def lines_of(stream: BinaryIO, *, longest: int = MAX_LINE_BYTES) -> Iterator[ScriptLine]:
    """The lines that are not blank, numbered from 1 as an editor numbers them.

    Each is yielded as soon as it was read, so a pipe can be answered line by line. A byte order mark at
    the beginning is passed over. OSError of the stream comes through.
    """
    number = 0
    while raw := stream.readline(longest + 1):
        number += 1
        if number == 1:
            raw = raw.removeprefix(_UTF8_MARK)
        too_long = len(raw) > longest and not raw.endswith(b"\n")
        if too_long:
            _pass_over(stream, longest)
        text = raw.strip()
        if text or too_long:
            yield ScriptLine(number, text, too_long)


def _pass_over(stream: BinaryIO, piece: int) -> None:
    """Read on to the end of the line, piece by piece."""
    while (rest := stream.readline(piece)) and not rest.endswith(b"\n"):
        pass
