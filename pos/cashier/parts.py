"""Which bills are paid, and which part of them: some bands, some lines, an amount (R52, R59)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pos.errors import Declined
from pos.guests.finding import find_several, tab_row
from pos.guests.quotes import quoted_lines
from pos.guests.standing import standing_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.ledger.facts import LineAdded
    from pos.ledger.rows import BandRow, VisitRow
    from pos.operations import Pay
    from pos.scene import Scene


class Bill(Struct, frozen=True):
    """One visit that is paid, with the quoted lines that the payment makes real."""

    band: BandRow
    visit: VisitRow
    quotes: list[LineAdded]
    due_minor: int


class Part(Struct, frozen=True):
    """What of some bills is paid now.

    ``due_minor`` is all that is due, ``amount_minor`` what is asked for. ``lines`` are (line, amount) if only they
    are paid; ``exact`` if neither more nor less is. ``closing`` if the bills are in checkout, so that paying all
    closes them; else it is an advance.
    """

    bills: Sequence[Bill]
    due_minor: int
    amount_minor: int
    lines: tuple[tuple[int, int], ...]
    line_shares: dict[int, int]
    exact: bool
    closing: bool

    def shares(self, covered_minor: int) -> list[int]:
        """What of a payment belongs to each bill: all of its due, its lines, or in the order of the bands."""
        if self.closing and covered_minor == self.due_minor:
            return [bill.due_minor for bill in self.bills]
        if self.lines:
            return [self.line_shares.get(bill.visit.visit, 0) for bill in self.bills]
        shares: list[int] = []
        left_minor = covered_minor
        for bill in self.bills:
            share = max(0, min(left_minor, bill.due_minor))
            shares.append(share)
            left_minor -= share
        return shares


def part_of(scene: Scene, asked: Pay) -> Part:
    """The part of the bills that is asked for.

    Raises Declined: unknown_band, band_not_in_use, band_twice, not_in_checkout, line_twice, line_elsewhere, line_paid,
    more_than_due.
    """
    found = find_several(scene, asked.bands)
    waiting = [band for band, visit in found if visit.state != "settling"]
    if waiting and (len(waiting) < len(found) or asked.keep):
        raise Declined("not_in_checkout", band=waiting[0].number)
    bills = [_bill(scene, band, visit) for band, visit in found]
    due_minor = sum(bill.due_minor for bill in bills)
    if waiting and due_minor <= 0:
        raise Declined("not_in_checkout", band=waiting[0].number)
    lines, line_shares = _lines(scene, bills, asked.lines)
    amount_minor = due_minor
    if lines:
        amount_minor = sum(line_shares.values())
    elif asked.amount is not None:
        amount_minor = asked.amount
    exact = bool(lines) or asked.amount is not None
    if exact and amount_minor > due_minor:
        raise Declined("more_than_due", amount=scene.money(amount_minor), due=scene.money(due_minor))
    return Part(bills, due_minor, amount_minor, lines, line_shares, exact, closing=not waiting)


def _bill(scene: Scene, band: BandRow, visit: VisitRow) -> Bill:
    quotes = quoted_lines(scene.books, visit.visit) if visit.state == "settling" else []
    due_minor = tab_row(scene.books, visit.visit).due_minor + sum(quote.due_minor for quote in quotes)
    return Bill(band, visit, quotes, due_minor)


def _lines(
    scene: Scene, bills: Sequence[Bill], wanted: Sequence[int]
) -> tuple[tuple[tuple[int, int], ...], dict[int, int]]:
    """What is still to be paid of these lines, and how much of it on each bill."""
    if not wanted:
        return (), {}
    dues: dict[int, tuple[Bill, int]] = {}
    for bill in bills:
        for number, line in standing_lines(scene.books, bill.visit.visit).items():
            dues[number] = (bill, line.due_minor)
    lines: dict[int, int] = {}
    shares: dict[int, int] = {}
    for number in wanted:
        if number in lines:
            raise Declined("line_twice", line=number)
        if number not in dues:
            raise Declined("line_elsewhere", line=number)
        bill, due_minor = dues[number]
        left_minor = due_minor - paid_of_line(scene, number)
        if left_minor <= 0 or number <= bill.visit.paid_line:
            raise Declined("line_paid", line=number)
        lines[number] = left_minor
        shares[bill.visit.visit] = shares.get(bill.visit.visit, 0) + left_minor
    for bill in bills:
        if shares.get(bill.visit.visit, 0) > max(0, bill.due_minor):
            asked_minor = shares[bill.visit.visit]
            raise Declined("more_than_due", amount=scene.money(asked_minor), due=scene.money(bill.due_minor))
    return tuple(lines.items()), shares


def paid_of_line(scene: Scene, line: int) -> int:
    """What was paid for just this line, before its bill was closed (minor units)."""
    paid: int
    ((paid,),) = scene.books.query("SELECT coalesce(sum(amount_minor), 0) FROM receipt_line WHERE line = ?", line)
    return paid
