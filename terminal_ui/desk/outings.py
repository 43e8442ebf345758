"""Out on deposit: a guest goes out for a while, comes back, or does not, and then a shift lead decides (R11)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, get_args

from pos.operations import ComeBack, DecideOut, OutOnDeposit
from terminal_ui.desk import reasons
from terminal_ui.desk.choosing import Choosing, Option, ask_why
from terminal_ui.desk.result import bad, good, note
from terminal_ui.languages import say

if TYPE_CHECKING:
    from pos.outcomes import Outcome
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.looking import Looking

Decision = Literal["keep", "settle", "forfeit"]


async def turn(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Let the guest out for a while; or back in, if the guest is out."""
    band = layer.band
    if _is_out(layer):
        back = ComeBack(band=band, **desk.carried())
        await desk.act([back], lambda _outcomes: layer.done(desk, say("The guest of {band} is back.", band=band)))
    else:
        asked = OutOnDeposit(band=band, **desk.carried())
        await desk.act([asked], partial(_let_out, layer, desk))


def _let_out(layer: Looking, desk: FrontDesk, outcomes: list[Outcome]) -> None:
    facts = outcomes[-1].facts
    layer.done(
        desk, say("The gate lets band {band} out once, until {until}.", band=facts["band"], until=facts["until"])
    )


async def decide(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Who is out did not come back: wait on, let the deposit pay, or keep all of it."""
    band = layer.band
    if not _is_out(layer):
        desk.result = bad(say("The guest of {band} is not out on deposit.", band=band))
        return

    async def chosen(desk: FrontDesk, decided: str) -> None:
        decision: Decision = next(one for one in get_args(Decision) if one == decided)

        async def with_reason(desk: FrontDesk, why: str) -> None:
            asked = DecideOut(band=band, decision=decision, reason=why, **desk.carried())
            await desk.act([asked], lambda _outcomes: _decided(desk, band))

        ask_why(desk, desk.layer, say("NOT BACK  {band}", band=band), reasons.NOT_BACK, with_reason)

    ways = {
        "keep": say("wait until the next day cut"),
        "settle": say("the deposit pays, the rest is held"),
        "forfeit": say("the deposit pays, the rest is ours"),
    }
    options = [Option(way, words) for way, words in ways.items()]
    desk.layer = Choosing(layer, say("NOT BACK  {band}", band=band), options, chosen)
    desk.result = note(say("What is decided? A key, or Up, Down and Enter."))


def _decided(desk: FrontDesk, band: str) -> None:
    desk.home()
    desk.result = good(say("It is decided about the guest of {band}.", band=band))


def _is_out(layer: Looking) -> bool:
    return layer.bill is not None and layer.bill.state == "deposit_out"
