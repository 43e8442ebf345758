"""Cash that no receipt is about: how much, and why. So a drawer is opened, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from pos.money import parse_minor
from pos.operations import MAX_TEXT, Drop, NoSale, OpenTill, PaidIn, PaidOut
from terminal_ui.desk.result import bad, note
from terminal_ui.desk.typing_in import AMOUNT
from terminal_ui.languages import later, say
from terminal_ui.posts.post import Entry
from terminal_ui.shift.step import Step

if TYPE_CHECKING:
    from pos.operations import AnyOperation
    from pos.outcomes import Outcome
    from terminal_ui.shift.shift import Shift

REASON = Entry(later("Why"), "")
HOW_MUCH = later("How much? Then Enter.")
WHY = later("Why? A few words, then Enter.")
WHY_IF_ANY = later("Why? A few words, or Enter alone.")


Asked = Literal["", "some", "any"]
"""Whether it is asked for; ``any``: it may be nothing."""


class Matter(NamedTuple):
    """What is done with the drawer: what is asked for it, and the operation made of the amount and the reason.

    ``done`` is said when it was done, with the ``{amount}``.
    """

    title: str
    done: str
    amount: Asked
    reason: Asked
    make: Callable[[int, str], AnyOperation]


OPEN = Matter(later("OPEN THE DRAWER"), later("The drawer is open, with {amount}."), "any", "",
              lambda minor, _why: OpenTill(float_minor=minor))  # fmt: skip
PAID_IN = Matter(later("PAID IN"), later("{amount} went into the drawer."), "some", "some",
                 lambda minor, why: PaidIn(amount=minor, reason=why))  # fmt: skip
PAID_OUT = Matter(later("PAID OUT"), later("{amount} went out of the drawer."), "some", "some",
                  lambda minor, why: PaidOut(amount=minor, reason=why))  # fmt: skip
DROP = Matter(later("TO THE SAFE"), later("{amount} went to the safe."), "some", "any",
              lambda minor, why: Drop(amount=minor, reason=why))  # fmt: skip
NO_SALE = Matter(later("NO SALE"), later("The drawer was opened without a payment."), "", "some",
                 lambda _minor, why: NoSale(reason=why))  # fmt: skip


class Asking(Step):
    """First the amount, then the reason, as far as the matter has them."""

    half_done: ClassVar[bool] = True
    enter_words: ClassVar[str] = later("take it")

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.amount_minor: int | None = None if matter.amount else 0
        self.first_words = HOW_MUCH if matter.amount else WHY

    @property
    def entry(self) -> Entry:
        """What is asked for now."""
        return AMOUNT if self.amount_minor is None else REASON

    async def enter(self, shift: Shift, typed: str) -> None:
        """The amount, or the reason."""
        if self.amount_minor is None:
            await self._take_amount(shift, typed)
        elif self.matter.reason == "some" and not typed.strip():
            shift.result = bad(say("Say why, in a few words."))
        else:
            await self._ask(shift, self.amount_minor, typed.strip()[:MAX_TEXT])

    async def back(self, shift: Shift) -> None:
        """From the reason to the amount; from there it is not done."""
        if self.matter.amount and self.amount_minor is not None:
            self.amount_minor = None
        else:
            shift.rest()

    async def _take_amount(self, shift: Shift, typed: str) -> None:
        try:
            minor = parse_minor(typed, shift.house.currency)
        except ValueError as error:
            shift.result = bad(str(error))
            return
        if not minor and self.matter.amount == "some":
            shift.result = bad(say("Type an amount above zero."))
        elif not self.matter.reason:
            await self._ask(shift, minor, "")
        else:
            self.amount_minor = minor
            shift.result = note(say(WHY if self.matter.reason == "some" else WHY_IF_ANY))

    async def _ask(self, shift: Shift, minor: int, why: str) -> None:
        def told(_outcome: Outcome) -> None:
            shift.done(say(self.matter.done, amount=shift.money(minor)))

        await shift.ask(self.matter.make(minor, why), told)
