"""Check-in at the desk: bands and their classes, then one operation for the whole party."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pos.money import format_minor
from pos.operations import Arrival, CheckIn
from terminal_ui.desk.layers import Arriving, CheckingIn, Finished
from terminal_ui.desk.result import Result, bad, good, note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos.house.model import House, Zone
    from terminal_ui.desk.front_desk import BandSeen, FrontDesk


def add(layer: CheckingIn, seen: BandSeen, house: House) -> Result:
    """One more band for the party. Tapping it again only chooses it."""
    layer.asked_to_leave = False
    if seen.number in layer.bands:
        layer.row = layer.bands.index(seen.number)
        return note(f"Band {seen.number} is in this check-in already.")
    if seen.visit:
        return bad(f"Band {seen.number} is in use. Finish this check-in (Enter) or leave it (Esc) first.")
    layer.arrivals.append(Arriving(seen.number, next(iter(house.guests)), seen.zone, bool(seen.zone)))
    layer.row = len(layer.arrivals) - 1
    if not seen.zone:
        return note(f"Band {seen.number} has no zone of its own: press M for men or W for women.")
    return note("Enter checks in. Tap more bands to bring them in together.")


def choose_class(layer: CheckingIn, slot: int, house: House) -> None:
    """The chosen band's guest is of the n-th class."""
    classes = list(house.guests)
    if layer.arrivals and slot < len(classes):
        layer.arrivals[layer.row].guest = classes[slot]


def say_zone(layer: CheckingIn, zone: Zone) -> Result:
    """The zone of a band that has none of its own."""
    arriving = layer.arrivals[layer.row]
    if arriving.own_zone:
        return bad(f"Band {arriving.band} belongs to the {arriving.zone} zone.")
    arriving.zone = zone
    return note(f"Band {arriving.band}: {zone}. Enter checks in.")


def take_off(layer: CheckingIn) -> CheckingIn | None:
    """Without the chosen band; None if it was the only one."""
    del layer.arrivals[layer.row]
    layer.row = max(0, min(layer.row, len(layer.arrivals) - 1))
    return layer if layer.arrivals else None


def asks_before_leaving(layer: CheckingIn) -> bool:
    """Whether Esc should be pressed twice: several bands were tapped, and not asked yet."""
    if layer.asked_to_leave or len(layer.arrivals) < 2:
        return False
    layer.asked_to_leave = True
    return True


async def confirm(desk: FrontDesk, layer: CheckingIn) -> None:
    """Check the party in, all or nothing (R3)."""
    bands = tuple(
        Arrival(one.band, one.guest, None if one.own_zone or not one.zone else _zone(one.zone))
        for one in layer.arrivals
    )
    outcome = await desk.ask(CheckIn(bands=bands, **desk.carried()))
    if outcome is None:
        return
    visits: list[Mapping[str, Any]] = list(outcome.facts.get("visits", ()))  # type: ignore[call-overload]
    house = desk.house
    lines = [
        (f"{visit['band']}  locker {visit['locker'] or '-'}", format_minor(visit["due"], house.currency))
        for visit in visits
    ]
    desk.layer = Finished("CHECKED IN", lines, bands=[str(visit["band"]) for visit in visits])
    if len(visits) == 1:
        desk.result = good(f"Band {visits[0]['band']} is checked in: locker {visits[0]['locker'] or '-'}.")
    else:
        desk.result = good(f"{len(visits)} bands are checked in.")


def _zone(name: str) -> Zone:
    return "women" if name == "women" else "men"
