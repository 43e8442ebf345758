"""A band that nobody can be checked in with was tapped: lost, in the wash, at the repairs, in the stock."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from pos.operations import Recover, SetBand
from terminal_ui.desk import reasons
from terminal_ui.desk.band_words import take_another
from terminal_ui.desk.choosing import ask_why
from terminal_ui.desk.layer import Act, Layer
from terminal_ui.desk.looking import Looking
from terminal_ui.desk.result import bad, good, note
from terminal_ui.desk.swapping import replace_lost
from terminal_ui.languages import later, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.outcomes import Outcome
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.seen import BandSeen

CAN_BE_USED_AGAIN = frozenset({"wash", "defect", "stock"})


@dataclass(eq=False)
class Resting(Layer):
    """A band that is not available. Enter makes it so: a lost one was found, a washed one goes back to use."""

    band: BandSeen

    enter_words: ClassVar[str] = later("it is here again")

    def pointed(self) -> list[str]:
        """This band."""
        return [self.band.number]

    def what_now(self, desk: FrontDesk) -> str:  # noqa: ARG002 - by the band alone
        """What this band is, and what Enter does with it."""
        band, state = self.band.number, self.band.state
        if state == "lost":
            return say("Band {band} was reported lost. Enter: it was found.", band=band)
        if state in CAN_BE_USED_AGAIN:
            return say("Band {band} is {state}. Enter: it is ready for guests.", band=band, state=say(state))
        return take_another(self.band).words

    def acts(self, desk: FrontDesk) -> Sequence[Act]:  # noqa: ARG002 - by the band alone
        """Of a lost band whose guest is inside: another band, or the bill."""
        if not self.band.lost_by:
            return ()
        return (
            Act("r", later("give another band"), self._replace, in_bar=True),
            Act("o", later("open the bill"), self._open, in_bar=True),
        )

    async def enter(self, desk: FrontDesk, typed: str) -> None:
        """Found, or ready for use again."""
        band = self.band.number
        if typed:
            await desk.tapped(typed)
        elif self.band.state == "lost":
            await desk.act([Recover(band=band, **desk.carried())], partial(_found, desk))
        elif self.band.state in CAN_BE_USED_AGAIN:
            ask_why(desk, self, say("BAND {band} GOES BACK TO USE", band=band), reasons.BAND_STATE, self._use)
        else:
            desk.result = bad(say("Band {band} is {state}. It stays so.", band=band, state=say(self.band.state)))

    async def _use(self, desk: FrontDesk, why: str) -> None:
        asked = SetBand(band=self.band.number, state="available", reason=why, **desk.carried())
        await desk.act([asked], partial(_ready, desk))

    async def _replace(self, desk: FrontDesk, _typed: str) -> None:
        replace_lost(self, desk, self.band.number)
        desk.result = note(say("Now tap the new band, or type its number."))

    async def _open(self, desk: FrontDesk, _typed: str) -> None:
        layer = Looking([self.band.number])
        layer.look(desk)
        desk.layer = layer
        desk.result = note(say("Enter begins the checkout."))


def _found(desk: FrontDesk, outcomes: list[Outcome]) -> None:
    facts = outcomes[-1].facts
    desk.home()
    fee = say("The fee is off the bill again.") if facts["fee_back"] else say("The fee stays.")
    words = say("Band {band} was found; it is {state} now.", band=facts["band"], state=say(_spaced(facts["state"])))
    desk.result = good(f"{words} {fee}")


def _ready(desk: FrontDesk, outcomes: list[Outcome]) -> None:
    desk.home()
    desk.result = good(say("Band {band} is ready for guests.", band=outcomes[-1].facts["band"]))


def _spaced(state: object) -> str:
    return str(state).replace("_", " ")
