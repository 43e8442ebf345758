"""What of the money handed over is kept, and what is change (R53). Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pos.errors import Declined
from pos.ledger.facts import TenderTaken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.operations import Tendered
    from pos.scene import Scene

CASH = "cash"
"""The only tender change is given from."""


class Taken(Struct, frozen=True):
    """What a settlement keeps of the tenders, and what goes back (minor units)."""

    tenders: tuple[TenderTaken, ...]
    paid_minor: int
    change_minor: int


def take(scene: Scene, due_minor: int, tendered: Sequence[Tendered]) -> Taken:
    """Check the tenders against what is due. Less than the due is a part payment (R59).

    More than was asked for, paid in advance, goes back in cash: then ``due_minor`` is negative and nothing
    is tendered. Raises Declined: unknown_tender, needs_external_id, nothing_tendered, nothing_due, too_much.
    """
    for part in tendered:
        tender = scene.house.tenders.get(part.tender)
        if tender is None:
            raise Declined("unknown_tender", tender=part.tender, known=", ".join(scene.house.tenders))
        if tender.needs_external_id and not part.external_id:
            raise Declined("needs_external_id", tender=tender.words.en)
    if due_minor > 0 and not tendered:
        raise Declined("nothing_tendered", due=scene.money(due_minor))
    if due_minor <= 0 and tendered:
        raise Declined("nothing_due")
    if due_minor < 0:
        return Taken((TenderTaken(CASH, 0, due_minor),), due_minor, -due_minor)
    given_minor = sum(part.amount for part in tendered)
    change_minor = max(0, given_minor - due_minor)
    if change_minor > sum(part.amount for part in tendered if part.tender == CASH):
        cashless_minor = sum(part.amount for part in tendered if part.tender != CASH)
        raise Declined("too_much", amount=scene.money(cashless_minor), due=scene.money(due_minor))
    return Taken(_kept(tendered, change_minor), given_minor - change_minor, change_minor)


def _kept(tendered: Sequence[Tendered], change_minor: int) -> tuple[TenderTaken, ...]:
    """The change comes out of the cash, the last of it first."""
    kept: list[TenderTaken] = []
    left_minor = change_minor
    for part in reversed(tendered):
        back_minor = min(left_minor, part.amount) if part.tender == CASH else 0
        left_minor -= back_minor
        kept.append(TenderTaken(part.tender, part.amount, part.amount - back_minor, part.external_id))
    return tuple(reversed(kept))
