"""Messages that cross widgets and screens, all in one place."""

from __future__ import annotations

from textual.message import Message


class BandTapped(Message):
    """A band was held to a reader of this desk. It works on every screen and over every dialog."""

    def __init__(self, uid: str, reader: str) -> None:
        super().__init__()
        self.uid = uid
        self.reader = reader


class RoomChanged(Message):
    """A widget has more or fewer cells than before; what it shows must be laid out anew."""


class Trouble(Message):
    """Something in the background went wrong, in words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
