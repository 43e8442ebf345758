"""Staying on in a room or on a seat, by agreement. What it costs stays a matter of the time used (R42)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.clock import MINUTE_US
from pos.errors import Declined
from pos.guests.clocks import running_uses, stay_of, tariffs_with
from pos.guests.finding import find_open
from pos.ledger.facts import UseExtended
from pos.pricing.overtime import started_units
from pos.pricing.uses import use_price
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.house.model import Units
    from pos.ledger.rows import UseRow, VisitRow
    from pos.operations import Extend
    from pos.scene import Scene

WHERE = frozenset({"desk", "counter", "room", "seat"})
"""Kinds of stations at which somebody may agree to it."""


def extend(scene: Scene, asked: Extend) -> Ruling:
    """Some units more than were agreed to, or than have begun. Nothing is charged by it.

    Raises Declined: wrong_station, unknown_band, band_not_in_use, in_checkout, no_clock.
    """
    scene.need_station(WHERE, "desk, counter, room or seat")
    band, visit = find_open(scene.books, asked.band)
    clocks = [(use, units) for use in running_uses(scene, visit.visit) if (units := _units(scene, visit, use))]
    clocks = [one for one in clocks if asked.place in ("", one[0].station)]
    if not clocks:
        raise Declined("no_clock", band=band.number)
    use, units = clocks[-1]
    minutes = stay_of(scene, visit, use.from_us, scene.at_us).minutes()
    begun_min = units.first_min + units.unit_min * started_units(
        minutes - units.first_min, units.grace_min, units.unit_min
    )
    agreed_min = max(use.agreed_min, begun_min) + asked.units * units.unit_min
    priced = use_price(units, agreed_min)
    answer: dict[str, object] = {
        "station": use.station,
        "agreed_min": agreed_min,
        "until": scene.clock(scene.at_us + (agreed_min - minutes) * MINUTE_US),
        "due": priced.due_minor if priced is not None else 0,
    }
    return Ruling([UseExtended(use.use, agreed_min)], [], answer)


def _units(scene: Scene, visit: VisitRow, use: UseRow) -> Units | None:
    """What prices this clock; None of a zone, and where somebody else of the party pays."""
    return tariffs_with(scene, visit, use.tariff).uses.get(use.tariff) if use.tariff else None
