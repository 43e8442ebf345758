"""What happens at checkouts: somebody pays for some lines only, a voucher was used before, a wrong button was pressed.

The payments of the day are planned when these are; each of them gets at most one of these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from pos.clock import SECOND_US
from pos.demo import figures
from pos.demo.acts import Act, Ask, Part, PayLines, Scheduled, Settle, SettleAgain, SpentVoucher, Tap
from pos.demo.dice import Dice
from pos.demo.figures import HOUR_S, MINUTE_S
from pos.demo.frontdesk import Diary
from pos.demo.paying import CARD, QR
from pos.demo.people import LEAD_DESK, SHIFT_S, lead_at
from pos.demo.unlucky import UNTIL_S, Unlucky
from pos.demo.wishes import Guest
from pos.operations import BeginCheckout, WalkOut

OWNER = "wu"
HALF_HOUR_S = 30 * MINUTE_S
SPENT_FROM_S = 10 * HOUR_S
"""By then somebody has paid with a voucher."""


class PaymentTroubles:
    """What happens at some checkouts of a planned day; changes its diary."""

    def __init__(self, dice: Dice, day: Unlucky, diary: Diary) -> None:
        self._dice = dice
        self._day = day
        self._diary = diary
        self._guests = {(guest.uid, guest.paid_s): guest for guest in day.everybody}
        self.unfit: list[tuple[str, bool]] = []
        """UIDs of bands that are lost (True) at the end of the day."""
        self._payments = [one for one in diary.acts if isinstance(one.act, Settle) and one.act.whole]
        self._parts = [one for one in diary.acts if isinstance(one.act, Settle) and not one.act.whole]

    def happen(self, *, walk_out: bool) -> None:
        """All of it; ``walk_out`` if today somebody leaves without paying."""
        self._some_lines_apart()
        self._spent_vouchers()
        self._wrong_buttons()
        if walk_out:
            self._walk_out()

    def _some_lines_apart(self) -> None:
        """One of a group pays a drink of theirs, somebody else the rest (R52)."""

        def fits(_: Settle, guests: Sequence[Guest]) -> bool:
            return len(guests) > 1 and bool(self._drinks(guests))

        chosen = self._some(self._day.times(figures.LINE_SPLITS), fits)
        for number, (settled, guests) in enumerate(chosen):
            tag = f"apart-{number}"
            self._day.tagged(self._dice.one_of(self._drinks(guests)), tag)
            self._before(settled, PayLines(_settle(settled).bands, (tag,), QR))

    def _drinks(self, guests: Sequence[Guest]) -> list[int]:
        """The places of what these took at the bar."""
        return [
            place
            for place, wish in enumerate(self._day.wishes)
            if wish.station == "bar"
            and wish.tap.items
            and not wish.tap.tag
            and any(wish.guest is one for one in guests)
        ]

    def _spent_vouchers(self) -> None:
        """A voucher that has paid before is refused, and its guest pays by QR."""

        def fits(settle: Settle, guests: Sequence[Guest]) -> bool:
            return len(guests) == 1 and bool(settle.vouchers) and guests[0].paid_s > SPENT_FROM_S

        for settled, guests in self._some(self._day.times(figures.SPENT_VOUCHERS), fits):
            self._before(settled, SpentVoucher((guests[0].uid,)))
            self._diary.acts.remove(settled)
            paid = Settle(bands=_settle(settled).bands, parts=(Part(QR, "rest"),))
            self._diary.acts.append(replace(settled, act=paid))

    def _wrong_buttons(self) -> None:
        """QR was pressed for what was paid by card: the receipt is settled again in the same shift (R58)."""

        def fits(settle: Settle, guests: Sequence[Guest]) -> bool:
            adult = len(guests) == 1 and guests[0].guest == "adult"
            return adult and settle.parts == (Part(QR, "rest"),) and guests[0].paid_s % SHIFT_S < SHIFT_S - HOUR_S

        for settled, _ in self._some(self._day.times(figures.SETTLED_AGAIN), fits, station=LEAD_DESK):
            act = SettleAgain(_settle(settled).bands, CARD, "wrong button")
            at_us = settled.at_us + self._dice.between(1, 4) * MINUTE_S * SECOND_US
            self._diary.acts.append(Scheduled(at_us, settled.station, settled.staff, act))

    def _walk_out(self) -> None:
        """Nobody comes to the desk; later the lead and the owner open the locker (R12)."""

        def fits(_: Settle, guests: Sequence[Guest]) -> bool:
            return len(guests) == 1 and guests[0].guest == "adult" and self._day.is_last_with_band(guests[0])

        for _, (guest,) in self._some(1, fits):
            from_us, to_us = map(self._diary.instant_us, (guest.out_s, guest.gone_s))
            self._diary.acts = [
                one
                for one in self._diary.acts
                if not (from_us <= one.at_us <= to_us and guest.uid in _bands_of(one.act))
            ]
            gone = WalkOut(band=guest.uid, reason="the locker is empty", approved_by=OWNER)
            self._diary.add(guest.gone_s + HALF_HOUR_S, LEAD_DESK, lead_at(guest.gone_s + HALF_HOUR_S), Ask(gone))
            self.unfit.append((guest.uid, True))

    def _some(
        self,
        count: int,
        fits: Callable[[Settle, Sequence[Guest]], bool],
        station: str = "",
    ) -> list[tuple[Scheduled, list[Guest]]]:
        """Payments that fit, with their guests, to none of whom anything else happens."""
        found: list[tuple[Scheduled, list[Guest]]] = []
        for settled in self._payments:
            if station and settled.station != station:
                continue
            guests = self._guests_of(settled)
            if guests and all(map(self._day.is_free, guests)) and fits(_settle(settled), guests):
                found.append((settled, guests))
        chosen = self._dice.some_of(found, count)
        for _, guests in chosen:
            self._day.take(guests)
        return chosen

    def _guests_of(self, settled: Scheduled) -> list[Guest]:
        """The guests of a payment; none if one leaves too late for anything to happen, or they pay in parts."""
        for part in self._parts:
            if _settle(part).bands == _settle(settled).bands and 0 < settled.at_us - part.at_us < MINUTE_S * SECOND_US:
                return []
        at_s = (settled.at_us - self._diary.instant_us(0)) // SECOND_US
        found = [self._guests.get((band, at_s)) for band in _settle(settled).bands]
        guests = [guest for guest in found if guest is not None and not guest.story and guest.gone_s < UNTIL_S]
        return guests if len(guests) == len(found) else []

    def _before(self, settled: Scheduled, act: PayLines | SpentVoucher) -> None:
        """This is done two seconds before the payment."""
        self._diary.acts.append(replace(settled, at_us=settled.at_us - 2 * SECOND_US, act=act))


def _settle(scheduled: Scheduled) -> Settle:
    """The payment of this act. Raises TypeError if it is none."""
    if not isinstance(scheduled.act, Settle):
        raise TypeError(f"{scheduled.act!r} is no payment")
    return scheduled.act


def _bands_of(act: Act) -> tuple[str, ...]:
    """Whom an act of a checkout is about."""
    if isinstance(act, Settle):
        return act.bands
    if isinstance(act, Ask) and isinstance(act.operation, BeginCheckout):
        return act.operation.bands
    return (act.uid,) if isinstance(act, Tap) else ()
