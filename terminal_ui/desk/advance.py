"""A part that is paid in advance; the visit stays open (R59)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.operations import Pay, Tendered
from terminal_ui.desk.holding import ask_money
from terminal_ui.languages import say

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.looking import Looking


async def ask(layer: Looking, desk: FrontDesk, typed: str) -> None:
    """Take a part of what is on the bill so far."""
    band = layer.band

    async def taken(desk: FrontDesk, amount_minor: int, tender: str, slip: str) -> None:
        asked = Pay(bands=(band,), tenders=(Tendered(tender, amount_minor, slip),), **desk.carried())
        words = say("{amount} was paid in advance.", amount=desk.money(amount_minor))
        await desk.act([asked], lambda _outcomes: layer.done(desk, words))

    await ask_money(desk, layer, say("IN ADVANCE  {band}", band=band), taken, typed)
