"""Charges: what one transaction checks before a line is on a bill (R20, R21, R22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.goods.consuming import take_goods
from pos.goods.ticketing import queue_tickets
from pos.guests.covers import cover_anew
from pos.guests.finding import find_open, tab_row
from pos.guests.lines import line_postings
from pos.ledger.entry import decode_content
from pos.ledger.facts import LineAdded
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.house.model import House, Item
    from pos.ledger.facts import AnyFact
    from pos.ledger.recent import Sale
    from pos.ledger.rows import VisitRow
    from pos.operations import Charge
    from pos.scene import Scene

WARN_PERCENT = 80
"""From this share of the limit on the outcome warns (R22)."""

SELLING = frozenset({"counter", "vending"})
"""Kinds of stations whose sales belong to their own outlet, whatever is sold."""

CHARGING = SELLING | {"desk", "room", "seat"}
"""Kinds of stations at which anything can be charged."""


def charge(scene: Scene, asked: Charge) -> Ruling:
    """Put the items on the visit of the band.

    Raises Declined: wrong_station, unknown_band, band_not_in_use, in_checkout, wrong_zone, unknown_item,
    adults_only, sold_out, limit_reached.
    """
    books = scene.books
    scene.need_station(CHARGING, "counter or desk")
    _, visit = find_open(books, asked.band)
    check_zone(scene, visit)
    wanted = [(find_item(scene.house, want.item), want.quantity) for want in asked.items]
    basket = tuple((item.slug, quantity) for item, quantity in wanted)
    before = books.sales.find(visit.visit, scene.at_us, scene.station.name, basket)
    if before is not None and not asked.again:
        return _already_done(scene, before)
    due_minor = tab_row(books, visit.visit).due_minor
    lines: list[LineAdded] = []
    number = books.number("line")
    total_minor = 0
    for item, quantity in wanted:
        _check_age(scene.house, visit, item)
        price = books.price_of(item.slug)
        list_minor = item.price_minor if price is None else price
        line_minor = list_minor * quantity
        number += 1
        outlet = outlet_of(scene, item)
        lines.append(LineAdded(number, visit.visit, item.slug, quantity, list_minor, line_minor, outlet, item.tax))
        total_minor += line_minor
    # What a package covers is on the bill and costs nothing (R28).
    covers = cover_anew(scene, visit, lines)
    total_minor += sum(line.due_minor for line in covers)
    facts: list[AnyFact] = [*lines, *covers, *take_goods(scene, wanted, lines[0].line)]
    tickets = queue_tickets(scene, wanted, lines)
    facts += tickets
    due_minor += total_minor
    if total_minor > 0 and due_minor > visit.limit_minor:
        _over_limit(scene, visit, due_minor, total_minor)
    taken_off = {line.of: line.due_minor for line in covers}
    told = [
        {
            "line": line.line,
            "item": line.item,
            "quantity": line.quantity,
            "due": line.due_minor + taken_off.get(line.line, 0),
        }
        for line in lines
    ]
    answer: dict[str, object] = {"lines": told, "due": due_minor}
    if due_minor * 100 >= visit.limit_minor * WARN_PERCENT:
        answer["warning"] = "limit_near"
    if tickets:
        answer["tickets"] = [{"ticket": one.ticket, "line": one.line, "post": one.post} for one in tickets]
    return Ruling(facts, line_postings(visit.visit, [*lines, *covers]), answer)


def find_item(house: House, named: str | int) -> Item:
    """The item of a number or a short name. Raises Declined("unknown_item")."""
    item = house.items.get(named) if isinstance(named, str) else house.items_by_number.get(named)
    if item is None and isinstance(named, str) and named.isdecimal():
        item = house.items_by_number.get(int(named[:9]))
    if item is None:
        raise Declined("unknown_item", item=str(named)[:40])
    return item


def outlet_of(scene: Scene, item: Item) -> str:
    """The outlet a sale belongs to: the counter's own, or at the desk the item's."""
    station = scene.station
    return station.outlet if station.kind in SELLING else item.outlet


def check_zone(scene: Scene, visit: VisitRow) -> None:
    """Declines where the guest's zone may not be (R14, R20). Raises Declined("wrong_zone")."""
    if scene.station.zone is not None and scene.station.zone != visit.zone:
        raise Declined("wrong_zone", band=visit.band, zone=visit.zone)


def _check_age(house: House, visit: VisitRow, item: Item) -> None:
    guest = house.guests.get(visit.guest)
    if item.adults_only and (guest is None or guest.minor):
        raise Declined("adults_only", item=item.words.en)


def _over_limit(scene: Scene, visit: VisitRow, due_minor: int, more_minor: int) -> None:
    left_minor = max(0, visit.limit_minor - (due_minor - more_minor))
    raise Declined(
        "limit_reached",
        amount=scene.money(more_minor),
        limit=scene.money(visit.limit_minor),
        left=scene.money(left_minor),
    )


def _already_done(scene: Scene, sale: Sale) -> Ruling:
    """What the first tap was answered, and when that was (R21)."""
    ((content,),) = scene.books.query("SELECT content FROM log WHERE seq = ?", sale.seq)
    first = decode_content(str(content)).answer
    return Ruling([], [], first | {"already": scene.clock_s(sale.at_us)}, kind="repeat")
