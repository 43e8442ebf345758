"""The shift at one station: what it decides of how a drawer is opened and counted, apart from how it is drawn.

What should be in the drawer is shown to nobody before it was counted: the count is blind (R60).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.errors import LoopbandError
from pos.ids import new_id
from pos.money import format_minor
from pos.operations import Approvable
from pos.reports.x_report import drawer_at
from terminal_ui.desk.approving import ASKS_FOR_SECOND
from terminal_ui.desk.result import Result, bad, note
from terminal_ui.languages import decline_words, error_words, say
from terminal_ui.posts.commands import BACK
from terminal_ui.posts.post import PostKey
from terminal_ui.shift.approving import Approving
from terminal_ui.shift.at_till import AtTill

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos.clock import Clock
    from pos.house.model import House
    from pos.operations import AnyOperation, Tapped
    from pos.outcomes import Outcome
    from pos.reports.reading import Reading
    from pos.reports.x_report import Drawer
    from terminal_ui.desk.house_sight import HouseSight
    from terminal_ui.posts.needs import Door
    from terminal_ui.posts.post import Entry
    from terminal_ui.shift.step import Step

LEADS = frozenset({"lead", "owner"})
"""Roles that may see what should be in a drawer that is not counted yet."""


class Shift:
    """The shift's screen at work. ``step`` is what is being done, ``drawer`` the one that is open here."""

    def __init__(self, door: Door, sight: HouseSight, clock: Clock, *, station: str, staff: str = "") -> None:
        self.station = station
        self.staff = staff
        self.drawer: Drawer | None = None
        self.resting = AtTill()
        self.step: Step = self.resting
        self.result: Result = note(say("Choose by the arrow keys and Enter, or by a key."))
        self._door = door
        self._sight = sight
        self._clock = clock

    @property
    def house(self) -> House:
        """The house."""
        return self._door.house

    @property
    def reading(self) -> Reading:
        """The view of the house that readings and lists are made from."""
        return self._sight.reading

    @property
    def entry(self) -> Entry:
        """What the keyboard types into."""
        return self.step.entry

    @property
    def at_rest(self) -> bool:
        """Whether nothing is half done."""
        return not self.step.half_done

    @property
    def sees_cash(self) -> bool:
        """Whether the person here may see the cash of a drawer before its count."""
        person = self.house.staff.get(self.staff)
        return person is not None and person.role in LEADS

    def keys(self) -> Sequence[PostKey]:
        """Enter, what the step has, and the way back."""
        keys = [PostKey("enter", "Enter", self.step.enter_words, in_bar=True), *self.step.keys(self)]
        return keys if self.step is self.resting else [*keys, BACK]

    def look(self) -> None:
        """See the drawer of this station again, and what the step shows. Raises LoopbandError."""
        self.drawer = drawer_at(self.reading, self.station)
        self.step.look(self)

    def money(self, minor: int) -> str:
        """An amount as people read it."""
        return format_minor(minor, self.house.currency)

    # --- keys and taps -------------------------------------------------------------------------

    async def tapped(self, named: str, chip: Tapped | None = None) -> None:  # noqa: ARG002 - bills are elsewhere
        """A band: a lead's approves, a guest's has its bill at the front desk."""
        if isinstance(self.step, Approving):
            await self.step.tapped(self, named)
            return
        seen = self._sight.band(named)
        number = seen.number if seen is not None else named[:40]
        self.result = note(say("{band}: its bill is on the front desk's screen. F3 goes there.", band=number))

    async def enter(self, typed: str) -> None:
        """Enter."""
        await self.step.enter(self, typed)

    async def press(self, key: str, typed: str) -> bool:  # noqa: ARG002 - keys mean the same whatever is typed
        """Any other key."""
        await self.step.press(self, key)
        return False

    async def back(self) -> None:
        """Esc."""
        if self.step is not self.resting:
            await self.step.back(self)

    async def leave(self) -> None:
        """Nothing stays locked: a count that is half done is in no book."""

    # --- what steps do -------------------------------------------------------------------------

    def go(self, step: Step, words: str = "") -> None:
        """Begin something, and say what to do next."""
        self.step = step
        if words:
            self.result = note(words)
        step.look(self)

    def rest(self) -> None:
        """Nothing is being done."""
        self.step = self.resting

    async def ask(self, operation: AnyOperation, then: Callable[[Outcome], None]) -> None:
        """Have it done here; ``then`` gets what came of it. If a second person can allow it, that person is asked."""
        operation = replace(operation, id=new_id(self._clock.now_us()), station=self.station, staff=self.staff)
        try:
            outcome = await self._door.ask(operation)
        except LoopbandError as error:
            self.result = bad(error_words(error))
            return
        if outcome.ok:
            then(outcome)
            return
        self.result = bad(decline_words(outcome.error, outcome.message))
        if outcome.error in ASKS_FOR_SECOND and isinstance(operation, Approvable):
            self.step = Approving(operation, then, self.result.words)

    def done(self, words: str) -> None:
        """It was done: say so, and rest."""
        self.rest()
        self.result = Result("good", words)
