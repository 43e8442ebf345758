"""What happens to guests and their bands: lost and broken bands, gifts, discounts, guests who pay and stay.

Each of it is done at the shift lead's desk, to guests to whom nothing else happens.
"""

from __future__ import annotations

from collections import deque
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from pos.clock import to_datetime
from pos.demo import figures
from pos.demo.acts import Act, Ask, GiveAway, Part, Settle, Tap
from pos.demo.dice import Dice
from pos.demo.figures import HOUR_S, MINUTE_S
from pos.demo.frontdesk import Diary
from pos.demo.paying import CARD, QR
from pos.demo.people import LEAD_DESK, lead_at
from pos.demo.unlucky import Unlucky
from pos.demo.wishes import Guest, Wish
from pos.house.model import House
from pos.operations import (
    BeginCheckout,
    Charge,
    Deposit,
    Discount,
    OutOnDeposit,
    Recover,
    Replace,
    ReportLost,
    SetBand,
    Swap,
    Wanted,
)

WATER = 21
MASK = 41
SWAP_REASONS = ("strap broken", "reads badly", "too tight")
DISCOUNT_REASONS = ("regular guest", "waited too long", "birthday")
GIFT_REASONS = ("waited too long", "birthday", "spilled on the way")
DISCOUNT_PERCENT = 10
PAY_AT_THE_DESK = frozenset({"walk-in", "referral", "hotel"})
"""Channels whose guests have no voucher, card or company to pay by."""


