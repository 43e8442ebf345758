"""A second person approves: by their own band, or by name and PIN (R74)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from pos.house.authority import approver_of
from terminal_ui.desk.approving import NAME, PIN
from terminal_ui.desk.result import bad, note
from terminal_ui.languages import later, say
from terminal_ui.shift.step import Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.operations import Approvable
    from pos.outcomes import Outcome
    from terminal_ui.posts.post import Entry
    from terminal_ui.shift.shift import Shift


class Approving(Step):
    """``asked`` was declined for ``why``; it is asked again with the second person's name."""

    half_done: ClassVar[bool] = True
    enter_words: ClassVar[str] = later("approve")

    def __init__(self, asked: Approvable, then: Callable[[Outcome], None], why: str) -> None:
        self.why = why
        self.who = ""
        self._asked = asked
        self._then = then

    @property
    def entry(self) -> Entry:
        """First the name, then the PIN."""
        return PIN if self.who else NAME

    async def enter(self, shift: Shift, typed: str) -> None:
        """A name, then a PIN."""
        if self.who:
            who, self.who = self.who, ""
            await self._ask(shift, who, typed.strip())
        elif typed.strip():
            self.who = typed.strip()
            shift.result = note(say("Now the PIN of {name}, then Enter.", name=self.who))

    async def tapped(self, shift: Shift, named: str) -> None:
        """A band: only a person's can approve."""
        if approver_of(shift.house, named) is None:
            shift.result = bad(say("That band is a guest's. The second person taps their own."))
        else:
            await self._ask(shift, named, "")

    async def back(self, shift: Shift) -> None:
        """From the PIN to the name; then it is not done."""
        if self.who:
            self.who = ""
        else:
            shift.rest()

    async def _ask(self, shift: Shift, who: str, pin: str) -> None:
        again = replace(self._asked, approved_by=who, approver_pin=pin)
        await shift.ask(again, self._then)  # type: ignore[arg-type]  # an Approvable is one of the operations
