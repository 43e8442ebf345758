"""The house board: who is where, by zone and by state; a number goes to its guest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from terminal_ui.desk.layer import Act, Layer, stepped
from terminal_ui.desk.result import note
from terminal_ui.languages import later, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.seen import GuestSeen

ZONES = ("", "men", "women")
STATES = ("", "open", "settling", "kept", "deposit_out")
"""Of visits; empty is all of them."""
STATE_WORDS = {
    "": later("all"),
    "open": later("in use"),
    "settling": later("checkout"),
    "kept": later("paid, inside"),
    "deposit_out": later("out on deposit"),
}
ZONE_WORDS = {"": later("all"), "men": later("men"), "women": later("women")}
LOCKER_OF = {"open": "used", "settling": "checkout", "kept": "paid", "deposit_out": "used"}
"""State of a visit → state of its locker on the board."""


@dataclass(eq=False)
class HouseBoard(Layer):
    """The guests inside, filtered. What is typed is looked for at once; Enter opens the bill that is marked."""

    guests: list[GuestSeen] = field(default_factory=list)
    zone: str = ""
    state: str = ""
    row: int = 0

    enter_words: ClassVar[str] = later("open the bill")

    def pointed(self) -> list[str]:
        """The locker of the guest that is marked."""
        return [self.shown[self.row].locker or self.shown[self.row].band] if self.shown else []

    @property
    def shown(self) -> list[GuestSeen]:
        """The guests that the filters let through."""
        return [
            guest
            for guest in self.guests
            if (not self.zone or guest.zone == self.zone) and (not self.state or guest.state == self.state)
        ]

    @property
    def locker_state(self) -> str:
        """The state of the lockers that are shown; empty: all of them, the free ones too."""
        return LOCKER_OF.get(self.state, "")

    def acts(self, desk: FrontDesk) -> Sequence[Act]:  # noqa: ARG002 - always the same
        """The filters."""
        return (
            Act("z", later("zone"), self._next_zone, in_bar=True),
            Act("s", later("state"), self._next_state, in_bar=True),
            Act("j", later("jump to the number typed"), self._jump, in_bar=True),
        )

    def look(self, desk: FrontDesk) -> None:
        """See who is inside; the mark stays on its guest."""
        before = self.shown[self.row].band if self.row < len(self.shown) else ""
        self.guests = desk.sight.guests()
        self._mark(before)

    async def confirm(self, desk: FrontDesk) -> None:
        """Open the bill that is marked, or tap the number that was typed."""
        if self.shown:
            await desk.tapped(self.shown[self.row].band)

    def move(self, desk: FrontDesk, step: int) -> None:  # noqa: ARG002 - the list is its own
        """Mark another guest."""
        self.row = stepped(self.row, step, len(self.shown))

    async def _next_zone(self, desk: FrontDesk, _typed: str) -> None:
        self.zone = ZONES[(ZONES.index(self.zone) + 1) % len(ZONES)]
        self.row = 0
        self._say(desk)

    async def _next_state(self, desk: FrontDesk, _typed: str) -> None:
        self.state = STATES[(STATES.index(self.state) + 1) % len(STATES)]
        self.row = 0
        self._say(desk)

    async def _jump(self, desk: FrontDesk, typed: str) -> None:
        """Mark the guest with this band or locker, or the next one behind it."""
        number = typed.zfill(3)
        later_ones = [place for place, guest in enumerate(self.shown) if max(guest.band, guest.locker) >= number]
        exact = [place for place, guest in enumerate(self.shown) if number in {guest.band, guest.locker}]
        self.row = (exact or later_ones or [self.row])[0]
        self._say(desk)

    def _say(self, desk: FrontDesk) -> None:
        desk.result = note(
            say(
                "Zone: {zone}. State: {state}. {count} guests.",
                zone=say(ZONE_WORDS[self.zone]),
                state=say(STATE_WORDS[self.state]),
                count=len(self.shown),
            )
        )

    def _mark(self, band: str) -> None:
        places = [place for place, guest in enumerate(self.shown) if guest.band == band]
        self.row = places[0] if places else max(0, min(self.row, len(self.shown) - 1))
