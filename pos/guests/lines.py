"""Lines of a bill: how a tariff makes one, and the money that moves with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ledger.facts import LineAdded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.house.model import House
    from pos.ledger.entry import Posting
    from pos.pricing.priced import Priced


def tariff_line(house: House, number: int, visit: int, priced: Priced, mark: str, outlet: str = "") -> LineAdded:
    """The line of a price that a tariff gave. Without ``outlet`` it belongs to the front desk's."""
    return LineAdded(
        line=number,
        visit=visit,
        item=priced.tariff,
        quantity=priced.quantity,
        list_minor=priced.unit_minor,
        due_minor=priced.due_minor,
        outlet=outlet or house.desk_outlet,
        tax=house.time_tax,
        mark=mark,
        why=priced.why,
    )


def line_postings(visit: int, lines: Iterable[LineAdded]) -> list[Posting]:
    """The guest owes what was sold: debit guest, credit sales of the outlets, tax added to prices, rounding.

    Lines that take something back carry negative amounts and turn the signs. Empty if no money moves.
    """
    amounts: dict[str, int] = {}
    for line in lines:
        account = _account(line)
        amounts[account] = amounts.get(account, 0) - line.due_minor
    legs: list[Posting] = [(account, 0, amount) for account, amount in amounts.items() if amount]
    if legs:
        legs.insert(0, ("guest", visit, -sum(amounts.values())))
    return legs


def _account(line: LineAdded) -> str:
    """Where what a line adds to a bill is credited."""
    if line.mark == "tax":
        return f"tax:{line.item}"
    return line.mark if line.mark == "rounding" else f"sales:{line.outlet}"
