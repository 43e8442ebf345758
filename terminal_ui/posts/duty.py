"""Who works at this computer (R74): signing in and out at its station."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import LoopbandError
from pos.house.authority import owner_of_band
from pos.ids import new_id
from pos.operations import SignIn, SignOut
from terminal_ui.desk.result import Result, bad, good
from terminal_ui.languages import decline_words, error_words, say

if TYPE_CHECKING:
    from pos.clock import Clock
    from pos.house.model import House, Person
    from pos.operations import AnyOperation
    from terminal_ui.posts.needs import Door


class Duty:
    """The person on duty at one station; ``staff`` is empty while nobody is."""

    def __init__(self, door: Door, clock: Clock, *, station: str, staff: str = "") -> None:
        self.staff = staff
        self.station = station
        self._door = door
        self._clock = clock

    @property
    def house(self) -> House:
        """The house."""
        return self._door.house

    @property
    def person(self) -> Person | None:
        """Who it is; None while nobody is on duty, or somebody the house does not know."""
        return self.house.staff.get(self.staff)

    def owner_of(self, named: str) -> Person | None:
        """The person whose own band was tapped; None if it is a guest's."""
        return owner_of_band(self.house, named)

    async def sign_in(self, who: str, pin: str) -> Result:
        """Somebody says who they are. Whoever was on duty before is signed out then."""
        return await self._begin(SignIn(pin=pin or " ", id=self._id(), station=self.station, staff=who))

    async def sign_in_by_band(self, named: str) -> Result:
        """Somebody tapped their own band."""
        person = self.owner_of(named)
        who = person.code if person is not None else ""
        return await self._begin(SignIn(own_band=named, id=self._id(), station=self.station, staff=who))

    async def _begin(self, operation: SignIn) -> Result:
        before = self.staff
        result = await self._ask(operation)
        if result is not None:
            return result
        if before and before != operation.staff:
            await self._ask(SignOut(id=self._id(), station=self.station, staff=before))
        self.staff = operation.staff
        return good(say("{name} works here now.", name=operation.staff))

    async def sign_out(self) -> Result:
        """Nobody works here any more."""
        if result := await self._ask(SignOut(id=self._id(), station=self.station, staff=self.staff)):
            return result
        gone, self.staff = self.staff, ""
        return good(say("{name} is signed out.", name=gone))

    async def _ask(self, operation: AnyOperation) -> Result | None:
        """Have it done; why not, if it was not."""
        try:
            outcome = await self._door.ask(operation)
        except LoopbandError as error:
            return bad(error_words(error))
        return None if outcome.ok else bad(decline_words(outcome.error, outcome.message))

    def _id(self) -> str:
        return new_id(self._clock.now_us())
