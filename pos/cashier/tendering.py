"""What of the money handed over is kept, what is change, and how cash is rounded (R53, R54)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pos.errors import Declined
from pos.ledger.facts import TenderTaken
from pos.money import round_cash

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pos.house.model import Tender
    from pos.operations import Tendered
    from pos.scene import Scene

CASH = "cash"
"""The only tender change is given from."""

DEPOSIT = "deposit"
"""The tender of what a guest left with the house before (R56). Every house has it."""

WAIVED = "waived"
"""The column of the small end that the house lets go 抹零; it is asked for by ``waive`` (R54)."""

ON_ACCOUNT = "on_account"
"""The tender of what a company will pay (R57)."""

OWN_TENDERS = (DEPOSIT, WAIVED)
"""Tenders that no venue file has."""


class Taken(Struct, frozen=True):
    """What a settlement keeps of the tenders, and what goes back (minor units).

    ``rounding_minor`` is what the cash is more than was due for it, because of the coins there are; it is in
    ``paid_minor``.
    """

    tenders: tuple[TenderTaken, ...]
    paid_minor: int
    change_minor: int
    rounding_minor: int = 0

    @property
    def covered_minor(self) -> int:
        """How much of what was due this pays."""
        return self.paid_minor - self.rounding_minor

    def kept_minor(self, tender: str) -> int:
        """What of it came by one tender."""
        return sum(part.kept_minor for part in self.tenders if part.tender == tender)


def take(
    scene: Scene, due_minor: int, tendered: Sequence[Tendered], *, waived_minor: int = 0, deposit_minor: int = 0
) -> Taken:
    """Check the tenders against what is due. Less than the due is a part payment (R59).

    What was paid too much in advance is not taken but given back (:mod:`pos.cashier.overpaid`). ``deposit_minor`` is
    what deposits there are. Raises Declined: unknown_tender, needs_external_id,
    nothing_tendered, nothing_due, too_much, deposit_too_small.
    """
    for part in tendered:
        if part.tender != DEPOSIT:
            find_tender(scene, part.tender, part.external_id)
    if due_minor > 0 and not tendered and not waived_minor:
        raise Declined("nothing_tendered", due=scene.money(due_minor))
    if due_minor <= 0 and (tendered or waived_minor):
        raise Declined("nothing_due")
    step_minor = scene.house.currency.cash_step_minor
    deposits_minor = _sum(tendered, DEPOSIT)
    if deposits_minor > deposit_minor:
        raise Declined("deposit_too_small", amount=scene.money(deposits_minor), held=scene.money(deposit_minor))
    cash_minor = _sum(tendered, CASH)
    cashless_minor = sum(part.amount for part in tendered) - cash_minor + waived_minor
    if cashless_minor > due_minor:
        raise Declined("too_much", amount=scene.money(cashless_minor), due=scene.money(due_minor))
    kept_minor, rounding_minor = _cash_kept(due_minor - cashless_minor, cash_minor, step_minor)
    waived = (TenderTaken(WAIVED, waived_minor, waived_minor),) if waived_minor else ()
    kept = _kept(tendered, cash_minor - kept_minor)
    return Taken((*waived, *kept), cashless_minor + kept_minor, cash_minor - kept_minor, rounding_minor)


def find_tender(scene: Scene, named: str, external_id: str) -> Tender:
    """A way of paying of the house, with the number of its slip. Raises Declined: unknown_tender, needs_external_id."""
    tender = scene.house.tenders.get(named)
    if tender is None:
        raise Declined("unknown_tender", tender=named[:40], known=", ".join(scene.house.tenders))
    if tender.needs_external_id and not external_id:
        raise Declined("needs_external_id", tender=tender.words.en)
    return tender


def check_vouchers(scene: Scene, tendered: Sequence[Tendered], *, freed: Collection[str] = ()) -> None:
    """Whether vouchers have not paid before; ``freed`` are numbers of a receipt that is taken back.

    Raises Declined: voucher_used.
    """
    seen: set[str] = set()
    for part in tendered:
        tender = scene.house.tenders.get(part.tender)
        if tender is None or not tender.single_use:
            continue
        if part.external_id in seen:
            raise Declined("voucher_used", voucher=part.external_id, receipt="this")
        seen.add(part.external_id)
        used = scene.books.query(
            "SELECT max(receipt) FROM tender WHERE tender = ? AND external_id = ? AND external_id <> '' "
            "HAVING sum(kept_minor) > 0",
            part.tender,
            part.external_id,
        )
        if used and part.external_id not in freed:
            raise Declined("voucher_used", voucher=part.external_id, receipt=used[0][0])


def check_received(scene: Scene, named: str, external_id: str) -> None:
    """Whether this is money that is here, and not somebody's word for it.

    Raises Declined: unknown_tender, needs_external_id, not_received.
    """
    tender = find_tender(scene, named, external_id)
    if named == ON_ACCOUNT:
        raise Declined("not_received", tender=tender.words.en)


def _sum(tendered: Sequence[Tendered], tender: str) -> int:
    return sum(part.amount for part in tendered if part.tender == tender)


def _cash_kept(due_minor: int, given_minor: int, step_minor: int) -> tuple[int, int]:
    """What is kept of the cash, and how much of that is rounding.

    Coins that are enough are rounded; who hands over exactly what is due, or less, is not.
    """
    payable_minor = round_cash(due_minor, step_minor)
    if not given_minor or given_minor == due_minor or given_minor < min(due_minor, payable_minor):
        return given_minor, 0
    if given_minor >= payable_minor:
        return payable_minor, payable_minor - due_minor
    return due_minor, 0


def _kept(tendered: Sequence[Tendered], change_minor: int) -> tuple[TenderTaken, ...]:
    """The change comes out of the cash, the last of it first."""
    kept: list[TenderTaken] = []
    left_minor = change_minor
    for part in reversed(tendered):
        back_minor = min(left_minor, part.amount) if part.tender == CASH else 0
        left_minor -= back_minor
        company, signer = (part.company, part.signer) if part.tender == ON_ACCOUNT else ("", "")
        kept.append(
            TenderTaken(
                part.tender, part.amount, part.amount - back_minor, part.external_id, company=company, signer=signer
            )
        )
    return tuple(reversed(kept))
