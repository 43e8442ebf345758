"""What a guest does between the gate and the checkout: the taps of one stay."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pos.demo import figures
from pos.demo.acts import Tap, TapKind
from pos.demo.arrivals import Story
from pos.demo.dice import Dice, Often, Turns
from pos.demo.figures import MINUTE_S
from pos.demo.people import at_counter
from pos.operations import Wanted


class Guest(Struct):
    """A guest on the day: with whom, with which band, from when to when (seconds after the opening)."""

    party: int
    place: int
    guest: str
    channel: str
    band: str
    uid: str
    zone: str
    in_s: int
    out_s: int = 0
    paid_s: int = 0
    gone_s: int = 0
    story: Story = ""

    @property
    def who(self) -> tuple[int, int]:
        """Tells the guests of a day apart."""
        return self.party, self.place

    @property
    def minor(self) -> bool:
        """Whether this is a child, for whom others buy."""
        return self.guest in figures.MINORS


class Wish(Struct, frozen=True):
    """One tap somebody means to make. ``at_s`` is seconds after the opening.

    ``sent_s`` is when the house hears of it, if its station is off the network until then (0 = at once).
    """

    at_s: int
    station: str
    guest: Guest
    tap: Tap
    sent_s: int = 0

    @property
    def served_by(self) -> str:
        """Who stands at the counter for this guest, or empty where the guest serves himself."""
        return at_counter(self.station, self.guest.in_s)


class Rooms:
    """Which of the rooms and seats are taken; a guest gets the first that is free."""

    def __init__(self, names: list[str]) -> None:
        self._free_at_s = dict.fromkeys(names, 0)

    def take(self, from_s: int, to_s: int) -> str | None:
        """A room for that time, or None. Times may come in any order; a room is not shared."""
        for name, free_at_s in self._free_at_s.items():
            if free_at_s <= from_s:
                self._free_at_s[name] = to_s + 5 * MINUTE_S
                return name
        return None


class Habits:
    """What guests do in the house, over one day as often as the load model says."""

    def __init__(self, dice: Dice, rooms: Rooms) -> None:
        self._dice = dice
        self._rooms = rooms
        self._openings = Turns(dice, figures.LOCKER_OPENINGS)
        self._zone_taps = Turns(dice, figures.ZONE_TAPS)
        self._bar_items = Turns(dice, figures.BAR_ITEMS)
        self._at_machine = Often(dice, figures.VENDING)
        self._scrubbed = Often(dice, figures.SCRUB)
        self._eats = Often(dice, figures.MEAL)
        self._treated = Often(dice, figures.TREATMENT)
        self._shops = Often(dice, figures.SHOP)
        self._in_room = Often(dice, figures.ROOM)

    def taps_of_stay(self, guest: Guest) -> list[Wish]:
        """Everything this guest taps from the gate on until before the checkout, in no order."""
        wishes = _way_in(guest)
        wishes += self._locker(guest)
        if guest.guest == "toddler":
            return wishes
        wishes += self._drinks(guest)
        if guest.minor:
            return wishes
        wishes += self._zone(guest)
        wishes += self._services(guest)
        wishes += self._room(guest)
        return wishes

    def spending_spree(self, guest: Guest, treatments: Sequence[int]) -> list[Wish]:
        """A guest who comes near the credit limit: dear treatments, one after the other, and the lockers."""
        wishes = _way_in(guest) + self._locker(guest)
        span_s = guest.out_s - guest.in_s - 40 * MINUTE_S
        for number, item in enumerate(treatments):
            at_s = guest.in_s + 15 * MINUTE_S + span_s * number // len(treatments)
            wishes.append(_sale(guest, at_s, "massage", "room", item))
        return wishes

    def _locker(self, guest: Guest) -> list[Wish]:
        """First when undressing, last when dressing again, the others in between."""
        dice = self._dice
        openings = self._openings.next()
        times = [guest.in_s + dice.between(110, 200), guest.out_s - dice.between(6, 12) * MINUTE_S]
        times += [_moment(dice, guest) for _ in range(openings - len(times))]
        return [Wish(at_s, f"locker-{guest.band}", guest, Tap(guest.uid, "locker")) for at_s in times]

    def _zone(self, guest: Guest) -> list[Wish]:
        """In and out of the sweat rooms; the second pair of taps is a seat in the e-sports corner.

        An odd tap is somebody who went out behind another one: the clock stops at the checkout.
        """
        taps = self._zone_taps.next()
        wishes: list[Wish] = []
        for pair in range((taps + 1) // 2):
            whole = taps - 2 * pair >= 2
            long_s = min(self._dice.between(12, 70) * MINUTE_S, guest.out_s - guest.in_s - 19 * MINUTE_S)
            from_s = min(_moment(self._dice, guest), guest.out_s - 13 * MINUTE_S - long_s)
            seat = pair == 1 and whole
            wishes.append(Wish(from_s, "esports" if seat else "zone-in", guest, Tap(guest.uid, "zone")))
            if whole:
                to_s = from_s + long_s
                wishes.append(Wish(to_s, "esports" if seat else "zone-out", guest, Tap(guest.uid, "zone")))
        return wishes

    def _drinks(self, guest: Guest) -> list[Wish]:
        wishes: list[Wish] = []
        menu = figures.SOFT_DRINKS if guest.minor else figures.DRINKS
        # A child's limit is small: it has at most one small thing on its own band.
        count = min(self._bar_items.next(), 1) if guest.minor else self._bar_items.next()
        for _ in range(count):
            item = self._dice.pick(menu)
            station = "bar"
            if item in figures.VENDED and self._at_machine.next():
                station = f"vending-{self._dice.between(1, 3)}"
            wishes.append(_sale(guest, _moment(self._dice, guest), station, "bar", item))
        return wishes

    def _services(self, guest: Guest) -> list[Wish]:
        """Scrub, meal, treatment and shop, each at most once."""
        dice = self._dice
        wishes: list[Wish] = []
        if self._scrubbed.next():
            station = f"scrub-{guest.zone}"
            wishes.append(_sale(guest, _moment(dice, guest), station, "scrub", dice.pick(figures.SCRUBS)))
        if self._eats.next():
            wishes.append(_sale(guest, _moment(dice, guest), "restaurant", "restaurant", dice.pick(figures.MEALS)))
        if guest.out_s - guest.in_s > figures.TREATMENT_FROM_S and self._treated.next():
            wishes.append(_sale(guest, _moment(dice, guest), "massage", "room", dice.pick(figures.TREATMENTS)))
        if self._shops.next():
            wishes.append(_sale(guest, _moment(dice, guest), "bar", "shop", dice.pick(figures.SHOPPING)))
        return wishes

    def _room(self, guest: Guest) -> list[Wish]:
        """An hour or so in a private room, if one is free and the stay is long enough."""
        if not self._in_room.next():
            return []
        from_s = guest.in_s + self._dice.between(20, 40) * MINUTE_S
        to_s = from_s + self._dice.between(30, 120) * MINUTE_S
        if to_s > guest.out_s - 20 * MINUTE_S:
            return []
        room = self._rooms.take(from_s, to_s)
        if room is None:
            return []
        return [Wish(at_s, room, guest, Tap(guest.uid, "room")) for at_s in (from_s, to_s)]


def _way_in(guest: Guest) -> list[Wish]:
    """Shoes off at the gate, then the door of the changing room."""
    gate = f"gate-in-{1 + guest.place % 2}"
    return [
        Wish(guest.in_s + 20 + 3 * guest.place, gate, guest, Tap(guest.uid, "shoe")),
        Wish(guest.in_s + 75 + 4 * guest.place, f"door-{guest.zone}", guest, Tap(guest.uid, "gate")),
    ]


def _sale(guest: Guest, at_s: int, station: str, kind: TapKind, item: int) -> Wish:
    # Some hold the band out first and then say what they want (R23); which ones does not need chance.
    choose_after = at_s % figures.ONE_TAPS_FIRST_IN == 0 and not station.startswith("vending")
    return Wish(at_s, station, guest, Tap(guest.uid, kind, items=(Wanted(item),), choose_after=choose_after))


def _moment(dice: Dice, guest: Guest) -> int:
    """Some second of the stay between undressing and dressing, when people are awake."""
    first_s = guest.in_s + 6 * MINUTE_S
    last_s = max(first_s, guest.out_s - 15 * MINUTE_S)
    asleep_s, awake_s = figures.ASLEEP_S
    evening_s = max(0, min(last_s, asleep_s) - first_s)
    morning_s = max(0, last_s - max(first_s, awake_s))
    if not evening_s + morning_s:
        return dice.between(first_s, last_s)
    moved_s = dice.below(evening_s + morning_s)
    return first_s + moved_s if moved_s < evening_s else last_s - (moved_s - evening_s)
