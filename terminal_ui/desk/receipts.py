"""The last receipts: one is opened, and money given back for it, or it is settled again (R58)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from pos.cashier.tendering import ON_ACCOUNT
from pos.operations import Refund, Resettle, Tendered
from terminal_ui.desk import reasons
from terminal_ui.desk.choosing import ask_why
from terminal_ui.desk.confirming import Confirming
from terminal_ui.desk.finished import Finished
from terminal_ui.desk.layer import CHOOSE_ONE, Above, Act, Layer, stepped
from terminal_ui.desk.result import bad, good, note
from terminal_ui.desk.typing_in import SLIP, TypingIn
from terminal_ui.languages import later, name_words, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.outcomes import Outcome
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.seen import LineSeen, ReceiptSeen


@dataclass(eq=False)
class Receipts(Layer):
    """The last receipts of the house, the newest on top."""

    receipts: list[ReceiptSeen] = field(default_factory=list)
    row: int = 0

    enter_words: ClassVar[str] = later("open it")

    def what_now(self, desk: FrontDesk) -> str:  # noqa: ARG002 - always the same
        """Choose one."""
        return say(CHOOSE_ONE)

    def look(self, desk: FrontDesk) -> None:
        """See the newest again."""
        self.receipts = desk.sight.receipts()
        self.row = max(0, min(self.row, len(self.receipts) - 1))

    async def confirm(self, desk: FrontDesk) -> None:
        """Open the one that is marked; a typed number is a tap, as everywhere."""
        if self.receipts:
            one = self.receipts[self.row]
            desk.layer = Receipt(self, one, desk.sight.paid_lines(one.receipt))
            desk.result = note(desk.layer.what_now(desk))

    def move(self, desk: FrontDesk, step: int) -> None:  # noqa: ARG002 - the list is its own
        """Mark another one."""
        self.row = stepped(self.row, step, len(self.receipts))


@dataclass(eq=False)
class Receipt(Above):
    """One receipt, with the lines of the bills that it paid."""

    receipt: ReceiptSeen
    lines: list[LineSeen]
    row: int = 0
    marked: set[int] = field(default_factory=set)

    def what_now(self, desk: FrontDesk) -> str:  # noqa: ARG002 - always the same
        """Give back, or settle again."""
        return say("R gives money back, for marked lines or all of it. A tender key settles it again.")

    def acts(self, desk: FrontDesk) -> Sequence[Act]:  # noqa: ARG002 - always the same
        """Give back, settle again."""
        return (
            Act("space", later("mark line"), self._mark, in_bar=True),
            Act("r", later("give back"), self._refund, in_bar=True),
            Act("n", later("settle again as it was"), self._resettle),
        )

    def move(self, desk: FrontDesk, step: int) -> None:  # noqa: ARG002 - the list is its own
        """Point at another line."""
        self.row = stepped(self.row, step, len(self.lines))

    async def enter(self, desk: FrontDesk, typed: str) -> None:
        """A number is a tap. Enter alone does nothing: money goes out only by a key that says so."""
        if typed:
            await desk.tapped(typed)

    async def choose(self, desk: FrontDesk, slot: int, typed: str) -> bool:  # noqa: ARG002 - the whole receipt
        """Settle it again, all of it by the n-th way of paying."""
        codes = list(desk.house.tenders)
        if slot >= len(codes) or codes[slot] == ON_ACCOUNT:
            desk.result = bad(say("This way cannot be taken here. Give it back, and check out anew."))
            return False
        tender = desk.house.tenders[codes[slot]]
        title = say("RECEIPT {receipt} BY {tender}", receipt=self.receipt.receipt, tender=name_words(tender.words))

        async def with_slip(desk: FrontDesk, slip: str) -> None:
            self._ask_why(desk, title, (Tendered(tender.code, self.receipt.paid_minor, slip),))

        if tender.needs_external_id:
            desk.layer = TypingIn(self, title, SLIP, with_slip)
            desk.result = note(say("Type the number of its slip or order, then Enter."))
        else:
            await with_slip(desk, "")
        return True

    async def _mark(self, desk: FrontDesk, _typed: str) -> None:
        if self.lines:
            self.marked ^= {self.lines[self.row].line}
            self.move(desk, 1)

    async def _refund(self, desk: FrontDesk, _typed: str) -> None:
        """Give back the marked lines, or all of it."""
        number = self.receipt.receipt
        lines = tuple(line.line for line in self.lines if line.line in self.marked)
        amount_minor = sum(line.due_minor for line in self.lines if line.line in self.marked)

        async def with_reason(desk: FrontDesk, why: str) -> None:
            async def confirmed(desk: FrontDesk) -> None:
                asked = Refund(receipt=number, lines=lines, reason=why, **desk.carried())
                await desk.act([asked], partial(_refunded, desk))

            sum_minor = amount_minor if lines else self.receipt.paid_minor
            desk.layer = Confirming(self, say("GIVE BACK  receipt {receipt}", receipt=number), sum_minor, confirmed)
            desk.result = note(say("Give back {amount}? Enter does it.", amount=desk.money(sum_minor)))

        ask_why(desk, self, say("GIVE BACK  receipt {receipt}", receipt=number), reasons.REFUND, with_reason)

    async def _resettle(self, desk: FrontDesk, _typed: str) -> None:
        self._ask_why(desk, say("RECEIPT {receipt} AGAIN", receipt=self.receipt.receipt), ())

    def _ask_why(self, desk: FrontDesk, title: str, tenders: tuple[Tendered, ...]) -> None:
        async def with_reason(desk: FrontDesk, why: str) -> None:
            async def confirmed(desk: FrontDesk) -> None:
                asked = Resettle(receipt=self.receipt.receipt, tenders=tenders, reason=why, **desk.carried())
                await desk.act([asked], partial(_resettled, desk))

            desk.layer = Confirming(self, title, self.receipt.paid_minor, confirmed)
            desk.result = note(say("Take the receipt back and settle it again? Enter does it."))

        ask_why(desk, self, title, reasons.RESETTLE, with_reason)


def _refunded(desk: FrontDesk, outcomes: list[Outcome]) -> None:
    facts = outcomes[-1].facts
    paid = facts["paid"]
    back_minor = -paid if isinstance(paid, int) else 0
    title = say("GIVEN BACK  receipt {receipt}", receipt=facts["of"])
    lines = [(say("Receipt"), str(facts["receipt"]))]
    desk.layer = Finished(title, lines, say("BACK"), back_minor)
    desk.result = good(say("{amount} was given back.", amount=desk.money(back_minor)))


def _resettled(desk: FrontDesk, outcomes: list[Outcome]) -> None:
    facts = outcomes[-1].facts
    title = say("SETTLED AGAIN  receipt {receipt}", receipt=facts["of"])
    lines = [(say("Taken back by"), str(facts["mirror"])), (say("Receipt"), str(facts["receipt"]))]
    paid = facts["paid"]
    desk.layer = Finished(title, lines, say("PAID"), paid if isinstance(paid, int) else 0)
    desk.result = good(say("Receipt {of} is settled again as {receipt}.", of=facts["of"], receipt=facts["receipt"]))
