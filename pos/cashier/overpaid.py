"""What was paid in advance and is more than the bill in the end goes back the way it came (R53, R54, R56, R59)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.cashier.past_receipts import came_by, find_receipt
from pos.cashier.tendering import CASH, Taken
from pos.ledger.facts import TenderTaken
from pos.money import round_cash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pos.cashier.past_receipts import Part as PaidPart
    from pos.ledger.rows import VisitRow
    from pos.scene import Scene

# What a guest who stays has closed by a payment is no advance (R10).
_ADVANCES = """
SELECT receipt FROM receipt JOIN receipt_share USING(receipt)
WHERE visit = ? AND kind IN ('whole', 'part') AND at_us > ?
  AND receipt NOT IN (SELECT of FROM receipt WHERE kind = 'mirror') ORDER BY receipt DESC
"""


def given_back(scene: Scene, visits: Sequence[VisitRow], over_minor: int) -> Taken:
    """So much of what was paid for these visits, to the tenders it came by, the last payment first.

    Cash goes back in the coins there are. What came by none of their receipts goes back in cash.
    """
    parts: list[TenderTaken] = []
    left_minor = over_minor
    for part in _paid(scene, visits):
        back_minor = min(left_minor, part.left_minor)
        left_minor -= back_minor
        if back_minor > 0 and part.tender != CASH:
            parts.append(
                TenderTaken(
                    part.tender,
                    -back_minor,
                    -back_minor,
                    part.external_id,
                    company=part.company,
                    signer=part.signer,
                )
            )
    cash_minor = over_minor + sum(part.kept_minor for part in parts)
    coins_minor = round_cash(-cash_minor, scene.house.currency.cash_step_minor)
    if coins_minor:
        parts.append(TenderTaken(CASH, 0, coins_minor))
    paid_minor = sum(part.kept_minor for part in parts)
    return Taken(tuple(parts), paid_minor, -coins_minor, coins_minor + cash_minor)


def told_back(taken: Taken) -> list[dict[str, object]]:
    """What goes back by other tenders than cash, for the answer; cash is change."""
    back = [part for part in taken.tenders if part.kept_minor < 0 and part.tender != CASH]
    return [
        {"tender": part.tender, "amount": -part.kept_minor}
        | ({"external_id": part.external_id} if part.external_id else {})
        for part in back
    ]


def _paid(scene: Scene, visits: Sequence[VisitRow]) -> Iterator[PaidPart]:
    """The tenders of what was paid for these visits, the last first; of a receipt no more than was for them."""
    numbers = {
        int(receipt): None
        for visit in visits
        for (receipt,) in scene.books.query(_ADVANCES, visit.visit, visit.kept_us)
    }
    mine = {visit.visit for visit in visits}
    for number in sorted(numbers, reverse=True):
        old = find_receipt(scene, number)
        left_minor = sum(minor for visit, minor in old.shares.items() if visit in mine)
        for tender in reversed(old.tenders):
            for part in came_by(scene, number, tender):
                part.left_minor = max(0, min(part.left_minor, left_minor))
                left_minor -= part.left_minor
                yield part
