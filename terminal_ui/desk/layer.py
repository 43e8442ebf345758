"""What every layer of the desk can be asked. What a tap, a key or Enter means is the layer's own affair.

A layer is only what was chosen and not yet asked: everything that was done is in the house. Layers that lie over
another one know it, and Esc goes back to it (:class:`Above`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from terminal_ui.desk.result import note
from terminal_ui.languages import later
from terminal_ui.posts.commands import BACK
from terminal_ui.posts.post import Entry, PostKey

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.seen import BandSeen

DIGITS = "0123456789"


CHOICE_KEYS = ("f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12")
"""Keys that choose: ways of paying on a bill, guest classes at check-in, one of a list."""

BAND = Entry(later("Band"), DIGITS + "abcdefABCDEF")
"""Printed numbers, and the hex of a chip from a reader that types. All other letters are keys of the layer."""
BAND_OR_AMOUNT = Entry(BAND.label, BAND.accepts + ".")
"""Where a number may be the amount for the key that comes next."""


ENTER_HELP = later("With a number: as a tap of that band, as a click on its locker. Alone: what the line above says.")
LIST_KEYS = (
    PostKey("", "F5-F12", "", later("The choices on the right: how it is paid, the class of the guest, one of a list. "
            "A number typed before is how much, or how many.")),
    PostKey("down", "Up Down", "", later("Marks another line, band or guest. PgUp and PgDn go ten at once.")),
    PostKey("backspace", "Backspace", "", later("Rubs out a character; with none typed, takes the last band off.")),
)  # fmt: skip
"""Keys that are the same in every layer; they are only in the help."""


CHOOSE_ONE = later("Up and Down choose, Enter goes on. A tap works here, too.")
"""What is to be done in every list."""
SIGNS = {"plus": "+"}
"""Keys whose name is not what is written on them."""


class Act(NamedTuple):
    """Something that a key of a layer does. ``typed`` is what stood in the entry; the act has used it up.

    ``key`` is the terminal's name of it, ``words`` an English text for the bar and the list of actions. The first
    few that are ``in_bar`` stand in the key bar; all of them stand in the list.
    """

    key: str
    words: str
    do: Callable[[FrontDesk, str], Awaitable[None]]
    in_bar: bool = False

    @property
    def as_key(self) -> PostKey:
        """The key as it is written on a keyboard, and its words."""
        shown = SIGNS.get(self.key) or (self.key.upper() if len(self.key) == 1 else self.key.capitalize())
        return PostKey(self.key, shown, self.words, in_bar=self.in_bar)


class Layer:
    """One thing that the desk can be in the middle of."""

    enter_words: ClassVar[str] = ""
    """What Enter does, for the key bar."""
    can_go_back: ClassVar[bool] = True
    """Whether Esc does anything."""

    def pointed(self) -> list[str]:
        """The bands it is about, to be pointed at on the board."""
        return []

    def entry(self, desk: FrontDesk) -> Entry:  # noqa: ARG002 - some ask the house
        """What the keyboard types into."""
        return BAND

    def acts(self, desk: FrontDesk) -> Sequence[Act]:  # noqa: ARG002 - some ask the house
        """What its keys do, beside Enter, Esc and the choices."""
        return ()

    def keys(self, desk: FrontDesk) -> list[PostKey]:
        """All its keys: Enter, its acts, then those of its lists and choices."""
        enter = PostKey("enter", "Enter", self.enter_words or later("band"), ENTER_HELP, in_bar=True)
        back = [BACK] if self.can_go_back else []
        return [enter, *(act.as_key for act in self.acts(desk)), *back, *LIST_KEYS]

    def what_now(self, desk: FrontDesk) -> str:  # noqa: ARG002 - some ask the house
        """What is to be done here, for who comes back from a layer above; empty if that says itself."""
        return ""

    def look(self, desk: FrontDesk) -> None:
        """See again what it shows of the house."""

    async def tapped(self, desk: FrontDesk, seen: BandSeen) -> None:
        """A band was tapped or its number typed."""
        await desk.open(seen)

    async def enter(self, desk: FrontDesk, typed: str) -> None:
        """Enter: a number typed before is a tap; alone it confirms."""
        if typed:
            await desk.tapped(typed)
        else:
            await self.confirm(desk)

    async def confirm(self, desk: FrontDesk) -> None:
        """Enter alone."""

    async def choose(self, desk: FrontDesk, slot: int, typed: str) -> bool:  # noqa: ARG002 - most have no choices
        """The key of the n-th choice (0 …). Whether it used up what was typed."""
        return False

    async def back(self, desk: FrontDesk) -> None:
        """Esc."""
        desk.home()

    async def take_off(self, desk: FrontDesk) -> None:
        """Backspace with nothing typed."""

    def move(self, desk: FrontDesk, step: int) -> None:
        """Up or down in the list that is shown."""

    async def closing(self, desk: FrontDesk) -> None:
        """The window is closed."""


@dataclass(eq=False)
class Above(Layer):
    """A layer over another one: Esc goes back to that one, and a tap is that one's."""

    under: Layer

    def pointed(self) -> list[str]:
        """Those of the layer below."""
        return self.under.pointed()

    async def tapped(self, desk: FrontDesk, seen: BandSeen) -> None:
        """A tap is never lost: what was being asked here is given up for it."""
        desk.layer = self.under
        await self.under.tapped(desk, seen)

    async def back(self, desk: FrontDesk) -> None:
        """Back to the layer below."""
        desk.layer = self.under
        if words := self.under.what_now(desk):
            desk.result = note(words)

    async def closing(self, desk: FrontDesk) -> None:
        """As the layer below."""
        await self.under.closing(desk)


def stepped(row: int, step: int, count: int) -> int:
    """The row after a step in a list: single steps go round, pages stop at the ends. 0 if the list is empty."""
    if not count:
        return 0
    return (row + step) % count if abs(step) == 1 else max(0, min(row + step, count - 1))
