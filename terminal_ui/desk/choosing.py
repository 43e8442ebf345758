"""One of several: a reason, a channel, a package, a company. Also in one's own words, where those count."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from terminal_ui.desk.layer import Above, Layer, stepped
from terminal_ui.desk.result import bad, note
from terminal_ui.languages import later, say
from terminal_ui.posts.post import Entry

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk


class Option(NamedTuple):
    """What can be chosen: what is meant, and what is shown (already in the language of who works here)."""

    value: str
    words: str


@dataclass(eq=False)
class Choosing(Above):
    """Options by key, by Up, Down and Enter; in one's own words where ``own`` names an entry."""

    title: str
    options: Sequence[Option]
    then: Callable[[FrontDesk, str], Awaitable[None]]
    own: Entry | None = None
    row: int = 0

    enter_words: ClassVar[str] = later("choose")

    def entry(self, desk: FrontDesk) -> Entry:
        """One's own words, or a band: a number is a tap here, too."""
        return self.own or super().entry(desk)

    async def enter(self, desk: FrontDesk, typed: str) -> None:
        """What was typed, or the option that is marked."""
        if typed.strip() and self.own is None:
            await desk.tapped(typed)
        elif typed.strip():
            await self.then(desk, typed.strip())
        elif self.options:
            await self.then(desk, self.options[self.row].value)

    async def choose(self, desk: FrontDesk, slot: int, typed: str) -> bool:  # noqa: ARG002 - the choice is enough
        """The option of this key."""
        if slot >= len(self.options):
            desk.result = bad(say("There is nothing on this key."))
            return False
        self.row = slot
        await self.then(desk, self.options[slot].value)
        return True

    def move(self, desk: FrontDesk, step: int) -> None:  # noqa: ARG002 - the list is its own
        """Mark another one."""
        self.row = stepped(self.row, step, len(self.options))


REASON = Entry(later("Reason"), "")
"""A reason in one's own words."""


def ask_why(
    desk: FrontDesk,
    under: Layer,
    title: str,
    reasons: Sequence[str],
    then: Callable[[FrontDesk, str], Awaitable[None]],
) -> None:
    """Ask for a reason. Those of the list are kept in English, so that reports can count them."""
    desk.layer = Choosing(under, title, [Option(one, say(one)) for one in reasons], then, own=REASON)
    desk.result = note(say("Why? A key, or your own words and Enter."))
