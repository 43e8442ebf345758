"""Why a line costs what it costs that no clock is in: sales, what the checkout adds, and all that changes another line.

Discounts, gifts, packages, transfers, what is taken back or given back (R4, R5, R8, R24-R29, R54, R55, R58).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.money import round_half_up
from pos.reports.why.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.reports.why.known import LineKnown
    from pos.reports.why.steps import Data


def sale_steps(known: LineKnown) -> Iterator[Step]:
    """Pieces at the price of the tap (R4)."""
    row = known.row
    yield Step("sale", {"quantity": row.quantity, "price_minor": row.list_minor}, row.quantity * row.list_minor)


def discount_steps(known: LineKnown) -> Iterator[Step]:
    """The line's share of what was taken off (R26, R50)."""
    why = known.why
    data: Data = {"reason": why["reason"], "scope": why["scope"], "sold_minor": why["sold"], "off_minor": why["off"]}
    if "percent" in why:
        yield Step("discount_percent", {"percent": why["percent"]} | data, known.row.due_minor)
    else:
        yield Step("discount_amount", data, known.row.due_minor)


def gift_steps(known: LineKnown) -> Iterator[Step]:
    """Pieces that the house gives (R27)."""
    data: Data = {"quantity": known.row.quantity, "reason": known.why["reason"]}
    yield Step("gift", data, known.row.due_minor)


def comp_steps(known: LineKnown) -> Iterator[Step]:
    """What the house pays (R27)."""
    data: Data = {"signer": known.why["signer"], "reason": known.why["reason"]}
    yield Step("comp", data, known.row.due_minor)


def package_steps(known: LineKnown) -> Iterator[Step]:
    """The price of a package, or that it is off the bill again (R28)."""
    row = known.row
    if row.of:
        yield Step("package_off", {"package": row.item}, row.due_minor)
    else:
        data: Data = {"package": row.item, "price_minor": row.list_minor, "version": known.why["version"]}
        yield Step("package", data, row.list_minor * row.quantity)


def cover_steps(known: LineKnown) -> Iterator[Step]:
    """Units, or minutes of a room, that the package covers from now on, or no more (R28)."""
    row, package = known.row, str(known.why["package"])
    timed = any(row.item in known.visit.houses(version).tariffs.uses for version in known.visit.versions)
    amount: Data = {"covered_min" if timed else "quantity": abs(row.quantity)}
    if row.due_minor <= 0 and package:
        yield Step("covered_time" if timed else "covered", amount | {"package": package}, row.due_minor)
    else:
        yield Step("uncovered_time" if timed else "uncovered", amount, row.due_minor)


def offset_steps(known: LineKnown) -> Iterator[Step]:
    """What a booking takes off a zone's fee, or no more (R29)."""
    off = known.row.due_minor < 0
    yield Step("offset" if off else "offset_no_more", {}, known.row.due_minor)


def lost_band_steps(known: LineKnown) -> Iterator[Step]:
    """The fee of another band (R8)."""
    row = known.row
    reason = known.entry.reason if known.entry is not None else ""
    data: Data = {"band": known.why["band"], "price_minor": row.list_minor, "reason": reason}
    yield Step("lost_band", data, row.list_minor * row.quantity)
    yield Step("tariff", {"version": known.visit.version})


def void_steps(known: LineKnown) -> Iterator[Step]:
    """Pieces that are taken back: by a void, with a whole check-in, or with a lost band that was found."""
    row, entry = known.row, known.entry
    kind, reason = (entry.kind, entry.reason) if entry is not None else ("", "")
    if kind == "recover":
        yield Step("fee_back", {}, row.due_minor)
    elif kind == "cancel_check_in":
        yield Step("cancelled", {"reason": reason}, row.due_minor)
    else:
        yield Step("void", {"quantity": row.quantity, "reason": reason}, row.due_minor)


def refund_steps(known: LineKnown) -> Iterator[Step]:
    """What was given back of a bill that was paid (R58)."""
    yield Step("refund", {"reason": str(known.why.get("reason", ""))}, known.row.due_minor)


def rounding_steps(known: LineKnown) -> Iterator[Step]:
    """What coins could not say (R54)."""
    row = known.row
    if row.of:
        yield Step("rounding_back", {"of": row.of}, row.due_minor)
    else:
        coin_minor = known.visit.house_now.currency.cash_step_minor
        yield Step("rounding", {"coin_minor": coin_minor}, row.due_minor)


def service_steps(known: LineKnown) -> Iterator[Step]:
    """So many percent of what an outlet sold."""
    why = known.why
    data: Data = {"percent": why["percent"], "sold_minor": why["sold"], "outlet": why["outlet"]}
    yield Step("service", data, round_half_up(int(why["sold"]) * int(why["percent"]), 100))


def tax_steps(known: LineKnown) -> Iterator[Step]:
    """Tax that is added to prices, or given back with them (R55)."""
    row, why = known.row, known.why
    if row.of:
        yield from refund_steps(known)
    else:
        data: Data = {"rate": row.item, "basis_bp": why["basis_points"], "sold_minor": why["sold"]}
        yield Step("tax_added", data, row.due_minor)


def moved_away_step(known: LineKnown) -> Step:
    """Pieces that went to another bill, with all they still added to this one (R25)."""
    row, why = known.row, known.why
    return Step(
        "moved_away",
        {"quantity": -row.quantity, "band": why["to"], "reason": why["reason"]},
        row.due_minor,
    )


def other_steps(known: LineKnown) -> Iterator[Step]:
    """A line of a kind that nobody explained: its amount, and what it is called."""
    yield Step("other", {"mark": known.row.mark}, known.row.due_minor)
