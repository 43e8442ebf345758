"""Messages that cross widgets and screens, all in one place."""

from __future__ import annotations

from textual.message import Message


class BandTapped(Message):
    """A band was held to this station's reader. It works on every screen and over every dialog."""

    def __init__(self, uid: str) -> None:
        super().__init__()
        self.uid = uid


class HouseMoved(Message):
    """Something was written in the house's book, by this window or another one."""


class Trouble(Message):
    """Something in the background went wrong, in words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
