"""The front desk of the simulated day: tills, check-ins and checkouts, one after the other at each desk."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from pos.clock import SECOND_US
from pos.demo import figures
from pos.demo.acts import Act, Ask, CountTill, Part, Scheduled, Settle, Tap
from pos.demo.dice import Dice
from pos.demo.figures import MINUTE_S
from pos.demo.paying import CASH, QR, Payments
from pos.demo.people import DESK_STAFF, LEAD_DESK, FrontDesk
from pos.demo.wishes import Guest
from pos.operations import (
    Arrival,
    BeginCheckout,
    CancelCheckIn,
    CheckIn,
    CloseDay,
    OpenTill,
    Recover,
    SetBand,
    StockIn,
)

BAND_TO_BAND_US = 50_000
"""A party's bands lie on the reader together: it reads twenty a second."""

CLOSE = Ask(CloseDay())
FLOAT_MINOR = {"CNY": 100_000, "TWD": 5_000}
DIFFERENCES_MINOR = {"CNY": (0, 0, -500, 100, 0, -1000, 200), "TWD": (0, 0, -50, 10, 0, -100, 20)}
"""What drawers are over or short when they are counted, in turn."""


class Diary:
    """The acts of the day as they are planned; times come in as seconds after the opening."""

    def __init__(self, opening_us: int) -> None:
        self.acts: list[Scheduled] = []
        self._opening_us = opening_us

    def add(self, at_s: int, station: str, staff: str, act: Act, *, after_us: int = 0, sent_s: int = 0) -> None:
        """Plan one act, so many microseconds after that second; the house hears of it at ``sent_s`` (0 = at once)."""
        sent_us = self.instant_us(sent_s) if sent_s else 0
        self.acts.append(Scheduled(self.instant_us(at_s) + after_us, station, staff, act, sent_us))

    def put_off(self, station: str, from_s: int, to_s: int) -> None:
        """What was planned at a station for that time happens as much later as the time is long."""
        from_us, to_us = self.instant_us(from_s), self.instant_us(to_s)
        for place, one in enumerate(self.acts):
            if one.station == station and from_us <= one.at_us < to_us:
                self.acts[place] = replace(one, at_us=one.at_us + to_us - from_us)

    def instant_us(self, at_s: int) -> int:
        """UTC µs of a second after the opening."""
        return self._opening_us + at_s * SECOND_US

    def in_order(self) -> list[Scheduled]:
        """All acts as the house hears of them; those of one moment in the order they were planned."""
        return sorted(self.acts, key=lambda act: (act.heard_us, act.at_us))


