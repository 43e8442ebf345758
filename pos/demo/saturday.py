"""The model days of the demo house, made from a seed: every tap and every act at a desk, in order.

The first is a Saturday; the days that follow it are as busy as their weekday, and begin with the guests who slept
there. The same seed and the same house give the same acts on any machine. Nobody is asked and nothing is
written here; :class:`pos.demo.director.Director` turns the acts into operations, a player performs them.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from msgspec import Struct

from pos.demo import figures
from pos.demo.acts import Scheduled
from pos.demo.arrivals import Party, parties_of_the_day
from pos.demo.dice import Dice
from pos.demo.figures import HOUR_S, MINUTE_S
from pos.demo.frontdesk import CLOSE, Diary, Reception
from pos.demo.hook import Hook
from pos.demo.kitchen import place_of, rounds
from pos.demo.mishaps import Mishaps
from pos.demo.payment_troubles import PaymentTroubles
from pos.demo.people import SHIFT_S, SHIFTS
from pos.demo.stays import Stays
from pos.demo.troubles import Troubles
from pos.demo.unlucky import Unlucky
from pos.demo.wishes import Guest, Habits, Rooms, Wish
from pos.house.model import House
from pos.pricing.wall import instant_of

DAY_S = 24 * HOUR_S
CLOSE_S = DAY_S + 5 * MINUTE_S
"""The day is closed five minutes after its cut, with open tabs crossing it."""
LAST_S = CLOSE_S - 2 * MINUTE_S
AFTER_S = CLOSE_S + MINUTE_S
"""Nothing new is begun at the front desk in the last minutes before the close; it waits until after it."""
HANDOVER_EARLY_S = 2 * MINUTE_S
"""Drawers are counted shortly before the shift ends, so that the count belongs to the day it is about."""
BACK_ON_HOOK_S = 2 * MINUTE_S


class Morning(Struct, frozen=True):
    """What a day finds when it begins: its number (0 is the Saturday), and what the night left.

    ``hanging_up`` says when which band is back on the hook (seconds after the opening), ``unfit`` are the UIDs of bands
    that are lost (True) or defect (False), and looked after first thing in the morning.
    """

    number: int = 0
    hanging_up: tuple[tuple[int, str], ...] = ()
    unfit: tuple[tuple[str, bool], ...] = ()


class DayPlan(Struct, frozen=True):
    """The day as it will be played.

    ``acts`` end with the close of the day. It leaves guests in the house, and ``after`` is what those do until
    the last of them has gone. ``guests`` are all who got a band, in order; ``turned_away`` those who came to a
    full house; ``merged`` how many bands each payment for several covered; ``next`` is how the next day begins.
    Instants are UTC µs.
    """

    seed: int
    opening_us: int
    closing_us: int
    acts: tuple[Scheduled, ...]
    after: tuple[Scheduled, ...]
    guests: tuple[Guest, ...]
    turned_away: int
    merged: tuple[int, ...]
    next: Morning


def saturday(house: House, seed: int) -> DayPlan:
    """The Saturday of this house and seed. The house has the demo's stations, staff and names."""
    return _Day(house, seed, Hook(house), Morning()).plan()


def days(house: House, seed: int, count: int) -> Iterator[DayPlan]:
    """So many days of this house and seed, one after the other: the Saturday, and those that follow it."""
    hook, morning = Hook(house), Morning()
    for _ in range(count):
        plan = _Day(house, seed, hook, morning).plan()
        morning = plan.next
        yield plan


def in_order(plans: Iterable[DayPlan]) -> Iterator[Scheduled]:
    """The acts of days that follow each other, as the house hears of them, up to the close of the last."""
    waiting: list[Scheduled] = []
    closing_us = 0
    for plan in plans:
        yield from _taken_until(waiting, plan.opening_us)
        waiting = list(heapq.merge(waiting, (*plan.acts, *plan.after), key=lambda act: act.heard_us))
        closing_us = plan.closing_us
    for scheduled in waiting:
        yield scheduled
        if scheduled.act == CLOSE and scheduled.at_us == closing_us:
            return


def _taken_until(waiting: list[Scheduled], until_us: int) -> list[Scheduled]:
    """What the house hears of before an instant; it waits no longer."""
    taken = [scheduled for scheduled in waiting if scheduled.heard_us < until_us]
    del waiting[: len(taken)]
    return taken


