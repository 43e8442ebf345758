"""What a post is made from: the house, what can be seen of it, the clock, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from pos.clock import Clock
    from pos.house.model import House
    from pos.operations import AnyOperation
    from pos.outcomes import Outcome
    from terminal_ui.desk.house_sight import HouseSight


class Door(Protocol):
    """The venue, as far as a post needs it."""

    @property
    def house(self) -> House:
        """The house by its venue file."""
        ...

    async def ask(self, operation: AnyOperation) -> Outcome:
        """Have an operation done; answered when it is on disk."""
        ...


class PostNeeds(NamedTuple):
    """All of it. ``pace`` says how fast a demo is played, in a few characters."""

    door: Door
    sight: HouseSight
    clock: Clock
    station: str
    staff: str = ""
    pace: Callable[[], str] = str
