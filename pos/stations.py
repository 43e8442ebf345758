"""Where a tap becomes an operation: a chip and a place go in, what it means there comes out.

What a tap means is decided by the kind of the station alone (:data:`MEANINGS`). At gates, doors, zones, rooms, seats,
lockers and counters of what is included it presents the band. At counters and vending machines it charges what was
chosen. At a desk it only shows the band: whether that begins a check-in or opens a bill is the screen's.

Nothing here decides whether it is allowed; the venue does. A UID and a station's name are all that is
known of a reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pos.clock import to_us
from pos.house.model import House, Station, StationKind
from pos.ids import new_id
from pos.operations import Charge, Present, Tapped, Wanted

DOUBLE_TAP = timedelta(seconds=3)
"""A band that rests on the reader taps again; within this it means the same basket (R21)."""

TAP_WAITS = timedelta(seconds=60)
"""How long a tap waits for items to be chosen, or for the tap that confirms (R23)."""

BASKET_WAITS = timedelta(minutes=5)
"""How long chosen items wait for a band. What nobody came for must not be charged to the next guest."""

CONFIRM_AFTER = timedelta(milliseconds=700)
"""A second tap sooner than this is the same hand that has not let go, and confirms nothing."""

MEANINGS: dict[StationKind, Literal["present", "charge", "show"]] = {
    "desk": "show",
    "counter": "charge",
    "vending": "charge",
    "gate_in": "present",
    "gate_out": "present",
    "door": "present",
    "zone_in": "present",
    "zone_out": "present",
    "room": "present",
    "seat": "present",
    "locker": "present",
    "included": "present",
}
"""What a tap means at each kind of station."""


class Shown(Struct, frozen=True):
    """No operation by itself: the screen shows this band, and waits for a person or for items."""

    band: str


class ConfirmNeeded(Struct, frozen=True):
    """The basket is worth so much that a second tap of the same band confirms it (R23). Minor units."""

    band: str
    total_minor: int


Meaning = Charge | Present | Shown | ConfirmNeeded
"""What a tap can mean."""


class _Held(Struct, frozen=True):
    """A band that was tapped, and when."""

    band: str
    at: datetime
    taps: tuple[Tapped, ...] = ()


class StationDesk:
    """One station: what was chosen here, who works here, and what the next tap means.

    ``staff`` is who is signed in, empty at a station that serves itself. Times are aware datetimes and
    go into the operations as they come, so a played day needs no clock.
    """

    def __init__(
        self,
        station: Station,
        *,
        staff: str = "",
        make_id: Callable[[int], str] = new_id,
        price_of: Callable[[Wanted], int] | None = None,
        confirm_from_minor: int | None = None,
    ) -> None:
        """Begin with an empty basket and nobody at the reader.

        ``make_id`` makes an id from UTC µs. With ``confirm_from_minor``, a basket that ``price_of`` says is
        worth as much needs a second tap (R23).
        """
        self.station = station
        self.staff = staff
        self.basket: tuple[Wanted, ...] = ()
        self._make_id = make_id
        self._price_of = price_of
        self._confirm_from_minor = confirm_from_minor
        self._chosen_at: datetime | None = None
        self._waiting: _Held | None = None
        self._to_confirm: _Held | None = None
        self._charged: tuple[_Held, tuple[Wanted, ...]] | None = None

    def choose(self, items: Sequence[Wanted], at: datetime) -> Meaning | None:
        """Items were chosen (R23): for the band that was tapped before and still waits, else for the next.

        Choosing nothing clears the basket. Raises ValueError at a station that does not sell.
        """
        if MEANINGS[self.station.kind] != "charge":
            raise ValueError(f"{self.station.name} is a {self.station.kind}. Nothing is sold here.")
        self.basket = tuple(items)
        self._chosen_at = at
        self._to_confirm = None
        waiting, self._waiting = self._waiting, None
        if waiting is None or not self.basket or not _within(waiting.at, at, TAP_WAITS):
            return None
        return self._charge(waiting.band, at, waiting.taps)

    def clear(self) -> None:
        """Forget what was chosen and who waits: Esc, or another person took over."""
        self.basket = ()
        self._waiting = self._to_confirm = self._charged = None

    def tapped(self, band: str, at: datetime, chip: Tapped | None = None) -> Meaning:
        """What it means that this band was tapped, or its printed number typed, here and now.

        ``chip`` is what was held to the reader; it goes into the operation, where the venue looks at what it proved.
        """
        meaning = MEANINGS[self.station.kind]
        taps = () if chip is None else (chip,)
        if meaning == "show":
            return Shown(band)
        if meaning == "present":
            made = self._make_id(to_us(at))
            return Present(band=band, id=made, at=at, station=self.station.name, staff=self.staff, taps=taps)
        if self._chosen_at is not None and at - self._chosen_at > BASKET_WAITS:
            self.basket = ()
        if self.basket:
            return self._charge(band, at, taps)
        if self._rests(band, at):
            # The venue answers "already done"; it alone knows whether the first one was posted (R21).
            return self._charge_of(band, self._last_basket(), at, taps)
        self._waiting = _Held(band, at, taps)
        return Shown(band)

    def waits_for(self, at: datetime) -> str:
        """The band that was tapped and still waits for items; empty if none does."""
        held = self._waiting
        return held.band if held is not None and _within(held.at, at, TAP_WAITS) else ""

    def again(self, at: datetime) -> Charge | None:
        """The last basket once more for the same band, and meant so (R21). None if nothing was charged since."""
        if self._charged is None:
            return None
        held, items = self._charged
        self._charged = (_Held(held.band, at), items)
        return replace(self._charge_of(held.band, items, at, ()), again=True)

    def _charge(self, band: str, at: datetime, taps: tuple[Tapped, ...]) -> Meaning:
        if self._unconfirmed(band, at):
            return ConfirmNeeded(band, self._total_minor())
        items, self.basket = self.basket, ()
        self._to_confirm = self._waiting = None
        self._charged = (_Held(band, at), items)
        return self._charge_of(band, items, at, taps)

    def _charge_of(self, band: str, items: tuple[Wanted, ...], at: datetime, taps: tuple[Tapped, ...]) -> Charge:
        return Charge(
            band=band,
            items=items,
            id=self._make_id(to_us(at)),
            at=at,
            station=self.station.name,
            staff=self.staff,
            taps=taps,
        )

    def _unconfirmed(self, band: str, at: datetime) -> bool:
        """Whether the basket is worth so much that this tap is not enough; then it is the first of two."""
        if self._confirm_from_minor is None or self._total_minor() < self._confirm_from_minor:
            return False
        first = self._to_confirm
        if first is None or first.band != band or not _within(first.at, at, TAP_WAITS):
            first = self._to_confirm = _Held(band, at)
        return at < first.at + CONFIRM_AFTER

    def _total_minor(self) -> int:
        if self._price_of is None:
            return 0
        return sum(self._price_of(wanted) * wanted.quantity for wanted in self.basket)

    def _rests(self, band: str, at: datetime) -> bool:
        if self._charged is None:
            return False
        held, _ = self._charged
        return held.band == band and _within(held.at, at, DOUBLE_TAP)

    def _last_basket(self) -> tuple[Wanted, ...]:
        return self._charged[1] if self._charged is not None else ()


def desks_of(house: House, *, make_id: Callable[[int], str] = new_id) -> dict[str, StationDesk]:
    """A desk for every station of the house, by name."""
    return {name: StationDesk(station, make_id=make_id) for name, station in house.stations.items()}


def _within(before: datetime, at: datetime, span: timedelta) -> bool:
    return timedelta(0) <= at - before <= span
