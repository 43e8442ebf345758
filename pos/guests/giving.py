"""What the house gives away: discounts, gifts, whole bills (R26, R27).

Each is a line with a negative due about the line it lowers, so that prices stay on the bill and sales by outlet,
item and tax come out right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.errors import Declined
from pos.guests.charging import find_item
from pos.guests.covers import cover_anew
from pos.guests.finding import find_open, tab_row
from pos.guests.lines import line_postings
from pos.guests.standing import standing_lines
from pos.guests.voids import find_line
from pos.house.authority import may
from pos.ledger.facts import LineAdded
from pos.money import allocate, round_half_up
from pos.scene import Ruling

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.guests.standing import Standing
    from pos.ledger.facts import RightUsed
    from pos.ledger.rows import VisitRow
    from pos.operations import Comp, Discount, Gift
    from pos.scene import Scene

WHOLE_BILL = "bill"
"""The scope of a discount that is neither an outlet nor an item."""

LOWERED = frozenset({"", "admission", "use", "zone", "overtime", "overnight", "transfer"})
"""Marks of lines that a discount is for: no packages, no fees, nothing the checkout reckons from others."""


def discount(scene: Scene, asked: Discount) -> Ruling:
    """Take percent or an amount off, shared over the lines it is for by what each still adds (R50).

    What a package covers and what the venue file excludes is not in it. Raises Declined: wrong_station,
    unknown_band, band_not_in_use, in_checkout, percent_or_amount, unknown_scope, nothing_to_discount, too_much_off,
    and as :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    _, visit = find_open(scene.books, asked.band)
    if (asked.percent is None) == (asked.amount is None):
        raise Declined("percent_or_amount")
    within = _scope(scene, asked.scope)
    lines = [one for one in _unpaid(scene, visit) if _lowered(scene, one) and within(one)]
    open_minor = [one.due_minor for one in lines]
    of_minor = sum(open_minor)
    off_minor = round_half_up(of_minor * asked.percent, 100) if asked.percent is not None else asked.amount or 0
    if not of_minor or not off_minor:
        raise Declined("nothing_to_discount")
    if off_minor > of_minor:
        raise Declined("too_much_off", amount=scene.money(off_minor), due=scene.money(of_minor))
    used = may(scene, "discount", asked, amount_minor=off_minor, of_minor=of_minor, visit=visit.visit)
    why: dict[str, int | str] = {
        "reason": asked.reason, "scope": str(asked.scope), "sold": of_minor, "off": off_minor
    }  # fmt: skip
    if asked.percent is not None:
        why["percent"] = asked.percent
    given = [
        _given(one, "discount", one.open_units, off, why)
        for one, off in zip(lines, allocate(off_minor, open_minor), strict=True)
        if off
    ]
    return _ruling(scene, visit, given, used)


def gift(scene: Scene, asked: Gift) -> Ruling:
    """Make a line, or pieces of it, a gift; a package then covers others.

    Raises Declined: wrong_station, unknown_line, line_fixed, line_settled, in_checkout, line_voided,
    nothing_to_discount, and as :func:`pos.house.authority.may`.
    """
    visit, line = find_line(scene, asked.line)
    if line.row.mark not in LOWERED:
        raise Declined("line_fixed", line=asked.line)
    most = len(line.units_minor)
    quantity = most if asked.quantity is None else asked.quantity
    if quantity > most:
        raise Declined("line_voided", line=asked.line, left=most)
    given_minor = sum(line.units_minor[most - quantity :])
    if not given_minor:
        raise Declined("nothing_to_discount")
    used = may(scene, "gift", asked, amount_minor=given_minor, of_minor=given_minor, visit=visit.visit)
    return _ruling(scene, visit, [_given(line, "gift", quantity, given_minor, {"reason": asked.reason})], used)


def comp(scene: Scene, asked: Comp) -> Ruling:
    """Take off everything that is due for the lines of a bill, its package among them.

    What was paid in advance stays paid, so nothing is due and some may be to be given back. Raises Declined:
    wrong_station, unknown_band, band_not_in_use, in_checkout, nothing_to_discount, and as
    :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    _, visit = find_open(scene.books, asked.band)
    lines = [one for one in _unpaid(scene, visit) if one.due_minor > 0]
    whole_minor = sum(one.due_minor for one in lines)
    if not whole_minor:
        raise Declined("nothing_to_discount")
    used = may(scene, "comp", asked, amount_minor=whole_minor, of_minor=whole_minor, visit=visit.visit)
    why: dict[str, int | str] = {"reason": asked.reason, "signer": asked.signer}
    given = [_given(one, "comp", one.open_units, one.due_minor, why) for one in lines]
    return _ruling(scene, visit, given, used)


def _unpaid(scene: Scene, visit: VisitRow) -> list[Standing]:
    """The lines of a bill, without those of a guest who paid and stayed (R10)."""
    lines = standing_lines(scene.books, visit.visit)
    return [one for number, one in lines.items() if number > visit.paid_line]


def _scope(scene: Scene, scope: str | int) -> Callable[[Standing], bool]:
    """Whether a line is in the scope of a discount. Raises Declined("unknown_scope")."""
    if scope == WHOLE_BILL:
        return lambda _line: True
    if scope in scene.house.outlets:
        return lambda line: line.row.outlet == scope
    try:
        slug = find_item(scene.house, scope).slug
    except Declined:
        raise Declined("unknown_scope", scope=str(scope)[:40], known=", ".join(scene.house.outlets)) from None
    return lambda line: line.row.item == slug


def _lowered(scene: Scene, line: Standing) -> bool:
    item = scene.house.items.get(line.row.item)
    return line.row.mark in LOWERED and line.due_minor > 0 and not (item is not None and item.no_discount)


def _given(line: Standing, mark: str, units: int, off_minor: int, why: dict[str, int | str]) -> LineAdded:
    """The line that takes an amount off units of another; numbered when all of them are known."""
    row = line.row
    return LineAdded(
        line=0,
        visit=row.visit,
        item=row.item,
        quantity=units,
        list_minor=row.list_minor,
        due_minor=-off_minor,
        outlet=row.outlet,
        tax=row.tax,
        mark=mark,
        of=row.line,
        why=why,
    )


def _ruling(scene: Scene, visit: VisitRow, given: list[LineAdded], used: RightUsed) -> Ruling:
    number = scene.books.number("line")
    lines = [replace(line, line=number + place) for place, line in enumerate(given, start=1)]
    covers = cover_anew(scene, visit, lines)
    all_lines = [*lines, *covers]
    answer: dict[str, object] = {
        "lines": [
            {"line": line.line, "of": line.of, "item": line.item, "quantity": line.quantity, "due": line.due_minor}
            for line in lines
        ],
        "amount": sum(line.due_minor for line in lines),
        "due": tab_row(scene.books, visit.visit).due_minor + sum(line.due_minor for line in all_lines),
    }
    if used.approved:
        answer["approved_by"] = used.staff
    return Ruling([*all_lines, used], line_postings(visit.visit, all_lines), answer)
