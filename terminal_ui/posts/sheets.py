"""Sheets that lie over a post for a moment: the help, the list of commands. A tap is never kept from the post below."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from terminal_ui.languages import later, say
from terminal_ui.posts.commands import COMMANDS, listed
from terminal_ui.posts.post import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.operations import Tapped
    from terminal_ui.posts.post import PostKey

FIND = Entry(later("Find"), "")


class SheetRow(NamedTuple):
    """A line of a sheet: a key or a name, and what it is about; both as they are shown."""

    shown: str
    words: str
    does: str = ""
    """The terminal's name of the key that does the same; of a person, the code."""


class Place(NamedTuple):
    """A post of this computer: the terminal's name of the key that goes there, as it is shown, and what it is called.

    ``words`` are an English text for the catalogues.
    """

    key: str
    shown: str
    words: str


class Sheet:
    """One sheet. It stays until it is ``closed``; ``row`` is the line that is marked, -1 if there is none to mark."""

    title = ""
    foot = later("Esc goes back. A tap works here too.")
    locks: ClassVar[bool] = False
    """Whether nothing can be done but what this sheet asks for."""

    def __init__(self) -> None:
        self.closed = False
        self.row = -1
        self.top = 0
        """The first line that is shown, where none is marked and there are more than fit."""

    @property
    def entry(self) -> Entry | None:
        """What the keyboard types into; None: nothing can be typed here."""
        return None

    def rows(self, typed: str) -> Sequence[SheetRow]:  # noqa: ARG002 - most do not change by it
        """Its lines, while this is typed."""
        return ()

    def move(self, step: int, typed: str) -> None:
        """Mark another line; where none is marked, show the next ones."""
        count = max(1, len(self.rows(typed)))
        if self.row < 0:
            self.top = max(0, min(self.top + step, count - 1))
        else:
            self.row = (self.row + step) % count if abs(step) == 1 else max(0, min(self.row + step, count - 1))

    async def enter(self, typed: str) -> str:  # noqa: ARG002 - most take nothing
        """Enter. The key that is to be pressed then, empty if none."""
        self.closed = True
        return ""

    async def tapped(self, named: str, chip: Tapped | None) -> bool:  # noqa: ARG002 - most leave it to the post
        """A band was tapped: whether it was meant for this sheet. Else it is closed, and the post gets the tap."""
        self.closed = True
        return False

    async def back(self) -> None:
        """Esc."""
        self.closed = True


class Help(Sheet):
    """What every key does here and now."""

    title = later("KEYS")
    foot = later("Esc or F1 goes back, PgDn shows more. A tap works here too.")

    def __init__(self, keys: Sequence[PostKey]) -> None:
        super().__init__()
        self._keys = keys

    def rows(self, typed: str) -> Sequence[SheetRow]:  # noqa: ARG002 - always all of them
        """Those of the post, then those that are the same everywhere."""
        mine = [SheetRow(one.shown, say(one.help or one.words)) for one in self._keys]
        return mine + [SheetRow(one.shown, say(one.help)) for one in COMMANDS if one.help]


class CommandList(Sheet):
    """Everything that can be done now: found by a few letters or the arrow keys, done by Enter."""

    title = later("ALL COMMANDS")

    def __init__(self, keys: Sequence[PostKey], places: Sequence[Place] = ()) -> None:
        """``places`` are the other posts of this computer."""
        super().__init__()
        self.row = 0
        self._keys = keys
        self._places = places

    @property
    def entry(self) -> Entry:
        """What is looked for."""
        return FIND

    def rows(self, typed: str) -> Sequence[SheetRow]:
        """Those whose words have what is typed."""
        mine = [SheetRow(one.shown, say(one.words), one.key) for one in self._keys if one.words]
        same = [SheetRow(one.shown, say(one.words), one.keys[0]) for one in listed()]
        away = [SheetRow(one.shown, say("Go to: {post}", post=say(one.words)), one.key) for one in self._places]
        rows = [row for row in mine + away + same if typed.casefold() in row.words.casefold()]
        self.row = min(self.row, max(0, len(rows) - 1))
        return rows

    async def enter(self, typed: str) -> str:
        """Do the one that is marked."""
        rows = self.rows(typed)
        self.closed = bool(rows)
        return rows[self.row].does if rows else ""
