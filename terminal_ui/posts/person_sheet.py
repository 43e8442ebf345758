"""Who works here: a name and a PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.desk.result import Result, note
from terminal_ui.languages import later, name_words, say
from terminal_ui.posts.post import Entry
from terminal_ui.posts.sheets import Sheet, SheetRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
    def entry(self) -> Entry:  # type: ignore[override]  # a sheet of others has the same one always
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
        result = await self._duty.sign_in(who, pin)
        self.closed = result.tone == "good"
        return result
