"""Deposits of a guest: taken, and given back (R56)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from pos.cashier.tendering import ON_ACCOUNT
from pos.operations import Deposit, ReturnDeposit
from terminal_ui.desk.choosing import Choosing, Option
from terminal_ui.desk.confirming import Confirming
from terminal_ui.desk.result import bad, note
from terminal_ui.desk.typing_in import AMOUNT, SLIP, TypingIn, amount_of
from terminal_ui.languages import name_words, say

if TYPE_CHECKING:
    from pos.outcomes import Outcome
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.layer import Layer
    from terminal_ui.desk.looking import Looking


Received = Callable[["FrontDesk", int, str, str], Awaitable[None]]
"""What happens with money that was taken: amount (minor units), tender, number of its slip."""


async def take(layer: Looking, desk: FrontDesk, typed: str) -> None:
    """Take a deposit, or more of it. The amount may be typed before the key."""
    band = layer.band

    async def taken(desk: FrontDesk, amount_minor: int, tender: str, slip: str) -> None:
        asked = Deposit(band=band, amount=amount_minor, tender=tender, external_id=slip, **desk.carried())
        await desk.act([asked], lambda outcomes: _held(layer, desk, outcomes))

    await ask_money(desk, layer, say("DEPOSIT  {band}", band=band), taken, typed, usual=usual(desk))


def usual(desk: FrontDesk) -> str:
    """The deposit that this house usually takes, as it is typed; empty if it takes none."""
    fee = desk.house.fees.get("deposit")
    return desk.plain(fee.price_minor) if fee is not None else ""


async def ask_money(
    desk: FrontDesk, under: Layer, title: str, then: Received, typed: str = "", *, usual: str = ""
) -> None:
    """Ask for an amount, how it comes, and the number of its slip if that way has one."""

    async def with_amount(desk: FrontDesk, amount: str) -> None:
        amount_minor = amount_of(desk, amount)
        if not amount_minor:
            return

        async def with_tender(desk: FrontDesk, tender: str) -> None:
            if not desk.house.tenders[tender].needs_external_id:
                await then(desk, amount_minor, tender, "")
                return
            desk.layer = TypingIn(desk.layer, title, SLIP, lambda desk, slip: then(desk, amount_minor, tender, slip))
            desk.result = note(say("Type the number of its slip or order, then Enter."))

        desk.layer = Choosing(desk.layer, f"{title}  {desk.money(amount_minor)}", tenders(desk), with_tender)
        desk.result = note(say("How does it come? Enter alone is {tender}.", tender=tenders(desk)[0].words))

    asking = TypingIn(under, title, AMOUNT, with_amount, usual)
    desk.layer = asking
    words = say("Type the amount and press Enter.")
    desk.result = note(words + " " + say("Enter alone: {amount}.", amount=usual) if usual else words)
    if typed:
        await asking.enter(desk, typed)


def tenders(desk: FrontDesk) -> list[Option]:
    """The ways in which money really comes."""
    return [Option(one.code, name_words(one.words)) for one in desk.house.tenders.values() if one.code != ON_ACCOUNT]


def _held(layer: Looking, desk: FrontDesk, outcomes: list[Outcome]) -> None:
    layer.done(desk, say("The house holds {amount} for this guest.", amount=desk.money(outcomes[-1].facts["held"])))


async def give_back(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Give a deposit back, the way it came."""
    bill = layer.bill
    if bill is None or not bill.held_minor:
        desk.result = bad(say("There is no deposit for this band."))
        return
    band, held_minor = bill.band, bill.held_minor

    async def confirmed(desk: FrontDesk) -> None:
        asked = ReturnDeposit(band=band, **desk.carried())
        await desk.act([asked], lambda _outcomes: layer.done(desk, say("The deposit was given back.")))

    desk.layer = Confirming(layer, say("DEPOSIT BACK  {band}", band=band), held_minor, confirmed)
    desk.result = note(say("Give back {amount}? Enter does it.", amount=desk.money(held_minor)))
