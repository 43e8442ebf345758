"""Tills and the business day."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from pos.operations.values import MAX_AMOUNT_MINOR, MAX_TEXT, Amount, Approvable, Operation, PositiveAmount, Text


class OpenTill(Operation, frozen=True, kw_only=True, tag="open_till"):
    """Open the drawer of this station with its float (R60)."""

    float_minor: Annotated[int, Meta(ge=0, le=MAX_AMOUNT_MINOR)] = field(name="float")


class CloseTill(Operation, frozen=True, kw_only=True, tag="close_till"):
    """Count the drawer of this station blind, then learn what was expected (R60).

    ``count`` is the sum in minor units, or pieces by denomination: ``{"10000": 3, "500": 7}``.
    """

    count: Amount | Annotated[dict[str, Amount], Meta(max_length=40)]


class PaidIn(Approvable, frozen=True, kw_only=True, tag="paid_in"):
    """Put money into the drawer of this station that no guest paid: change, a float that was too small (R60)."""

    amount: PositiveAmount
    reason: Text


class PaidOut(Approvable, frozen=True, kw_only=True, tag="paid_out"):
    """Take money out of the drawer of this station to pay for something: a taxi, lemons (R60)."""

    amount: PositiveAmount
    reason: Text


class Drop(Approvable, frozen=True, kw_only=True, tag="drop"):
    """Bring money from the drawer of this station to the safe during the shift (R60)."""

    amount: PositiveAmount
    reason: Annotated[str, Meta(max_length=MAX_TEXT)] = ""


class NoSale(Approvable, frozen=True, kw_only=True, tag="no_sale"):
    """Open the drawer of this station without a payment; the shift counts how often (R60)."""

    reason: Text


class CloseDay(Operation, frozen=True, kw_only=True, tag="close_day"):
    """Close the oldest open business day: numbered, once, never reopened (R62)."""
