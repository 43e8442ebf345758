"""The close of the day: its checks first, then the only question that is asked twice (R62, R72)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from pos.operations import CloseDay
from terminal_ui.desk.result import bad, note
from terminal_ui.languages import day_words, later, say
from terminal_ui.shift.readings import Handover

if TYPE_CHECKING:
    from pos.outcomes import Outcome
    from terminal_ui.shift.shift import Shift


class ClosingDay(Handover):
    """The checks. ``sure`` once Enter was pressed and only the second one is missing."""

    enter_words: ClassVar[str] = later("close the day")
    first_words = later("Read the checks. Enter closes the day, and asks once more before.")

    def __init__(self) -> None:
        super().__init__()
        self.sure = False

    async def enter(self, shift: Shift, typed: str) -> None:
        """Asked once more; a closed day does not open again."""
        day = self.closing.business_day if self.closing is not None else ""
        if typed:
            await shift.tapped(typed)
        elif not day:
            shift.result = bad(say("There is no day to close."))
        elif not self.sure:
            self.sure = True
            named = day_words(date.fromisoformat(day))
            shift.result = note(say("Close {day} for good? Enter closes it, Esc goes back.", day=named))
        else:
            await self._close(shift)

    async def back(self, shift: Shift) -> None:
        """Not yet."""
        self.sure = False
        await super().back(shift)

    async def _close(self, shift: Shift) -> None:
        self.sure = False

        def told(outcome: Outcome) -> None:
            facts = outcome.facts
            sales = shift.money(int(str(facts["sales"])))
            shift.done(say("The day is closed: Z {number}, {sales}.", number=facts["z"], sales=sales))

        await shift.ask(CloseDay(), told)
