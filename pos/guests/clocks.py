"""Clocks that run for a guest: the stay, rooms, seats, zones; and when a shift lead lets them stand (R43, R44)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.errors import Declined
from pos.guests.finding import find_several
from pos.house.authority import may
from pos.ledger.facts import PauseBegun, PauseEnded
from pos.ledger.rows import UseRow
from pos.ledger.schema import VISIT_LINES
from pos.pricing.stay import Stay
from pos.pricing.uses import use_price
from pos.pricing.zones import zone_price
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.house.model import Tariffs
    from pos.ledger.rows import VisitRow
    from pos.operations import Freeze, Resume
    from pos.pricing.priced import Priced
    from pos.scene import Scene

WHOLE_HOUSE = 0
"""Stands for a visit where the clocks of all of them are meant."""


class UseCost(NamedTuple):
    """What a room, seat or zone costs, and the kind of line that says so."""

    priced: Priced
    mark: str
    outlet: str


def freeze(scene: Scene, asked: Freeze) -> Ruling:
    """Stop clocks.

    Raises Declined: unknown_band, band_not_in_use, band_twice, already_frozen, and as
    :func:`pos.house.authority.may`.
    """
    used = may(scene, "freeze", asked)
    number = scene.books.number("pause")
    facts: list[PauseBegun] = []
    for visit in _meant(scene, asked.bands):
        if standing_pause(scene, visit):
            continue
        number += 1
        facts.append(PauseBegun(number, visit, asked.reason))
    if not facts:
        raise Declined("already_frozen")
    return Ruling([*facts, used], [], {"frozen": [fact.visit for fact in facts]})


def resume(scene: Scene, asked: Resume) -> Ruling:
    """Let clocks run again. Raises Declined: unknown_band, band_not_in_use, band_twice, not_frozen, and as ``may``."""
    used = may(scene, "freeze", asked)
    standing = {visit: standing_pause(scene, visit) for visit in _meant(scene, asked.bands)}
    facts = [PauseEnded(pause) for pause in standing.values() if pause]
    if not facts:
        raise Declined("not_frozen")
    return Ruling([*facts, used], [], {"resumed": [visit for visit, pause in standing.items() if pause]})


def stay_of(scene: Scene, visit: VisitRow, from_us: int, to_us: int) -> Stay:
    """A span of a visit's time with the pauses that fall into it (R44)."""
    rows = scene.books.query(
        "SELECT from_us, to_us FROM pause WHERE visit IN (0, ?) AND (to_us = 0 OR to_us > ?) AND from_us < ?",
        visit.visit,
        from_us,
        to_us,
    )
    pauses = [(begin, end or to_us) for begin, end in rows]
    return Stay(from_us, to_us, tuple(pauses))


def running_uses(scene: Scene, visit: int) -> list[UseRow]:
    """The rooms, seats and zones whose clocks run for a visit."""
    rows = scene.books.query(
        "SELECT use, visit, station, tariff, from_us, to_us, agreed_min FROM use WHERE visit = ? AND to_us = 0 "
        "ORDER BY use",
        visit,
    )
    return [UseRow(*row) for row in rows]


def use_cost(scene: Scene, visit: VisitRow, use: UseRow, to_us: int) -> UseCost | None:
    """What the time up to ``to_us`` costs by the tariffs of the check-in (R4); None if it is free, or another's."""
    if not use.tariff:
        return None
    tariffs = tariffs_with(scene, visit, use.tariff)
    minutes = stay_of(scene, visit, use.from_us, to_us).minutes()
    outlet = scene.house.stations[use.station].outlet if use.station in scene.house.stations else ""
    if use.tariff in tariffs.zones:
        charged = scene.books.query(
            f"SELECT 1 FROM {VISIT_LINES} WHERE mark = 'zone' AND item = ?2 LIMIT 1",  # noqa: S608
            visit.visit,
            use.tariff,
        )
        priced = zone_price(tariffs.zones[use.tariff], minutes, already_charged=bool(charged))
        return UseCost(priced, "zone", outlet) if priced is not None else None
    priced = use_price(tariffs.uses[use.tariff], minutes)
    return UseCost(priced, "use", outlet) if priced is not None else None


def tariffs_with(scene: Scene, visit: VisitRow, tariff: str) -> Tariffs:
    """The tariffs of the check-in, or the first ones after it that know this: it may have come while the guest is in.

    Raises LookupError if none does.
    """
    for version in range(visit.version, scene.books.house_version + 1):
        tariffs = scene.house_of(version).tariffs
        if tariff in tariffs.uses or tariff in tariffs.zones:
            return tariffs
    raise LookupError(f"tariff {tariff} is named but was never there")


def _meant(scene: Scene, bands: tuple[str, ...]) -> list[int]:
    return [visit.visit for _, visit in find_several(scene, bands)] if bands else [WHOLE_HOUSE]


def standing_pause(scene: Scene, visit: int) -> int:
    """The pause that holds these clocks, or 0."""
    rows = scene.books.query("SELECT pause FROM pause WHERE visit = ? AND to_us = 0", visit)
    return rows[0][0] if rows else 0
