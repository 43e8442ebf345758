"""What people in the house remember of what came of their acts: due amounts, lines, cash, receipts, bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from pos.demo.acts import Tap
from pos.demo.paying import CASH, GROUP_BUY
from pos.operations import (
    BeginCheckout,
    CancelCheckIn,
    Charge,
    CheckIn,
    Deposit,
    Discount,
    LeaveCheckout,
    OpenTill,
    OutOnDeposit,
    Pay,
    RaiseLimit,
    Replace,
    ReportLost,
    Resettle,
    Swap,
    Unlink,
    WalkOut,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.demo.acts import Scheduled
    from pos.operations import AnyOperation

_ABOUT_A_GUEST = (Charge, Deposit, Discount, OutOnDeposit, RaiseLimit, Unlink, CancelCheckIn, ReportLost, WalkOut)
"""Operations whose ``band`` is the one a guest wears; others are about a band that nobody does."""


class Amount(NamedTuple):
    """The number of a line or a receipt, and its amount (minor units)."""

    number: int
    minor: int


class Memory:
    """Guests are told by the UID of the band they were given at the check-in, whatever band they wear now."""

    def __init__(self) -> None:
        self._carriers: dict[str, str] = {}
        self._lines: dict[str, Amount] = {}
        self._admissions: dict[str, int] = {}
        self._due: dict[tuple[str, ...], int] = {}
        self._receipts: dict[tuple[str, ...], Amount] = {}
        self._cash: dict[str, int] = {}
        self.voucher = ""
        """The number of a voucher that has paid."""

    def carrier(self, uid: str) -> str:
        """The UID of the band this guest wears now."""
        return self._carriers.get(uid, uid)

    def carriers(self, uids: Iterable[str]) -> tuple[str, ...]:
        """Those of several guests."""
        return tuple(map(self.carrier, uids))

    def with_carriers(self, operation: AnyOperation) -> AnyOperation:
        """The operation about the bands its guests wear now. A band that is handed over is worn from then on."""
        if isinstance(operation, CheckIn):
            for arrival in operation.bands:
                self._carriers.pop(arrival.band, None)
            return operation
        if isinstance(operation, Swap | Replace):
            worn = self.carrier(operation.band)
            self._carriers[operation.band] = operation.to
            return replace(operation, band=worn)
        if isinstance(operation, _ABOUT_A_GUEST):
            return replace(operation, band=self.carrier(operation.band))
        if isinstance(operation, BeginCheckout | LeaveCheckout):
            return replace(operation, bands=self.carriers(operation.bands))
        return operation

    def line(self, tag: str) -> int | None:
        """The first line of a charge."""
        known = self._lines.get(tag)
        return known.number if known is not None else None

    def lines_due(self, tags: Iterable[str]) -> dict[int, int]:
        """The first lines of these charges, with what is due for each."""
        known = (self._lines.get(tag) for tag in tags)
        return {line.number: line.minor for line in known if line is not None and line.minor > 0}

    def due_minor(self, bands: tuple[str, ...]) -> int | None:
        """What the checkout of these guests said is due, less what was paid since; None if there was none."""
        return self._due.get(self.carriers(bands))

    def admission_minor(self, uids: Iterable[str]) -> int:
        """What these guests' admissions cost together."""
        return sum(self._admissions.get(uid, 0) for uid in uids)

    def receipt(self, bands: tuple[str, ...]) -> Amount | None:
        """The last receipt of these guests."""
        return self._receipts.get(self.carriers(bands))

    def cash_minor(self, station: str) -> int:
        """What should be in the drawer of a station."""
        return self._cash.get(station, 0)

    def took(self, scheduled: Scheduled, operation: AnyOperation, facts: dict[str, object]) -> None:
        """What came of an act that was done."""
        if isinstance(operation, CheckIn):
            for arrival, visit in zip(operation.bands, _rows(facts, "visits"), strict=True):
                self._admissions[arrival.band] = _number(visit, "due")
        elif isinstance(operation, BeginCheckout):
            self._due[operation.bands] = _number(facts, "due")
        elif isinstance(operation, Pay):
            self._paid(scheduled.station, operation, facts)
        elif isinstance(operation, Resettle):
            given = sum(tendered.amount for tendered in operation.tenders if tendered.tender == CASH)
            self._add_cash(scheduled.station, given - _number(facts, "change"))
        elif isinstance(operation, OpenTill):
            self._cash[scheduled.station] = operation.float_minor
        elif isinstance(operation, Charge) and isinstance(scheduled.act, Tap) and scheduled.act.tag:
            first, *_ = _rows(facts, "lines")
            self._lines[scheduled.act.tag] = Amount(_number(first, "line"), _number(first, "due"))

    def _paid(self, station: str, pay: Pay, facts: dict[str, object]) -> None:
        self._due[pay.bands] = _number(facts, "due")
        self._receipts[pay.bands] = Amount(_number(facts, "receipt"), _number(facts, "paid"))
        given_minor = 0
        for tendered in pay.tenders:
            if tendered.tender == CASH:
                given_minor += tendered.amount
            elif tendered.tender == GROUP_BUY:
                self.voucher = tendered.external_id
        self._add_cash(station, given_minor - _number(facts, "change"))

    def _add_cash(self, station: str, minor: int) -> None:
        self._cash[station] = self._cash.get(station, 0) + minor


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