class Troubles:
    """What happens to some guests of a planned day; changes its wishes and adds acts."""

    def __init__(self, house: House, dice: Dice, day: Unlucky, diary: Diary) -> None:
        self._house = house
        self._zone = ZoneInfo(house.timezone)
        self._dice = dice
        self._day = day
        self._diary = diary
        self.unfit: list[tuple[str, bool]] = []
        """UIDs of bands that are lost (True) or defect (False) at the end of the day."""
        self._spare = deque(band.uid for band in house.bands if band.zone is None)

    def happen(self) -> None:
        """All of it."""
        self._bands_lost()
        self._bands_swapped()
        self._pay_and_stay()
        self._out_on_deposit()
        self._gifts()
        self._discounts()
        self._forgotten_items()
        self._bar_off_the_network()

    # --- bands ----------------------------------------------------------------------------------

    def _bands_lost(self) -> None:
        """Reported and replaced; one is found later (R8). What was charged in the time between is disputed."""
        for number, guest in enumerate(self._some_for_hours(self._day.times(figures.LOST_BANDS))):
            at_s = guest.in_s + self._dice.between(70, 90) * MINUTE_S
            sure_s = at_s - 20 * MINUTE_S
            self._day.hold_off(guest, sure_s, at_s + 2 * MINUTE_S)
            if number < figures.DISPUTED_LINES:
                tap = Tap(guest.uid, "bar", items=(Wanted(WATER),))
                self._day.wishes.append(Wish(at_s - 8 * MINUTE_S, "bar", guest, tap))
            sure = to_datetime(self._diary.instant_us(sure_s), self._zone)
            self._at_lead(at_s, Ask(ReportLost(band=guest.uid, reason="not on the wrist any more", last_sure=sure)))
            self._at_lead(at_s + 40, Ask(Replace(band=guest.uid, to=self._spare.popleft())))
            if number < figures.LOST_AND_FOUND:
                self._at_lead(at_s + 45 * MINUTE_S, Ask(Recover(band=guest.uid)))
                self._washed(guest, guest.gone_s)
            else:
                self.unfit.append((guest.uid, True))

    def _bands_swapped(self) -> None:
        """The guest gets another band, the old one goes to the wash, or to the repairs (R7)."""
        defects = self._day.times(figures.DEFECT_BANDS)
        guests = self._some_for_hours(self._day.times(figures.SWAPS) + defects)
        for number, guest in enumerate(guests):
            at_s = guest.in_s + self._dice.between(20, 90) * MINUTE_S
            self._day.hold_off(guest, at_s - 30, at_s + 30)
            defect = number < defects
            reason = "cannot be read" if defect else self._dice.one_of(SWAP_REASONS)
            to = self._spare.popleft()
            self._at_lead(at_s, Ask(Swap(band=guest.uid, to=to, reason=reason, defect=defect)))
            if defect:
                self.unfit.append((guest.uid, False))
            else:
                self._washed(guest, guest.gone_s)

    def _washed(self, guest: Guest, gone_s: int) -> None:
        """The band the guest came with hangs on the hook again, after its guest has gone."""
        act = Ask(SetBand(band=guest.uid, state="available", reason="washed and checked"))
        self._at_lead(gone_s + 5 * MINUTE_S, act)

    # --- bills ----------------------------------------------------------------------------------

    def _pay_and_stay(self) -> None:
        """The guest pays what is due so far and stays (R10)."""

        def fits(guest: Guest) -> bool:
            return guest.channel in PAY_AT_THE_DESK and not guest.minor and _stays(guest, 3 * HOUR_S)

        for guest in self._day.some(self._day.times(figures.KEPT), fits):
            at_s = guest.in_s + self._dice.between(110, 150) * MINUTE_S
            self._day.hold_off(guest, at_s - 5, at_s + 40)
            bands = (guest.uid,)
            self._at_lead(at_s, Tap(guest.uid, "mishap"))
            self._at_lead(at_s + 2, Ask(BeginCheckout(bands=bands)))
            self._at_lead(at_s + 25, Settle(bands=bands, parts=(Part(QR, "rest"),), keep=True))

    def _out_on_deposit(self) -> None:
        """The guest leaves a deposit, goes out for a while, and comes back (R11)."""

        def fits(guest: Guest) -> bool:
            return guest.guest == "adult" and _stays(guest, 3 * HOUR_S)

        for number, guest in enumerate(self._day.some(self._day.times(figures.OUT_ON_DEPOSIT), fits)):
            at_s = guest.in_s + self._dice.between(40, 70) * MINUTE_S
            back_s = at_s + self._dice.between(30, 50) * MINUTE_S
            self._day.hold_off(guest, at_s - 5, back_s + MINUTE_S)
            amount_minor = self._house.guests[guest.guest].limit_minor
            slip = f"out-{number + 1}"
            deposit = Deposit(band=guest.uid, amount=amount_minor, tender=CARD, external_id=slip)
            self._at_lead(at_s, Ask(deposit))
            self._at_lead(at_s + 15, Ask(OutOnDeposit(band=guest.uid)))
            self._diary.add(at_s + MINUTE_S, "gate-out-1", "", Tap(guest.uid, "shoe"))
            self._diary.add(back_s, "gate-in-1", "", Tap(guest.uid, "shoe"))

    def _gifts(self) -> None:
        """A drink of the house (R27)."""
        for number in range(self._day.times(figures.GIFTS)):
            tag = f"gift-{number}"
            wish = self._day.tagged(self._day.sale(lambda wish: wish.station == "bar"), tag)
            act = GiveAway(tag, self._dice.one_of(GIFT_REASONS))
            self._at_lead(wish.at_s + self._dice.between(2, 6) * MINUTE_S, act)

    def _discounts(self) -> None:
        """Some percent off the whole bill, given by hand (R26)."""
        for guest in self._day.some(self._day.times(figures.DISCOUNTS), lambda guest: guest.guest == "adult"):
            reason = self._dice.one_of(DISCOUNT_REASONS)
            self._at_lead(
                guest.out_s - 8 * MINUTE_S,
                Ask(Discount(band=guest.uid, percent=DISCOUNT_PERCENT, reason=reason)),
            )

    def _forgotten_items(self) -> None:
        """Something was taken and not charged; at the end it is, from the counter's paper."""
        for number, guest in enumerate(
            self._day.some(self._day.times(figures.FORGOTTEN_ITEMS), lambda guest: guest.guest == "adult")
        ):
            paper = f"bar slip {self._dice.between(100, 999)}"
            charge = Charge(band=guest.uid, items=(Wanted((WATER, MASK)[number % 2]),), paper_ref=paper)
            self._at_lead(guest.out_s - 3 * MINUTE_S, Ask(charge))

    # --- the network ----------------------------------------------------------------------------

    def _bar_off_the_network(self) -> None:
        """What the bar charges meanwhile the house hears of when the bar is back; when it happened stays."""
        from_s, to_s = figures.OFFLINE_FROM_S, figures.OFFLINE_FROM_S + figures.OFFLINE_S
        wishes = self._day.wishes
        inside = [place for place, wish in enumerate(wishes) if wish.station == "bar" and from_s <= wish.at_s < to_s]
        for place in inside[figures.OFFLINE_CHARGES :]:
            wishes[place] = replace(wishes[place], at_s=to_s + 1 + wishes[place].at_s - from_s)
        places = inside[: figures.OFFLINE_CHARGES]
        while len(places) < self._day.times(figures.OFFLINE_CHARGES):
            places.append(self._day.sale(lambda wish: _could_buy(wish, from_s, to_s)))
        self._diary.put_off("bar", from_s, to_s)
        apart_s = figures.OFFLINE_S // figures.OFFLINE_CHARGES
        for number, place in enumerate(places):
            wishes[place] = replace(wishes[place], at_s=from_s + number * apart_s, sent_s=to_s)

    # --- finding them ---------------------------------------------------------------------------

    def _some_for_hours(self, count: int) -> list[Guest]:
        """Grown-ups who stay for a while, and whose band nobody gets after them on this day."""

        def fits(guest: Guest) -> bool:
            return not guest.minor and _stays(guest, 3 * HOUR_S) and self._day.is_last_with_band(guest)

        return self._day.some(count, fits)

    def _at_lead(self, at_s: int, act: Act) -> None:
        self._diary.add(at_s, LEAD_DESK, lead_at(at_s), act)


def _stays(guest: Guest, at_least_s: int) -> bool:
    return guest.out_s - guest.in_s >= at_least_s


def _could_buy(wish: Wish, from_s: int, to_s: int) -> bool:
    """Whether this sale of the bar could as well be made in that time."""
    guest = wish.guest
    return (
        wish.station == "bar"
        and not from_s <= wish.at_s < to_s
        and guest.in_s + 10 * MINUTE_S < from_s
        and to_s < guest.out_s - 20 * MINUTE_S
    )
