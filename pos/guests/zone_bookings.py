"""A booking in a zone offsets the zone's fee: who has something booked there does not pay for being there (R29).

The venue file says of each zone which items book it. Each unit of them offsets one fee, whichever came first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.pricing.packages import NOTHING, Cover

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pos.guests.standing import Standing
    from pos.house.model import ZoneFee
    from pos.ledger.facts import LineAdded
    from pos.ledger.rows import VisitRow
    from pos.scene import Scene


def booked_zones(scene: Scene, visit: VisitRow) -> Mapping[str, ZoneFee]:
    """The zones that something books, as of the check-in (R4), with those that came after it."""
    return {code: fee for code, fee in _zones(scene, visit).items() if fee.booked_by}


def touches_bookings(scene: Scene, visit: VisitRow, lines: Sequence[LineAdded]) -> bool:
    """Whether any of these lines is a zone's fee or books one. Every charge asks this."""
    for fee in _zones(scene, visit).values():
        if fee.booked_by:
            for line in lines:
                if line.item == fee.tariff or line.item in fee.booked_by:
                    return True
    return False


def _zones(scene: Scene, visit: VisitRow) -> Mapping[str, ZoneFee]:
    if visit.version == scene.books.house_version:
        return scene.house.tariffs.zones
    return scene.house.tariffs.zones | scene.house_of(visit.version).tariffs.zones


def offset_fees(zones: Mapping[str, ZoneFee], visit: VisitRow, stood: Mapping[int, Standing]) -> dict[int, Cover]:
    """Line of a zone's fee → what bookings offset of it.

    What was paid by a guest who stayed (R10), or comped, stays as it is.
    """
    free: dict[str, int] = {}
    for one in stood.values():
        free[one.row.item] = free.get(one.row.item, 0) + one.left
    found: dict[int, Cover] = {}
    fees = [number for number, one in stood.items() if one.row.item in zones]
    # What is fixed has used its booking already.
    for number in sorted(fees, key=lambda number: (not _fixed(stood[number], visit), number)):
        one = stood[number]
        booking = next((item for item in zones[one.row.item].booked_by if free.get(item, 0) > 0), None)
        if _fixed(one, visit):
            found[number] = Cover(one.covered, one.covered_minor)
        elif booking is not None and sum(one.units_minor) > 0:
            found[number] = Cover(len(one.units_minor), sum(one.units_minor))
        if booking is not None and found.get(number, NOTHING).minor:
            free[booking] -= 1
    return found


def _fixed(line: Standing, visit: VisitRow) -> bool:
    return line.fixed or line.row.line <= visit.paid_line
