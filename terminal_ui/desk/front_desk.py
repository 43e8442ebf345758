"""The front desk: what a tap, a typed number and a few keys mean here is up to the layer it is in.

It turns them into operations and keeps what was chosen but not yet asked (:mod:`terminal_ui.desk.layer`).
Whether something is allowed, and what it costs, only the venue says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypedDict

from pos.errors import Declined, LoopbandError
from pos.ids import new_id
from pos.money import format_minor, format_plain
from pos.operations import Approvable, ReportTap
from terminal_ui.desk.approving import ASKS_FOR_SECOND, Approving
from terminal_ui.desk.checking_in import CheckingIn
from terminal_ui.desk.finished import Finished
from terminal_ui.desk.idle import Idle
from terminal_ui.desk.layer import CHOICE_KEYS, Layer
from terminal_ui.desk.looking import Looking
from terminal_ui.desk.resting import Resting
from terminal_ui.desk.result import Result, bad, note
from terminal_ui.languages import decline_words, error_words

if TYPE_CHECKING:
    from pos.clock import Clock
    from pos.house.model import House
    from pos.operations import AnyOperation, Tapped
    from pos.outcomes import Outcome
    from terminal_ui.desk.house_sight import HouseSight
    from terminal_ui.desk.seen import BandSeen
    from terminal_ui.posts.needs import Door
    from terminal_ui.posts.post import Entry, PostKey


class Carried(TypedDict):
    """What every operation of a desk carries."""

    id: str
    station: str
    staff: str


STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}
"""Keys that go through a list."""


class FrontDesk:
    """One front desk at work. ``layer`` and ``result`` are what a screen shows."""

    def __init__(self, door: Door, sight: HouseSight, clock: Clock, *, station: str, staff: str) -> None:
        self.station = station
        self.staff = staff
        self.sight = sight
        self.layer: Layer = Idle()
        self.result: Result = note(self.layer.what_now(self))
        self._door = door
        self._clock = clock

    @property
    def house(self) -> House:
        """The house this desk belongs to."""
        return self._door.house

    @property
    def entry(self) -> Entry:
        """What the keyboard types into at the moment."""
        return self.layer.entry(self)

    @property
    def at_rest(self) -> bool:
        """Whether nothing is half done."""
        return isinstance(self.layer, Idle | Finished)

    @property
    def bands(self) -> list[str]:
        """The bands the desk is busy with."""
        return self.layer.pointed()

    def now_us(self) -> int:
        """The instant it is."""
        return self._clock.now_us()

    def money(self, minor: object) -> str:
        """An amount of an answer, with its symbol."""
        return format_minor(minor, self.house.currency) if isinstance(minor, int) else str(minor)

    def plain(self, minor: int) -> str:
        """An amount as it is typed."""
        return format_plain(minor, self.house.currency)

    def carried(self, staff: str | None = None) -> Carried:
        """What every operation of this desk carries: a fresh id, where, who."""
        who = self.staff if staff is None else staff
        return {"id": new_id(self._clock.now_us()), "station": self.station, "staff": who}

    def home(self) -> None:
        """Nothing is being done any more."""
        self.layer = Idle()
        self.result = note(self.layer.what_now(self))

    # --- asking the venue --------------------------------------------------------------------

    async def ask(self, operation: AnyOperation) -> Outcome | None:
        """Have it done. A decline or a book that cannot be written becomes the result, and None comes back."""
        outcome = await self._asked(operation)
        if outcome is not None and not outcome.ok:
            self.result = bad(decline_words(outcome.error, outcome.message))
            return None
        return outcome

    async def act(
        self,
        operations: Sequence[AnyOperation],
        then: Callable[[list[Outcome]], None],
        *,
        before: Sequence[Outcome] = (),
    ) -> bool:
        """Have several done in order, then ``then`` with all outcomes. Whether all of it was done.

        Where somebody may not do it alone, a second person is asked, and it goes on from there (R74). ``before`` are
        outcomes of those that were done already.
        """
        outcomes = [*before]
        for place, operation in enumerate(operations):
            outcome = await self._asked(operation)
            if outcome is None:
                return False
            if not outcome.ok:
                why = decline_words(outcome.error, outcome.message)
                self.result = bad(why)
                if outcome.error in ASKS_FOR_SECOND and isinstance(operation, Approvable) and not operation.approved_by:
                    self.layer = Approving(self.layer, why, operations[place:], outcomes, then)
                return False
            outcomes.append(outcome)
        then(outcomes)
        return True

    async def _asked(self, operation: AnyOperation) -> Outcome | None:
        try:
            return await self._door.ask(operation)
        except LoopbandError as error:
            self.result = bad(error_words(error))
            return None

    # --- what people do ----------------------------------------------------------------------

    async def tapped(self, named: str, chip: Tapped | None = None) -> None:
        """A band was held to the reader, or its number typed. ``chip`` is what was held there."""
        if isinstance(self.layer, Approving) and await self.layer.taps_with(self, named):
            return
        if chip is not None and not await self._is_genuine(named, chip):
            return
        seen = self.sight.band(named)
        if seen is None:
            self.result = bad(error_words(Declined("unknown_band", band=named[:40])))
        else:
            await self.layer.tapped(self, seen)

    async def open(self, seen: BandSeen) -> None:
        """What a tap means where nothing else is being done: check in, look at the bill, or say what the band is."""
        if seen.visit:
            looking = Looking([seen.number])
            looking.look(self)
            self.layer = looking
            self.result = note(looking.what_now(self))
        elif seen.state == "available":
            self.layer = CheckingIn([])
            await self.layer.tapped(self, seen)
        else:
            self.layer = Resting(seen)
            self.result = note(self.layer.what_now(self))

    async def _is_genuine(self, named: str, chip: Tapped) -> bool:
        """Whether the house has nothing against this tap. A proof is used up by it: what follows is by the number."""
        if self.house.authenticity is None:
            return True
        return await self.ask(ReportTap(band=named, taps=(chip,), **self.carried())) is not None

    async def enter(self, typed: str) -> None:
        """Enter, with what was typed before it (which may be nothing)."""
        await self.layer.enter(self, typed)

    def keys(self) -> list[PostKey]:
        """What the keys of this layer do, for the bar, the list of commands and the help."""
        return self.layer.keys(self)

    async def press(self, key: str, typed: str) -> bool:
        """Any key but Enter and Esc: a choice, a step in a list, or an act of the layer. Whether typed is used up."""
        if key in CHOICE_KEYS:
            return await self.layer.choose(self, CHOICE_KEYS.index(key), typed)
        if key in STEPS:
            self.layer.move(self, STEPS[key])
            return False
        if key == "backspace":
            await self.layer.take_off(self)
            return False
        act = next((act for act in self.layer.acts(self) if act.key == key), None)
        if act is None:
            return False
        await act.do(self, typed)
        return True

    async def back(self) -> None:
        """Esc: one layer back."""
        await self.layer.back(self)

    async def leave(self) -> None:
        """The window is closed: nothing stays locked behind it (R51)."""
        await self.layer.closing(self)

    def look(self) -> None:
        """See again what the layer shows of the house."""
        self.layer.look(self)
