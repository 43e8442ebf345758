"""Taking a line back before settlement (R24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.clock import MINUTE_US
from pos.errors import Declined
from pos.goods.consuming import bring_back
from pos.goods.ticketing import cancel_tickets, told_cancels
from pos.guests.covers import cover_anew
from pos.guests.finding import check_back, tab_row, visit_row
from pos.guests.lines import line_postings
from pos.guests.standing import standing_lines
from pos.guests.states import RUNNING
from pos.house.authority import may
from pos.ledger.facts import LineAdded
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.guests.standing import Standing
    from pos.ledger.facts import AnyFact, RightUsed
    from pos.ledger.rows import VisitRow
    from pos.operations import Void
    from pos.scene import Scene

OWN_WITHIN_MIN = 10
"""One's own line can be voided for so long; later it needs the shift lead (R24)."""


def void(scene: Scene, asked: Void) -> Ruling:
    """Take a line back, or some pieces of it. The line stays; a reversing line is added; stock comes back.

    What comes back is what those pieces still add to the bill. Raises Declined: unknown_line, line_fixed,
    line_settled, in_checkout, line_voided, void_needs_lead, and as :func:`pos.house.authority.may`.
    """
    visit, line = find_line(scene, asked.line)
    row = line.row
    item = scene.house.items.get(row.item)
    # What came from another bill may be an admission, too.
    if row.mark and not (row.mark == "transfer" and item is not None):
        raise Declined("line_fixed", line=row.line)
    used = _right_used(scene, asked, line)
    quantity = line.left if asked.quantity is None else asked.quantity
    if not 0 < quantity <= line.left:
        raise Declined("line_voided", line=row.line, left=line.left)
    reversing = _reversing(scene.books.number("line") + 1, line, quantity)
    lines = [reversing, *cover_anew(scene, visit, [reversing])]
    facts: list[AnyFact] = [*lines, *used, *bring_back(scene.books, row, quantity)]
    tickets = cancel_tickets(scene, [(row.line, quantity)])
    facts += tickets
    amount_minor = sum(one.due_minor for one in lines)
    answer: dict[str, object] = {
        "line": reversing.line,
        "of": row.line,
        "item": row.item,
        "quantity": quantity,
        "amount": amount_minor,
        "due": tab_row(scene.books, visit.visit).due_minor + amount_minor,
    }
    return Ruling(facts, line_postings(visit.visit, lines), answer | told_cancels(tickets))


def void_line(scene: Scene, number: int, line: int) -> LineAdded:
    """The line that takes a whole line back. Raises Declined("unknown_line")."""
    _, found = _find(scene, line)
    return _reversing(number, found, found.left)


def find_line(scene: Scene, line: int) -> tuple[VisitRow, Standing]:
    """A line of a bill that is open, with what is left of it.

    Raises Declined: unknown_line, line_fixed (it only changes another one), guest_is_out, in_checkout, line_settled.
    """
    visit, found = _find(scene, line)
    check_back(scene.books, visit)
    if visit.state == "settling":
        raise Declined("in_checkout", band=visit.band)
    if visit.state not in RUNNING or line <= visit.paid_line:
        raise Declined("line_settled", line=line)
    return visit, found


def _find(scene: Scene, line: int) -> tuple[VisitRow, Standing]:
    rows = scene.books.query("SELECT visit FROM line WHERE line = ?", line if line < 2**63 else -1)
    if not rows:
        raise Declined("unknown_line", line=line)
    visit: int = rows[0][0]
    found = standing_lines(scene.books, visit).get(line)
    if found is None:
        raise Declined("line_fixed", line=line)
    return visit_row(scene.books, visit), found


def _reversing(number: int, line: Standing, quantity: int) -> LineAdded:
    """Pieces of a line with the sign turned."""
    row = line.row
    return LineAdded(
        line=number,
        visit=row.visit,
        item=row.item,
        quantity=quantity,
        list_minor=row.list_minor,
        due_minor=-line.take(quantity),
        outlet=row.outlet,
        tax=row.tax,
        mark="void",
        of=row.line,
    )


def _right_used(scene: Scene, asked: Void, line: Standing) -> list[RightUsed]:
    """One's own line needs no right for a while; what is somebody else's or older does."""
    row = line.row
    if scene.staff and scene.staff == row.staff:
        if scene.at_us - row.at_us <= OWN_WITHIN_MIN * MINUTE_US:
            return []
        why = f"it was charged more than {OWN_WITHIN_MIN} minutes ago"
    else:
        why = f"the line is {row.staff or 'nobody'}'s"
    try:
        return [may(scene, "void", asked, visit=row.visit, amount_minor=max(line.due_minor, 0))]
    except Declined as declined:
        if declined.code == "not_allowed":
            raise Declined("void_needs_lead", why=why) from None
        raise
