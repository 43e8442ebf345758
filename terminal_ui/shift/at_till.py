"""What can be done here, as a list: by arrow keys and Enter, or by the key of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from terminal_ui.desk.result import bad
from terminal_ui.languages import later, say
from terminal_ui.posts.post import PostKey
from terminal_ui.shift.asking import DROP, NO_SALE, OPEN, PAID_IN, PAID_OUT, Asking
from terminal_ui.shift.closing_day import ClosingDay
from terminal_ui.shift.counting import Counting
from terminal_ui.shift.readings import Handover, XReading
from terminal_ui.shift.step import STEPS, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terminal_ui.shift.shift import Shift

NOT_OPEN = later("The drawer of this desk is not open. Open it first.")


class Act(NamedTuple):
    """Something that can be done: its key (empty: none), words, what it needs, how it begins."""

    key: str
    words: str
    help: str
    needs: Literal["", "drawer"]
    begin: Callable[[], Step]


OPEN_IT = Act("f5", later("open the drawer"), later("Opens this desk's drawer with its float."), "",
              lambda: Asking(OPEN))  # fmt: skip
COUNT_IT = Act("f5", later("count the drawer"), later("Counts this desk's drawer by notes and coins and closes it. "
               "What should be there is shown after the count."), "drawer", Counting)  # fmt: skip
OTHERS = (
    Act("f6", later("paid in"), later("Money into the drawer that no guest paid."), "drawer", lambda: Asking(PAID_IN)),
    Act("f7", later("paid out"), later("Money out of the drawer to pay for something."), "drawer",
        lambda: Asking(PAID_OUT)),
    Act("f8", later("to the safe"), later("Money from the drawer to the safe."), "drawer", lambda: Asking(DROP)),
    Act("", later("no sale"), later("Opens the drawer without a payment; it is counted how often."), "drawer",
        lambda: Asking(NO_SALE)),
    Act("f9", later("X reading"), later("The figures of the day so far. Nothing is closed by it."), "", XReading),
    Act("", later("handover"), later("Who is still inside, and what hangs: the list for the next shift."), "",
        Handover),
    Act("", later("close the day"), later("The checks before the day is closed, and the close itself."), "",
        ClosingDay),
)  # fmt: skip


class AtTill(Step):
    """Nothing is being done. ``row`` is the act that is marked."""

    enter_words: ClassVar[str] = later("choose")

    def __init__(self) -> None:
        self.row = 0

    def acts(self, shift: Shift) -> Sequence[Act]:
        """Opening or counting, whichever there is to do, then the others."""
        return (OPEN_IT if shift.drawer is None else COUNT_IT, *OTHERS)

    def keys(self, shift: Shift) -> Sequence[PostKey]:
        """The acts that have a key; the others stand in the list."""
        keys = [
            PostKey(act.key, act.key.upper(), act.words, act.help, in_bar=act.key in {"f5", "f9"})
            for act in self.acts(shift)
            if act.key
        ]
        return [*keys, PostKey("down", "Up Down", later("mark"), later("Marks another line; Enter chooses it."))]

    async def enter(self, shift: Shift, typed: str) -> None:
        """Do what is marked; a number is a tap."""
        if typed:
            await shift.tapped(typed)
        else:
            self._begin(shift, self.acts(shift)[self.row])

    async def press(self, shift: Shift, key: str) -> None:
        """An act's key, or the next line."""
        acts = self.acts(shift)
        if key in STEPS:
            self.row = (self.row + STEPS[key]) % len(acts) if abs(STEPS[key]) == 1 else self.row
        for act in acts:
            if key == act.key:
                self._begin(shift, act)

    async def pick(self, shift: Shift, words: str) -> None:
        """An act was clicked."""
        for row, act in enumerate(self.acts(shift)):
            if act.words == words:
                self.row = row
                self._begin(shift, act)

    def _begin(self, shift: Shift, act: Act) -> None:
        if act.needs and shift.drawer is None:
            shift.result = bad(say(NOT_OPEN))
        else:
            step = act.begin()
            shift.go(step, say(step.first_words))
