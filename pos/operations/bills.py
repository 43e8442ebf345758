"""Charges, voids, and what a band opens."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pos.operations.values import (
    MAX_ITEMS,
    Approvable,
    LineId,
    MovedLine,
    Name,
    Operation,
    PositiveAmount,
    Quantity,
    Text,
    Wanted,
)


class Charge(Operation, frozen=True, kw_only=True, tag="charge"):
    """Put items on the visit of a band (R20, R21, R22).

    The same basket within three seconds is one charge, unless somebody says that it is meant ``again``.
    """

    band: Name
    items: Annotated[tuple[Wanted, ...], Meta(min_length=1, max_length=MAX_ITEMS)]
    paper_ref: Annotated[str, Meta(max_length=64)] = ""
    again: bool = False


class Void(Approvable, frozen=True, kw_only=True, tag="void"):
    """Take a line back before settlement: one's own within ten minutes, later the shift lead (R24)."""

    line: LineId
    quantity: Quantity | None = None
    reason: Text


class ReportTap(Operation, frozen=True, kw_only=True, tag="report_tap"):
    """A band was held to a reader where that alone means nothing yet: its chip proves itself, and no more happens."""

    band: Name


class Transfer(Approvable, frozen=True, kw_only=True, tag="transfer"):
    """Move lines, or pieces of them, to another guest's bill (R25).

    Takings stay as they are, and so do the time of the service and who did it. ``lines`` are of one bill, numbers or
    ``{"line": 5, "quantity": 1}``.
    """

    lines: Annotated[tuple[LineId | MovedLine, ...], Meta(min_length=1, max_length=MAX_ITEMS)]
    to: Name
    reason: Text


class Discount(Approvable, frozen=True, kw_only=True, tag="discount"):
    """Take percent or an amount off a bill, off what an outlet sold, or off an item (R26).

    ``scope`` is ``bill``, an outlet, or an item.
    """

    band: Name
    percent: Annotated[int, Meta(ge=1, le=100)] | None = None
    amount: PositiveAmount | None = None
    scope: Name | int = "bill"
    reason: Text


class Gift(Approvable, frozen=True, kw_only=True, tag="gift"):
    """Make a line a gift of the house, or some pieces of it: the price stays, nothing is due (R27)."""

    line: LineId
    quantity: Quantity | None = None
    reason: Text


class Comp(Approvable, frozen=True, kw_only=True, tag="comp"):
    """Let the house pay a whole bill; ``signer`` is who signs for it (R27)."""

    band: Name
    signer: Name
    reason: Text


class AddPackage(Operation, frozen=True, kw_only=True, tag="add_package"):
    """Put a package on a bill: what it includes costs nothing more, also what was taken before (R28)."""

    band: Name
    package: Name


class RemovePackage(Operation, frozen=True, kw_only=True, tag="remove_package"):
    """Take the package off a bill again: what it covered is at list price (R28)."""

    band: Name


class Extend(Operation, frozen=True, kw_only=True, tag="extend"):
    """Let a guest stay on in a room or on a seat.

    It is agreed by units of the tariff there. What it costs is by the time that was used all the same; who serves
    there sees when the time is up (R42). ``place`` is the room or seat; left out, the one that was taken last.
    """

    band: Name
    units: Quantity = 1
    place: Annotated[str, Meta(max_length=64)] = ""


class Present(Operation, frozen=True, kw_only=True, tag="present"):
    """Hold a band to a gate, zone, room, seat or locker. The station's kind decides what it means."""

    band: Name
