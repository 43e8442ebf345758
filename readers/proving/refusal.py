"""A chip that answered, and proved nothing by it."""

from __future__ import annotations

from typing import Literal

from readers.errors import ReaderError


class NotProved(ReaderError):
    """A proof was asked for and not given. ``doubt`` as in :data:`readers.events.Doubt`; ``str()`` is for people."""

    def __init__(self, doubt: Literal["wrong", "foreign"], words: str) -> None:
        self.doubt = doubt
        super().__init__(words)
