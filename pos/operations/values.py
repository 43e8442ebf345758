"""What every operation carries, the values inside operations, and their bounds."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

MAX_TEXT = 200
"""Longest free text (characters). Longer ones are refused, never cut."""

MAX_QUANTITY = 999
MAX_AMOUNT_MINOR = 10**12
MAX_BANDS = 50
MAX_ITEMS = 50

Name = Annotated[str, Meta(min_length=1, max_length=64)]
"""A band, station, item, tender … as people write it."""
Text = Annotated[str, Meta(min_length=1, max_length=MAX_TEXT)]
"""Free text, for reasons."""
Quantity = Annotated[int, Meta(ge=1, le=MAX_QUANTITY)]
Amount = Annotated[int, Meta(ge=0, le=MAX_AMOUNT_MINOR)]
"""Minor units, not negative."""
PositiveAmount = Annotated[int, Meta(ge=1, le=MAX_AMOUNT_MINOR)]
LineId = Annotated[int, Meta(ge=1)]
Zone = Literal["men", "women"]
Moment = Annotated[datetime, Meta(tz=True)]


class Operation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="do"):
    """What every operation carries beside its own fields."""

    id: Annotated[str, Meta(max_length=64)] = ""
    at: Moment | None = None
    station: Annotated[str, Meta(max_length=64)] = ""
    staff: Annotated[str, Meta(max_length=64)] = ""


class Approvable(Operation, frozen=True, kw_only=True):
    """What a second person may have to approve (R74).

    ``approved_by`` is that person's name, or the UID of their band if it was tapped. ``approver_pin`` is checked
    before the operation is decided and then forgotten: it is in no log.
    """

    approved_by: Annotated[str, Meta(max_length=64)] = ""
    approver_pin: Annotated[str, Meta(max_length=32)] = ""


class Arrival(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One band of a check-in: which band, what kind of guest, and the zone if the band has none of its own."""

    band: Name
    guest: Name
    zone: Zone | None = None


class Wanted(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One item of a charge. ``item`` is its number or its short name; the house knows the price (R3)."""

    item: Name | int
    quantity: Quantity = 1


class Tendered(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Money that came in one form. ``amount`` is what was handed over; change comes from cash only (R53)."""

    tender: Name
    amount: PositiveAmount
    external_id: Annotated[str, Meta(max_length=64)] = ""


class NewBand(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A band to put into service: printed number, chip UID in hex, and its zone if it has one."""

    number: Name
    uid: Name
    zone: Zone | None = None
