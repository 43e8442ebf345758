"""Progress on stderr, for whatever takes longer than a person waits without wondering."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

SHOWN_AFTER_S = 0.5


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Something that can be told ``(done, total)``, as long as the block runs."""
    shown = Progress(label)
    try:
        yield shown
    finally:
        shown.close()


class Progress:
    """A bar on stderr that appears only if the work takes a while; without a terminal only its label does."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._began_at = time.monotonic()
        self._bar: Any = None
        self._done = 0

    def __call__(self, done: int, total: int) -> None:
        """So much of so much is done. The total may still grow."""
        if self._bar is None:
            if time.monotonic() - self._began_at < SHOWN_AFTER_S or done >= total:
                return
            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr, show_pos=True)
            self._bar.__enter__()
        self._bar.length = total
        self._bar.update(done - self._done)
        self._done = done

    def close(self) -> None:
        """The bar ends here, with a line of its own."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
