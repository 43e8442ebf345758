"""The owner's screen: pages one over the other, from the takings of a day down to an entry, and back.

It only looks. What it shows is read from the book at every change, so it is live.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pos.clock import day_date, day_number
from pos.reports.takings import open_day_of
from terminal_ui.desk.result import Result, bad, note
from terminal_ui.languages import later, say, spoken
from terminal_ui.owner.exceptions_pages import ExceptionKinds
from terminal_ui.owner.page import STEPS, Page
from terminal_ui.owner.takings_pages import Before, DayPage
from terminal_ui.posts.commands import BACK
from terminal_ui.posts.post import PostKey
from terminal_ui.shift.shift import LEADS
from terminal_ui.shift.step import NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.house.model import House
    from pos.operations import Tapped
    from pos.reports.takings import Takings
    from terminal_ui.desk.house_sight import HouseSight
    from terminal_ui.posts.post import Entry

WELCOME = later("Enter opens what a number is made of, Esc goes back. Left and Right divide it another way.")
NOT_YOURS = later("Only a shift lead or the owner looks here. F2 signs in.")
TURNS = {"left": -1, "right": 1}


class Owner:
    """What is looked at: ``pages`` from the day down to the one in front."""

    def __init__(self, sight: HouseSight, *, station: str, staff: str = "") -> None:
        self.station = station
        self.staff = staff
        self.result: Result = note(say(WELCOME))
        self._sight = sight
        self._before = Before()
        self._spoken = spoken()
        self.day = DayPage(open_day_of(sight.reading), self._before)
        """The day that everything here is of."""
        self.pages: list[Page] = [self.day]

    @property
    def house(self) -> House:
        """The house."""
        return self._sight.house

    @property
    def entry(self) -> Entry:
        """Nothing is asked for; a number is a tap."""
        return NUMBER

    @property
    def at_rest(self) -> bool:
        """Looking is never half done."""
        return True

    @property
    def page(self) -> Page:
        """The one that is in front."""
        return self.pages[-1]

    @property
    def takings(self) -> Takings | None:
        """The sums of the day, for everybody who may see them."""
        return self.day.takings if self.may_look else None

    @property
    def may_look(self) -> bool:
        """A lead or the owner; where nobody has to sign in, also who did not say who they are."""
        person = self.house.staff.get(self.staff)
        if person is None:
            return not self.staff and not self.house.sign_in_required
        return person.role in LEADS

    def keys(self) -> Sequence[PostKey]:
        """What its keys do now."""
        turns = isinstance(self.page, DayPage)
        keys = (
            PostKey("enter", "Enter", later("made of"), later("What the marked number is made of, down to the entry."),
                    in_bar=True),
            PostKey("right", "Left Right", later("divide"), later("The day by outlet, hour, tender, staff, channel, "
                    "cashier."), in_bar=turns),
            PostKey("f6", "F6", later("exceptions"), later("Voids, discounts, gifts, limits raised, bands typed: who, "
                    "and why."), in_bar=True),
            PostKey("f7", "F7", later("day before"), later("The business day before."), in_bar=turns),
            PostKey("f8", "F8", later("day after"), later("The business day after.")),
            PostKey("f5", "F5", later("today"), later("The day that is open.")),
            PostKey("down", "Up Down", later("mark"), later("Marks another line; PgUp and PgDn ten.")),
        )  # fmt: skip
        return keys if len(self.pages) == 1 else (*keys, BACK)

    def look(self) -> None:
        """Read all pages again that are open: what lies below is as fresh when one comes back. Raises LoopbandError."""
        if not self.may_look:
            return
        for page in self.pages if self._spoken != spoken() else {self.pages[0], self.page}:
            page.look(self._sight.reading)
        self._spoken = spoken()

    def look_again_if_spoken(self) -> None:
        """Rows are words already: in another language they are read anew. Raises LoopbandError."""
        if self._spoken != spoken():
            self.look()

    # --- keys and taps -------------------------------------------------------------------------

    async def tapped(self, named: str, chip: Tapped | None = None) -> None:  # noqa: ARG002 - bills are elsewhere
        """A band has its bill at the front desk."""
        seen = self._sight.band(named)
        number = seen.number if seen is not None else named[:40]
        self.result = note(say("{band}: its bill is on the front desk's screen. F3 goes there.", band=number))

    async def enter(self, typed: str) -> None:
        """Open what is marked."""
        if typed:
            await self.tapped(typed)
        elif self._allowed():
            page = self.page.opened()
            if page is None:
                self.result = bad(say("It is made of nothing smaller."))
            else:
                self._open(page)

    async def press(self, key: str, typed: str) -> bool:  # noqa: ARG002 - keys mean the same whatever is typed
        """Another row, another division, another day, or the exceptions."""
        if not self._allowed():
            return False
        if key in STEPS:
            self.page.move(key)
        elif key in TURNS and isinstance(self.page, DayPage):
            self.page.turn(TURNS[key])
        elif key == "f5":
            self._go_to(open_day_of(self._sight.reading))
        elif key == "f6":
            del self.pages[1:]
            self._open(ExceptionKinds(self.day.day))
        elif key in {"f7", "f8"}:
            days = timedelta(days=1 if key == "f8" else -1)
            self._go_to(day_number(day_date(self.day.day) + days))
        return False

    async def pick(self, row: int) -> None:
        """A row was clicked: marked first, opened by the next click."""
        if row == self.page.row:
            await self.enter("")
        else:
            self.page.row = row

    async def back(self) -> None:
        """To the page before."""
        if len(self.pages) > 1:
            self.pages.pop()
            self.result = note(say(WELCOME))

    async def leave(self) -> None:
        """Nothing stays behind a look."""

    def _allowed(self) -> bool:
        if not self.may_look:
            self.result = bad(say(NOT_YOURS))
        return self.may_look

    def _open(self, page: Page) -> None:
        page.look(self._sight.reading)
        self.pages.append(page)
        self.result = note(say(WELCOME))

    def _go_to(self, day: int) -> None:
        """Another day, divided as this one is."""
        self.day = DayPage(day, self._before, self.day.division)
        self.pages = [self.day]
        self.result = note(say(WELCOME))
