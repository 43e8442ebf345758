"""Every amount explains itself: the steps that lead to what a line adds to a bill. Pure.

The amounts of the steps add up to the line's; the other steps say by which tariff, who, where, when and with whose
approval.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.reports.why.change_steps import (
    comp_steps,
    cover_steps,
    discount_steps,
    gift_steps,
    lost_band_steps,
    moved_away_step,
    offset_steps,
    other_steps,
    package_steps,
    refund_steps,
    rounding_steps,
    sale_steps,
    service_steps,
    tax_steps,
    void_steps,
)
from pos.reports.why.steps import Step
from pos.reports.why.time_steps import (
    admission_steps,
    included_steps,
    night_steps,
    overtime_steps,
    pause_steps,
    use_steps,
    zone_steps,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pos.reports.why.known import LineKnown
    from pos.reports.why.steps import Data


def explain(known: LineKnown) -> tuple[Step, ...]:
    """All steps of a line: how its amount came about, then the tax in it, who, when, and who approved."""
    return (*amount_steps(known), *_tax_in_it(known), *_circumstances(known))


def amount_steps(known: LineKnown) -> Iterable[Step]:
    """How the amount came about."""
    if known.row.mark == "transfer":
        return _moved(known)
    return EXPLAINED.get(known.row.mark, other_steps)(known)


def _moved(known: LineKnown) -> Iterator[Step]:
    """What it was first charged for, and what was taken off it before it came here (R25)."""
    if known.origin is None:
        yield moved_away_step(known)
        return
    row, origin = known.row, known.origin
    first = list(amount_steps(_with_quantity(origin, row.quantity)))
    yield from first
    taken_off_minor = row.due_minor - sum(step.minor for step in first)
    yield Step("moved_here", {"band": known.why["from"]}, taken_off_minor)
    data: Data = {"staff": origin.row.staff, "station": origin.row.station, "at_us": origin.row.at_us}
    if origin.row.staff:
        yield Step("served", data)


def _with_quantity(known: LineKnown, quantity: int) -> LineKnown:
    """The line as if only so many pieces had been charged."""
    if quantity == known.row.quantity:
        return known
    return replace(known, row=known.row._replace(quantity=quantity))


def _tax_in_it(known: LineKnown) -> Iterator[Step]:
    """Tax that is in the price (R55); what it is exactly is said of the sum, on the receipt."""
    rate = known.visit.tax_rate(known.row.tax)
    if rate is not None and rate.included and known.row.due_minor:
        yield Step("tax_included", {"rate": rate.code, "basis_bp": rate.basis_points})


def _circumstances(known: LineKnown) -> Iterator[Step]:
    if known.row.mark in TIMED:
        yield from pause_steps(known)
    if known.disputed:
        yield Step("disputed", {})
    entry = known.entry
    if entry is None:
        yield Step("quoted", {"at_us": known.row.at_us})
        return
    data: Data = {"station": entry.station, "at_us": entry.at_us, "entry": entry.seq}
    if entry.staff:
        data["staff"] = entry.staff
    yield Step("by" if entry.staff else "by_nobody", data)
    if entry.approver:
        yield Step("approved", {"staff": entry.approver})


TIMED = frozenset({"overtime", "overnight", "use", "zone"})
"""Marks of lines whose clocks can stand (R44)."""

EXPLAINED: dict[str, Callable[[LineKnown], Iterator[Step]]] = {
    "": sale_steps,
    "admission": admission_steps,
    "overtime": overtime_steps,
    "overnight": night_steps,
    "use": use_steps,
    "zone": zone_steps,
    "included": included_steps,
    "service": service_steps,
    "tax": tax_steps,
    "rounding": rounding_steps,
    "lost_band": lost_band_steps,
    "discount": discount_steps,
    "gift": gift_steps,
    "comp": comp_steps,
    "package": package_steps,
    "cover": cover_steps,
    "offset": offset_steps,
    "void": void_steps,
    "refund": refund_steps,
}
"""Mark of a line → how its amount is explained; ``transfer`` beside it has two sides."""
