"""The front desk: what a tap, a typed number and a few keys mean here, step by step.

It turns them into operations and keeps what was chosen but not yet asked (:mod:`terminal_ui.desk.layers`).
Whether something is allowed, and what it costs, only the venue says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypedDict

from pos.errors import Declined, LoopbandError
from pos.ids import new_id
from pos.operations import LeaveCheckout, ReportTap
from terminal_ui import key_table
from terminal_ui.desk import checking_in, paying
from terminal_ui.desk.layers import CheckingIn, Finished, Layer, Looking, Paying
from terminal_ui.desk.result import Result, bad, note
from terminal_ui.languages import decline_words, error_words, later, name_words, say
from terminal_ui.posts.post import Entry

if TYPE_CHECKING:
    from pos.clock import Clock
    from pos.house.model import House, Zone
    from pos.operations import AnyOperation, Tapped
    from pos.outcomes import Outcome
    from terminal_ui.posts.needs import Door
    from terminal_ui.posts.post import PostKey


class Carried(TypedDict):
    """What every operation of a desk carries."""

    id: str
    station: str
    staff: str


class BandSeen(NamedTuple):
    """A band as the tables show it."""

    number: str
    state: str
    zone: str
    visit: int
    visit_state: str


class Sight(Protocol):
    """What the desk can see without asking for anything."""

    def band(self, named: str) -> BandSeen | None:
        """The band of a printed number or a chip's UID; None if the house has none."""
        ...


DIGITS = "0123456789"
BAND = Entry(later("Band"), DIGITS + "abcdefABCDEF")
"""Printed numbers, and the hex of a chip from a reader that types."""
ZONES: dict[str, Zone] = {"men": "men", "women": "women"}
"""Actions that say a zone."""


def welcome() -> Result:
    """Nothing is half done."""
    return note(say("Tap a band, or type its number and press Enter."))


