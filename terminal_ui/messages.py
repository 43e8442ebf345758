"""Messages that cross widgets and screens, all in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from pos.operations import Tapped
    from terminal_ui.desk.result import Tone
    from terminal_ui.posts.commands import Name


class BandTapped(Message):
    """A band was held to a reader of this desk, or its locker clicked. It works on every screen and over every dialog.

    ``band`` is the chip's UID or the printed number, ``reader`` empty and ``chip`` None for a click.
    """

    def __init__(self, band: str, reader: str = "", chip: Tapped | None = None) -> None:
        super().__init__()
        self.band = band
        self.reader = reader
        self.chip = chip


class PersonTapped(Message):
    """Somebody who works here tapped their own band while nothing was half done: they take over."""

    def __init__(self, band: str) -> None:
        super().__init__()
        self.band = band


class PlaceChosen(Message):
    """Somebody wants to work at another post of this computer; ``key`` is the key that goes there."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class RoomChanged(Message):
    """A widget has more or fewer cells than before; what it shows must be laid out anew."""


class Picked(Message):
    """A line that stands for something was clicked: an item, a room."""

    def __init__(self, value: str) -> None:
        super().__init__()
        self.value = value


class TapFailed(Message):
    """A band was held to a reader of this desk and nothing came of it, in words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class BandAnswered(Message):
    """How something went, for the bell; and for the light and the sound of the ``reader`` at which it was asked."""

    def __init__(self, reader: str, tone: Tone, *, rings: bool) -> None:
        super().__init__()
        self.reader = reader
        self.tone = tone
        self.rings = rings


class CommandGiven(Message):
    """A command that is not the business of one screen."""

    def __init__(self, name: Name) -> None:
        super().__init__()
        self.name = name


class Notice(Message):
    """Something happened in the background, in words; empty once it is over. It never covers a tap's result."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
