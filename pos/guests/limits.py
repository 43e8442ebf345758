"""The credit limit of a guest 消费警戒 (R22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.guests.finding import find_visit
from pos.house.authority import may
from pos.ledger.facts import LimitSet
from pos.operations import MAX_AMOUNT_MINOR
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.operations import RaiseLimit
    from pos.scene import Scene


def raise_limit(scene: Scene, asked: RaiseLimit) -> Ruling:
    """Let a guest run up more.

    Raises Declined: unknown_band, band_not_in_use, limit_too_high, and as :func:`pos.house.authority.may`.
    """
    _, visit = find_visit(scene.books, asked.band)
    used = may(scene, "raise_limit", asked, amount_minor=asked.by, visit=visit.visit)
    limit_minor = visit.limit_minor + asked.by
    if limit_minor > MAX_AMOUNT_MINOR:
        raise Declined("limit_too_high", most=scene.money(MAX_AMOUNT_MINOR))
    return Ruling([LimitSet(visit.visit, limit_minor), used], [], {"visit": visit.visit, "limit": limit_minor})
