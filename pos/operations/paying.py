"""Checkout and payment."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pos.operations.values import MAX_BANDS, MAX_ITEMS, Approvable, LineId, Name, Operation, PositiveAmount, Tendered


class BeginCheckout(Operation, frozen=True, kw_only=True, tag="begin_checkout"):
    """Stop the clocks, add what the stay costs, and lock the visits for payment (R43, R51)."""

    bands: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=MAX_BANDS)]


class LeaveCheckout(Operation, frozen=True, kw_only=True, tag="leave_checkout"):
    """Unlock the visits again; the clocks go on as if they had never stopped (R43, R51)."""

    bands: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=MAX_BANDS)]


class Pay(Approvable, frozen=True, kw_only=True, tag="pay"):
    """Apply tenders to the visits of these bands; makes a receipt with a gap-free number (R53, R55).

    Less than the due leaves the visits in checkout with a smaller due. Nothing owed needs no tender. A visit that is
    not in checkout can be paid in part, in advance, and stays open (R59). With ``keep`` the guests have paid and stay:
    their bands go on, and the hours are counted anew (R10).

    A bill is split (R52) by naming some bands, some ``lines``, or an ``amount`` of it; each part is a receipt.
    ``waive`` lets go of the small end (R54). Tenders are the house's, and ``deposit``.
    """

    bands: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=MAX_BANDS)]
    tenders: Annotated[tuple[Tendered, ...], Meta(max_length=20)] = ()
    lines: Annotated[tuple[LineId, ...], Meta(max_length=MAX_ITEMS)] = ()
    amount: PositiveAmount | None = None
    waive: PositiveAmount | None = None
    keep: bool = False
