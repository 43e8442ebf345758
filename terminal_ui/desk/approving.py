"""A second person approves what goes further than somebody may (R74): a name and a PIN, or a tap of the staff band."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from pos.house.authority import approver_of
from pos.operations import Approvable
from terminal_ui.desk.layer import Above
from terminal_ui.desk.result import note
from terminal_ui.languages import later, say
from terminal_ui.posts.post import Entry

if TYPE_CHECKING:
    from pos.operations import AnyOperation
    from pos.outcomes import Outcome
    from terminal_ui.desk.front_desk import FrontDesk

ASKS_FOR_SECOND = frozenset({"not_allowed", "over_cap", "two_needed", "void_needs_lead"})
"""Codes of declines that a second person can lift."""

NAME = Entry(later("Who approves"), "")
PIN = Entry(later("PIN"), "", hidden=True)


@dataclass(eq=False)
class Approving(Above):
    """What was declined, and what comes after it; all of it is asked again with the second person's name."""

    why: str
    waiting: Sequence[AnyOperation]
    done_before: list[Outcome]
    then: Callable[[list[Outcome]], None]
    who: str = ""

    enter_words: ClassVar[str] = later("approve")

    def entry(self, desk: FrontDesk) -> Entry:  # noqa: ARG002 - it is its own
        """First the name, then the PIN."""
        return PIN if self.who else NAME

    async def enter(self, desk: FrontDesk, typed: str) -> None:
        """A name, then a PIN; where nobody signs in, Enter alone says that the name is enough."""
        if not self.who:
            if typed.strip():
                self.who = typed.strip()
                desk.result = note(say("Now the PIN of {name}, then Enter.", name=self.who))
            return
        who, self.who = self.who, ""
        await self._ask(desk, who, typed.strip())

    async def taps_with(self, desk: FrontDesk, named: str) -> bool:
        """A band was tapped: whether it is a person's, who approves by that."""
        if approver_of(desk.house, named) is None:
            return False
        await self._ask(desk, named, "")
        return True

    async def back(self, desk: FrontDesk) -> None:
        """From the PIN to the name, from the name to what was declined."""
        if self.who:
            self.who = ""
        else:
            await super().back(desk)

    async def _ask(self, desk: FrontDesk, who: str, pin: str) -> None:
        approved = [
            replace(one, id=desk.carried()["id"], approved_by=who, approver_pin=pin)
            if isinstance(one, Approvable)
            else one
            for one in self.waiting
        ]
        await desk.act(approved, self.then, before=self.done_before)
