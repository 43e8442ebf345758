"""Checkout at the desk: stop the clocks, take money in one or more ways, give change (R43, R51–R54)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from pos.cashier.tendering import DEPOSIT, ON_ACCOUNT
from pos.operations import BeginCheckout, LeaveCheckout, Pay, Tendered
from terminal_ui.desk import on_account
from terminal_ui.desk.confirming import Confirming
from terminal_ui.desk.layer import BAND_OR_AMOUNT, DIGITS, Act, Layer
from terminal_ui.desk.paid import amount_in, paid, still_open_in
from terminal_ui.desk.parts import Part, ask_how, words_of
from terminal_ui.desk.result import Result, bad, note
from terminal_ui.desk.typing_in import SLIP, amount_of
from terminal_ui.languages import later, name_words, say
from terminal_ui.posts.post import Entry

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.looking import Looking
    from terminal_ui.desk.seen import BandSeen, BillSeen


@dataclass(eq=False)
class Paying(Layer):
    """The clocks of these bands stand and their visits are locked until they are paid or left (R43, R51).

    ``tender`` is the way that is being typed, ``slip_of_minor`` its amount once only its slip number is missing.
    ``parts`` is how the bill is split, the part that is paid now first; without any, all of it is paid.
    ``moved`` is whether money was taken already: then Esc does not leave any more.
    """

    under: Looking
    bands: list[str]
    due_minor: int
    still_open: list[str] = field(default_factory=list)
    tenders: list[Tendered] = field(default_factory=list)
    tender: str = ""
    slip_of_minor: int = 0
    signed: tuple[str, str] = ("", "")
    """On account: the company, and who signs."""
    waive_minor: int = 0
    keep: bool = False
    parts: list[Part] = field(default_factory=list)
    moved: bool = False
    bills: list[BillSeen] = field(default_factory=list)
    row: int = 0

    enter_words: ClassVar[str] = later("take it")

    def pointed(self) -> list[str]:
        """The bands that are paid for."""
        return self.bands

    @property
    def part_minor(self) -> int:
        """What is asked for now: a part of the bill, or all of it. Negative: the house owes it to the guest."""
        return self.parts[0].due_minor if self.parts else self.due_minor

    @property
    def left_minor(self) -> int:
        """What of it the money on the desk does not cover yet; never negative."""
        return max(0, self.part_minor - self.waive_minor - sum(part.amount for part in self.tenders))

    @property
    def held_minor(self) -> int:
        """What of the deposits of these guests is not laid on the desk yet."""
        used = sum(part.amount for part in self.tenders if part.tender == DEPOSIT)
        return sum(bill.held_minor for bill in self.bills) - used

    def entry(self, desk: FrontDesk) -> Entry:
        """A band, or the amount of a way of paying, or the number of its slip."""
        if self.slip_of_minor:
            return SLIP
        if self.tender:
            return Entry(name_words(desk.house.tenders[self.tender].words), DIGITS + ".")
        return BAND_OR_AMOUNT

    def acts(self, desk: FrontDesk) -> Sequence[Act]:  # noqa: ARG002 - always the same
        """What is rare at a checkout."""
        return (
            Act("m", later("split the bill"), partial(ask_how, self), in_bar=True),
            Act("y", later("pays and stays"), self._stay, in_bar=True),
            Act("h", later("use the deposit"), self._use_deposit),
            Act("s", later("waive the small end"), self._waive),
            Act("p", later("take only this part now"), self._take_part),
            Act("w", later("let it wait in the queue"), self._wait),
            Act("l", later("open the bill again"), self._open_again),
        )

    def look(self, desk: FrontDesk) -> None:
        """Read the bills again."""
        self.bills = desk.sight.bills(self.bands)

    def move(self, desk: FrontDesk, step: int) -> None:  # noqa: ARG002 - the list is its own
        """Turn to other lines of the bill."""
        self.row = max(0, min(self.row + step, sum(len(bill.lines) for bill in self.bills) - 1))

    async def tapped(self, desk: FrontDesk, seen: BandSeen) -> None:
        """One more band, as long as no money lies on the desk."""
        if seen.number in self.bands:
            desk.result = note(say("Band {band} is on this bill already.", band=seen.number))
        elif not (seen.visit or seen.lost_by):
            words = say(
                "Band {band} is {state}: nobody is checked in with it.", band=seen.number, state=say(seen.state)
            )
            desk.result = bad(words)
        elif self.tender or self.tenders or self.moved or self.parts:
            desk.result = bad(say("Finish this payment first (Enter), or leave it (Esc)."))
        else:
            self.under.bands.append(seen.number)
            await begin(desk, self.under, joining=self)

    async def choose(self, desk: FrontDesk, slot: int, typed: str) -> bool:  # noqa: ARG002 - it stays typed
        """The n-th way of paying is typed next; what was typed before is its amount."""
        codes = list(desk.house.tenders)
        if slot >= len(codes):
            desk.result = bad(say("There is no way of paying on this key."))
        elif not self.left_minor:
            desk.result = bad(say("Nothing is due. Enter finishes."))
        else:
            self.tender, self.slip_of_minor = codes[slot], 0
            desk.result = self.what_next(desk)
        return False

    async def enter(self, desk: FrontDesk, typed: str) -> None:
        """An amount, a slip number, a tap, or the end of a bill with nothing due."""
        if self.slip_of_minor:
            if typed.strip():
                await self._lay(desk, self.slip_of_minor, typed.strip())
        elif self.tender:
            amount_minor = amount_of(desk, typed) if typed else self.left_minor
            if amount_minor:
                await self._amount_typed(desk, amount_minor)
        elif typed:
            await desk.tapped(typed)
        elif self.left_minor:
            desk.result = self.what_next(desk)
        elif self.part_minor < 0:
            self._ask_to_give_back(desk)
        else:
            await self.settle(desk)

    async def back(self, desk: FrontDesk) -> None:
        """One step back; the last one unlocks the visits (R51). Once money was taken there is no way back."""
        if self._step_back():
            desk.result = self.what_next(desk)
        elif self.moved:
            desk.result = bad(
                say("Money was taken: {left} is left. Take it, or W lets it wait.", left=desk.money(self.left_minor))
            )
        else:
            await self._open_again(desk, "")

    async def closing(self, desk: FrontDesk) -> None:
        """The window is closed: nothing stays locked behind it."""
        await desk.ask(LeaveCheckout(bands=tuple(self.bands), **desk.carried()))

    def what_next(self, desk: FrontDesk) -> Result:
        """As :meth:`what_now`, to be shown."""
        return note(self.what_now(desk))

    def what_now(self, desk: FrontDesk) -> str:
        """What of slip, amount and way of paying comes next."""
        if self.slip_of_minor:
            return say("Type the number of its slip or order, then Enter.")
        left = desk.money(self.left_minor)
        if self.tender:
            return say("Type the amount and press Enter. Enter alone takes {left}.", left=left)
        part = words_of(self.parts) + " " if self.parts else ""
        if self.left_minor:
            return part + say("{left} to pay. Choose how with its key.", left=left)
        if self.part_minor < 0:
            owed = desk.money(-self.part_minor)
            return part + say("The house owes {amount} to the guest. Enter gives it back.", amount=owed)
        return part + say("Nothing is due. Enter finishes.")

    def _step_back(self) -> bool:
        """Take the last step back; False if there is none left but the checkout itself."""
        if self.slip_of_minor:
            self.slip_of_minor = 0
        elif self.tender:
            self.tender = ""
        elif self.tenders:
            self.tenders.pop()
        elif self.waive_minor:
            self.waive_minor = 0
        elif self.keep:
            self.keep = False
        elif self.parts and not self.moved:
            self.parts.clear()
        else:
            return False
        return True

    async def _amount_typed(self, desk: FrontDesk, amount_minor: int) -> None:
        """Whatever is no cash has a slip; what goes on account has a company and somebody who signs, too."""
        if not desk.house.tenders[self.tender].needs_external_id:
            await self._lay(desk, amount_minor, "")
            return
        self.slip_of_minor = amount_minor
        desk.result = self.what_next(desk)
        if self.tender == ON_ACCOUNT:
            on_account.ask_company(desk, self)

    async def _lay(self, desk: FrontDesk, amount_minor: int, slip: str) -> None:
        """Lay this money to the rest; when it covers the due, the visits are paid with all of it."""
        company, signer = self.signed if self.tender == ON_ACCOUNT else ("", "")
        self.tenders.append(Tendered(self.tender, amount_minor, slip, company, signer))
        self.slip_of_minor = 0
        tender, self.tender = self.tender, ""
        if self.left_minor:
            desk.result = self.what_next(desk)
        elif not await self.settle(desk) and desk.layer is self:
            # The venue said no: the money goes back to the guest, and the same way is typed again.
            self.tenders.pop()
            self.tender = tender

    async def settle(self, desk: FrontDesk, *, partly: bool = False) -> bool:
        """Pay with what lies on the desk: all, the part that is asked for, or, ``partly``, as much as it is."""
        part = self.parts[0] if self.parts else None
        asked = Pay(
            bands=part.bands if part is not None and part.bands else tuple(self.bands),
            lines=part.lines if part is not None else (),
            amount=part.amount_minor or None if part is not None else None,
            tenders=tuple(self.tenders),
            waive=self.waive_minor or None,
            keep=self.keep and not partly,
            **desk.carried(),
        )
        return await desk.act([asked], partial(paid, self, desk))

    def _ask_to_give_back(self, desk: FrontDesk) -> None:
        """More was paid in advance than is due: money goes out, so it is asked."""

        async def confirmed(desk: FrontDesk) -> None:
            await self.settle(desk)

        title = say("GIVE BACK  {bands}", bands=" ".join(self.bands))
        desk.layer = Confirming(self, title, -self.part_minor, confirmed)
        desk.result = note(say("Give back {amount}? Enter does it.", amount=desk.money(-self.part_minor)))

    async def _take_part(self, desk: FrontDesk, _typed: str) -> None:
        """What lies on the desk is paid now, the rest later (R59)."""
        if not self.tenders:
            desk.result = bad(say("Take some money first: a key, the amount, Enter. Then P pays just that."))
        else:
            await self.settle(desk, partly=True)

    async def _stay(self, desk: FrontDesk, _typed: str) -> None:
        """Paid, but still inside: the hours are counted anew (R10). Or not, after all."""
        self.keep = not self.keep
        words = say("The guest pays and stays inside.") if self.keep else say("The guest goes home.")
        desk.result = note(words + " " + self.what_now(desk))

    async def _use_deposit(self, desk: FrontDesk, _typed: str) -> None:
        """What the guest left with the house pays (R56)."""
        amount_minor = min(self.left_minor, self.held_minor)
        if amount_minor <= 0:
            desk.result = bad(say("There is no deposit that could pay, or nothing is due."))
            return
        self.tenders.append(Tendered(DEPOSIT, amount_minor))
        if self.left_minor:
            desk.result = self.what_next(desk)
        elif not await self.settle(desk) and desk.layer is self:
            self.tenders.pop()

    async def _waive(self, desk: FrontDesk, typed: str) -> None:
        """Let go of the small end: the amount typed before, else what is over the whole unit (R54)."""
        whole = 10 ** max(1, desk.house.currency.exponent)
        waive_minor = amount_of(desk, typed) if typed else self.left_minor % whole
        if waive_minor and waive_minor <= self.left_minor:
            self.waive_minor += waive_minor
            desk.result = note(say("{amount} is waived.", amount=desk.money(waive_minor)) + " "
                               + self.what_now(desk))  # fmt: skip
        elif not typed or waive_minor:
            desk.result = bad(say("There is no small end. Type how much is waived, then S."))

    async def _wait(self, desk: FrontDesk, _typed: str) -> None:
        """The next guest comes first; the clocks of this one go on standing."""
        desk.home()
        desk.result = note(say("Band {bands} waits. W shows who waits.", bands=" ".join(self.bands)))

    async def _open_again(self, desk: FrontDesk, _typed: str) -> None:
        """Leave the checkout; what was paid stays paid, the clocks go on."""
        if await desk.ask(LeaveCheckout(bands=tuple(self.bands), **desk.carried())):
            self.under.bands = list(self.bands)
            desk.layer = self.under
            self.under.look(desk)
            desk.result = note(say("The checkout was left; the clocks go on. Enter begins it again."))


async def begin(desk: FrontDesk, under: Looking, *, joining: Paying | None = None) -> bool:
    """Stop the clocks of those bands that run, and lock them for payment. Whether it was done."""
    begun = joining.bands if joining is not None else []
    fresh = tuple(band for band in under.bands if band not in begun)
    outcome = await desk.ask(BeginCheckout(bands=fresh, **desk.carried()))
    if outcome is None:
        under.bands = [band for band in under.bands if band in begun] if joining is not None else under.bands
        return False
    before_minor = joining.due_minor if joining is not None else 0
    still_open = joining.still_open if joining is not None else []
    layer = Paying(
        under, list(under.bands), before_minor + amount_in(outcome, "due"), [*still_open, *still_open_in(outcome)]
    )
    layer.look(desk)
    desk.layer = layer
    desk.result = layer.what_next(desk)
    return True
