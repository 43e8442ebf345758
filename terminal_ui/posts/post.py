"""A post is where somebody works with keys and taps: the front desk, a counter, the board of rooms.

What it decides sits behind :class:`Post`; :class:`terminal_ui.screens.post_screen.PostScreen` shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.house.model import House
    from pos.operations import Tapped
    from terminal_ui.desk.result import Result


class Entry(NamedTuple):
    """What is typed at the moment: its label, which characters count (empty: all), and whether they are hidden.

    The label is an English text for the catalogues.
    """

    label: str
    accepts: str
    hidden: bool = False


class PostKey(NamedTuple):
    """A key of a post as it is now: for the key bar, the list of commands and the help.

    ``key`` is the terminal's name of it, ``shown`` what is written on the keyboard. ``words`` and ``help`` are
    English texts for the catalogues; without ``help`` the words say it all. Enter and Esc may be among them.
    """

    key: str
    shown: str
    words: str
    help: str = ""
    in_bar: bool = False


class Post(Protocol):
    """One post at work. Whether something is allowed and what it costs, only the venue says."""

    station: str
    staff: str
    """Who works here now; empty if nobody is signed in. Set from outside."""
    result: Result
    """How the last thing went."""

    @property
    def entry(self) -> Entry:
        """What the keyboard types into at the moment."""
        ...

    @property
    def house(self) -> House:
        """The house this post belongs to."""
        ...

    @property
    def at_rest(self) -> bool:
        """Whether nothing is half done: the window can be closed, somebody else can take over."""
        ...

    def keys(self) -> Sequence[PostKey]:
        """What its keys do now, the most important first."""
        ...

    async def tapped(self, named: str, chip: Tapped | None = None) -> None:
        """A band was held to the reader, or its number typed. ``chip`` is what was held there."""
        ...

    async def enter(self, typed: str) -> None:
        """Enter, with what was typed before it (which may be nothing)."""
        ...

    async def press(self, key: str, typed: str) -> bool:
        """Any other key, by the terminal's name of it, while ``typed`` stands in the entry. Whether it was used up."""
        ...

    async def back(self) -> None:
        """Esc, with nothing typed: one step back."""
        ...

    async def leave(self) -> None:
        """The window is closed: nothing stays locked behind it."""
        ...
