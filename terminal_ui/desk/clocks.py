"""Clocks that stand and run again: of one guest, or of the whole house (R44)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.operations import Freeze, Resume
from terminal_ui.desk import reasons
from terminal_ui.desk.choosing import ask_why
from terminal_ui.desk.result import good
from terminal_ui.languages import say

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.looking import Looking


async def turn(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Stop the clocks of this guest; or let them run again, if they stand."""
    band = layer.band
    if layer.bill is not None and layer.bill.frozen:
        words = say("The clocks of {band} run again.", band=band)
        asked = Resume(bands=(band,), **desk.carried())
        await desk.act([asked], lambda _outcomes: layer.done(desk, words))
        return

    async def with_reason(desk: FrontDesk, why: str) -> None:
        words = say("The clocks of {band} stand.", band=band)
        asked = Freeze(bands=(band,), reason=why, **desk.carried())
        await desk.act([asked], lambda _outcomes: layer.done(desk, words))

    ask_why(desk, layer, say("STOP THE CLOCKS OF {band}", band=band), reasons.FREEZE, with_reason)


async def freeze_house(desk: FrontDesk, _typed: str) -> None:
    """Stop the clocks of everybody."""

    async def with_reason(desk: FrontDesk, why: str) -> None:
        asked = Freeze(reason=why, **desk.carried())
        await desk.act([asked], lambda _outcomes: _said(desk, say("All clocks of the house stand.")))

    ask_why(desk, desk.layer, say("STOP ALL CLOCKS"), reasons.FREEZE, with_reason)


async def resume_house(desk: FrontDesk, _typed: str) -> None:
    """Let the clocks of the house run again."""
    asked = Resume(**desk.carried())
    await desk.act([asked], lambda _outcomes: _said(desk, say("All clocks run again.")))


def _said(desk: FrontDesk, words: str) -> None:
    desk.home()
    desk.result = good(words)
