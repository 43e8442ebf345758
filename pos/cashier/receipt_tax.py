"""The tax a receipt tells: of the lines it closes or is for, by rate, so that anyone can repeat it (R55)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ledger.facts import TaxShare
from pos.ledger.schema import VISIT_LINES
from pos.pricing.tax import tax_sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pos.cashier.parts import Bill
    from pos.house.model import TaxRate
    from pos.scene import Scene

_OPEN_LINES = f"""
SELECT tax, sum(due_minor) FROM {VISIT_LINES} WHERE line > ?2 AND mark <> 'refund' GROUP BY tax
"""  # noqa: S608 - our own text
_TOLD = f"""
SELECT tax, coalesce(sum(amount_minor), 0) FROM {VISIT_LINES} AS mine JOIN receipt_line ON receipt_line.line = mine.line
WHERE mine.line > ?2 GROUP BY tax
"""  # noqa: S608 - our own text


def closing_taxes(scene: Scene, bills: Iterable[Bill]) -> tuple[TaxShare, ...]:
    """Of everything these bills hold, posted and quoted; not of what a guest who stayed had paid before.

    What was paid line by line was told on the receipts of those lines. Tax that is added to the prices is the sum
    of its lines, which each bill has rounded by itself.
    """
    amounts: dict[str, int] = {}
    added: dict[str, int] = {}
    for bill in bills:
        visit = bill.visit
        rows = scene.books.query(_OPEN_LINES, visit.visit, visit.paid_line)
        for code, minor in [*rows, *((q.tax, q.due_minor) for q in bill.quotes)]:
            amounts[str(code)] = amounts.get(str(code), 0) + minor
        for code, minor in scene.books.query(_TOLD, visit.visit, visit.paid_line):
            if code and scene.tax_rate(str(code)).included:
                amounts[str(code)] -= minor
        for quote in bill.quotes:
            if quote.mark == "tax":
                added[quote.item] = added.get(quote.item, 0) + quote.due_minor
    return tax_shares(scene, amounts, added)


def line_taxes(scene: Scene, lines: Iterable[tuple[int, int]]) -> tuple[TaxShare, ...]:
    """Of single lines that are paid, as far as their prices include it; what is added is told when the bill closes."""
    amounts: dict[str, int] = {}
    for line, minor in lines:
        ((code,),) = scene.books.query("SELECT tax FROM line WHERE line = ?", line)
        if code and scene.tax_rate(str(code)).included:
            amounts[str(code)] = amounts.get(str(code), 0) + minor
    return tax_shares(scene, amounts, {})


def tax_shares(scene: Scene, amounts: Mapping[str, int], added: Mapping[str, int]) -> tuple[TaxShare, ...]:
    """By rate: of so much on the bill, and so much tax added to it (minor units)."""
    return tuple(
        _share(scene.tax_rate(code), minor, added.get(code, 0)) for code, minor in sorted(amounts.items()) if code
    )


def _share(rate: TaxRate, amount_minor: int, added_minor: int) -> TaxShare:
    if not rate.included:
        return TaxShare(rate.code, amount_minor + added_minor, amount_minor, added_minor)
    one = tax_sum(rate, amount_minor)
    return TaxShare(one.rate, one.gross_minor, one.net_minor, one.tax_minor)
