"""Who works here: a name and a PIN, or one's own band. The same sheet locks the screen of who went away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.desk.result import Result, bad, note
from terminal_ui.languages import later, name_words, say
from terminal_ui.posts.post import Entry
from terminal_ui.posts.sheets import Sheet, SheetRow

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from pos.operations import Tapped
    from terminal_ui.posts.duty import Duty

NAME = Entry(later("Your name"), "")
PIN = Entry(later("PIN"), "", hidden=True)
SIGN_OUT = "-"
"""Stands for nobody among the names."""


class PersonSheet(Sheet):
    """Signs somebody in, or out. ``told`` is called with each result, and shows who is on duty then."""

    title = later("WHO WORKS HERE")
    foot = later("Choose or type your name, then Enter. Esc goes back.")

    def __init__(self, duty: Duty, told: Callable[[Result], None]) -> None:
        super().__init__()
        self.row = 0
        self.who = ""
        self._duty = duty
        self._told = told

    @property
    def entry(self) -> Entry:
        """First the name, then the PIN."""
        return PIN if self.who else NAME

    def rows(self, typed: str) -> Sequence[SheetRow]:
        """Everybody who has a PIN and is called so; the person on duty can sign out."""
        if self.who:
            return [SheetRow(self.who, say("Now the PIN, then Enter."))]
        begins = typed.strip().casefold()
        rows = [SheetRow(self._duty.staff, say("sign out"), SIGN_OUT)] if self._duty.staff and not begins else []
        rows += [
            SheetRow(person.code, f"{say(person.role)}  {name_words(person.words)}", person.code)
            for person in self._duty.house.staff.values()
            if person.pin and person.code.startswith(begins)
        ]
        self.row = min(self.row, max(0, len(rows) - 1))
        return rows

    async def enter(self, typed: str) -> str:
        """A name, then a PIN."""
        if self.who:
            self._told(await self._signed_in(typed))
        elif named := self._named(typed):
            await self._choose(named)
        return ""

    async def tapped(self, named: str, chip: Tapped | None) -> bool:  # noqa: ARG002 - who has it in hand is here
        """One's own band signs in. A guest's is none of this sheet's business."""
        if self._duty.owner_of(named) is None:
            return await super().tapped(named, None)
        self._told(await self._began(self._duty.sign_in_by_band(named)))
        return True

    async def back(self) -> None:
        """From the PIN to the names, from the names to the post."""
        self.closed = not self.who
        self.who = ""

    def _named(self, typed: str) -> str:
        """What was typed; with nothing typed, or the beginning of one name only, the one that is marked."""
        rows = self.rows(typed)
        names = [row.does for row in rows]
        if typed.strip() in names or (typed.strip() and len(names) != 1):
            return typed.strip()
        return names[self.row] if names else typed.strip()

    async def _choose(self, named: str) -> None:
        if named == SIGN_OUT:
            self._told(await self._duty.sign_out())
            self.closed = True
        else:
            self.who = named
            self._told(note(say("Now the PIN, then Enter.")))

    async def _signed_in(self, pin: str) -> Result:
        who, self.who = self.who, ""
        return await self._began(self._duty.sign_in(who, pin))

    async def _began(self, asked: Awaitable[Result]) -> Result:
        result = await asked
        self.closed = result.tone == "good"
        return result


class LockSheet(PersonSheet):
    """Nothing can be done or seen until somebody signs in: whoever was on duty, or who takes over."""

    title = later("LOCKED")
    foot = later("Type your PIN, or tap your own band. Esc: somebody else.")
    locks = True

    def __init__(self, duty: Duty, told: Callable[[Result], None]) -> None:
        super().__init__(duty, told)
        self.who = duty.staff

    def rows(self, typed: str) -> Sequence[SheetRow]:
        """As ever; but nobody can sign out instead of in."""
        return [row for row in super().rows(typed) if row.does != SIGN_OUT]

    async def tapped(self, named: str, chip: Tapped | None) -> bool:
        """A guest's band has to wait until somebody is there."""
        if await super().tapped(named, chip):
            return True
        self.closed = False
        self._told(bad(say("The screen is locked. Sign in first.")))
        return True

    async def back(self) -> None:
        """From the PIN of one to the names of all."""
        self.who = ""
