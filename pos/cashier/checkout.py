"""Checkout: the clocks stop, what the stay costs is quoted, and the visits are locked until paid or left (R43, R51).

What is quoted is on no bill yet. A payment makes lines of it; leaving the checkout drops it, and the clocks
go on as if they had never stopped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.cashier.hanging import hanging, told_hanging
from pos.errors import Declined
from pos.guests.clocks import running_uses, stay_of, use_cost
from pos.guests.covers import covered_quotes
from pos.guests.finding import find_several, tab_row
from pos.guests.lines import tariff_line
from pos.guests.quotes import quoted
from pos.ledger.facts import LineAdded, QuotesDropped, VisitMoved
from pos.ledger.schema import VISIT_LINES
from pos.pricing.checkout import checkout_lines
from pos.pricing.service import service_lines
from pos.pricing.tax import tax_by_rate
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.cashier.hanging import Hanging
    from pos.house.model import Admission, House
    from pos.ledger.facts import AnyFact
    from pos.ledger.rows import VisitRow
    from pos.operations import BeginCheckout, LeaveCheckout
    from pos.scene import Scene


def begin_checkout(scene: Scene, asked: BeginCheckout) -> Ruling:
    """Stop the clocks of these visits and quote what they cost.

    A visit that is in checkout already stays as it is: its clocks stopped at the first tap (R43), and another
    desk may go on with it. Raises Declined: wrong_station, unknown_band, band_not_in_use, band_twice.
    """
    scene.need_desk()
    facts: list[AnyFact] = []
    visits: list[dict[str, object]] = []
    in_use: list[str] = []
    handed: list[Hanging] = []
    total_minor = 0
    for band, visit in find_several(scene, asked.bands):
        if visit.state != "settling":
            quotes = quotes_of(scene, visit)
            facts += quoted(quotes)
            facts.append(VisitMoved(visit.visit, "settling"))
            quoted_minor = sum(line.due_minor for line in quotes)
        else:
            quoted_minor = quoted_of(scene, visit.visit)
        due_minor = tab_row(scene.books, visit.visit).due_minor + quoted_minor
        total_minor += due_minor
        visits.append({"visit": visit.visit, "band": band.number, "due": due_minor})
        handed += hanging(scene.books.query, visit.visit)
        in_use += [
            f"{use.station} is in use since {scene.clock(use.from_us)} (band {band.number})"
            for use in running_uses(scene, visit.visit)
            if use.tariff
        ]
    answer: dict[str, object] = {"visits": visits, "due": total_minor, "open": in_use}
    return Ruling(facts, [], answer | told_hanging(scene, handed, in_use))


def leave_checkout(scene: Scene, asked: LeaveCheckout) -> Ruling:
    """Unlock visits; nothing was charged for the time.

    Raises Declined: wrong_station, unknown_band, band_not_in_use, band_twice, not_in_checkout.
    """
    scene.need_desk()
    facts: list[AnyFact] = []
    visits: list[dict[str, object]] = []
    for band, visit in find_several(scene, asked.bands):
        if visit.state != "settling":
            raise Declined("not_in_checkout", band=band.number)
        facts += [QuotesDropped(visit.visit), VisitMoved(visit.visit, visit.before)]
        due_minor = tab_row(scene.books, visit.visit).due_minor
        visits.append({"visit": visit.visit, "band": band.number, "due": due_minor})
    return Ruling(facts, [], {"visits": visits})


def quoted_of(scene: Scene, visit: int) -> int:
    """What is quoted for a visit in checkout (minor units)."""
    quoted: int
    ((quoted,),) = scene.books.query("SELECT coalesce(sum(due_minor), 0) FROM quote WHERE visit = ?", visit)
    return quoted


def quotes_of(scene: Scene, visit: VisitRow) -> list[LineAdded]:
    """Overtime, the night, running clocks, what a package covers of them, service, then tax prices do not include."""
    house = scene.house_of(visit.version)
    guest = house.guests[visit.guest]
    stay = replace(stay_of(scene, visit, visit.in_us, scene.at_us), restart_us=visit.kept_us)
    lines: list[LineAdded] = []
    for priced in checkout_lines(house, guest, _admission(house, visit), stay, _charged(scene, visit.visit)):
        mark = "overnight" if priced.tariff == house.tariffs.night.tariff else "overtime"
        lines.append(tariff_line(scene.house, 0, visit.visit, priced, mark))
    for use in running_uses(scene, visit.visit):
        cost = use_cost(scene, visit, use, scene.at_us)
        if cost is not None:
            lines.append(tariff_line(scene.house, 0, visit.visit, cost.priced, cost.mark, cost.outlet))
    lines += covered_quotes(scene, visit, lines)
    lines += _service(scene, visit, lines)
    return lines + _added_taxes(scene, visit, lines)


def _admission(house: House, visit: VisitRow) -> Admission:
    return next(one for one in house.tariffs.admissions if one.tariff == visit.tariff)


def _service(scene: Scene, visit: VisitRow, quotes: list[LineAdded]) -> list[LineAdded]:
    sold = _sums(scene, visit, "outlet")
    for line in quotes:
        sold[line.outlet] = sold.get(line.outlet, 0) + line.due_minor
    known = {outlet: minor for outlet, minor in sold.items() if outlet in scene.house.outlets}
    return [
        tariff_line(scene.house, 0, visit.visit, priced, "service", str(priced.why["outlet"]))
        for priced in service_lines(scene.house, known)
    ]


def _added_taxes(scene: Scene, visit: VisitRow, quotes: list[LineAdded]) -> list[LineAdded]:
    """A line for each rate that is added to the prices (R55); included tax needs none."""
    sold = _sums(scene, visit, "tax")
    for line in quotes:
        sold[line.tax] = sold.get(line.tax, 0) + line.due_minor
    rates = {code: scene.tax_rate(code) for code in sold if code}
    added = {code: sold[code] for code, rate in rates.items() if not rate.included}
    lines: list[LineAdded] = []
    for tax in tax_by_rate(rates, added.items()):
        if tax.tax_minor:
            minor, outlet = tax.tax_minor, scene.house.desk_outlet
            why: dict[str, int | str] = {"basis_points": rates[tax.rate].basis_points, "sold": tax.net_minor}
            lines.append(LineAdded(0, visit.visit, tax.rate, 1, minor, minor, outlet, "", "tax", why=why))
    return lines


def _sums(scene: Scene, visit: VisitRow, column: str) -> dict[str, int]:
    """What is on the bill and not paid yet, by a column of its lines."""
    rows = scene.books.query(
        f"SELECT {column}, sum(due_minor) FROM {VISIT_LINES} WHERE line > ?2 GROUP BY {column}",  # noqa: S608
        visit.visit,
        visit.paid_line,
    )
    return {str(key): minor for key, minor in rows}


def _charged(scene: Scene, visit: int) -> dict[str, int]:
    """What of the time a guest who paid and stayed has paid for, by tariff (minor units)."""
    rows = scene.books.query(
        f"SELECT item, sum(due_minor) FROM {VISIT_LINES} WHERE mark IN ('overtime', 'overnight') GROUP BY item",  # noqa: S608
        visit,
    )
    return {str(item): minor for item, minor in rows}
