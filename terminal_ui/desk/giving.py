"""What the house takes off a bill: percent, amounts, all of it, or what a package includes (R26, R27, R28)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.operations import AddPackage, Comp, Discount, RemovePackage
from terminal_ui.desk import reasons
from terminal_ui.desk.choosing import Choosing, Option, ask_why
from terminal_ui.desk.line_words import line_words
from terminal_ui.desk.result import bad, note
from terminal_ui.desk.typing_in import AMOUNT_CHARACTERS, TypingIn, amount_of
from terminal_ui.languages import later, name_words, say
from terminal_ui.posts.post import Entry

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.looking import Looking

OFF = Entry(later("Off, like 10% or 15"), AMOUNT_CHARACTERS + "%")
SIGNER = Entry(later("Who signs"), "")
TAKE_OFF = "-"
"""Stands for no package in the list of them."""


async def discount(layer: Looking, desk: FrontDesk, typed: str) -> None:
    """Percent or an amount, then what it is off, then why. ``10%`` or ``15`` may be typed before the key."""
    title = say("DISCOUNT  {band}", band=layer.band)
    asking = TypingIn(layer, title, OFF, lambda desk, off: _scope(layer, desk, off))
    desk.layer = asking
    desk.result = note(say("Type how much: 10% is percent, 15 is an amount. Then Enter."))
    if typed:
        await asking.enter(desk, typed)


async def _scope(layer: Looking, desk: FrontDesk, off: str) -> None:
    """The whole bill, a category, or the item that is pointed at."""
    percent, amount_minor = 0, 0
    if off.endswith("%"):
        percent = int(off[:-1]) if off[:-1].isdecimal() else 0
        if not 1 <= percent <= 100:
            desk.result = bad(say("Percent are whole numbers from 1 to 100."))
            return
    else:
        amount_minor = amount_of(desk, off)
        if not amount_minor:
            return

    async def with_scope(desk: FrontDesk, scope: str) -> None:
        async def with_reason(desk: FrontDesk, why: str) -> None:
            asked = Discount(
                band=layer.band,
                percent=percent or None,
                amount=amount_minor or None,
                scope=scope,
                reason=why,
                **desk.carried(),
            )
            await desk.act([asked], lambda _outcomes: layer.done(desk, say("The discount is on the bill.")))

        ask_why(desk, desk.layer, say("DISCOUNT  {off}", off=off), reasons.DISCOUNT, with_reason)

    desk.layer = Choosing(desk.layer, say("DISCOUNT  {off} OFF", off=off), _scopes(layer, desk), with_scope)
    desk.result = note(say("Off what? Enter alone is the whole bill."))


def _scopes(layer: Looking, desk: FrontDesk) -> list[Option]:
    """The bill, the item that is pointed at, and the outlets that sold something of the bill."""
    house = desk.house
    options = [Option("bill", say("the whole bill"))]
    item = layer.rows[layer.row][1].item if layer.rows else ""
    if item in house.items:
        options.append(Option(item, say("only: {item}", item=name_words(line_words(item, house)))))
    outlets = layer.bill.outlets if layer.bill is not None else ()
    return options + [
        Option(code, say("all of: {outlet}", outlet=name_words(house.outlets[code].words))) for code in outlets
    ]


async def comp(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """The house pays the whole bill; somebody signs for it."""

    async def with_signer(desk: FrontDesk, signer: str) -> None:
        async def with_reason(desk: FrontDesk, why: str) -> None:
            asked = Comp(band=layer.band, signer=signer, reason=why, **desk.carried())
            await desk.act([asked], lambda _outcomes: layer.done(desk, say("The house pays this bill.")))

        ask_why(desk, desk.layer, say("ON THE HOUSE  {band}", band=layer.band), reasons.COMP, with_reason)

    desk.layer = TypingIn(layer, say("ON THE HOUSE  {band}", band=layer.band), SIGNER, with_signer, desk.staff)
    desk.result = note(say("Who signs for it? Enter alone: {name}.", name=desk.staff or "-"))


async def package(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Put a package on the bill, or take it off again."""
    bill = layer.bill
    options = [
        Option(one.code, f"{name_words(one.words)}  {desk.money(one.price_minor)}")
        for one in desk.house.packages.values()
    ]
    if bill is not None and bill.package:
        options = [Option(TAKE_OFF, say("take the package off"))]
    if not options:
        desk.result = bad(say("This house has no packages."))
        return

    async def with_package(desk: FrontDesk, code: str) -> None:
        if code == TAKE_OFF:
            off = RemovePackage(band=layer.band, **desk.carried())
            await desk.act([off], lambda _outcomes: layer.done(desk, say("The package is off the bill.")))
            return
        on = AddPackage(band=layer.band, package=code, **desk.carried())
        await desk.act([on], lambda _outcomes: layer.done(desk, say("The package is on the bill.")))

    desk.layer = Choosing(layer, say("PACKAGE  {band}", band=layer.band), options, with_package)
    desk.result = note(say("Which package? A key, or Up, Down and Enter."))
