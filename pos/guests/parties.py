"""Guests who belong together. Their bills stay separate until somebody pays for several (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.guests.finding import find_several, find_visit
from pos.ledger.facts import PartyJoined
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.operations import Link, Unlink
    from pos.scene import Scene


def link(scene: Scene, asked: Link) -> Ruling:
    """Make one party of several bands, and of the parties they are in.

    Raises Declined: unknown_band, band_not_in_use, band_twice, already_linked.
    """
    visits = [visit for _, visit in find_several(scene, asked.bands)]
    parties = {visit.party for visit in visits}
    if len(parties) == 1 and 0 not in parties:
        raise Declined("already_linked")
    party = min(parties - {0}, default=scene.seq)
    members = {visit.visit for visit in visits}
    for other in parties - {0, party}:
        members |= _members(scene, other)
    joined = [visit for visit in sorted(members) if visit not in _members(scene, party)]
    return Ruling([PartyJoined(visit, party) for visit in joined], [], {"party": party})


def unlink(scene: Scene, asked: Unlink) -> Ruling:
    """Take a band out of its party; who would be left alone in it is in none either.

    Raises Declined: unknown_band, band_not_in_use, not_linked.
    """
    band, visit = find_visit(scene.books, asked.band)
    if not visit.party:
        raise Declined("not_linked", band=band.number)
    others = _members(scene, visit.party) - {visit.visit}
    leaving = [visit.visit, *(others if len(others) == 1 else ())]
    return Ruling([PartyJoined(one, 0) for one in leaving], [], {"visit": visit.visit})


def _members(scene: Scene, party: int) -> set[int]:
    """The visits of a party that are still in the house."""
    rows = scene.books.query(
        "SELECT visit FROM visit WHERE party = ? AND party <> 0 "
        "AND state IN ('open', 'settling', 'kept', 'deposit_out')",
        party,
    )
    return {row[0] for row in rows}
