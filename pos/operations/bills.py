"""Charges, voids, and what a band opens."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pos.operations.values import MAX_ITEMS, Approvable, LineId, Name, Operation, Quantity, Text, Wanted


class Charge(Operation, frozen=True, kw_only=True, tag="charge"):
    """Put items on the visit of a band (R20, R21, R22)."""

    band: Name
    items: Annotated[tuple[Wanted, ...], Meta(min_length=1, max_length=MAX_ITEMS)]
    paper_ref: Annotated[str, Meta(max_length=64)] = ""


class Void(Approvable, frozen=True, kw_only=True, tag="void"):
    """Take a line back before settlement: one's own within ten minutes, later the shift lead (R24)."""

    line: LineId
    quantity: Quantity | None = None
    reason: Text


class Present(Operation, frozen=True, kw_only=True, tag="present"):
    """Hold a band to a gate, zone, room, seat or locker. The station's kind decides what it means."""

    band: Name
