"""What can be done with lines of a bill: take back, give, move to the band they belong to (R24, R25, R27)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pos.operations import Gift, Transfer, Void
from terminal_ui.desk import reasons
from terminal_ui.desk.choosing import ask_why
from terminal_ui.desk.layer import Above
from terminal_ui.desk.result import bad, note
from terminal_ui.languages import later, say, say_many

if TYPE_CHECKING:
    from pos.outcomes import Outcome
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.looking import Looking
    from terminal_ui.desk.seen import BandSeen


async def void(layer: Looking, desk: FrontDesk, typed: str) -> None:
    """Take lines back. A number typed before is how many pieces of the one line."""
    await _take_off(layer, desk, typed, Taking(Void, say("VOID"), reasons.VOID, say("Taken back.")))


async def gift(layer: Looking, desk: FrontDesk, typed: str) -> None:
    """Make lines a gift of the house. A number typed before is how many pieces of the one line."""
    await _take_off(layer, desk, typed, Taking(Gift, say("GIFT"), reasons.GIFT, say("It is a gift of the house.")))


class Taking(NamedTuple):
    """An act that takes off what lines add: its operation, how it is called, why it is done, what is said then."""

    operation: type[Void | Gift]
    title: str
    reasons: Sequence[str]
    done: str


async def _take_off(layer: Looking, desk: FrontDesk, typed: str, taking: Taking) -> None:
    lines = _lines(layer, desk)
    quantity = _quantity(desk, typed, lines)
    if not lines or quantity == 0:
        return

    async def with_reason(desk: FrontDesk, why: str) -> None:
        asked = [taking.operation(line=line, quantity=quantity, reason=why, **desk.carried()) for line in lines]
        await desk.act(asked, lambda _outcomes: layer.done(desk, taking.done))

    ask_why(desk, layer, _title(layer, taking.title, lines), taking.reasons, with_reason)


async def transfer(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Move lines to another bill: the band that it belongs to is tapped next."""
    lines = _lines(layer, desk)
    if lines:
        desk.layer = Moving(layer, layer, lines)
        desk.result = note(say("Now tap the right band, or type its number."))


@dataclass(eq=False)
class Moving(Above):
    """Lines wait for the band that they belong to."""

    bill: Looking
    lines: list[int]

    enter_words: ClassVar[str] = later("band")

    async def tapped(self, desk: FrontDesk, seen: BandSeen) -> None:
        """The right band. One that nobody wears is refused, and the lines go on waiting."""
        if not seen.visit:
            words = say(
                "Band {band} is {state}: nobody is checked in with it.", band=seen.number, state=say(seen.state)
            )
            desk.result = bad(words)
            return

        async def with_reason(desk: FrontDesk, why: str) -> None:
            asked = Transfer(lines=tuple(self.lines), to=seen.number, reason=why, **desk.carried())
            await desk.act([asked], lambda outcomes: _moved(self.bill, desk, seen.number, outcomes))

        title = say("TO BAND {band}", band=seen.number)
        ask_why(desk, self, _title(self.bill, title, self.lines), reasons.TRANSFER, with_reason)


def _moved(layer: Looking, desk: FrontDesk, band: str, outcomes: list[Outcome]) -> None:
    """Both dues are said, for both guests will ask."""
    facts = outcomes[-1].facts
    dues = [desk.money(part["due"]) for part in (facts["from"], facts["to"])]  # type: ignore[index]
    words = say("Moved to band {band}, which owes {to} now. Left here: {left}.", band=band, to=dues[1], left=dues[0])
    layer.done(desk, words)


def _lines(layer: Looking, desk: FrontDesk) -> list[int]:
    lines = layer.chosen()
    if not lines:
        desk.result = bad(say("Point at a line with Up and Down, or mark some with the space bar."))
    return lines


def _quantity(desk: FrontDesk, typed: str, lines: list[int]) -> int | None:
    """How many pieces are meant: all (None), or as typed; 0 if that makes no sense, and the result says why."""
    if not typed:
        return None
    if len(lines) != 1 or not typed.isdecimal() or not int(typed):
        desk.result = bad(say("A number of pieces is for one line. Rub it out, or mark one line."))
        return 0
    return int(typed)


def _title(layer: Looking, act: str, lines: list[int]) -> str:
    """What is done, with how many lines of which bill."""
    return f"{act}  {say_many('{count} line of {band}', '{count} lines of {band}', len(lines), band=layer.band)}"
