"""What concerns the guest of a bill: the limit, the party, a check-in taken back, a walk-out (R5, R6, R12, R22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.operations import CancelCheckIn, Link, RaiseLimit, Unlink, WalkOut
from terminal_ui.desk import reasons
from terminal_ui.desk.choosing import ask_why
from terminal_ui.desk.result import bad, good, note
from terminal_ui.desk.typing_in import AMOUNT_CHARACTERS, TypingIn, amount_of
from terminal_ui.languages import later, say, say_many
from terminal_ui.posts.post import Entry

if TYPE_CHECKING:
    from pos.outcomes import Outcome
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.looking import Looking

MORE = Entry(later("Higher by"), AMOUNT_CHARACTERS)


async def raise_limit(layer: Looking, desk: FrontDesk, typed: str) -> None:
    """Let the guest run up more. The amount may be typed before the key."""

    async def with_amount(desk: FrontDesk, amount: str) -> None:
        by_minor = amount_of(desk, amount)
        if not by_minor:
            return

        async def with_reason(desk: FrontDesk, why: str) -> None:
            asked = RaiseLimit(band=layer.band, by=by_minor, reason=why, **desk.carried())
            await desk.act([asked], lambda outcomes: _raised(layer, desk, outcomes))

        ask_why(desk, desk.layer, say("HIGHER LIMIT  {band}", band=layer.band), reasons.LIMIT, with_reason)

    asking = TypingIn(layer, say("HIGHER LIMIT  {band}", band=layer.band), MORE, with_amount)
    desk.layer = asking
    limit_minor = layer.bill.limit_minor if layer.bill is not None else 0
    desk.result = note(say("The limit is {limit}. Type by how much it is raised, then Enter.",
                           limit=desk.money(limit_minor)))  # fmt: skip
    if typed:
        await asking.enter(desk, typed)


def _raised(layer: Looking, desk: FrontDesk, outcomes: list[Outcome]) -> None:
    layer.done(desk, say("The limit is {limit} now.", limit=desk.money(outcomes[-1].facts["limit"])))


async def whole_party(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Everybody of these parties on one bill: one pays for all (R52)."""
    others = [band for bill in layer.bills for band in bill.party if band not in layer.bands]
    if not others:
        desk.result = bad(say("There is nobody else of a party."))
        return
    layer.bands += dict.fromkeys(others)
    layer.look(desk)
    words = say_many("{count} band on this bill.", "{count} bands on one bill.", len(layer.bands))
    desk.result = note(words + " " + say("Enter begins the checkout."))


async def join(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Make one party of the bands on this bill; their bills stay separate."""
    if len(layer.bands) < 2:
        desk.result = bad(say("Tap the others first, so that their bands are on this bill, too."))
        return
    asked = Link(bands=tuple(layer.bands), **desk.carried())
    words = say_many("{count} band is one party.", "{count} bands are one party.", len(layer.bands))
    await desk.act([asked], lambda _outcomes: layer.done(desk, words))


async def leave_party(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Take the band that is pointed at out of its party."""
    band = layer.band
    asked = Unlink(band=band, **desk.carried())
    await desk.act([asked], lambda _outcomes: layer.done(desk, say("Band {band} is in no party now.", band=band)))


async def cancel(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Take the check-in back."""
    band = layer.band

    async def with_reason(desk: FrontDesk, why: str) -> None:
        asked = CancelCheckIn(band=band, reason=why, **desk.carried())
        await desk.act([asked], lambda _outcomes: _gone(desk, say("The check-in of {band} is cancelled.", band=band)))

    ask_why(desk, layer, say("CANCEL CHECK-IN  {band}", band=band), reasons.CANCEL, with_reason)


async def walk_out(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """The guest is gone and has not paid; a second person always approves."""
    band = layer.band

    async def with_reason(desk: FrontDesk, why: str) -> None:
        asked = WalkOut(band=band, reason=why, **desk.carried())
        await desk.act([asked], lambda outcomes: _walked_out(desk, band, outcomes))

    ask_why(desk, layer, say("WALKED OUT  {band}: go in two", band=band), reasons.WALK_OUT, with_reason)


def _walked_out(desk: FrontDesk, band: str, outcomes: list[Outcome]) -> None:
    owed = desk.money(outcomes[-1].facts["receivable"])
    _gone(desk, say("Band {band} is written down as walked out; {amount} is owed.", band=band, amount=owed))


def _gone(desk: FrontDesk, words: str) -> None:
    desk.home()
    desk.result = good(words)