class FrontDesk:
    """One front desk at work. ``layer`` and ``result`` are what a screen shows."""

    def __init__(self, door: Door, sight: Sight, clock: Clock, *, station: str, staff: str) -> None:
        self.station = station
        self.staff = staff
        self.layer: Layer | None = None
        self.result: Result = welcome()
        self._door = door
        self._sight = sight
        self._clock = clock

    @property
    def house(self) -> House:
        """The house this desk belongs to."""
        return self._door.house

    @property
    def entry(self) -> Entry:
        """What the keyboard types into at the moment."""
        layer = self.layer
        if isinstance(layer, Paying) and layer.slip_of_minor:
            return Entry(later("Slip no."), "")
        if isinstance(layer, Paying) and layer.tender:
            return Entry(name_words(self.house.tenders[layer.tender].words), DIGITS + ".")
        return BAND

    @property
    def at_rest(self) -> bool:
        """Nothing is half done."""
        return self.layer is None or isinstance(self.layer, Finished)

    def keys(self) -> list[PostKey]:
        """What the keys do in this layer."""
        return key_table.keys_of(type(self.layer).__name__ if self.layer is not None else "Idle")

    async def press(self, key: str, typed: str) -> bool:  # noqa: ARG002 - no key uses it up
        """A key of the table."""
        action = key_table.action_of(key)
        if action == key_table.CHOOSE:
            await self.choose(key_table.CHOICE_KEYS.index(key))
        elif action in ("up", "down"):
            self.move(-1 if action == "up" else 1)
        elif action in ZONES:
            self.say_zone(ZONES[action])
        elif action == "rub_out":
            await self.take_off()
        return False

    @property
    def bands(self) -> list[str]:
        """The bands the desk is busy with."""
        return list(getattr(self.layer, "bands", []))

    async def ask(self, operation: AnyOperation) -> Outcome | None:
        """Have it done. A decline or a book that cannot be written becomes the result, and None comes back."""
        try:
            outcome = await self._door.ask(operation)
        except LoopbandError as error:
            self.result = bad(error_words(error))
            return None
        if not outcome.ok:
            self.result = bad(decline_words(outcome.error, outcome.message))
            return None
        return outcome

    def carried(self, staff: str | None = None) -> Carried:
        """What every operation of this desk carries: a fresh id, where, who."""
        who = self.staff if staff is None else staff
        return {"id": new_id(self._clock.now_us()), "station": self.station, "staff": who}

    # --- what people do ----------------------------------------------------------------------

    async def tapped(self, named: str, chip: Tapped | None = None) -> None:
        """A band was held to the reader, or its number typed. ``chip`` is what was held there."""
        if chip is not None and not await self._is_genuine(named, chip):
            return
        seen = self._sight.band(named)
        if seen is None:
            self.result = bad(error_words(Declined("unknown_band", band=named[:40])))
        elif isinstance(self.layer, CheckingIn):
            self.result = checking_in.add(self.layer, seen, self.house)
        elif isinstance(self.layer, Looking | Paying):
            await paying.add(self, self.layer, seen)
        elif seen.visit:
            self.layer = Looking([seen.number])
            self.result = note(say("Enter begins the checkout. Tap more bands to pay for them together."))
        else:
            self.layer = CheckingIn([])
            self.result = checking_in.add(self.layer, seen, self.house)

    async def _is_genuine(self, named: str, chip: Tapped) -> bool:
        """Whether the house has nothing against this tap. A proof is used up by it: what follows is by the number."""
        if self.house.authenticity is None:
            return True
        return await self.ask(ReportTap(band=named, taps=(chip,), **self.carried())) is not None

    async def enter(self, typed: str) -> None:
        """Enter, with what was typed before it (which may be nothing)."""
        layer = self.layer
        if isinstance(layer, Paying) and (layer.tender or not typed):
            await paying.enter(self, layer, typed)
        elif typed:
            await self.tapped(typed)
        elif isinstance(layer, CheckingIn):
            await checking_in.confirm(self, layer)
        elif isinstance(layer, Looking):
            await paying.begin(self, layer.bands)
        elif isinstance(layer, Finished):
            self.layer, self.result = None, welcome()

    async def choose(self, slot: int) -> None:
        """The key of the n-th choice (0 …): a guest class, or a way of paying."""
        layer = self.layer
        if isinstance(layer, CheckingIn):
            checking_in.choose_class(layer, slot, self.house)
        elif isinstance(layer, Looking):
            if await paying.begin(self, layer.bands):
                await self.choose(slot)
        elif isinstance(layer, Paying):
            self.result = paying.choose_tender(layer, slot, self.house)

    async def back(self) -> None:
        """Esc: one layer back. What is locked for payment is unlocked again (R51)."""
        layer = self.layer
        if isinstance(layer, Paying):
            if paying.step_back(layer):
                self.result = paying.what_next(layer, self.house)
            elif await self.ask(LeaveCheckout(bands=tuple(layer.bands), **self.carried())):
                self.layer = Looking(layer.bands)
                self.result = note(say("The checkout was left; the clocks go on. Enter begins it again."))
        elif isinstance(layer, CheckingIn) and checking_in.asks_before_leaving(layer):
            self.result = note(
                say("Esc again leaves this check-in of {count}. Enter checks in.", count=len(layer.arrivals))
            )
        else:
            self.layer, self.result = None, welcome()

    async def take_off(self) -> None:
        """Backspace with nothing typed: the chosen band is taken off again."""
        if isinstance(self.layer, CheckingIn):
            self.layer = checking_in.take_off(self.layer)
        elif isinstance(self.layer, Looking):
            self.layer = Looking(self.layer.bands[:-1]) if len(self.layer.bands) > 1 else None

    async def leave(self) -> None:
        """The window is closed: nothing stays locked behind it (R51)."""
        if isinstance(self.layer, Paying):
            await self.ask(LeaveCheckout(bands=tuple(self.layer.bands), **self.carried()))

    def move(self, step: int) -> None:
        """Up or down in the list that is shown."""
        if isinstance(self.layer, CheckingIn):
            self.layer.row = (self.layer.row + step) % max(1, len(self.layer.arrivals))

    def say_zone(self, zone: Zone) -> None:
        """The zone of the chosen band, if it has none of its own."""
        if isinstance(self.layer, CheckingIn):
            self.result = checking_in.say_zone(self.layer, zone)
