"""What a counter asks the venue for: charges, the same once more, and the last one taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pos.clock import SECOND_US
from pos.errors import LoopbandError
from pos.ids import new_id
from pos.operations import Charge, Void
from terminal_ui.counter.served import Served
from terminal_ui.languages import decline_words, error_words, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos.clock import Clock
    from pos.operations import AnyOperation, Wanted
    from pos.outcomes import Outcome
    from terminal_ui.posts.needs import Door

UNDO_WITHIN_S = 10
"""So long the last charge can be taken back by one key; later a line is voided at the front desk (R24)."""
UNDONE = "taken back at the counter at once"
"""The reason that stands in the book then."""


class Charged(NamedTuple):
    """The last charge here: for which band, which basket, its lines and its sum (minor units), and when (UTC µs)."""

    band: str
    basket: tuple[Wanted, ...]
    lines: tuple[int, ...]
    amount_minor: int
    at_us: int
    staff: str


class Selling:
    """Asks for charges, and remembers the last one. What a basket is called in words is the counter's to say."""

    def __init__(self, door: Door, clock: Clock, station: str) -> None:
        self.last: Charged | None = None
        self._door = door
        self._clock = clock
        self._station = station

    def undo_left_s(self) -> int:
        """For how many more seconds the last charge can be taken back; 0 if it cannot."""
        age_s = self.age_s()
        return 0 if age_s is None or age_s >= UNDO_WITHIN_S else UNDO_WITHIN_S - age_s

    def age_s(self) -> int | None:
        """How many whole seconds ago the last charge was; None if there is none, or the clock went back."""
        if self.last is None or self._clock.now_us() < self.last.at_us:
            return None
        return (self._clock.now_us() - self.last.at_us) // SECOND_US

    async def charge(self, asked: Charge, band: str, words: str) -> Served:
        """Have it charged. ``band`` is the printed number, ``words`` what is in the basket."""
        outcome = await self._ask(asked)
        if isinstance(outcome, Served):
            return outcome._replace(band=band)
        lines = _lines(outcome)
        amount_minor = sum(line["due"] for line in lines)
        if "already" in outcome.facts:
            return counted_before(band, str(outcome.facts["already"]), amount_minor)
        numbers = tuple(line["line"] for line in lines)
        self.last = Charged(band, asked.items, numbers, amount_minor, self._clock.now_us(), asked.staff)
        warning = say("Near the limit.") if outcome.facts.get("warning") else ""
        return Served("good", words, band, amount_minor, warning)

    async def undo(self, staff: str, words: str) -> Served:
        """Take the last charge back, within some seconds, and only one's own (R24)."""
        last = self.last
        if last is None or not self.undo_left_s():
            told = say("Only the last charge, and within {seconds} seconds. Ask the front desk.", seconds=UNDO_WITHIN_S)
            return Served("bad", told)
        amount_minor = 0
        for line in last.lines:
            asked = Void(
                line=line,
                reason=UNDONE,
                id=new_id(self._clock.now_us()),
                station=self._station,
                staff=staff,
            )
            outcome = await self._ask(asked)
            if isinstance(outcome, Served):
                return outcome._replace(band=last.band)
            amount_minor += int(str(outcome.facts["amount"]))
        self.last = None
        return Served("good", say("Taken back: {what}", what=words), last.band, amount_minor)

    async def _ask(self, operation: AnyOperation) -> Outcome | Served:
        """The outcome; what is to be shown if it was declined or the book could not be written."""
        try:
            outcome = await self._door.ask(operation)
        except LoopbandError as error:
            return Served("bad", error_words(error))
        return outcome if outcome.ok else Served("bad", decline_words(outcome.error, outcome.message))


def counted_before(band: str, clock: str, amount_minor: int) -> Served:
    """The same band, the same basket, a moment ago (R21)."""
    return Served("again", say("Already counted {clock}. F8 counts again.", clock=clock), band, amount_minor)


def _lines(outcome: Outcome) -> list[Mapping[str, Any]]:
    lines = outcome.facts.get("lines", ())
    return [*lines] if isinstance(lines, list | tuple) else []
