"""Turns the acts of a simulated day into operations, with what came of the earlier ones.

A player asks :meth:`Director.operation_for` for the next act, performs it, and hands the outcome to
:meth:`Director.took`. Ids come from the seed and a counter, so the same day writes the same log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from pos.clock import to_datetime
from pos.demo.acts import (
    Ask,
    CallOut,
    CountTill,
    GiveAway,
    MoveLine,
    PayLines,
    Retry,
    Scheduled,
    Settle,
    SettleAgain,
    SpentVoucher,
    TakeBack,
    Tap,
)
from pos.demo.kitchen import Pass
from pos.demo.memory import Memory
from pos.demo.paying import GROUP_BUY, ON_ACCOUNT, tenders
from pos.ids import id_from
from pos.operations import (
    Charge,
    CloseTill,
    Gift,
    Operation,
    Pay,
    Present,
    Resettle,
    Tendered,
    Transfer,
    Void,
)
from pos.stations import desks_of

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from pos.house.model import House
    from pos.operations import AnyOperation, Tapped
    from pos.outcomes import Outcome

Asked = TypeVar("Asked", bound=Operation)


class Director:
    """Knows what came of the acts so far, as the people there would: due amounts, line numbers, cash."""

    def __init__(self, house: House, zone: ZoneInfo, seed: int) -> None:
        """``zone`` is the house's time zone; ids are made from ``seed``."""
        self._house = house
        self._zone = zone
        self._seed = str(seed)
        self._made = 0
        self._desks = desks_of(house, make_id=self._make_id)
        self._memory = Memory()
        self._pass = Pass()
        self._sent: dict[str, AnyOperation] = {}

    def operation_for(self, scheduled: Scheduled) -> AnyOperation | None:
        """The operation of this act, or None if there is none.

        A tap at a desk only shows the band; what depends on something that was declined is left out.
        """
        if isinstance(scheduled.act, Tap):
            self.arm(scheduled)
            return self.tapped(scheduled, scheduled.act.typed or self.band_of(scheduled.act))
        return self._asked(scheduled)

    def band_of(self, tap: Tap) -> str:
        """The UID of the chip that is held to the reader: of the band the guest was given last."""
        return self._memory.carrier(tap.uid)

    def arm(self, scheduled: Scheduled) -> None:
        """Before a tap: choose at its station what the guest wants, unless that comes after the tap."""
        act = scheduled.act
        if isinstance(act, Tap) and act.items and not act.choose_after:
            self._desks[scheduled.station].choose(act.items, self._at(scheduled))

    def tapped(self, scheduled: Scheduled, band: str, chip: Tapped | None = None) -> AnyOperation | None:
        """At a tap: what it means that the station's reader saw this UID (or somebody typed this number).

        ``chip`` is what the chip proved, or failed to.
        """
        desk = self._desks[scheduled.station]
        desk.staff = scheduled.staff
        at = self._at(scheduled)
        meaning = desk.tapped(band, at, chip)
        act = scheduled.act
        if isinstance(act, Tap) and act.items and act.choose_after:
            meaning = desk.choose(act.items, at) or meaning
        if not isinstance(meaning, (Charge, Present)):
            # Nobody chooses anything for this band any more; the next basket is not for it.
            desk.clear()
            return None
        return self._remember(act, meaning)

    def took(self, scheduled: Scheduled, operation: AnyOperation, outcome: Outcome) -> None:
        """What came of an act. A decline teaches nothing."""
        if outcome.ok:
            self._memory.took(scheduled, operation, outcome.facts)
            self._pass.took(operation, outcome.facts)

    # --- what people at a desk ask for ----------------------------------------------------------

    def _asked(self, scheduled: Scheduled) -> AnyOperation | None:
        act = scheduled.act
        if isinstance(act, Ask):
            return self._placed(scheduled, self._memory.with_carriers(act.operation))
        if isinstance(act, TakeBack | GiveAway | MoveLine):
            return self._about_line(scheduled, act)
        if isinstance(act, Settle | PayLines | SpentVoucher | SettleAgain):
            return self._paying(scheduled, act)
        if isinstance(act, CallOut):
            called = self._pass.called(act)
            return None if called is None else self._placed(scheduled, called)
        if isinstance(act, CountTill):
            count_minor = max(0, self._memory.cash_minor(scheduled.station) + act.over_minor)
            return self._placed(scheduled, CloseTill(count=count_minor))
        return self._sent.get(act.tag) if isinstance(act, Retry) else None

    def _about_line(self, scheduled: Scheduled, act: TakeBack | GiveAway | MoveLine) -> AnyOperation | None:
        line = self._memory.line(act.tag)
        if line is None:
            return None
        if isinstance(act, TakeBack):
            return self._placed(scheduled, Void(line=line, reason=act.reason))
        if isinstance(act, GiveAway):
            return self._placed(scheduled, Gift(line=line, reason=act.reason))
        to = self._memory.carrier(act.to)
        return self._placed(scheduled, Transfer(lines=(line,), to=to, reason=act.reason))

    def _paying(
        self, scheduled: Scheduled, act: Settle | PayLines | SpentVoucher | SettleAgain
    ) -> Pay | Resettle | None:
        if isinstance(act, Settle):
            return self._settle(scheduled, act)
        if isinstance(act, PayLines):
            return self._pay_lines(scheduled, act)
        return self._settle_again(scheduled, act) if isinstance(act, SettleAgain) else self._spent(scheduled, act)

    def _settle(self, scheduled: Scheduled, settle: Settle) -> Pay | None:
        due_minor = self._memory.due_minor(settle.bands)
        if due_minor is None:
            return None
        admission_minor = self._memory.admission_minor(settle.vouchers)
        unit_minor = 10**self._house.currency.exponent
        given = tenders(settle, due_minor, admission_minor, unit_minor)
        if not given and not settle.whole:
            # Of a bill of nothing nobody pays a part in advance.
            return None
        bands = self._memory.carriers(settle.bands)
        pay = self._placed(scheduled, Pay(bands=bands, keep=settle.keep))
        return replace(pay, tenders=tuple(self._with_slip(tendered, pay.id) for tendered in given))

    def _pay_lines(self, scheduled: Scheduled, act: PayLines) -> Pay | None:
        lines = self._memory.lines_due(act.tags)
        if not lines:
            return None
        pay = self._placed(scheduled, Pay(bands=self._memory.carriers(act.bands), lines=tuple(lines)))
        return replace(pay, tenders=(self._with_slip(Tendered(act.tender, sum(lines.values())), pay.id),))

    def _spent(self, scheduled: Scheduled, act: SpentVoucher) -> Pay | None:
        due_minor, spent = self._memory.due_minor(act.bands), self._memory.voucher
        if not due_minor or not spent:
            return None
        shown = Tendered(GROUP_BUY, min(due_minor, self._memory.admission_minor(act.bands)), external_id=spent)
        return self._placed(scheduled, Pay(bands=self._memory.carriers(act.bands), tenders=(shown,)))

    def _settle_again(self, scheduled: Scheduled, act: SettleAgain) -> Resettle | None:
        receipt = self._memory.receipt(act.bands)
        if receipt is None:
            return None
        again = self._placed(scheduled, Resettle(receipt=receipt.number, reason=act.reason))
        return replace(again, tenders=(self._with_slip(Tendered(act.tender, receipt.minor), again.id),))

    def _with_slip(self, tendered: Tendered, act_id: str) -> Tendered:
        """The tender with the number of its slip or order (R53) and the account it goes on (R57), if it needs them."""
        companies = self._house.companies
        if tendered.tender == ON_ACCOUNT and companies:
            company = next(iter(companies.values()))
            tendered = replace(tendered, company=company.code, signer=company.signers[0])
        if not self._house.tenders[tendered.tender].needs_external_id:
            return tendered
        return replace(tendered, external_id=f"{tendered.tender}-{act_id[-12:]}")

    # --- ids, times, memory ---------------------------------------------------------------------

    def _placed(self, scheduled: Scheduled, operation: Asked) -> Asked:
        """The operation with its id, time, place and person."""
        return replace(
            operation,
            id=self._make_id(scheduled.at_us),
            at=self._at(scheduled),
            station=scheduled.station,
            staff=scheduled.staff,
        )

    def _remember(self, act: object, operation: Charge | Present) -> Charge | Present:
        if isinstance(act, Tap) and act.tag:
            self._sent[act.tag] = operation
        return operation

    def _make_id(self, at_us: int) -> str:
        self._made += 1
        return id_from(at_us, "saturday", self._seed, str(self._made))

    def _at(self, scheduled: Scheduled) -> datetime:
        return to_datetime(scheduled.at_us, self._zone)
