"""The board of rooms: who is where and for how long; a tap and a room begin a clock, a second tap ends it.

A clock runs on by started units until the band is held there again, or is ended here (R42). What a guest agrees
to beside that, some units more, is no price: it says when somebody should ask again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.clock import SECOND_US
from pos.errors import Declined, LoopbandError
from pos.ids import new_id
from pos.money import format_minor
from pos.operations import MAX_QUANTITY, Extend, Present
from pos.reports.rooms import rooms_of
from pos.stations import CONFIRM_AFTER, TAP_WAITS
from terminal_ui.desk.result import Result, bad, good, note
from terminal_ui.languages import decline_words, error_words, later, say
from terminal_ui.posts.post import Entry, PostKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.clock import Clock
    from pos.house.model import House
    from pos.operations import AnyOperation, Tapped
    from pos.outcomes import Outcome
    from pos.reports.rooms import ClockRunning, Room
    from terminal_ui.desk.house_sight import HouseSight
    from terminal_ui.posts.needs import Door

ENTRY = Entry(later("Band or room"), "0123456789")
ROOM_SIGN = "slash"
"""After a number: a room. A number that ends with Enter is a band's."""
EXTEND_KEYS = ("plus", "insert")
"""After a number: by so many units."""
END_KEYS = ("minus", "delete")
STEPS = {"up": -1, "left": -1, "down": 1, "right": 1}
WELCOME = later("Tap a band and choose a room, or choose and tap.")


class Held(NamedTuple):
    """A band that was tapped, by its number and as it was named, and when (UTC µs)."""

    number: str
    named: str
    taps: tuple[Tapped, ...]
    at_us: int


