"""How a bill is paid: which tenders, by where the guest came from."""

from __future__ import annotations

from pos.demo import figures
from pos.demo.acts import Part, Settle
from pos.demo.dice import Dice
from pos.demo.wishes import Guest
from pos.operations import Tendered

QR = "qr"
STORED_VALUE = "stored_value"
GROUP_BUY = "group_buy"
CARD = "card"
CASH = "cash"
ON_ACCOUNT = "on_account"

OF_WALK_INS = ((QR, 79), (CARD, 12), (CASH, 9))
OF_MEMBERS = ((STORED_VALUE, 96), (QR, 4))
OF_COMPANIES = ((ON_ACCOUNT, 60), (CARD, 40))
CASH_AND_QR = 30
"""How often in a thousand somebody gives half in cash and the rest by QR."""

NOTES_MINOR = {"CNY": (10_000, 5_000, 1_000, 100), "TWD": (1_000, 500, 100, 1)}
"""Notes and coins people pay with (minor units); the last is exact payment."""


def settlement(dice: Dice, guests: list[Guest], currency: str) -> Settle:
    """How the first of these guests pays for all of them."""
    payer = guests[0]
    vouchers = tuple(guest.uid for guest in guests if guest.channel in figures.PLATFORMS)
    parts = _parts(dice, payer, with_voucher=bool(vouchers))
    notes = NOTES_MINOR.get(currency, (1,))
    return Settle(
        bands=tuple(guest.uid for guest in guests),
        parts=parts,
        vouchers=vouchers,
        notes_minor=dice.one_of(notes),
    )


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


def _parts(dice: Dice, payer: Guest, *, with_voucher: bool) -> tuple[Part, ...]:
    voucher = (Part(GROUP_BUY, "admission"),) if with_voucher else ()
    if payer.channel == "member":
        return (*voucher, Part(dice.pick(OF_MEMBERS), "rest"))
    if payer.channel == "corporate":
        return (*voucher, Part(dice.pick(OF_COMPANIES), "rest"))
    if dice.chance(CASH_AND_QR):
        return (*voucher, Part(CASH, "half"), Part(QR, "rest"))
    return (*voucher, Part(dice.pick(OF_WALK_INS), "rest"))
