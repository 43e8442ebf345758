"""Another band for a guest: tapped, and all that is on the visit goes with it (R1, R7, R8)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pos.operations import Replace, Swap
from terminal_ui.desk import reasons
from terminal_ui.desk.choosing import ask_why
from terminal_ui.desk.finished import Finished
from terminal_ui.desk.layer import Above
from terminal_ui.desk.result import bad, good, note
from terminal_ui.languages import later, say

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.layer import Layer
    from terminal_ui.desk.looking import Looking
    from terminal_ui.desk.seen import BandSeen


@dataclass(eq=False)
class NextBand(Above):
    """The guest of ``band`` gets the band that is tapped next."""

    band: str
    title: str
    then: Callable[[FrontDesk, str], Awaitable[None]]

    enter_words: ClassVar[str] = later("band")

    async def tapped(self, desk: FrontDesk, seen: BandSeen) -> None:
        """The new band. One that is worn is refused here; whether it may be handed out, the house says."""
        if seen.visit:
            desk.result = bad(say("Band {band} is in use. Tap a free one.", band=seen.number))
        else:
            await self.then(desk, seen.number)


async def swap(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Another band because this one does not work or does not fit; it costs nothing."""
    old = layer.band

    async def with_band(desk: FrontDesk, new: str) -> None:
        async def with_reason(desk: FrontDesk, why: str) -> None:
            defect = why in reasons.DEFECTS
            asked = Swap(band=old, to=new, reason=why, defect=defect, **desk.carried())
            await desk.act([asked], lambda _outcomes: _now_worn(layer, desk, old, new))

        ask_why(desk, desk.layer, say("SWAP  {old} for {new}", old=old, new=new), reasons.SWAP, with_reason)

    desk.layer = NextBand(layer, old, say("SWAP  {band}", band=old), with_band)
    desk.result = note(say("Now tap the new band, or type its number."))


def replace_lost(under: Layer, desk: FrontDesk, lost: str) -> None:
    """Ask for the band that the guest of a lost one gets."""

    async def with_band(desk: FrontDesk, new: str) -> None:
        asked = Replace(band=lost, to=new, **desk.carried())
        await desk.act([asked], lambda _outcomes: _replaced(desk, lost, new))

    desk.layer = NextBand(under, lost, say("NEW BAND FOR THE GUEST OF {band}", band=lost), with_band)


def _now_worn(layer: Looking, desk: FrontDesk, old: str, new: str) -> None:
    layer.bands[layer.bands.index(old)] = new
    layer.done(desk, say("Band {new} is worn instead of {old}.", new=new, old=old))


def _replaced(desk: FrontDesk, lost: str, new: str) -> None:
    desk.layer = Finished(say("NEW BAND"), [(say("lost"), lost), (say("worn now"), new)], bands=[new])
    desk.result = good(say("Band {new} is worn instead of {old}.", new=new, old=lost))
