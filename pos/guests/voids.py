"""Taking a line back before settlement (R24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.clock import MINUTE_US
from pos.errors import Declined
from pos.guests.finding import tab_row, visit_row
from pos.guests.lines import line_postings
from pos.house.authority import may
from pos.ledger.facts import LineAdded, StockMoved
from pos.ledger.schema import VISIT_LINES
from pos.money import allocate
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.ledger.facts import AnyFact, RightUsed
    from pos.operations import Void
    from pos.scene import Scene

OWN_WITHIN_MIN = 10
"""One's own line can be voided for so long; later it needs the shift lead (R24)."""


class _Line(NamedTuple):
    """What a void needs to know of a line."""

    line: int
    visit: int
    item: str
    quantity: int
    list_minor: int
    due_minor: int
    outlet: str
    tax: str
    mark: str
    at_us: int
    staff: str


def void(scene: Scene, asked: Void) -> Ruling:
    """Take a line back, or some pieces of it. The line stays; a reversing line is added; stock comes back.

    Raises Declined: unknown_line, line_fixed, line_settled, in_checkout, line_voided, void_needs_lead.
    """
    line = _find(scene, asked.line)
    if line.mark:
        raise Declined("line_fixed", line=line.line)
    visit = visit_row(scene.books, line.visit)
    if visit.state == "settling":
        raise Declined("in_checkout", band=visit.band)
    if visit.state != "open":
        raise Declined("line_settled", line=line.line)
    used = _right_used(scene, asked, line)
    taken = _taken_back(scene, line)
    left = line.quantity - taken
    quantity = left if asked.quantity is None else asked.quantity
    if not 0 < quantity <= left:
        raise Declined("line_voided", line=line.line, left=left)
    reversing = _reversing(scene.books.number("line") + 1, line, taken, quantity)
    facts: list[AnyFact] = [reversing, *used]
    item = scene.house.items.get(line.item)
    if item is not None and item.stock:
        facts.append(StockMoved(line.item, quantity))
    due_minor = tab_row(scene.books, line.visit).due_minor + reversing.due_minor
    answer: dict[str, object] = {
        "line": reversing.line,
        "of": line.line,
        "item": line.item,
        "quantity": quantity,
        "amount": reversing.due_minor,
        "due": due_minor,
    }
    return Ruling(facts, line_postings(line.visit, [reversing]), answer)


def void_line(scene: Scene, number: int, line: int) -> LineAdded:
    """The line that takes a whole line back. Raises Declined("unknown_line")."""
    found = _find(scene, line)
    return _reversing(number, found, 0, found.quantity)


def _reversing(number: int, line: _Line, taken: int, quantity: int) -> LineAdded:
    """Pieces ``taken`` … ``taken + quantity`` of a line, with the sign turned: all voids together give back its due."""
    shares = allocate(line.due_minor, [1] * line.quantity)
    return LineAdded(
        line=number,
        visit=line.visit,
        item=line.item,
        quantity=quantity,
        list_minor=line.list_minor,
        due_minor=-sum(shares[taken : taken + quantity]),
        outlet=line.outlet,
        tax=line.tax,
        mark="void",
        of=line.line,
    )


def _find(scene: Scene, line: int) -> _Line:
    rows = scene.books.query(
        "SELECT line, visit, item, quantity, list_minor, due_minor, outlet, tax, mark, at_us, staff FROM line "
        "WHERE line = ?",
        line if line < 2**63 else -1,
    )
    if not rows:
        raise Declined("unknown_line", line=line)
    return _Line(*rows[0])


def _taken_back(scene: Scene, line: _Line) -> int:
    taken: int
    ((taken,),) = scene.books.query(
        f"SELECT coalesce(sum(quantity), 0) FROM {VISIT_LINES} WHERE mark = 'void' AND of = ?2",  # noqa: S608
        line.visit,
        line.line,
    )
    return taken


def _right_used(scene: Scene, asked: Void, line: _Line) -> list[RightUsed]:
    """One's own line needs no right for a while; what is somebody else's or older does."""
    if scene.staff and scene.staff == line.staff:
        if scene.at_us - line.at_us <= OWN_WITHIN_MIN * MINUTE_US:
            return []
        why = f"it was charged more than {OWN_WITHIN_MIN} minutes ago"
    else:
        why = f"the line is {line.staff or 'nobody'}'s"
    try:
        return [may(scene, "void", asked, visit=line.visit, amount_minor=max(line.due_minor, 0))]
    except Declined as declined:
        if declined.code == "not_allowed":
            raise Declined("void_needs_lead", why=why) from None
        raise
