"""Tills and the business day."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from pos.operations.values import MAX_AMOUNT_MINOR, Amount, Operation


class OpenTill(Operation, frozen=True, kw_only=True, tag="open_till"):
    """Open the drawer of this station with its float (R60)."""

    float_minor: Annotated[int, Meta(ge=0, le=MAX_AMOUNT_MINOR)] = field(name="float")


class CloseTill(Operation, frozen=True, kw_only=True, tag="close_till"):
    """Count the drawer of this station blind, then learn what was expected (R60).

    ``count`` is the sum in minor units, or pieces by denomination: ``{"10000": 3, "500": 7}``.
    """

    count: Amount | Annotated[dict[str, Amount], Meta(max_length=40)]


class CloseDay(Operation, frozen=True, kw_only=True, tag="close_day"):
    """Close the oldest open business day: numbered, once, never reopened (R62)."""
