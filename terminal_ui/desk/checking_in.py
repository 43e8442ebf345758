"""Check-in at the desk: bands and their classes, where they came from, then one operation for the whole party."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from pos.operations import Arrival, CheckIn
from terminal_ui.desk import holding
from terminal_ui.desk.band_words import take_another
from terminal_ui.desk.choosing import Choosing, Option
from terminal_ui.desk.finished import Finished
from terminal_ui.desk.layer import Act, Layer, stepped
from terminal_ui.desk.result import bad, good, note
from terminal_ui.languages import later, name_words, say, say_many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pos.house.model import House, Zone
    from pos.outcomes import Outcome
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.seen import BandSeen

WALK_IN = "walk-in"


@dataclass
class Arriving:
    """A band that will be checked in."""

    band: str
    guest: str
    zone: str
    """The band's own zone; empty for a spare one until the desk says."""
    own_zone: bool


@dataclass(eq=False)
class CheckingIn(Layer):
    """Free bands were tapped: one party, one class each, all or nothing (R3)."""

    arrivals: list[Arriving]
    row: int = 0
    channel: str = WALK_IN
    deposit_minor: int = 0
    """What each of them leaves with the house, by ``tender``, with the number of its ``slip`` (R56)."""
    tender: str = "cash"
    slip: str = ""
    asked_to_leave: bool = False

    enter_words: ClassVar[str] = later("check in")

    def pointed(self) -> list[str]:
        """Their bands."""
        return [arriving.band for arriving in self.arrivals]

    def acts(self, desk: FrontDesk) -> Sequence[Act]:  # noqa: ARG002 - always the same
        """The side of a spare band, and the channel."""
        return (
            Act("k", later("channel"), self._ask_channel, in_bar=True),
            Act("h", later("deposit"), self._ask_deposit, in_bar=True),
            Act("m", later("men's side"), partial(self._say_zone, "men")),
            Act("w", later("women's side"), partial(self._say_zone, "women")),
        )

    def what_now(self, desk: FrontDesk) -> str:  # noqa: ARG002 - always the same
        """Check in, or bring more bands."""
        return say("Enter checks in. Tap more bands to bring them in together.")

    def counts(self) -> dict[str, int]:
        """How many of each class there are."""
        counts: dict[str, int] = {}
        for one in self.arrivals:
            counts[one.guest] = counts.get(one.guest, 0) + 1
        return counts

    async def tapped(self, desk: FrontDesk, seen: BandSeen) -> None:
        """One more band for the party. Tapping it again only marks it."""
        self.asked_to_leave = False
        if seen.number in self.pointed():
            self.row = self.pointed().index(seen.number)
            desk.result = note(say("Band {band} is in this check-in already.", band=seen.number))
        elif seen.visit:
            desk.result = bad(
                say("Band {band} is in use. Finish this check-in (Enter) or leave it (Esc) first.", band=seen.number)
            )
        elif seen.state != "available":
            desk.result = take_another(seen)
        else:
            self.arrivals.append(Arriving(seen.number, next(iter(desk.house.guests)), seen.zone, bool(seen.zone)))
            self.row = len(self.arrivals) - 1
            if not seen.zone:
                desk.result = note(
                    say("Band {band} has no zone of its own: press M for men or W for women.", band=seen.number)
                )
            else:
                desk.result = note(self.what_now(desk))

    async def confirm(self, desk: FrontDesk) -> None:
        """Check the party in."""
        bands = tuple(
            Arrival(one.band, one.guest, None if one.own_zone or not one.zone else _zone(one.zone))
            for one in self.arrivals
        )
        asked = CheckIn(
            bands=bands,
            channel=self.channel,
            deposit=self.deposit_minor or None,
            tender=self.tender,
            external_id=self.slip,
            **desk.carried(),
        )
        await desk.act([asked], partial(_checked_in, desk))

    async def choose(self, desk: FrontDesk, slot: int, typed: str) -> bool:
        """The marked guest is of the n-th class; with a number typed before, so many of the party are."""
        classes = list(desk.house.guests)
        if slot >= len(classes):
            desk.result = bad(say("There is no guest class on this key."))
            return False
        if not typed:
            self.arrivals[self.row].guest = classes[slot]
            return False
        count = int(typed) if typed.isdecimal() else -1
        if not 0 <= count <= len(self.arrivals):
            desk.result = bad(say("There are {count} bands in this check-in.", count=len(self.arrivals)))
            return True
        self._set_count(classes[slot], count, classes[0])
        words = ", ".join(f"{number} {_class_words(desk.house, guest)}" for guest, number in self.counts().items())
        desk.result = note(say("{classes}. Enter checks in.", classes=words))
        return True

    def _set_count(self, guest: str, count: int, usual: str) -> None:
        """So many are of this class: the bands that were tapped last; who is one too many is of the usual class."""
        others = [one for one in self.arrivals if one.guest == usual]
        mine = [one for one in self.arrivals if one.guest == guest]
        if guest == usual:
            others = [one for one in self.arrivals if one.guest != usual]
        for one in mine[: max(0, len(mine) - count)]:
            one.guest = usual
        missing = max(0, count - len(mine))
        for one in others[len(others) - min(missing, len(others)) :]:
            one.guest = guest

    async def back(self, desk: FrontDesk) -> None:
        """Leave it; a party of several is not lost by one key."""
        if len(self.arrivals) > 1 and not self.asked_to_leave:
            self.asked_to_leave = True
            desk.result = note(
                say("Esc again leaves this check-in of {count}. Enter checks in.", count=len(self.arrivals))
            )
        else:
            desk.home()

    async def take_off(self, desk: FrontDesk) -> None:
        """Without the marked band."""
        del self.arrivals[self.row]
        self.row = max(0, min(self.row, len(self.arrivals) - 1))
        if not self.arrivals:
            desk.home()

    def move(self, desk: FrontDesk, step: int) -> None:  # noqa: ARG002 - the list is its own
        """Mark another band."""
        self.row = stepped(self.row, step, len(self.arrivals))

    async def _say_zone(self, zone: Zone, desk: FrontDesk, _typed: str) -> None:
        """The zone of a band that has none of its own."""
        arriving = self.arrivals[self.row]
        if arriving.own_zone:
            words = say("Band {band} belongs to the {zone} zone.", band=arriving.band, zone=say(arriving.zone))
            desk.result = bad(words)
            return
        arriving.zone = zone
        desk.result = note(say("Band {band}: {zone}. Enter checks in.", band=arriving.band, zone=say(zone)))

    async def _ask_channel(self, desk: FrontDesk, _typed: str) -> None:
        """Where the guests came from."""

        async def chosen(desk: FrontDesk, channel: str) -> None:
            self.channel = channel
            desk.layer = self
            desk.result = note(say("They came by {channel}. Enter checks in.", channel=say(channel)))

        options = [Option(one, say(one)) for one in desk.house.channels]
        row = desk.house.channels.index(self.channel)
        desk.layer = Choosing(self, say("CHANNEL"), options, chosen, row=row)
        desk.result = note(say("Where did they hear of us? A key, or Up, Down and Enter."))

    async def _ask_deposit(self, desk: FrontDesk, typed: str) -> None:
        """What each of them leaves with the house. The amount may be typed before the key."""

        async def taken(desk: FrontDesk, amount_minor: int, tender: str, slip: str) -> None:
            self.deposit_minor, self.tender, self.slip = amount_minor, tender, slip
            desk.layer = self
            words = say("{amount} of deposit each. Enter checks in.", amount=desk.money(amount_minor))
            desk.result = note(words)

        await holding.ask_money(desk, self, say("DEPOSIT OF EACH"), taken, typed, usual=holding.usual(desk))


def _class_words(house: House, guest: str) -> str:
    return name_words(house.guests[guest].words)


def _checked_in(desk: FrontDesk, outcomes: list[Outcome]) -> None:
    visits: list[Mapping[str, Any]] = list(outcomes[-1].facts.get("visits", ()))  # type: ignore[call-overload]
    held_minor = sum(int(visit.get("held", 0)) for visit in visits)
    lines = [
        (say("{band}  locker {locker}", band=visit["band"], locker=visit["locker"] or "-"), desk.money(visit["due"]))
        for visit in visits
    ]
    if held_minor:
        lines.append((say("Deposit"), desk.money(held_minor)))
    desk.layer = Finished(say("CHECKED IN"), lines, bands=[str(visit["band"]) for visit in visits])
    if len(visits) == 1:
        locker = visits[0]["locker"] or "-"
        desk.result = good(say("Band {band} is checked in: locker {locker}.", band=visits[0]["band"], locker=locker))
    else:
        desk.result = good(say_many("{count} band is checked in.", "{count} bands are checked in.", len(visits)))


def _zone(name: str) -> Zone:
    return "women" if name == "women" else "men"
