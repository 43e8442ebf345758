"""A counter at work: items are chosen and a band is tapped, in whichever order (R23).

It turns keys and taps into operations by way of :class:`pos.stations.StationDesk`, and shows what came of the last
one. Whether something is allowed, and what it costs, only the venue says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from pos.clock import to_datetime
from pos.errors import Declined
from pos.money import format_minor
from pos.operations import MAX_QUANTITY, Charge, Wanted
from pos.stations import MEANINGS, TAP_WAITS, ConfirmNeeded, StationDesk
from terminal_ui.counter import counter_keys
from terminal_ui.counter.searching import find
from terminal_ui.counter.selling import Selling, counted_before
from terminal_ui.counter.served import Served, served_as
from terminal_ui.counter.serving import Serving
from terminal_ui.languages import error_words, later, name_words, say
from terminal_ui.posts.post import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pos.clock import Clock
    from pos.house.model import House
    from pos.operations import Tapped
    from pos.stations import Meaning
    from terminal_ui.counter.counter_sight import CounterSight
    from terminal_ui.counter.offers import Offer
    from terminal_ui.desk.house_sight import HouseSight
    from terminal_ui.desk.result import Result
    from terminal_ui.desk.seen import BandSeen
    from terminal_ui.posts.needs import Door
    from terminal_ui.posts.post import PostKey

ENTRY = Entry(later("Band or item"), "")
"""Everything counts: numbers of bands, and letters that search."""


class Counter:
    """One counter at work. ``served`` is what came of the last tap or key, ``found`` what a search found."""

    entry = ENTRY

    def __init__(
        self, door: Door, bands: HouseSight, sight: CounterSight, clock: Clock, *, station: str, staff: str = ""
    ) -> None:
        """``station`` is where charges are made: a counter, or a desk that sells something by the way."""
        post = door.house.stations[station]
        if MEANINGS[post.kind] != "charge":
            # The screen of a counter, opened at a desk: a tap means there what it means at a counter.
            post = replace(post, kind="counter")
        self.station = station
        self.staff = staff
        self.served = _welcome()
        self.times = 1
        self.every: tuple[Wanted, ...] = ()
        """What each tap charges until it is stopped: for who has no hand free to choose."""
        self.offers: list[Offer] = []
        self.found: list[Offer] = []
        self.row = 0
        self._searched = ""
        self.selling = Selling(door, clock, station)
        self.serving = Serving(door, sight.reading, clock, station)
        self._door = door
        self._bands = bands
        self._sight = sight
        self._clock = clock
        self._zone = ZoneInfo(door.house.timezone)
        self._post = StationDesk(post, price_of=self._price, confirm_from_minor=door.house.confirm_from_minor)
        self._asked_for = ""
        self.look()

    @property
    def house(self) -> House:
        """The house this counter belongs to."""
        return self._door.house

    @property
    def basket(self) -> tuple[Wanted, ...]:
        """What was chosen for the band that is tapped next."""
        return self._post.basket

    @property
    def served(self) -> Served:
        """What came of the last tap or key."""
        return self._served

    @served.setter
    def served(self, served: Served) -> None:
        self._served, self._result = served, served.result

    @property
    def result(self) -> Result:
        """The same in one line."""
        return self._result

    @result.setter
    def result(self, result: Result) -> None:
        self._served, self._result = served_as(result), result

    @property
    def at_rest(self) -> bool:
        """Whether nothing is chosen."""
        return not self.basket and not self.every and self.times == 1

    def keys(self) -> Sequence[PostKey]:
        """What its keys do now."""
        return counter_keys.keys_of(self)

    def look(self) -> None:
        """See prices, stock and what is to be served again. Raises LoopbandError."""
        self.offers = self._sight.offers(self._clock.now_us())
        self.serving.look()

    # --- bands ---------------------------------------------------------------------------------

    async def tapped(self, named: str, chip: Tapped | None = None) -> None:
        """A band was held to the reader, or its number typed. ``chip`` is what was held there."""
        self.forget_search()
        seen = self._bands.band(named)
        number = seen.number if seen is not None else named[:40]
        if self._counts_already(number):
            return
        if self.every and self._asked_for != number:
            self._post.choose(self.every, self._now())
        if not self._post.basket and (seen is None or not seen.visit):
            self.served = _not_in_use(seen, number)
            return
        await self._mean(self._post.tapped(named, self._now(), chip), number)

    def _counts_already(self, number: str) -> bool:
        """Where every tap charges, a guest who makes sure by a second tap is not charged twice."""
        last, age_s = self.selling.last, self.selling.age_s()
        if last is None or age_s is None or last.band != number or not self.every or last.basket != self.every:
            return False
        if age_s > TAP_WAITS.total_seconds():
            return False
        self.served = counted_before(number, self._sight.clock(last.at_us), last.amount_minor)
        return True

    async def _mean(self, meaning: Meaning | None, number: str) -> None:
        """Do what a tap or a choice means, for the band of this number."""
        self._asked_for = ""
        if isinstance(meaning, Charge):
            asked = replace(meaning, staff=self.staff, at=None)
            self.served = await self.selling.charge(asked, number, self.words(asked.items))
            if self.served.kind == "bad":
                # The next good tap goes on with what was chosen.
                self._post.choose(asked.items, self._now())
        elif isinstance(meaning, ConfirmNeeded):
            self._asked_for = number
            words = say("{what}: hold the band there once more.", what=self.words(self._post.basket))
            self.served = Served("ask", words, number, meaning.total_minor)
        elif number:
            self.served = Served("note", say("Choose what it is."), number, more=self._who(number))

    def _who(self, number: str) -> str:
        """Who wears a band, and how far the limit is (R22)."""
        guest = self._sight.guest(number)
        if guest is None:
            return ""
        known = self.house.guests.get(guest.guest)
        name = name_words(known.words) if known is not None else guest.guest
        left = self._money(max(0, guest.limit_minor - guest.due_minor))
        return say("{guest}, {zone}; {left} may still be charged.", guest=name, zone=say(guest.zone), left=left)

    # --- what is sold --------------------------------------------------------------------------

    async def choose(self, slot: int) -> None:
        """The key of the n-th favourite (0 …)."""
        if slot < len(self.offers):
            await self.take(self.offers[slot])

    async def take(self, offer: Offer) -> None:
        """One more item for the basket, as often as was said; if a band waits for it, it is charged at once."""
        quantity, self.times = self.times, 1
        self.forget_search()
        if offer.sold_out:
            self.served = Served("bad", error_words(Declined("sold_out", item=name_words(offer.words), left=0)))
            return
        basket = self._basket_with(offer.slug, quantity)
        self.every = basket if self.every else ()
        waiting = self._bands.band(waited) if (waited := self._post.waits_for(self._now())) else None
        meaning = self._post.choose(basket, self._now())
        if meaning is None:
            self.served = self._chosen(say("{what}: hold the band there.", what=self.words(basket)))
        else:
            await self._mean(meaning, waiting.number if waiting is not None else waited)

    def _basket_with(self, slug: str, quantity: int) -> tuple[Wanted, ...]:
        """What every tap charges is chosen anew; else one thing comes to the other."""
        counts = {} if self.every else {str(one.item): one.quantity for one in self._post.basket}
        counts[slug] = min(MAX_QUANTITY, counts.get(slug, 0) + quantity)
        return tuple(Wanted(one, count) for one, count in counts.items())

    def _chosen(self, words: str) -> Served:
        """Nothing was asked yet; what it will cost."""
        return Served("note", words, amount_minor=sum(self.prices(self._post.basket)))

    async def press(self, key: str, typed: str) -> bool:
        """A key: a favourite, a sign that says what a number means, or something to do with the last charge."""
        if key in counter_keys.FAVOURITES:
            await self.choose(counter_keys.FAVOURITES.index(key))
        elif key in counter_keys.TIMES and typed:
            self.times = max(1, min(MAX_QUANTITY, int(typed)))
        elif key == counter_keys.NUMBER and typed:
            await self._take_numbered(int(typed))
        elif key in ("up", "down"):
            self.row = (self.row + (1 if key == "down" else -1)) % max(1, len(self.found))
            return False
        elif key in counter_keys.EVERY:
            self.keep()
        elif key in counter_keys.UNDO:
            await self.undo()
        elif key == counter_keys.AGAIN:
            await self.again()
        elif key == counter_keys.SERVED:
            await self.serve(int(typed) if typed else None)
        else:
            return False
        return True

    def search(self, typed: str) -> None:
        """What is typed so far. A number alone is nothing to search for."""
        if typed != self._searched:
            self._searched, self.row = typed, 0
            self.found = [] if typed.isdecimal() else find(typed, self.offers)

    async def _take_numbered(self, number: int) -> None:
        offer = next((offer for offer in self.offers if offer.number == number), None)
        if offer is None:
            self.served = Served("bad", error_words(Declined("unknown_item", item=str(number))))
        else:
            await self.take(offer)

    async def enter(self, typed: str) -> None:
        """Enter: the item that is marked, or the band of the number that was typed."""
        self.search(typed)
        if self.found:
            await self.take(self.found[self.row])
        elif typed.isdecimal():
            await self.tapped(typed)
        elif typed:
            self.served = Served("bad", say("Nothing here is called {typed}.", typed=typed))

    def keep(self) -> None:
        """Let every tap charge what is chosen (or was last, or the first favourite); or stop it."""
        if self.every:
            self.every = ()
            self._post.clear()
            self.served = _welcome()
            return
        last = self.selling.last
        first = tuple(Wanted(offer.slug) for offer in self.offers[:1])
        self.every = self._post.basket or (last.basket if last is not None else first)
        self._post.clear()
        self._post.choose(self.every, self._now())
        self.served = self._chosen(say("Every tap charges {what}.", what=self.words(self.every)))

    # --- the last charge -----------------------------------------------------------------------

    async def again(self) -> None:
        """The last basket once more for the same band (R21), right after it was said that it is counted already."""
        last, shown = self.selling.last, self.served
        if last is None or shown.band != last.band or shown.kind != "again":
            self.served = Served("bad", say("There is nothing here to count again."))
        else:
            await self._mean(self._post.again(self._now()), last.band)

    async def serve(self, number: int | None = None) -> None:
        """The first of what is to be served, or the ticket of this number, is with its guest."""
        self.served = await self.serving.serve(number, self.staff)

    async def undo(self) -> None:
        """Take the last charge back."""
        last = self.selling.last
        self.served = await self.selling.undo(self.staff, self.words(last.basket) if last is not None else "")
        if self.served.kind == "good":
            # A band that still lies there would charge the same again.
            self._post.clear()

    async def back(self) -> None:
        """Esc, with nothing typed: one step back."""
        if self.times > 1:
            self.times = 1
        elif self.every:
            self.keep()
        else:
            self._post.clear()
            self.served = _welcome()

    async def leave(self) -> None:
        """Nothing stays behind: what was only chosen is in no book."""

    def forget_search(self) -> None:
        """A band came, or something was chosen: what was searched for is over."""
        self.found, self.row, self._searched = [], 0, ""

    # --- words ---------------------------------------------------------------------------------

    def words(self, basket: Sequence[Wanted]) -> str:
        """A basket in words: ``2 Beer, Water``."""
        return ", ".join(self._wanted_words(one) for one in basket)

    def prices(self, basket: Sequence[Wanted]) -> list[int]:
        """What each part of a basket costs at the prices of this moment (minor units)."""
        return [self._price(one) * one.quantity for one in basket]

    def _wanted_words(self, wanted: Wanted) -> str:
        item = self.house.items.get(str(wanted.item))
        name = name_words(item.words) if item is not None else str(wanted.item)
        return name if wanted.quantity == 1 else f"{wanted.quantity} {name}"

    def _price(self, wanted: Wanted) -> int:
        return next((offer.price_minor for offer in self.offers if offer.slug == wanted.item), 0)

    def _money(self, amount_minor: int) -> str:
        return format_minor(amount_minor, self.house.currency)

    def _now(self) -> datetime:
        return to_datetime(self._clock.now_us(), self._zone)


def _welcome() -> Served:
    return Served("note", say("Choose and tap, or tap and choose."))


def _not_in_use(seen: BandSeen | None, number: str) -> Served:
    """A band that nobody wears, before anything was chosen for it: nobody needs to be asked."""
    if seen is None:
        return Served("bad", error_words(Declined("unknown_band", band=number)))
    return Served("bad", error_words(Declined("band_not_in_use", band=number, state=seen.state)), number)
