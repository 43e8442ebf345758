"""Something that has to be typed: an amount, a signer, a slip's number."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pos.money import parse_minor
from terminal_ui.desk.layer import DIGITS, Above
from terminal_ui.desk.result import bad
from terminal_ui.languages import later, say
from terminal_ui.posts.post import Entry

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk

AMOUNT_CHARACTERS = DIGITS + "."
"""What an amount of money is typed with, in whole units of the currency and its parts."""
AMOUNT = Entry(later("Amount"), AMOUNT_CHARACTERS)
SLIP = Entry(later("Slip no."), "")
"""The number of a slip or an order, at whoever pays (R53)."""


@dataclass(eq=False)
class TypingIn(Above):
    """A line that is typed. ``instead`` is taken when Enter comes alone; empty: then nothing happens."""

    title: str
    into: Entry
    then: Callable[[FrontDesk, str], Awaitable[None]]
    instead: str = ""

    enter_words: ClassVar[str] = later("take it")

    def entry(self, desk: FrontDesk) -> Entry:  # noqa: ARG002 - it is its own
        """What is asked for."""
        return self.into

    async def enter(self, desk: FrontDesk, typed: str) -> None:
        """Go on with what was typed."""
        if words := typed.strip() or self.instead:
            await self.then(desk, words)


def amount_of(desk: FrontDesk, typed: str) -> int:
    """An amount above zero that was typed (minor units); 0 if it is none, and the result says why."""
    try:
        amount_minor = parse_minor(typed, desk.house.currency)
    except ValueError as error:
        desk.result = bad(str(error))
        return 0
    if not amount_minor:
        desk.result = bad(say("Type an amount above zero."))
    return amount_minor
