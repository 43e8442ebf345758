"""Messages that cross widgets and screens, all in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from pos.operations import Tapped


class BandTapped(Message):
    """A band was held to a reader of this desk, or its locker clicked. It works on every screen and over every dialog.

    ``band`` is the chip's UID or the printed number, ``reader`` empty and ``chip`` None for a click.
    """

    def __init__(self, band: str, reader: str = "", chip: Tapped | None = None) -> None:
        super().__init__()
        self.band = band
        self.reader = reader
        self.chip = chip


class RoomChanged(Message):
    """A widget has more or fewer cells than before; what it shows must be laid out anew."""


class TapFailed(Message):
    """A band was held to a reader of this desk and nothing came of it, in words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class BandAnswered(Message):
    """What came of a band that was tapped, for the light and the sound of its reader."""

    def __init__(self, reader: str, *, good: bool) -> None:
        super().__init__()
        self.reader = reader
        self.good = good


class Notice(Message):
    """Something happened in the background, in words; empty once it is over. It never covers a tap's result."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
