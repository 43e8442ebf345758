"""How a bill is paid: which tenders, by where the guest came from."""

from __future__ import annotations

from pos.demo import figures
from pos.demo.acts import Part, Settle
from pos.demo.dice import Dice, Often, Turns
from pos.demo.wishes import Guest
from pos.operations import Tendered

QR = "qr"
STORED_VALUE = "stored_value"
GROUP_BUY = "group_buy"
CARD = "card"
CASH = "cash"
ON_ACCOUNT = "on_account"

COMP = "comp"

OF_WALK_INS = ((QR, 765), (STORED_VALUE, 45), (CARD, 86), (CASH, 65), (COMP, 8))
OF_MEMBERS = ((STORED_VALUE, 98), (QR, 2))
OF_COMPANIES = ((ON_ACCOUNT, 50), (CARD, 50))
CASH_AND_QR = 30
"""How often in a thousand somebody gives half in cash and the rest by QR."""

NOTES_MINOR = {"CNY": (10_000, 5_000, 1_000, 100), "TWD": (1_000, 500, 100, 1)}
"""Notes and coins people pay with (minor units); the last is exact payment."""


class Payments:
    """How the bills of one day are paid."""

    def __init__(self, dice: Dice, currency: str) -> None:
        """``currency`` is its code."""
        self._dice = dice
        self._notes = NOTES_MINOR.get(currency, (1,))
        self._has_voucher = Often(dice, figures.WITH_VOUCHER)
        self._of_members = Turns(dice, OF_MEMBERS)
        self._of_companies = Turns(dice, OF_COMPANIES)
        self._of_walk_ins = Turns(dice, OF_WALK_INS)

    def settlement(self, guests: list[Guest]) -> Settle:
        """How the first of these guests pays for all of them."""
        vouchers = tuple(guest.uid for guest in guests if self._brings_voucher(guest))
        voucher = (Part(GROUP_BUY, "admission"),) if vouchers else ()
        return Settle(
            bands=tuple(guest.uid for guest in guests),
            parts=(*voucher, *self._rest(guests)),
            vouchers=vouchers,
            notes_minor=self._dice.one_of(self._notes),
        )

    def _brings_voucher(self, guest: Guest) -> bool:
        return guest.channel in figures.PLATFORMS and self._has_voucher.next()

    def _rest(self, guests: list[Guest]) -> tuple[Part, ...]:
        """The parts that pay what no voucher covers."""
        channel, count = guests[0].channel, len(guests)
        if channel == figures.MEMBERS:
            return (Part(self._of_members.next(count), "rest"),)
        if channel == figures.COMPANY:
            return (Part(self._of_companies.next(count), "rest"),)
        if self._dice.chance(CASH_AND_QR):
            return (Part(CASH, "half"), Part(QR, "rest"))
        return (Part(self._of_walk_ins.next(count), "rest"),)


def tenders(settle: Settle, due_minor: int, admission_minor: int, unit_minor: int) -> tuple[Tendered, ...]:
    """The money handed over for a due amount (minor units); less than the due if no part takes the rest.

    ``admission_minor`` is what vouchers cover. Cash comes in notes, the halves of a bill in whole units
    of the currency.
    """
    given: list[Tendered] = []
    left_minor = due_minor
    for part in settle.parts:
        amount_minor = {
            "admission": min(admission_minor, left_minor),
            "half": left_minor // 2 // unit_minor * unit_minor,
            "rest": left_minor,
        }[part.of]
        if not amount_minor:
            continue
        left_minor -= amount_minor
        if part.tender == CASH and part.of == "rest":
            amount_minor = -(-amount_minor // settle.notes_minor) * settle.notes_minor
        given.append(Tendered(part.tender, amount_minor))
    return tuple(given)