class Reception:
    """What happens at the two front desks."""

    def __init__(self, diary: Diary, dice: Dice, currency: str) -> None:
        self._diary = diary
        self._dice = dice
        self._payments = Payments(dice, currency)
        self._currency = currency
        self._desk = FrontDesk()
        self._counted = 0
        self.merged: list[int] = []
        """How many bands each payment for several covered."""

    def open_tills(self) -> None:
        """The first shift puts the floats in."""
        for desk in DESK_STAFF:
            self._open_till(desk, self._desk.take(desk, 10, 10))

    def look_after(self, unfit: tuple[tuple[str, bool], ...]) -> None:
        """Bands that were lost (True) are found when the house is cleaned, and defect ones are mended."""
        for uid, lost in unfit:
            begin_s = self._desk.take(LEAD_DESK, 10, 4)
            person = self._desk.person(LEAD_DESK)
            if lost:
                self._diary.add(begin_s, LEAD_DESK, person, Ask(Recover(band=uid)))
            fit = SetBand(band=uid, state="available", reason="found" if lost else "mended")
            self._diary.add(begin_s + 2, LEAD_DESK, person, Ask(fit))

    def take_in(self, goods: Mapping[str, int]) -> None:
        """The week's delivery is counted in (R31)."""
        begin_s = self._desk.take(LEAD_DESK, 40, 30)
        for item, quantity in goods.items():
            come_in = Ask(StockIn(item=item, quantity=quantity, reason="the week's delivery"))
            self._diary.add(begin_s, LEAD_DESK, self._desk.person(LEAD_DESK), come_in)

    def hand_over(self, at_s: int) -> None:
        """Both drawers are counted, and the next shift begins with a fresh float (R60)."""
        for desk in DESK_STAFF:
            begin_s = self._desk.take(desk, at_s, 40)
            differences = DIFFERENCES_MINOR.get(self._currency, (0,))
            over_minor = differences[self._counted % len(differences)]
            self._counted += 1
            self._diary.add(begin_s + 10, desk, self._desk.person(desk), CountTill(over_minor))
            self._desk.hand_over(desk)
            self._open_till(desk, begin_s + 30)

    def close_day(self, at_s: int) -> None:
        """The shift lead closes the business day while guests are inside (R61, R62)."""
        begin_s = self._desk.take(LEAD_DESK, at_s, 10)
        self._diary.add(begin_s, LEAD_DESK, self._desk.person(LEAD_DESK), CLOSE)

    def check_in(self, guests: list[Guest], at_s: int) -> int:
        """The bands are taken off the hook and handed to a party. Returns when they have them."""
        desk, begin_s = self._desk.take_any(at_s, 10 + 4 * len(guests))
        person = self._desk.person(desk)
        for place, guest in enumerate(guests):
            self._diary.add(begin_s + 2 + 2 * place, desk, person, Tap(guest.uid, "check_in"))
        done_s = begin_s + 6 + 3 * len(guests)
        arrivals = tuple(Arrival(band=guest.uid, guest=guest.guest) for guest in guests)
        self._diary.add(done_s, desk, person, Ask(CheckIn(bands=arrivals, channel=guests[0].channel)))
        return done_s

    def take_back(self, guest: Guest, at_s: int) -> int:
        """Somebody turned round in the door: the check-in is cancelled (R5). Returns when."""
        desk, begin_s = self._desk.take_any(at_s, 15)
        act = Ask(CancelCheckIn(band=guest.uid, reason="changed their mind"))
        self._diary.add(begin_s + 5, desk, self._desk.person(desk), act)
        return begin_s + 5

    def check_out(self, guests: list[Guest], at_s: int) -> None:
        """Everybody pays for himself, or one for all; then they go. Writes when each has gone."""
        if self._one_pays(guests):
            self.merged.append(len(guests))
            self._one_bill(guests, at_s)
            return
        for guest in guests:
            self._one_bill([guest], at_s)

    def _one_pays(self, guests: list[Guest]) -> bool:
        often = dict(figures.MERGED_BILLS).get(len(guests), 0)
        return self._dice.chance(often)

    def _one_bill(self, guests: list[Guest], at_s: int) -> None:
        desk, begin_s = self._desk.take_any(at_s, 16 + 3 * len(guests))
        person = self._desk.person(desk)
        for place, guest in enumerate(guests):
            self._diary.add(begin_s, desk, person, Tap(guest.uid, "checkout"), after_us=place * BAND_TO_BAND_US)
        shown_s = begin_s + 2
        bands = tuple(guest.uid for guest in guests)
        self._diary.add(shown_s, desk, person, Ask(BeginCheckout(bands=bands)))
        settle = self._payments.settlement(guests)
        paid_s = shown_s + 6 + 2 * len(guests)
        if self._dice.chance(figures.PAYS_IN_PARTS):
            first = Settle(bands=bands, parts=(Part(CASH, "half"),), notes_minor=settle.notes_minor)
            self._diary.add(paid_s, desk, person, first)
            settle = Settle(bands=bands, parts=(Part(QR, "rest"),))
            paid_s += 3
        self._diary.add(paid_s, desk, person, settle)
        self._leave(guests, paid_s)

    def _leave(self, guests: list[Guest], paid_s: int) -> None:
        """Shoes on, and out: the gate takes each band once (R13)."""
        ready_s = paid_s + self._dice.between(MINUTE_S, 4 * MINUTE_S)
        for place, guest in enumerate(guests):
            guest.paid_s = paid_s
            guest.gone_s = ready_s + 3 * place
            gate = f"gate-out-{1 + guest.place % 2}"
            self._diary.add(guest.gone_s, gate, "", Tap(guest.uid, "shoe"))

    def _open_till(self, desk: str, at_s: int) -> None:
        float_minor = FLOAT_MINOR.get(self._currency, 0)
        self._diary.add(at_s, desk, self._desk.person(desk), Ask(OpenTill(float_minor=float_minor)))
