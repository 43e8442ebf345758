"""Who works at this computer (R74): signing in and out at its station."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import LoopbandError
from pos.ids import new_id
from pos.operations import SignIn, SignOut
from terminal_ui.desk.result import Result, bad, good
from terminal_ui.languages import decline_words, error_words, say

if TYPE_CHECKING:
    from pos.clock import Clock
    from pos.house.model import House
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

    async def sign_in(self, who: str, pin: str) -> Result:
        """Somebody says who they are. Whoever was on duty before is signed out then."""
        before = self.staff
        result = await self._ask(SignIn(pin=pin or " ", id=self._id(), station=self.station, staff=who))
        if result is not None:
            return result
        if before and before != who:
            await self._ask(SignOut(id=self._id(), station=self.station, staff=before))
        self.staff = who
        return good(say("{name} works here now.", name=who))

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