class _Day:
    """The day while it is planned: what happens next, who is inside, which bands are free."""

    def __init__(self, house: House, seed: int, hook: Hook, morning: Morning) -> None:
        self._house = house
        self._seed = seed
        self._hook = hook
        self._morning = morning
        day = figures.SATURDAY + timedelta(days=morning.number)
        self._busy = figures.busy(day)
        # One stream a subject and day: changing how people drink does not change who comes.
        of_day = f" of day {morning.number}" if morning.number else ""
        self._who, until_when, what_for, self._wrong = (
            Dice(f"{seed} {subject}{of_day}") for subject in ("parties", "until when", "what for", "wrong")
        )
        self._stays = Stays(until_when)
        opening_us = instant_of(day, house.day_cut_min, ZoneInfo(house.timezone))
        self._diary = Diary(opening_us)
        self._reception = Reception(self._diary, Dice(f"{seed} paying{of_day}"), house.currency.code)
        rooms = [station.name for station in house.stations.values() if station.kind == "room"]
        self._habits = Habits(what_for, Rooms(rooms))
        self._walk_out = day.day == figures.WALK_OUT_DAY
        self._delivery = day.weekday() == figures.DELIVERY_WEEKDAY
        self._next: list[tuple[int, int, Callable[[int], None]]] = []
        self._asked = 0
        self._inside = len(morning.hanging_up)
        self._hanging_up: list[tuple[int, str]] = []
        self._turned_away = 0
        self._guests: list[Guest] = []
        self._wishes: list[Wish] = []

    def plan(self) -> DayPlan:
        self._begin()
        for party in parties_of_the_day(self._who, self._busy):
            self._later(party.at_s, partial(self._come, party))
        for shift in range(1, SHIFTS + 1):
            self._later(shift * SHIFT_S - HANDOVER_EARLY_S, self._reception.hand_over)
        self._later(CLOSE_S, self._reception.close_day)
        self._let_it_happen()
        unfit = self._go_wrong()
        for wish in self._wishes:
            self._diary.add(wish.at_s, wish.station, wish.served_by, wish.tap, sent_s=wish.sent_s)
        for at_s, round_ in rounds(self._house, self._diary.acts, self._diary.instant_us(0)):
            self._diary.add(at_s, *place_of(round_), round_)
        acts = self._diary.in_order()
        closing = next(number for number, scheduled in enumerate(acts) if scheduled.act == CLOSE)
        return DayPlan(
            seed=self._seed,
            opening_us=self._diary.instant_us(0),
            closing_us=acts[closing].at_us,
            acts=tuple(acts[: closing + 1]),
            after=tuple(acts[closing + 1 :]),
            guests=tuple(self._guests),
            turned_away=self._turned_away,
            merged=tuple(self._reception.merged),
            next=Morning(self._morning.number + 1, tuple(self._hanging_up), tuple(unfit)),
        )

    def _begin(self) -> None:
        """The floats are put in, once; later the shift before did. Guests of the night are still there."""
        if not self._morning.number:
            self._reception.open_tills()
        self._reception.look_after(self._morning.unfit)
        if self._delivery:
            self._reception.take_in(figures.DELIVERED)
        for at_s, band in self._morning.hanging_up:
            self._later(at_s, partial(self._back_of_night, band))

    def _go_wrong(self) -> list[tuple[str, bool]]:
        """What goes wrong; the bands that are lost or defect in the end."""
        unlucky = Unlucky(self._wrong, self._guests, self._wishes, self._busy)
        Mishaps(self._house, self._wrong, unlucky, self._diary).happen()
        payments = PaymentTroubles(self._wrong, unlucky, self._diary)
        payments.happen(walk_out=self._walk_out)
        troubles = Troubles(self._house, self._wrong, unlucky, self._diary)
        troubles.happen()
        return [*payments.unfit, *troubles.unfit]

    def _let_it_happen(self) -> None:
        """One thing after the other; each may bring about later ones."""
        while self._next:
            at_s, _, happens = heapq.heappop(self._next)
            if LAST_S <= at_s < CLOSE_S:
                self._later(AFTER_S, happens)
            else:
                happens(at_s)

    def _later(self, at_s: int, happens: Callable[[int], None]) -> None:
        self._asked += 1
        heapq.heappush(self._next, (at_s, self._asked, happens))

    def _come(self, party: Party, at_s: int) -> None:
        if self._inside + len(party.guests) > figures.HOUSE_FULL or not self._hook.has(len(party.guests)):
            self._wait(party, at_s)
            return
        guests = [self._hand_out(party, place) for place in range(len(party.guests))]
        in_s = self._reception.check_in(guests, at_s)
        for guest in guests:
            guest.in_s = in_s
        self._inside += len(guests)
        if party.story == "cancels":
            self._turn_round(guests[0])
            return
        self._stay(party, guests)

    def _wait(self, party: Party, at_s: int) -> None:
        """The house is full: they wait for others to leave, or go."""
        if at_s - party.at_s < figures.WAITS_S:
            self._later(at_s + figures.ASKS_AGAIN_S, partial(self._come, party))
        else:
            self._turned_away += len(party.guests)

    def _hand_out(self, party: Party, place: int) -> Guest:
        band = self._hook.take(self._who)
        guest = Guest(
            party=party.number,
            place=place,
            guest=party.guests[place],
            channel=party.channel,
            band=band.number,
            uid=band.uid,
            zone=band.zone or "",
            in_s=0,
            story=party.story,
        )
        self._guests.append(guest)
        return guest

    def _stay(self, party: Party, guests: list[Guest]) -> None:
        in_s = guests[0].in_s
        for out_s, places in self._stays.leaving_groups(party, in_s):
            group = [guests[place] for place in places]
            for guest in group:
                guest.out_s = out_s
                self._wishes += self._taps(guest)
            self._later(out_s, partial(self._leave, group))

    def _taps(self, guest: Guest) -> list[Wish]:
        if guest.story == "spree":
            return self._habits.spending_spree(guest, figures.SPREE)
        return self._habits.taps_of_stay(guest)

    def _turn_round(self, guest: Guest) -> None:
        back_s = guest.in_s + self._who.between(3 * MINUTE_S, 6 * MINUTE_S)
        self._later(back_s, partial(self._take_back, guest))

    def _take_back(self, guest: Guest, at_s: int) -> None:
        guest.out_s = guest.gone_s = self._reception.take_back(guest, at_s)
        self._gone([guest])

    def _leave(self, group: list[Guest], at_s: int) -> None:
        self._reception.check_out(group, at_s)
        self._gone(group)

    def _gone(self, group: list[Guest]) -> None:
        # The door counts heads, not bills: a guest on the way out makes room for the next.
        self._inside -= len(group)
        for guest in group:
            self._later(guest.gone_s + BACK_ON_HOOK_S, partial(self._hang_up, guest.band))

    def _hang_up(self, band: str, at_s: int) -> None:
        if at_s < DAY_S:
            self._hook.put_back(band)
        else:
            self._hanging_up.append((at_s - DAY_S, band))

    def _back_of_night(self, band: str, _at_s: int) -> None:
        self._inside -= 1
        self._hook.put_back(band)