class Rooms:
    """The board at work. ``chosen`` is the station that is marked, ``waiting`` a band that wants a room."""

    entry = ENTRY

    def __init__(self, door: Door, sight: HouseSight, clock: Clock, *, station: str, staff: str = "") -> None:
        """``station`` is where the screen stands; what happens in a room is asked for at that room."""
        self.station = station
        self.staff = staff
        self.result: Result = note(say(WELCOME))
        self.rooms: tuple[Room, ...] = ()
        self.chosen = ""
        self.waiting: Held | None = None
        self._picked = False
        self._ending: Held | None = None
        self._door = door
        self._sight = sight
        self._clock = clock

    @property
    def house(self) -> House:
        """The house this board belongs to."""
        return self._door.house

    @property
    def at_rest(self) -> bool:
        """Whether no band waits for a room."""
        return self.waiting is None

    @property
    def room(self) -> Room | None:
        """The one that is marked."""
        return next((room for room in self.rooms if room.station == self.chosen), None)

    def keys(self) -> Sequence[PostKey]:
        """What its keys do now."""
        there = self.room
        return (
            PostKey("enter", "0-9 Enter", later("band"), later("The band of this number, as a tap."), in_bar=True),
            PostKey("", "0-9 /", later("room"), later("The room of this number; a click does the same."), in_bar=True),
            PostKey("minus", "-", later("ends"), later("Ends the clock of the room that is marked; twice, to be sure. "
                    "So does a second tap of the band."), in_bar=there is not None and bool(there.clocks)),
            PostKey("plus", "+", later("stays on"), later("The guest of the room that is marked stays a unit "
                    "longer; after a number, so many."), in_bar=there is not None and bool(there.clocks)),
            PostKey("up", "Up Down", later("mark"), later("Marks another room; Enter chooses it.")),
        )  # fmt: skip

    def look(self) -> None:
        """See the rooms again. Raises LoopbandError."""
        self.rooms = rooms_of(self._sight.reading, self._clock.now_us())

    # --- bands and rooms -----------------------------------------------------------------------

    async def tapped(self, named: str, chip: Tapped | None = None) -> None:
        """A band was held to the reader, or its number typed. ``chip`` is what was held there."""
        seen = self._sight.band(named)
        if seen is None:
            self.result = bad(error_words(Declined("unknown_band", band=named[:40])))
            return
        if not seen.visit:
            self.result = bad(error_words(Declined("band_not_in_use", band=seen.number, state=seen.state)))
            return
        held = Held(seen.number, named, () if chip is None else (chip,), self._clock.now_us())
        there = self._where(seen.number)
        if there is not None:
            await self._tapped_inside(held, *there)
        elif self._picked:
            await self._begin(held)
        else:
            self.waiting = held
            self.result = note(say("{band}: which room? Its number and /, or a click.", band=held.number))

    async def _tapped_inside(self, held: Held, room: Room, clock: ClockRunning) -> None:
        """The first tap shows the guest's room, the second one ends the clock there."""
        first = self._ending
        if first is not None and first.number == held.number and _again(first.at_us, held.at_us):
            await self._end(room, held)
            return
        self.chosen, self.waiting, self._picked, self._ending = room.station, None, False, held
        self.result = note(say("{what}. Tap once more, or -, to end it.", what=self.clock_words(room, clock)))

    async def pick(self, station: str) -> None:
        """This room was chosen: for the band that waits, else for the next one."""
        self.chosen, self._picked, self._ending = station, True, None
        held, self.waiting = self.waiting, None
        if held is not None and self._clock.now_us() - held.at_us <= TAP_WAITS.total_seconds() * SECOND_US:
            await self._begin(held)
        elif (room := self.room) is not None and room.clocks:
            self.result = note(self.clock_words(room, room.clocks[0]))
        else:
            self.result = note(say("{room} is free. Tap a band.", room=label(station)))

    async def enter(self, typed: str) -> None:
        """A number and Enter are a band; Enter alone chooses the room that is marked."""
        if typed:
            await self.tapped(typed)
        elif self.chosen:
            await self.pick(self.chosen)

    async def press(self, key: str, typed: str) -> bool:
        """A room's number and /, the arrows, or the key that ends a clock."""
        if key == ROOM_SIGN and typed:
            await self._jump(int(typed))
            return True
        if key in STEPS and self.rooms:
            places = [room.station for room in self.rooms]
            at = places.index(self.chosen) if self.chosen in places else -max(0, STEPS[key])
            self.chosen, self._picked = places[(at + STEPS[key]) % len(places)], False
        elif key in END_KEYS:
            await self._end_chosen()
        elif key in EXTEND_KEYS:
            await self._extend(max(1, min(MAX_QUANTITY, int(typed or "1"))))
            return True
        return False

    async def _jump(self, number: int) -> None:
        """To the room of this number; of several, to the one after the one that is marked."""
        named = [room.station for room in self.rooms if _number(room.station) == number]
        if not named:
            self.result = bad(say("There is no room {number}.", number=number))
            return
        at = named.index(self.chosen) if self.chosen in named else -1
        await self.pick(named[(at + 1) % len(named)])

    async def _end_chosen(self) -> None:
        room = self.room
        if room is None or not room.clocks:
            self.result = bad(say("No clock runs there."))
        elif len(room.clocks) > 1:
            self.result = bad(say("Several are there. Tap the band of the one who leaves."))
        else:
            clock = room.clocks[0]
            await self._tapped_inside(Held(clock.band, clock.band, (), self._clock.now_us()), room, clock)

    async def back(self) -> None:
        """Esc: nobody waits and nothing is marked any more."""
        self.chosen, self.waiting, self._picked, self._ending = "", None, False, None
        self.result = note(say(WELCOME))

    async def leave(self) -> None:
        """Nothing stays behind: who only waited for a room is in no book."""

    # --- asking ----------------------------------------------------------------------------------

    async def _begin(self, held: Held) -> None:
        outcome = await self._present(held, self.chosen)
        if outcome is None:
            # The guest still wants a room; another one is chosen next.
            self.waiting = held._replace(at_us=self._clock.now_us())
            return
        self._picked = False
        self.look()
        there = self._where(held.number)
        words = later("{band} is in {room}.")
        if there is None or not there[1].tariff:
            words = later("{band} comes into {room}; the clock is another guest's.")
        self.result = good(say(words, band=held.number, room=label(self.chosen)))

    async def _end(self, room: Room, held: Held) -> None:
        self._ending = None
        outcome = await self._present(held, self._way_out(room))
        if outcome is None:
            return
        self.look()
        line = outcome.facts.get("line")
        cost_minor = line["due"] if isinstance(line, dict) else 0
        cost = format_minor(int(str(cost_minor)), self.house.currency)
        self.result = good(
            say("{band} has left {room}: {cost}.", band=held.number, room=label(room.station), cost=cost)
        )

    async def _extend(self, units: int) -> None:
        """The guest who pays for the room that is marked stays on; of several who waits for it by a tap."""
        room, clock = self.room, self._payer()
        if room is None or clock is None:
            self.result = bad(say("Mark the room, or tap the band of who stays on."))
            return
        outcome = await self._ask(
            Extend(
                band=clock.band,
                units=units,
                place=room.station,
                id=new_id(self._clock.now_us()),
                station=self.station,
                staff=self.staff,
            )
        )
        if outcome is None:
            return
        self.look()
        told = outcome.facts
        cost = format_minor(int(str(told["due"])), self.house.currency)
        words = say("{band} stays in {room} until {until}: {cost}.", band=clock.band, room=label(room.station),
                    until=told["until"], cost=cost)  # fmt: skip
        self.result = good(words)

    def _payer(self) -> ClockRunning | None:
        """The one clock of the marked room that somebody pays for; of several that of the band tapped last."""
        clocks = [clock for clock in self.room.clocks if clock.tariff] if self.room is not None else []
        tapped = self._ending.number if self._ending is not None else ""
        return clocks[0] if len(clocks) == 1 else next((clock for clock in clocks if clock.band == tapped), None)

    async def _present(self, held: Held, station: str) -> Outcome | None:
        """Hold the band to the reader of a room. Why not is the result, and None comes back."""
        asked = Present(
            band=held.named,
            id=new_id(self._clock.now_us()),
            station=station,
            staff=self.staff,
            taps=held.taps,
        )
        outcome = await self._ask(asked)
        if outcome is None or outcome.facts.get("granted"):
            return outcome
        # At a room a guest is not let in for a reason, which is no decline.
        self.result = bad(decline_words(str(outcome.facts["reason"]), str(outcome.facts["message"])))
        return None

    async def _ask(self, operation: AnyOperation) -> Outcome | None:
        """Have it done. Why not is the result, and None comes back."""
        try:
            outcome = await self._door.ask(operation)
        except LoopbandError as error:
            self.result = bad(error_words(error))
            return None
        if not outcome.ok:
            self.result = bad(decline_words(outcome.error, outcome.message))
            return None
        return outcome

    def _way_out(self, room: Room) -> str:
        """Where a clock ends: a zone has a door of its own for it."""
        if room.kind != "zone_in":
            return room.station
        doors = [one for one in self.house.stations.values() if one.kind == "zone_out" and one.tariff == room.tariff]
        return doors[0].name if doors else room.station

    def _where(self, band: str) -> tuple[Room, ClockRunning] | None:
        """The room in which a clock of this band runs; of several the last one begun."""
        there = [(room, clock) for room in self.rooms for clock in room.clocks if clock.band == band]
        return max(there, key=lambda one: one[1].from_us) if there else None

    def clock_words(self, room: Room, clock: ClockRunning) -> str:
        """``077 is in R3 for 42 min: ¥80.00``."""
        return say(
            "{band} is in {room} for {minutes} min: {cost}",
            band=clock.band,
            room=label(room.station),
            minutes=clock.minutes,
            cost=format_minor(clock.so_far_minor, self.house.currency),
        )


def label(station: str) -> str:
    """What a station is called on the board: ``R3`` for ``room-r3``."""
    return station.removeprefix("room-").upper()


def _number(station: str) -> int:
    """The number at the end of a station's name; -1 if there is none."""
    digits = station[len(station.rstrip("0123456789")) :]
    return int(digits) if digits else -1


def _again(first_us: int, now_us: int) -> bool:
    """Whether a second tap is meant: not the same hand that has not let go, and not another day."""
    waited_s = (now_us - first_us) / SECOND_US
    return CONFIRM_AFTER.total_seconds() <= waited_s <= TAP_WAITS.total_seconds()
