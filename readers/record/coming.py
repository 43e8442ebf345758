"""Lines as they come, from a file or a pipe that may rest for hours, until nobody wants more."""

from __future__ import annotations

import os
import select
from collections.abc import Iterator
from threading import Event as Flag

_LOOK_S = 0.1
_AT_ONCE = 65_536


def lines_as_they_come(handle: int, ending: Flag) -> Iterator[bytes]:
    """The lines of an open file with their ends, until its end or until ``ending``; the last one perhaps without.

    Raises OSError if it cannot be read.
    """
    rest = b""
    while not ending.is_set():
        # Not a blocking read: Python cannot end while a thread is inside of one.
        ready, _, _ = select.select([handle], [], [], _LOOK_S)
        more = os.read(handle, _AT_ONCE) if ready else b""
        if not ready:
            continue
        if not more:
            break
        *whole, rest = (rest + more).split(b"\n")
        for line in whole:
            yield line + b"\n"
    if rest:
        yield rest
