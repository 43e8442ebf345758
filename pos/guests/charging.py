"""Charges: what one transaction checks before a line is on a bill (R20, R21, R22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.guests.finding import find_open, tab_row
from pos.ledger.facts import LineAdded, StockMoved
from pos.money import format_minor
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.house.model import House, Item
    from pos.ledger.books import Books
    from pos.ledger.entry import Posting
    from pos.ledger.facts import AnyFact
    from pos.ledger.rows import VisitRow
    from pos.operations import Charge
    from pos.scene import Scene

DOUBLE_TAP_US = 3_000_000
"""Same band, same station, same basket within this is one charge (R21)."""

WARN_PERCENT = 80
"""From this share of the limit on the outcome warns (R22)."""

SELLING = frozenset({"counter", "vending"})
"""Kinds of stations whose sales belong to their own outlet, whatever is sold."""

Basket = tuple[tuple[str, int], ...]


def charge(scene: Scene, asked: Charge) -> Ruling:
    """Put the items on the visit of the band.

    Raises Declined: unknown_band, band_not_in_use, in_checkout, wrong_zone, unknown_item, adults_only,
    sold_out, limit_reached.
    """
    books = scene.books
    _, visit = find_open(books, asked.band)
    check_zone(scene, visit)
    wanted = [(find_item(scene.house, want.item), want.quantity) for want in asked.items]
    basket = tuple((item.slug, quantity) for item, quantity in wanted)
    before = _just_charged(scene, visit.visit, basket)
    if before:
        return _already_done(scene, before)
    due_minor = tab_row(books, visit.visit).due_minor
    facts: list[AnyFact] = []
    lines: list[dict[str, object]] = []
    number = books.number("line")
    sold: dict[str, int] = {}
    total_minor = 0
    for item, quantity in wanted:
        _check_age(scene.house, visit, item)
        price = books.price_of(item.slug)
        list_minor = item.price_minor if price is None else price
        line_minor = list_minor * quantity
        outlet = outlet_of(scene, item)
        number += 1
        facts.append(LineAdded(number, visit.visit, item.slug, quantity, list_minor, line_minor, outlet, item.tax))
        lines.append({"line": number, "item": item.slug, "quantity": quantity, "due": line_minor})
        sold[outlet] = sold.get(outlet, 0) + line_minor
        total_minor += line_minor
    _take_from_stock(scene, wanted, facts)
    due_minor += total_minor
    if due_minor > visit.limit_minor:
        _over_limit(scene, visit, due_minor, total_minor)
    answer: dict[str, object] = {"lines": lines, "due": due_minor}
    if due_minor * 100 >= visit.limit_minor * WARN_PERCENT:
        answer["warning"] = "limit_near"
    return Ruling(facts, sale_postings(visit.visit, sold), answer)


def sale_postings(visit: int, sold: dict[str, int]) -> list[Posting]:
    """The guest owes what the outlets sold: debit guest, credit sales. Negative amounts take a sale back."""
    total_minor = sum(sold.values())
    if not total_minor and not any(sold.values()):
        return []
    legs: list[Posting] = [("guest", visit, total_minor)]
    legs += [("sales:" + outlet, 0, -amount) for outlet, amount in sold.items()]
    return legs


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


def _take_from_stock(scene: Scene, wanted: list[tuple[Item, int]], facts: list[AnyFact]) -> None:
    taken: dict[str, int] = {}
    for item, quantity in wanted:
        if item.stock:
            taken[item.slug] = taken.get(item.slug, 0) + quantity
    for slug, quantity in taken.items():
        row = scene.books.stocks.get(slug)
        left = row.pieces if row is not None else 0
        if quantity > left and not scene.house.negative_stock:
            raise Declined("sold_out", item=scene.house.items[slug].words.en, left=left)
        facts.append(StockMoved(slug, -quantity))


def _over_limit(scene: Scene, visit: VisitRow, due_minor: int, more_minor: int) -> None:
    currency = scene.house.currency
    left_minor = max(0, visit.limit_minor - (due_minor - more_minor))
    raise Declined(
        "limit_reached",
        amount=format_minor(more_minor, currency),
        limit=format_minor(visit.limit_minor, currency),
        left=format_minor(left_minor, currency),
    )


def _just_charged(scene: Scene, visit: int, basket: Basket) -> int:
    """The entry of the same charge a moment ago, or 0."""
    recent = _recent(scene.books, visit, scene.at_us)
    station = scene.station.name
    for at_us, where, what, seq in recent:
        if where == station and what == basket and 0 <= scene.at_us - at_us <= DOUBLE_TAP_US:
            return seq
    return 0


def _recent(books: Books, visit: int, at_us: int) -> list[tuple[int, str, Basket, int]]:
    kept = books.recent.get(visit)
    if kept is None:
        kept = books.recent[visit] = _read_recent(books, visit, at_us)
    return kept


def _read_recent(books: Books, visit: int, at_us: int) -> list[tuple[int, str, Basket, int]]:
    rows = books.query(
        "SELECT seq, at_us, station, item, quantity FROM line WHERE visit = ? AND at_us >= ? AND mark = '' "
        "ORDER BY line",
        visit,
        at_us - DOUBLE_TAP_US,
    )
    found: dict[int, tuple[int, str, Basket, int]] = {}
    for seq, when, station, item, quantity in rows:
        number = int(str(seq))
        basket = found[number][2] if number in found else ()
        found[number] = (int(str(when)), str(station), (*basket, (str(item), int(str(quantity)))), number)
    return list(found.values())


def _already_done(scene: Scene, seq: int) -> Ruling:
    ((at_us,),) = scene.books.query("SELECT at_us FROM log WHERE seq = ?", seq)
    return Ruling([], [], {"already_at": scene.clock(int(str(at_us)))}, kind="repeat", repeats=seq)
