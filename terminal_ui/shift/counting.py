"""The blind count: so many of each note and coin, then what should have been there (R60)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pos.denominations import denominations
from pos.operations import CloseTill
from terminal_ui.desk.layer import DIGITS
from terminal_ui.desk.result import note
from terminal_ui.languages import later, say
from terminal_ui.posts.post import Entry, PostKey
from terminal_ui.shift.step import STEPS, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.house.model import Currency
    from pos.outcomes import Outcome
    from terminal_ui.shift.shift import Shift

PIECES = Entry(later("How many"), DIGITS)
MOST_DIGITS = 6
"""Nobody counts a million pieces."""


class Counting(Step):
    """``pieces`` is note or coin (minor units) → how many; ``row`` the one that is counted, the last row the end."""

    half_done: ClassVar[bool] = True
    enter_words: ClassVar[str] = later("next")
    first_words = later("Count each note and coin, Enter after each. What should be there comes after.")

    def __init__(self) -> None:
        self.pieces: dict[int, int] = {}
        self.row = 0
        self._leaves = False

    @property
    def entry(self) -> Entry:
        """How many of the marked one."""
        return PIECES

    @property
    def counted_minor(self) -> int:
        """The sum so far."""
        return sum(minor * count for minor, count in self.pieces.items())

    def at_end(self, currency: Currency) -> bool:
        """Whether the row that ends the count is marked."""
        return self.row >= len(denominations(currency))

    def keys(self, shift: Shift) -> Sequence[PostKey]:  # noqa: ARG002 - always the same
        """Up and down; F5 goes to the end."""
        return (
            PostKey("f5", "F5", later("counted"), later("To the end of the count; what was not counted is none."),
                    in_bar=True),
            PostKey("up", "Up Down", later("mark"), later("Another note or coin, to count it again.")),
        )  # fmt: skip

    async def enter(self, shift: Shift, typed: str) -> None:
        """So many, then the next one. At the end the count is closed."""
        self._leaves = False
        known = denominations(shift.house.currency)
        if self.row >= len(known):
            await self._close(shift)
            return
        if typed:
            self.pieces[known[self.row]] = int(typed[:MOST_DIGITS])
        self._mark(shift, self.row + 1)

    async def press(self, shift: Shift, key: str) -> None:
        """Another note or coin, or the end."""
        if key == "f5":
            self._mark(shift, len(denominations(shift.house.currency)))
        elif key in STEPS:
            self._mark(shift, self.row + STEPS[key])

    async def back(self, shift: Shift) -> None:
        """A count is not thrown away by one key."""
        if self.pieces and not self._leaves:
            self._leaves = True
            shift.result = note(say("Esc once more throws this count away."))
        else:
            shift.rest()
            shift.result = note(say("Nothing was counted; the drawer is still open."))

    def _mark(self, shift: Shift, row: int) -> None:
        end = len(denominations(shift.house.currency))
        self.row = max(0, min(row, end))
        if self.row == end:
            words = say(
                "{amount} counted. Enter closes the drawer; Up counts again.", amount=shift.money(self.counted_minor)
            )
            shift.result = note(words)

    async def _close(self, shift: Shift) -> None:
        count = {str(minor): pieces for minor, pieces in self.pieces.items() if pieces}

        def told(outcome: Outcome) -> None:
            expected, counted = int(str(outcome.facts["expected"])), int(str(outcome.facts["counted"]))
            shift.done(say("The drawer is closed: {how}.", how=difference_words(shift, counted - expected)))
            shift.step = Counted(expected, counted)

        await shift.ask(CloseTill(count=count or 0), told)


class Counted(Step):
    """What was there, and what should have been (minor units)."""

    enter_words: ClassVar[str] = later("good")

    def __init__(self, expected_minor: int, counted_minor: int) -> None:
        self.expected_minor = expected_minor
        self.counted_minor = counted_minor


def difference_words(shift: Shift, difference_minor: int) -> str:
    """``¥2.00 over``, ``¥2.00 short``, ``exact``."""
    if not difference_minor:
        return say("exact")
    words = later("{amount} over") if difference_minor > 0 else later("{amount} short")
    return say(words, amount=shift.money(abs(difference_minor)))
