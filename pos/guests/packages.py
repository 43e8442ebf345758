"""A package on a bill, and off it again (R28)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.guests.covers import cover_anew
from pos.guests.finding import find_open, tab_row
from pos.guests.lines import line_postings
from pos.guests.standing import standing_lines
from pos.ledger.facts import LineAdded
from pos.pricing.daytype import price_day
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.house.model import Package
    from pos.ledger.rows import VisitRow
    from pos.operations import AddPackage, RemovePackage
    from pos.scene import Scene


def add_package(scene: Scene, asked: AddPackage) -> Ruling:
    """Put a package on a bill, one per visit; whatever it covers is due 0 from now on.

    Which kind of day it is goes by the check-in, as for the admission in it. Raises Declined: wrong_station,
    unknown_band, band_not_in_use, in_checkout, unknown_package, package_there, package_day, limit_reached.
    """
    scene.need_desk()
    band, visit = find_open(scene.books, asked.band)
    package = scene.house.packages.get(asked.package)
    if package is None:
        raise Declined("unknown_package", package=asked.package, known=", ".join(scene.house.packages) or "none")
    if tab_row(scene.books, visit.visit).package:
        raise Declined("package_there", band=band.number)
    weekend = scene.house_of(visit.version).tariffs.weekend
    if package.day not in {None, price_day(weekend, scene.zone, visit.in_us)}:
        raise Declined("package_day", package=package.words.en, day=package.day)
    line = LineAdded(
        line=scene.books.number("line") + 1,
        visit=visit.visit,
        item=package.code,
        quantity=1,
        list_minor=package.price_minor,
        due_minor=package.price_minor,
        outlet=scene.house.desk_outlet,
        tax=scene.house.time_tax,
        mark="package",
        why={"version": scene.books.house_version},
    )
    return _changed(scene, visit, line, package)


def remove_package(scene: Scene, asked: RemovePackage) -> Ruling:
    """Take the package off a bill; what it covered is at list price again.

    Raises Declined: wrong_station, unknown_band, band_not_in_use, in_checkout, no_package, line_settled,
    package_comped.
    """
    scene.need_desk()
    band, visit = find_open(scene.books, asked.band)
    number = tab_row(scene.books, visit.visit).package
    if not number:
        raise Declined("no_package", band=band.number)
    if number <= visit.paid_line:
        raise Declined("line_settled", line=number)
    bought = standing_lines(scene.books, visit.visit)[number]
    if bought.fixed:
        raise Declined("package_comped", band=band.number)
    row = bought.row
    line = LineAdded(
        line=scene.books.number("line") + 1,
        visit=visit.visit,
        item=row.item,
        quantity=-1,
        list_minor=row.list_minor,
        due_minor=-bought.due_minor,
        outlet=row.outlet,
        tax=row.tax,
        mark="package",
        of=row.line,
    )
    return _changed(scene, visit, line, None)


def _changed(scene: Scene, visit: VisitRow, line: LineAdded, package: Package | None) -> Ruling:
    """The package's line, and what it covers now. A package may not cost more than the guest's limit leaves (R22)."""
    covers = cover_anew(scene, visit, [line])
    before_minor = tab_row(scene.books, visit.visit).due_minor
    change_minor = line.due_minor + sum(cover.due_minor for cover in covers)
    if package is not None and change_minor > 0 and before_minor + change_minor > visit.limit_minor:
        raise Declined(
            "limit_reached",
            amount=scene.money(change_minor),
            limit=scene.money(visit.limit_minor),
            left=scene.money(max(0, visit.limit_minor - before_minor)),
        )
    answer: dict[str, object] = {
        "line": line.line,
        "package": line.item,
        "amount": change_minor,
        "covered": [
            {"line": cover.of, "item": cover.item, "quantity": cover.quantity, "amount": cover.due_minor}
            for cover in covers
        ],
        "due": before_minor + change_minor,
    }
    return Ruling([line, *covers], line_postings(visit.visit, [line, *covers]), answer)
