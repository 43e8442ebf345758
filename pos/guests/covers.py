"""What the package of a visit covers, and what a booking offsets of a zone's fee, kept as lines (R28, R29).

Whatever changes a bill with a package or a booking ends here: what should be covered is worked out from the whole
bill, and the difference to what is covered now is added as lines marked ``cover`` or ``offset``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.guests.standing import Standing, add, row_of, standing_lines
from pos.guests.zone_bookings import booked_zones, offset_fees, touches_bookings
from pos.ledger.facts import LineAdded
from pos.pricing.packages import NOTHING, Coverable, covered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pos.house.model import Package, Units
    from pos.ledger.rows import VisitRow
    from pos.pricing.packages import Cover
    from pos.scene import Scene

COVER = "cover"
"""Mark of a line that takes off what the package covers of another."""
OFFSET = "offset"
"""Mark of a line that takes off a zone's fee, because something is booked there."""


def cover_anew(scene: Scene, visit: VisitRow, lines: Sequence[LineAdded]) -> list[LineAdded]:
    """The lines that bring the cover of a visit's bill up to these new lines of it, numbered after them.

    Empty, and nothing is read, if the visit has no package and none is bought or taken off, and none of these lines
    is a zone's fee or books one.
    """
    tab = scene.books.tabs.get(visit.visit)
    packed = (tab is not None and tab.package) or any(line.mark == "package" for line in lines)
    if not packed and not touches_bookings(scene, visit, lines):
        return []
    stood = standing_lines(scene.books, visit.visit)
    add_all(scene, stood, lines)
    first = max((line.line for line in lines), default=scene.books.number("line")) + 1
    return cover_lines(scene, visit, stood, first)


def covered_quotes(
    scene: Scene, visit: VisitRow, quotes: Sequence[LineAdded], lines: Sequence[LineAdded] = ()
) -> list[LineAdded]:
    """What the package of a visit covers of what a checkout quotes, as quotes to follow those.

    ``lines`` are new on the bill and come before what is quoted.
    """
    before = scene.books.number("line") + len(lines)
    numbered = [replace(quote, line=before + place) for place, quote in enumerate(quotes, start=1)]
    covers = cover_anew(scene, visit, [*lines, *numbered])
    return [replace(cover, line=0, of=cover.of - before) for cover in covers if cover.of > before]


def add_all(scene: Scene, stood: dict[int, Standing], lines: Iterable[LineAdded]) -> None:
    """Take lines of this operation into account."""
    for line in lines:
        add(stood, row_of(line, scene.at_us, scene.station.name, scene.staff))


def cover_lines(scene: Scene, visit: VisitRow, stood: dict[int, Standing], first: int) -> list[LineAdded]:
    """The difference between what the package covers of these lines and what is covered now."""
    package = package_of(scene, stood)
    includes = package.includes if package is not None else {}
    zones = booked_zones(scene, visit)
    wanted = covered(includes, _coverables(scene, visit, stood)) | offset_fees(zones, visit, stood)
    changes: list[LineAdded] = []
    for number, one in stood.items():
        want = wanted.get(number, NOTHING)
        if (want.units, want.minor) == (one.covered, one.covered_minor):
            continue
        line = _difference(first + len(changes), one, want)
        if one.row.item in zones:
            # What is offset is not sold: its pieces come off.
            changes.append(replace(line, mark=OFFSET, quantity=-line.quantity))
        else:
            changes.append(replace(line, why={"package": package.code if package is not None else ""}))
    return changes


def _difference(number: int, one: Standing, want: Cover) -> LineAdded:
    row = one.row
    return LineAdded(
        line=number,
        visit=row.visit,
        item=row.item,
        quantity=want.units - one.covered,
        list_minor=row.list_minor,
        due_minor=one.covered_minor - want.minor,
        outlet=row.outlet,
        tax=row.tax,
        mark=COVER,
        of=row.line,
    )


def package_of(scene: Scene, stood: dict[int, Standing]) -> Package | None:
    """The package on a bill, as it was when it was bought; None if there is none."""
    for one in stood.values():
        if one.row.mark == "package" and one.left:
            return scene.house_of(int(one.why["version"])).packages[one.row.item]
    return None


def _coverables(scene: Scene, visit: VisitRow, stood: dict[int, Standing]) -> Iterable[Coverable]:
    guests = {
        admission.tariff: admission.guest
        for version in {visit.version, scene.books.house_version}
        for admission in scene.house_of(version).tariffs.admissions
    }
    for number, one in stood.items():
        row = one.row
        # What costs nothing any more needs no part of the package.
        if row.mark == "package" or not sum(one.units_minor):
            continue
        tariff = _room_tariff(scene, visit, row.item) if one.minutes else None
        yield Coverable(
            line=number,
            key=guests.get(row.item, row.item),
            at_us=row.at_us,
            units_minor=tuple(one.units_minor),
            minutes=one.minutes,
            tariff=tariff,
            fixed=one.covered if one.fixed or number <= visit.paid_line else None,
        )


def _room_tariff(scene: Scene, visit: VisitRow, tariff: str) -> Units | None:
    """The tariff of the check-in, or the next one that is known; None if it prices no room (R4)."""
    newest = scene.books.house_version
    for version in (*range(visit.version, newest + 1), *range(visit.version - 1, 0, -1)):
        units = scene.house_of(version).tariffs.uses.get(tariff)
        if units is not None:
            return units
    return None
