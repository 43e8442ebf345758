"""Moving lines from one guest's bill to another's (R25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.errors import Declined
from pos.goods.ticketing import carry_tickets
from pos.guests.covers import cover_anew
from pos.guests.finding import find_open, tab_row
from pos.guests.lines import line_postings
from pos.guests.voids import find_line
from pos.house.authority import may
from pos.ledger.facts import LineAdded
from pos.operations import MovedLine
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.guests.standing import Standing
    from pos.ledger.facts import AnyFact
    from pos.ledger.rows import VisitRow
    from pos.operations import Transfer
    from pos.scene import Scene

MOVABLE = frozenset({"", "admission", "use", "zone", "transfer"})
"""Marks of lines that can go to another bill; packages, fees and what a checkout adds stay where they are."""


def transfer(scene: Scene, asked: Transfer) -> Ruling:
    """Move lines, or pieces of them. Each keeps who did it, where and when, so takings and commission stay.

    A line goes out of one bill with what it still adds, and comes into the other with the same.
    Raises Declined: wrong_station, unknown_line, line_fixed, line_settled, in_checkout, line_voided, line_twice,
    lines_of_several, unknown_band, band_not_in_use, same_bill, adults_only, limit_reached, and as
    :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    _, to = find_open(scene.books, asked.to)
    source, moves = _moves(scene, asked)
    if source.visit == to.visit:
        raise Declined("same_bill", band=to.band)
    number = scene.books.number("line")
    out: list[LineAdded] = []
    into: list[LineAdded] = []
    for line, quantity in moves:
        _check_age(scene, to, line)
        number += 2
        one = _out(line, number - 1, quantity, asked.reason, to.band)
        out.append(one)
        into.append(_into(line, number, one, to.visit, source.band))
    used = may(scene, "transfer", asked, amount_minor=-sum(line.due_minor for line in out), visit=source.visit)
    out += _renumbered(cover_anew(scene, source, out), number)
    number += len(out) - len(moves)
    into += _renumbered(cover_anew(scene, to, into), number)
    added_minor = sum(line.due_minor for line in into)
    to_due_minor = tab_row(scene.books, to.visit).due_minor + added_minor
    if added_minor > 0 and to_due_minor > to.limit_minor:
        left_minor = max(0, to.limit_minor - to_due_minor + added_minor)
        raise Declined(
            "limit_reached",
            amount=scene.money(added_minor),
            limit=scene.money(to.limit_minor),
            left=scene.money(left_minor),
        )
    lines = sorted([*out, *into], key=lambda line: line.line)
    facts: list[AnyFact] = [*lines, used, *carry_tickets(scene, into[: len(moves)])]
    postings = line_postings(source.visit, out) + line_postings(to.visit, into)
    due_minor = tab_row(scene.books, source.visit).due_minor + sum(line.due_minor for line in out)
    return Ruling(facts, postings, _answer(moves, out, into, (source, due_minor), (to, to_due_minor)))


def _answer(
    moves: list[tuple[Standing, int]],
    out: list[LineAdded],
    into: list[LineAdded],
    source: tuple[VisitRow, int],
    to: tuple[VisitRow, int],
) -> dict[str, object]:
    """The lines as they are on the other bill, and what is due on both."""
    moved = [
        {"line": new.line, "of": old.of, "item": new.item, "quantity": new.quantity, "due": new.due_minor}
        for old, new in zip(out[: len(moves)], into[: len(moves)], strict=True)
    ]
    return {
        "lines": moved,
        "from": {"visit": source[0].visit, "band": source[0].band, "due": source[1]},
        "to": {"visit": to[0].visit, "band": to[0].band, "due": to[1]},
    }


def _moves(scene: Scene, asked: Transfer) -> tuple[VisitRow, list[tuple[Standing, int]]]:
    """The bill they are on, and each line with how much of it."""
    moves: list[tuple[Standing, int]] = []
    source: VisitRow | None = None
    for wanted in asked.lines:
        number, quantity = (wanted.line, wanted.quantity) if isinstance(wanted, MovedLine) else (wanted, None)
        visit, line = find_line(scene, number)
        if source is not None and visit.visit != source.visit:
            raise Declined("lines_of_several", line=number)
        source = visit
        if line.row.mark not in MOVABLE:
            raise Declined("line_not_movable", line=number)
        if any(number == other.row.line for other, _ in moves):
            raise Declined("line_twice", line=number)
        if not 0 < (quantity or line.left) <= line.left:
            raise Declined("line_voided", line=number, left=line.left)
        moves.append((line, quantity or line.left))
    if source is None:
        raise LookupError("a transfer names at least one line")
    return source, moves


def _check_age(scene: Scene, to: VisitRow, line: Standing) -> None:
    """What a child may not be sold cannot come onto a child's bill either (R14)."""
    item = scene.house.items.get(line.row.item)
    guest = scene.house.guests.get(to.guest)
    if item is not None and item.adults_only and (guest is None or guest.minor):
        raise Declined("adults_only", item=item.words.en)


def _out(line: Standing, number: int, quantity: int, reason: str, to: str) -> LineAdded:
    row = line.row
    return LineAdded(
        line=number,
        visit=row.visit,
        item=row.item,
        quantity=-quantity,
        list_minor=row.list_minor,
        due_minor=-line.take(quantity),
        outlet=row.outlet,
        tax=row.tax,
        mark="transfer",
        of=row.line,
        why={"to": to, "reason": reason},
        at_us=row.at_us,
        station=row.station,
        staff=row.staff,
    )


def _into(line: Standing, number: int, out: LineAdded, visit: int, source: str) -> LineAdded:
    row = line.row
    return LineAdded(
        line=number,
        visit=visit,
        item=row.item,
        quantity=-out.quantity,
        list_minor=row.list_minor,
        due_minor=-out.due_minor,
        outlet=row.outlet,
        tax=row.tax,
        mark="transfer",
        of=row.line,
        why={**line.why, "from": source},
        at_us=row.at_us,
        station=row.station,
        staff=row.staff,
    )


def _renumbered(lines: list[LineAdded], number: int) -> list[LineAdded]:
    """These lines, numbered from the one after ``number``."""
    return [replace(line, line=number + place) for place, line in enumerate(lines, start=1)]
