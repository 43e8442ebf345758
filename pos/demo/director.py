"""Turns the acts of a simulated day into operations, with what came of the earlier ones.

A player asks :meth:`Director.operation_for` for the next act, performs it, and hands the outcome to
:meth:`Director.took`. Ids come from the seed and a counter, so the same day writes the same log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from pos.clock import to_datetime
from pos.demo.acts import Ask, CountTill, Retry, Scheduled, Settle, TakeBack, Tap
from pos.demo.paying import ON_ACCOUNT, tenders
from pos.ids import id_from
from pos.operations import (
    BeginCheckout,
    Charge,
    CheckIn,
    CloseTill,
    OpenTill,
    Operation,
    Pay,
    Present,
    Tendered,
    Void,
)
from pos.stations import desks_of

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from pos.house.model import House
    from pos.operations import AnyOperation
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
        self._lines: dict[str, int] = {}
        self._sent: dict[str, AnyOperation] = {}
        self._admissions: dict[str, int] = {}
        self._due: dict[tuple[str, ...], int] = {}
        self._cash: dict[str, int] = {}

    def operation_for(self, scheduled: Scheduled) -> AnyOperation | None:
        """The operation of this act, or None if there is none.

        A tap at a desk only shows the band; what depends on something that was declined is left out.
        """
        if isinstance(scheduled.act, Tap):
            self.arm(scheduled)
            return self.tapped(scheduled, scheduled.act.typed or scheduled.act.uid)
        return self._asked(scheduled)

    def arm(self, scheduled: Scheduled) -> None:
        """Before a tap: choose at its station what the guest wants, unless that comes after the tap."""
        act = scheduled.act
        if isinstance(act, Tap) and act.items and not act.choose_after:
            self._desks[scheduled.station].choose(act.items, self._at(scheduled))

    def tapped(self, scheduled: Scheduled, band: str) -> AnyOperation | None:
        """At a tap: what it means that the station's reader saw this UID (or somebody typed this number)."""
        desk = self._desks[scheduled.station]
        desk.staff = scheduled.staff
        at = self._at(scheduled)
        meaning = desk.tapped(band, at)
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
        if not outcome.ok:
            return
        facts = outcome.facts
        if isinstance(operation, CheckIn):
            for arrival, visit in zip(operation.bands, _rows(facts, "visits"), strict=True):
                self._admissions[arrival.band] = _number(visit, "due")
        elif isinstance(operation, BeginCheckout):
            self._due[operation.bands] = _number(facts, "due")
        elif isinstance(operation, Pay):
            self._due[operation.bands] = _number(facts, "due")
            self._cash_in(scheduled.station, operation, _number(facts, "change"))
        elif isinstance(operation, OpenTill):
            self._cash[scheduled.station] = operation.float_minor
        elif isinstance(operation, Charge) and isinstance(scheduled.act, Tap) and scheduled.act.tag:
            first, *_ = _rows(facts, "lines")
            self._lines[scheduled.act.tag] = _number(first, "line")

    # --- what people at a desk ask for ----------------------------------------------------------

    def _asked(self, scheduled: Scheduled) -> AnyOperation | None:
        act = scheduled.act
        if isinstance(act, Ask):
            return self._placed(scheduled, act.operation)
        if isinstance(act, TakeBack):
            line = self._lines.get(act.tag)
            return None if line is None else self._placed(scheduled, Void(line=line, reason=act.reason))
        if isinstance(act, Settle):
            return self._pay(scheduled, act)
        if isinstance(act, CountTill):
            count_minor = max(0, self._cash.get(scheduled.station, 0) + act.over_minor)
            return self._placed(scheduled, CloseTill(count=count_minor))
        return self._sent.get(act.tag) if isinstance(act, Retry) else None

    def _pay(self, scheduled: Scheduled, settle: Settle) -> Pay | None:
        due_minor = self._due.get(settle.bands)
        if due_minor is None:
            return None
        admission_minor = sum(self._admissions.get(band, 0) for band in settle.vouchers)
        unit_minor = 10**self._house.currency.exponent
        given = tenders(settle, due_minor, admission_minor, unit_minor)
        if not given and not settle.whole:
            # Of a bill of nothing nobody pays a part in advance.
            return None
        pay = self._placed(scheduled, Pay(bands=settle.bands))
        return replace(pay, tenders=tuple(self._with_slip(tendered, pay.id) for tendered in given))

    def _with_slip(self, tendered: Tendered, pay_id: str) -> Tendered:
        """The tender with the number of its slip or order (R53) and the account it goes on (R57), if it needs them."""
        companies = self._house.companies
        if tendered.tender == ON_ACCOUNT and companies:
            company = next(iter(companies.values()))
            tendered = replace(tendered, company=company.code, signer=company.signers[0])
        if not self._house.tenders[tendered.tender].needs_external_id:
            return tendered
        return replace(tendered, external_id=f"{tendered.tender}-{pay_id[-12:]}")

    def _cash_in(self, station: str, pay: Pay, change_minor: int) -> None:
        given = sum(tendered.amount for tendered in pay.tenders if tendered.tender == "cash")
        self._cash[station] = self._cash.get(station, 0) + given - change_minor

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


def _number(facts: dict[str, object], name: str) -> int:
    """An amount or a number of an outcome. Raises TypeError if it is none: the venue broke its word."""
    value = facts[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} of an outcome is {value!r}, not a number")
    return value


def _rows(facts: dict[str, object], name: str) -> list[dict[str, object]]:
    """A list of an outcome. Raises TypeError if it is none."""
    value = facts[name]
    if not isinstance(value, list):
        raise TypeError(f"{name} of an outcome is {value!r}, not a list")
    return value
