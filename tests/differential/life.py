"""What guests do from door to door, by dice weighted like a real house; mishaps come more often than there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from heapq import heapify, heappop, heappush
from random import Random

from tests.differential.bills import FOREVER, Line, Visit
from tests.differential.leaving import Desk
from tests.differential.party import Asked, Party, zone_of
from tests.differential.rooms import Places
from tests.differential.tariffs import Tariffs
from tests.differential.wallets import payment

Thunk = Callable[[int], Asked | None]
Steps = Iterator[tuple[int, Thunk]]
Begun = tuple[Visit, Steps, Thunk]

GUESTS = ("adult", "child", "toddler", "senior", "early_bird", "night")
CHANNELS = {"walk-in": 31, "meituan": 27, "douyin": 14, "member": 20, "referral": 4, "corporate": 3, "hotel": 1}
SIZES = {1: 34, 2: 36, 3: 12, 4: 10, 5: 4, 6: 3, 8: 1}
ROOMS = (("room-r", "T11"), ("room-v", "T11V"), ("esports-", "T12"))
PEOPLE = {"bar": "fan", "restaurant": "gu", "massage": "hua", "desk-1": "amy", "vending-1": ""}
EXPECTED = {
    "charge": 3.2, "scrub": 0.5, "zone": 0.45, "room": 0.22, "double tap": 0.1, "void": 0.15, "discount": 0.12,
    "gift": 0.08, "comp": 0.015, "package": 0.14, "remove_package": 0.03, "transfer": 0.12, "freeze": 0.05,
    "swap": 0.04, "lose": 0.02, "raise_limit": 0.05, "deposit": 0.05, "advance": 0.06, "advance_line": 0.04,
}  # fmt: skip
"""How often each guest does it in a stay of average length."""


class Life:
    """The script of one party. :meth:`steps` tells when the next thing happens, and then what it is."""

    def __init__(self, tariffs: Tariffs, number: int, arrival: int, dice: Random, places: Places) -> None:
        self.tariffs = tariffs
        self.party = Party(tariffs, number, dice)
        self.desk = Desk(self.party)
        self.dice = dice
        self.places = places
        self.arrival = arrival
        self.clean: list[str] = []
        """Bands that are to be put back into use when the party has gone."""
        self.running: dict[str, str] = {}
        self.failed = False
        self.script = self.steps()

    # --- the whole of it --------------------------------------------------------------------------

    def steps(self) -> Steps:
        """From the door to the door."""
        size = self.dice.choices([*SIZES], [*SIZES.values()])[0]
        guests = [self.guest(first=place == 0) for place in range(size)]
        bands = [self.places.band(self.dice.choice(["men", "men", "women"])) for _ in guests]
        if not all(bands):
            self.places.give_back([band for band in bands if band])
            return
        taken = [str(band) for band in bands]
        channel = self.dice.choices([*CHANNELS], [*CHANNELS.values()])[0]
        self.clean = list(taken)
        yield self.arrival, lambda at: self.party.check_in(at, list(zip(taken, guests, strict=True)), channel)
        last = self.arrival
        for at, thunk in self.stay(self.stay_s()) if self.party.visits else ():
            last = max(last, at)
            yield last, thunk
        self.places.party_left(self.clean, [*self.running.values()])

    def guest(self, *, first: bool) -> str:
        """Mostly adults; classes of certain hours mostly in these."""
        if self.dice.random() < 0.02:
            return self.dice.choice(GUESTS)
        offered = [guest for guest in GUESTS if self.tariffs.is_offered(guest, self.arrival)]
        weights = {"adult": 70, "child": 0 if first else 12, "toddler": 0 if first else 9}
        return self.dice.choices(offered, [weights.get(guest, 12) for guest in offered])[0]

    def stay_s(self) -> int:
        """Lognormal hours; some stay overnight, some very long, and some to the minute at which a price changes."""
        dice, hour = self.dice, self.tariffs.local(self.arrival).hour
        hours = max(1.0, dice.lognormvariate(1.36, 0.42))
        if dice.random() < (0.4 if hour >= 19 or hour < 3 else 0.04):
            hours = max(3.0, dice.gauss(9.2, 1.2))
        if dice.random() < 0.12:
            hours = dice.uniform(11.5, 17)
        if dice.random() < 0.01:
            hours = dice.uniform(20, 50)
        if dice.random() < 0.08:
            return 60 * (dice.choice([360, 720, 720]) + dice.choice([0, 15, 16, 75, 76, 135, 136]))
        if dice.random() < 0.05:
            night = self.tariffs.local(self.arrival).date() + timedelta(days=int(hour >= 2))
            return max(3_600, self.tariffs.on_the_wall(night, 180) - self.arrival + dice.choice([-60, -1, 0, 60]))
        return int(hours * 3600) if dice.random() < 0.5 else int(hours * 60) * 60

    def stay(self, length: int) -> Steps:
        """What happens inside, then they go: together, or one by one."""
        yield from self.happenings(self.arrival + 30, self.arrival + length)
        at = self.arrival + length
        groups = [self.party.inside] if self.dice.random() < 0.75 else [[visit] for visit in self.party.inside]
        for group in groups:
            yield from self.go(group, at)
            at += self.dice.randint(60, 3_000)
        while self.party.inside:
            yield from self.go([self.party.inside[0]], at, stay=False)
            at += 100

    def happenings(self, begin: int, end: int) -> Steps:
        """Things at random times, some seconds apart; what would go on after the end goes on until the checkout."""
        queue = self.wishes(begin, end)
        heapify(queue)
        last, number = begin, len(queue)
        while queue and self.party.inside:
            at, _, name, begun = heappop(queue)
            if begun is None:
                visit = self.dice.choice(self.party.inside)
                steps, gap = getattr(self, "do_" + name.replace(" ", "_"))(visit), 4
            else:
                visit, steps, thunk = begun
                last = max(last + 1, at)
                yield last, partial(self.if_inside, name, visit, thunk)
                at, gap = last, 1
            if (step := next(steps, None)) is not None and max(last + gap, at + step[0]) <= end:
                number += 1
                heappush(queue, (max(last + gap, at + step[0]), number, name, (visit, steps, step[1])))

    def if_inside(self, name: str, visit: Visit, thunk: Thunk, at: int) -> Asked | None:
        """Nothing happens to who has gone; without a band one can only try to buy, or get another band."""
        if visit.over or (visit.lost and name not in {"charge", "scrub", "double tap", "lose"}):
            return None
        return thunk(at)

    def wishes(self, begin: int, end: int) -> list[tuple[int, int, str, Begun | None]]:
        """What will be begun, and when."""
        scale = min(3.0, max(0.3, (end - begin) / 14_000))
        names = [] if self.dice.random() > 0.05 else ["cancel"]
        for name, mean in EXPECTED.items():
            for _ in self.party.inside:
                names += [name] * (int(mean * scale) + (self.dice.random() < mean * scale % 1))
        times = [self.dice.randint(begin, end if name != "cancel" else min(end, begin + 900)) for name in names]
        times = [at if self.dice.random() < 0.5 else max(begin, at // 60 * 60) for at in times]
        return [(at, place, name, None) for place, (at, name) in enumerate(zip(times, names, strict=True))]

    # --- buying -----------------------------------------------------------------------------------

    def basket(self, outlets: tuple[str, ...]) -> list[tuple[str, int]]:
        """One or two different items of an outlet."""
        items = [item for item, entry in self.tariffs.file["items"].items() if entry["outlet"] in outlets]
        chosen = self.dice.sample(items, self.dice.choice([1, 1, 1, 2]))
        return [(item, self.dice.choice([1, 1, 1, 2, 3]) if "bar" in outlets else 1) for item in chosen]

    def do_charge(self, visit: Visit) -> Steps:
        """At a counter, or what a counter sells at the desk."""
        outlet = self.dice.choices(["bar", "restaurant", "massage"], [62, 24, 14])[0]
        station = outlet if self.dice.random() < 0.9 else "desk-1"
        basket = self.basket((outlet,))
        yield 0, lambda at: self.party.charge(visit, at, station, PEOPLE[station], basket)

    def do_scrub(self, visit: Visit) -> Steps:
        """On one's own side, or by mistake on the other."""
        side = zone_of(visit.band) if self.dice.random() < 0.96 else self.dice.choice(["men", "women"])
        staff = "dong" if side == "men" else "eva"
        basket = self.basket(("scrub",))
        yield 0, lambda at: self.party.charge(visit, at, f"scrub-{side}", staff, basket)

    def do_double_tap(self, visit: Visit) -> Steps:
        """The band is held to the reader twice: the second time nothing is sold (R21)."""
        basket = self.basket(("bar",))
        yield 0, lambda at: self.party.charge(visit, at, "bar", "fan", basket)
        yield self.dice.randint(1, 3), lambda at: self.party.charge(visit, at, "bar", "fan", basket)

    # --- taking back and giving -------------------------------------------------------------------

    def line_of(self, visit: Visit, *, fixed: bool = False) -> Line | None:
        """A line that can be taken back or given away; with ``fixed`` an admission too."""
        kinds = {"sale", "admission"} if fixed else {"sale"}
        lines = [
            line
            for line in visit.lines
            if line.kind in kinds
            and line.pieces
            and not line.given
            and not line.paid
            and not line.alone
            and line.number
        ]
        return self.dice.choice(lines) if lines else None

    def do_void(self, visit: Visit) -> Steps:
        """By who sold it, or by the lead."""

        def void(at: int) -> Asked | None:
            line = self.line_of(visit)
            if line is None:
                return None
            staff = self.dice.choice([line.staff, "chen"])
            return self.party.void(visit, line, at, self.dice.randint(1, line.pieces), staff)

        yield 0, void

    def do_gift(self, visit: Visit) -> Steps:
        """One piece or all."""

        def gift(at: int) -> Asked | None:
            line = self.line_of(visit)
            if line is None or line.net <= 0:
                return None
            return self.party.gift(visit, line, at, self.dice.randint(1, line.pieces))

        yield 0, gift

    def do_discount(self, visit: Visit) -> Steps:
        """Percent or an amount, off the bill, an outlet or an item."""
        dice = self.dice
        scope = dice.choice(["bill", "bill", "bar", "restaurant", "scrub", "desk", "beer", "T01"])
        scope = "bill" if scope == "T01" else scope
        if dice.random() < 0.7:
            percent = dice.choice([5, 7, 10, 12, 13, 20, 33])
            yield 0, lambda at: self.party.discount(visit, at, scope, percent=percent)
        else:
            amount = dice.randint(1, 50) * dice.choice([1, 10**self.tariffs.decimals])
            yield 0, lambda at: self.party.discount(visit, at, scope, amount=amount)

    def do_comp(self, visit: Visit) -> Steps:
        """The house pays."""
        yield 0, lambda at: None if any(line.alone for line in visit.lines) else self.party.comp(visit, at)

    def do_transfer(self, visit: Visit) -> Steps:
        """One or two lines, some pieces of them, to somebody of the party."""

        def transfer(at: int) -> Asked | None:
            others = [other for other in self.party.inside if other is not visit and not other.lost]
            lines = {id(line): line for line in (self.line_of(visit, fixed=True) for _ in range(2)) if line is not None}
            if not others or not lines:
                return None
            pieces = [(line, self.dice.randint(1, line.pieces)) for line in lines.values()]
            return self.party.transfer(visit, self.dice.choice(others), pieces, at)

        yield 0, transfer

    def do_package(self, visit: Visit) -> Steps:
        """Any of them, mostly one that includes the guest's class."""
        packages = self.tariffs.file["packages"]
        fit = [code for code, entry in packages.items() if visit.guest in entry["includes"]] or [*packages]
        package = self.dice.choice(fit if self.dice.random() < 0.9 else [*packages])
        if self.dice.random() < 0.4:
            by = 600 * 10**self.tariffs.decimals * (1 if self.tariffs.currency != "TWD" else 6)
            yield 0, lambda at: self.party.raise_limit(visit, at, by)
        yield 5, lambda at: self.party.add_package(visit, at, package)

    def do_remove_package(self, visit: Visit) -> Steps:
        """If one is there and nothing of it is paid or comped."""

        def remove(at: int) -> Asked | None:
            there = [line for line in visit.lines if line.kind == "package"]
            if not there or there[0].paid or there[0].comped:
                return None
            return self.party.remove_package(visit, at)

        yield 0, remove

    def do_cancel(self, visit: Visit) -> Steps:
        """Changed their mind."""
        yield 0, lambda at: self.party.cancel(visit, at)

    # --- time -------------------------------------------------------------------------------------

    def do_zone(self, visit: Visit) -> Steps:
        """In, some minutes, and out again; some forget to."""
        minutes = self.dice.choice([3, 9, 10, 11, 12, 25, 40])
        yield from self.use(visit, "zone-in", "T10", minutes * 60 + self.dice.choice([0, 0, 0, 59, 30]))

    def do_room(self, visit: Visit) -> Steps:
        """A room or a seat, for a while or until the checkout."""
        kind, tariff = self.dice.choices(ROOMS, [5, 3, 3])[0]
        if kind + visit.band not in self.running and (room := self.places.room(kind)):
            self.running[kind + visit.band] = room
        room = self.running.get(kind + visit.band, "")
        minutes = self.dice.choice([0, 1, 29, 30, 31, 59, 60, 65, 66, 80, 81, 90, 120, 180, 185, 186, 240])
        if room:
            yield from self.use(visit, room, tariff, minutes * 60 + self.dice.choice([0, 0, 0, 59, 30]))

    def use(self, visit: Visit, station: str, tariff: str, seconds: int) -> Steps:
        """Begin it; other things wait until it ends, or it goes on until the checkout."""
        if any(not use.to and use.tariff == tariff for use in visit.uses):
            return
        yield 0, lambda at: self.party.begin_use(visit, at, station, tariff)
        if self.dice.random() < 0.75 and visit.uses:
            use = visit.uses[-1]
            yield seconds, lambda at: self.party.end_use(visit, at, use)

    def do_freeze(self, visit: Visit) -> Steps:
        """Unwell: the clocks stand for a while."""
        if visit.stood and visit.stood[-1][1] == FOREVER:
            return
        yield 0, lambda at: self.party.freeze(visit, at)
        yield self.dice.randint(1, 7_200), lambda at: self.party.resume(visit, at)

    # --- bands ------------------------------------------------------------------------------------

    def do_swap(self, visit: Visit) -> Steps:
        """A torn band."""
        other = self.places.band(zone_of(visit.band))
        if other:
            self.clean.append(other)
            yield 0, lambda at: self.party.swap(visit, at, other)

    def do_lose(self, visit: Visit) -> Steps:
        """Lost, replaced, and sometimes found."""
        other, lost = self.places.band(zone_of(visit.band)), visit.band
        if not other or any(line.kind == "fee" for line in visit.lines):
            self.places.give_back([other] if other else [])
            return
        self.clean.remove(lost)
        self.clean.append(other)
        yield 0, lambda at: self.party.lose(visit, at)
        yield 20, lambda at: self.party.replace(visit, at, other)
        if self.dice.random() < 0.5:
            self.clean.append(lost)
            yield self.dice.randint(5, 900), lambda at: self.party.find(visit, at, lost)

    def do_raise_limit(self, visit: Visit) -> Steps:
        """A regular guest."""
        by = self.dice.randint(1, 500) * 10**self.tariffs.decimals
        yield 0, lambda at: self.party.raise_limit(visit, at, by)

    def do_deposit(self, visit: Visit) -> Steps:
        """In cash, as people do who have no card."""
        amount = self.dice.choice([200, 50, 500]) * 10**self.tariffs.decimals
        yield 0, lambda at: self.party.deposit(visit, at, amount)

    # --- paying -----------------------------------------------------------------------------------

    def do_advance(self, visit: Visit) -> Steps:
        """A part before the checkout (R59)."""

        def advance(at: int) -> Asked | None:
            if visit.due < 2:
                return None
            tender = self.dice.choice(["cash", "card"])
            return self.desk.pay([visit], at, [(tender, self.dice.randint(1, visit.due - 1))])

        yield 0, advance

    def do_advance_line(self, visit: Visit) -> Steps:
        """A friend pays one thing."""

        def advance(at: int) -> Asked | None:
            line = self.line_of(visit)
            if line is None or visit.package or visit.due <= visit.dues()[visit.lines.index(line)]:
                return None
            return self.desk.pay_line(visit, line, at)

        yield 0, advance

    def go(self, group: list[Visit], at: int, *, stay: bool = True) -> Steps:
        """Checkout: perhaps after all they stay a while; perhaps somebody just leaves."""
        group = [visit for visit in group if not visit.over]
        if not group:
            return
        dice = self.dice
        if dice.random() < 0.01:
            yield at, lambda when: self.desk.walk_out(group[0], when)
            group = [visit for visit in group if not visit.over]
        if stay and group and dice.random() < 0.07:
            yield at, lambda when: self.desk.begin(group, when)
            yield at + 20, lambda when: self.desk.leave(group, when)
            at += dice.randint(60, 9_000)
        if not group:
            return
        yield at, lambda when: self.desk.begin(group, when)
        if dice.random() < 0.05:
            basket = self.basket(("bar",))
            yield at + 4, lambda when: self.party.charge(group[0], when, "bar", "fan", basket)
        keep = stay and dice.random() < 0.15
        at += dice.randint(10, 300)
        while any(visit.stopped for visit in group):
            yield at, lambda when: self.pay([visit for visit in group if not visit.over], when, keep=keep)
            at += 30
        if keep:
            yield from self.happenings(at, at + dice.randint(600, 20_000))
            yield from self.go(group, at + 20_600, stay=False)

    def pay(self, group: list[Visit], at: int, *, keep: bool) -> Asked:
        """One payment of several that may be needed."""
        return payment(self.desk, self.dice, group, at, line=self.line_of(group[0]), keep=keep)
