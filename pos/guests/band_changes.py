"""Another band for a guest, and bands nobody wears: wash, repairs, stock (R1, R2, R7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.guests.finding import find_band, find_open
from pos.house.authority import may
from pos.ledger.facts import BandMoved, VisitCarried
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.ledger.facts import AnyFact
    from pos.ledger.rows import BandRow, VisitRow
    from pos.operations import SetBand, Swap
    from pos.scene import Scene

AFTER: dict[str, tuple[str, ...]] = {
    "stock": ("available", "defect", "retired"),
    "available": ("stock", "wash", "defect", "retired"),
    "wash": ("available", "defect", "retired"),
    "defect": ("stock", "available", "retired"),
    "lost": ("retired",),
    "retired": (),
}
"""State of a band nobody wears → what it can become by hand. A lost one that was found is ``recover``'s."""


def swap(scene: Scene, asked: Swap) -> Ruling:
    """Give a guest another band of the same zone; no line moves (R1, R7).

    Raises Declined: wrong_station, unknown_band, band_not_in_use, in_checkout, band_not_available,
    wrong_zone.
    """
    scene.need_desk()
    band, visit = find_open(scene.books, asked.band)
    other = free_band(scene, asked.to, visit)
    old_state = "defect" if asked.defect else "wash"
    facts: list[AnyFact] = [BandMoved(band.number, old_state), *carry(visit, other)]
    answer: dict[str, object] = {"visit": visit.visit, "band": other.number, "old": band.number, "old_state": old_state}
    return Ruling(facts, [], answer)


def set_band(scene: Scene, asked: SetBand) -> Ruling:
    """Put a band nobody wears into another state.

    Raises Declined: unknown_band, band_is_worn, band_cannot_become, and as :func:`pos.house.authority.may`.
    """
    band = find_band(scene.books, asked.band)
    if band.visit:
        raise Declined("band_is_worn", band=band.number)
    if asked.state not in AFTER.get(band.state, ()):
        known = ", ".join(AFTER.get(band.state, ())) or "nothing else"
        raise Declined("band_cannot_become", band=band.number, state=band.state, wanted=asked.state, known=known)
    used = may(scene, "set_band", asked)
    answer: dict[str, object] = {"band": band.number, "state": asked.state, "before": band.state}
    return Ruling([used, BandMoved(band.number, asked.state)], [], answer)


def free_band(scene: Scene, named: str, visit: VisitRow) -> BandRow:
    """A band that a guest can be given. Raises Declined: unknown_band, band_not_available, wrong_zone."""
    other = find_band(scene.books, named)
    if other.state != "available":
        raise Declined("band_not_available", band=other.number, state=other.state.replace("_", " "))
    if other.zone and other.zone != visit.zone:
        raise Declined("wrong_zone", band=other.number, zone=other.zone)
    return other


def carry(visit: VisitRow, band: BandRow) -> list[AnyFact]:
    """From now on this band carries the visit."""
    return [BandMoved(band.number, "in_use", visit.visit), VisitCarried(visit.visit, band.number)]
