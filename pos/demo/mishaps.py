"""What goes wrong with taps and sales: wrong bands, wrong doors, lines taken back, limits, double taps.

Every mishap picks its guests or sales from the planned day, no two the same ones, and adds taps and
acts to it or changes a few. What is done about it at a desk happens at the shift lead's.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from msgspec.structs import replace

from pos.demo import figures
from pos.demo.acts import Act, Ask, MoveLine, Retry, TakeBack, Tap
from pos.demo.dice import Dice
from pos.demo.figures import MINUTE_S
from pos.demo.frontdesk import Diary
from pos.demo.people import LEAD_DESK, lead_at
from pos.demo.unlucky import Unlucky
from pos.demo.wishes import Guest, Wish
from pos.house.model import House
from pos.operations import BeginCheckout, LeaveCheckout, RaiseLimit, Unlink, Wanted
from pos.pricing.admission import admission_prices

BEER = 28
WATER = 21
FOREIGN_UIDS = ("04DEADBEEF0001", "0411223344AABB", "5E1F77C2")
"""Chips that are no bands of this house: another venue's, a door key's."""

VOID_REASONS = ("ordered twice", "not wanted after all", "wrong item", "made too late")


class Mishaps:
    """What goes wrong with the taps and sales of one planned day; changes its wishes in place."""

    def __init__(self, house: House, dice: Dice, day: Unlucky, diary: Diary) -> None:
        self._house = house
        self._dice = dice
        self._day = day
        self._diary = diary

    def happen(self) -> None:
        """All of them."""
        self._lines_taken_back()
        self._wrong_posts()
        self._hasty_taps()
        self._walk_throughs()
        self._wrong_places()
        self._at_the_desk()
        for guest in self._day.everybody:
            if guest.story == "spree":
                self._raise_limit(guest)

    # --- sales that go wrong --------------------------------------------------------------------

    def _lines_taken_back(self) -> None:
        for number in range(self._day.times(figures.VOIDS)):
            wish = self._day.tagged(self._day.sale(), f"void-{number}")
            act = TakeBack(f"void-{number}", self._dice.one_of(VOID_REASONS))
            if number < figures.VOIDS_BY_LEAD:
                # Later than ten minutes is the lead's business (R24).
                self._at_lead(wish.at_s + self._dice.between(12, 20) * MINUTE_S, act)
            else:
                after_s = self._dice.between(20, 6 * MINUTE_S)
                self._diary.add(wish.at_s + after_s, wish.station, wish.served_by, act)

    def _wrong_posts(self) -> None:
        """A neighbour's band is charged; the lead moves the line to the right guest (R25)."""
        for number in range(self._day.times(figures.WRONG_POSTS)):
            sale = self._day.sale()
            right = self._day.wishes[sale]
            neighbours = self._day.some(1, lambda other, right=right: _beside(other, right))  # type: ignore[misc]
            if not neighbours:
                continue
            tag = f"wrong-{number}"
            tap = replace(right.tap, uid=neighbours[0].uid, tag=tag)
            self._day.wishes[sale] = replace(right, tap=tap)
            act = MoveLine(tag, right.guest.uid, "wrong band")
            self._at_lead(right.at_s + self._dice.between(2, 5) * MINUTE_S, act)

    def _hasty_taps(self) -> None:
        """Bands that rest on the reader, a typed number, an answer that got lost (R21)."""
        for _ in range(self._day.times(figures.DOUBLE_TAPS)):
            wish = self._day.wishes[self._day.sale()]
            again = Tap(wish.tap.uid, "mishap")
            self._day.wishes.append(replace(wish, at_s=wish.at_s + self._dice.between(1, 2), tap=again))
        for _ in range(self._day.times(figures.TYPED_BANDS)):
            sale = self._day.sale()
            wish = self._day.wishes[sale]
            self._day.wishes[sale] = replace(wish, tap=replace(wish.tap, typed=wish.guest.band))
        for number in range(self._day.times(figures.RETRIES)):
            wish = self._day.tagged(self._day.sale(), f"retry-{number}")
            self._diary.add(wish.at_s + 2, wish.station, wish.served_by, Retry(f"retry-{number}"))

    def _walk_throughs(self) -> None:
        """Through the sweat rooms and out again: that is free (R29)."""
        sweating = {wish.guest.who for wish in self._day.wishes if wish.station == "zone-in"}
        for guest in self._day.some(
            self._day.times(figures.WALK_THROUGHS), lambda guest: not guest.minor and guest.who not in sweating
        ):
            in_s = guest.in_s + 20 * MINUTE_S
            out_s = in_s + self._dice.between(MINUTE_S, 9 * MINUTE_S)
            self._day.wishes += [
                Wish(at_s, station, guest, Tap(guest.uid, "zone"))
                for at_s, station in ((in_s, "zone-in"), (out_s, "zone-out"))
            ]

    # --- taps in the wrong place ----------------------------------------------------------------

    def _wrong_places(self) -> None:
        for guest in self._day.some(self._day.times(figures.WRONG_ZONES), lambda guest: not guest.minor):
            door = "door-women" if guest.zone == "men" else "door-men"
            self._tap(guest, guest.in_s + 60, door)
        for guest in self._day.some(self._day.times(figures.WRONG_LOCKERS), lambda guest: guest.zone == "men"):
            other = f"{int(guest.band) % 100 + 1:03d}"
            self._tap(guest, guest.in_s + 100, f"locker-{other}")
        for guest in self._day.some(self._day.times(figures.GATE_TOO_SOON), lambda guest: not guest.minor):
            self._tap(guest, guest.out_s - 4 * MINUTE_S, "gate-out-1")
        for guest in self._day.some(self._day.times(figures.AFTER_SETTLING), lambda guest: guest.paid_s > 0):
            self._tap(guest, guest.paid_s + 20, "bar", WATER)
        for guest in self._day.some(self._day.times(figures.MINORS_AT_BAR), lambda guest: guest.guest == "child"):
            self._tap(guest, guest.in_s + 25 * MINUTE_S, "bar", BEER)
        strangers = self._day.some(self._day.times(figures.UNKNOWN_BANDS), lambda _: True)
        for number, guest in enumerate(strangers):
            stranger = replace(guest, uid=FOREIGN_UIDS[number % len(FOREIGN_UIDS)])
            self._tap(stranger, guest.in_s + 10 * MINUTE_S, *(("bar", BEER) if number else ("gate-in-1",)))

    # --- at the shift lead's desk ---------------------------------------------------------------

    def _at_the_desk(self) -> None:
        parties = {guest.party for guest in self._day.guests if guest.place >= 2}
        for guest in self._day.some(
            self._day.times(figures.UNLINKED), lambda guest: guest.party in parties and guest.place == 1
        ):
            self._at_lead(guest.in_s + 30 * MINUTE_S, Ask(Unlink(band=guest.uid)))
        for guest in self._day.some(self._day.times(figures.LEFT_CHECKOUT), lambda guest: not guest.minor):
            begin_s = guest.out_s - 5 * MINUTE_S
            self._at_lead(begin_s - 2, Tap(guest.uid, "mishap"))
            self._at_lead(begin_s, Ask(BeginCheckout(bands=(guest.uid,))))
            self._at_lead(begin_s + 40, Ask(LeaveCheckout(bands=(guest.uid,))))

    def _raise_limit(self, guest: Guest) -> None:
        """The charge that comes near the limit warns; the lead comes and raises it by half (R22)."""
        limit_minor = self._house.guests[guest.guest].limit_minor
        due_minor = self._admission_minor(guest)
        sales = sorted(
            (wish.at_s, item.item) for wish in self._day.wishes if wish.guest is guest for item in wish.tap.items
        )
        for at_s, item in sales:
            due_minor += self._house.items_by_number[int(item)].price_minor
            if due_minor * 100 >= limit_minor * 80:
                act = Ask(RaiseLimit(band=guest.uid, by=limit_minor // 2, reason="good guest, asked at the bar"))
                self._at_lead(at_s + 3 * MINUTE_S, act)
                return

    def _admission_minor(self, guest: Guest) -> int:
        at_us = self._diary.instant_us(guest.in_s)
        (price,) = admission_prices(self._house, ZoneInfo(self._house.timezone), [guest.guest], at_us)
        return price.due_minor

    def _tap(self, guest: Guest, at_s: int, station: str, item: int = 0) -> None:
        items = (Wanted(item),) if item else ()
        self._day.wishes.append(Wish(at_s, station, guest, Tap(guest.uid, "mishap", items=items)))

    def _at_lead(self, at_s: int, act: Act) -> None:
        self._diary.add(at_s, LEAD_DESK, lead_at(at_s), act)


def _beside(other: Guest, wish: Wish) -> bool:
    """Whether somebody is inside, and not about to leave, who could be taken for the guest of this sale."""
    guest = wish.guest
    return (
        other.party != guest.party
        and other.zone == guest.zone
        and not other.minor
        and other.in_s + 10 * MINUTE_S < wish.at_s < other.out_s - 30 * MINUTE_S
    )
