"""What every operation carries, the values inside operations, and their bounds."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

MAX_TEXT = 200
"""Longest free text (characters). Longer ones are refused, never cut."""

MAX_QUANTITY = 999
MAX_AMOUNT_MINOR = 10**12
MAX_BANDS = 50
MAX_ITEMS = 50
MAX_NEW_BANDS = 10_000
"""The most bands that one operation puts into service, or takes out again."""
MAX_COUNT = 0xFFFFFF
"""A chip counts its taps in three bytes."""

Name = Annotated[str, Meta(min_length=1, max_length=64)]
"""A band, station, item, tender … as people write it."""
Text = Annotated[str, Meta(min_length=1, max_length=MAX_TEXT)]
"""Free text, for reasons."""
Quantity = Annotated[int, Meta(ge=1, le=MAX_QUANTITY)]
Amount = Annotated[int, Meta(ge=0, le=MAX_AMOUNT_MINOR)]
"""Minor units, not negative."""
PositiveAmount = Annotated[int, Meta(ge=1, le=MAX_AMOUNT_MINOR)]
LineId = Annotated[int, Meta(ge=1)]
HandoverId = Annotated[int, Meta(ge=1)]
"""The number of a payment or voucher that somebody outside was asked about (R33)."""
Zone = Literal["men", "women"]
Moment = Annotated[datetime, Meta(tz=True)]
Proof = Literal["none", "originality", "sun", "mutual"]
"""What a chip proved of itself, weakest first: nothing; its maker's signature; a message that only it can make, and
this once; that it knows its key, when it was challenged."""
PROOFS: tuple[Proof, ...] = get_args(Proof)
"""All of them, in this order."""
Doubt = Literal["", "pulled", "timeout", "lost", "unsupported", "refused", "wrong", "foreign"]
"""Why a proof that was asked for was not given: the band or the reader went away too soon (the first three), the
reader cannot ask, the chip did not answer, answered wrongly, or is of a kind that cannot answer."""


class Tapped(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A chip that was held to a reader for an operation, and what it proved of itself.

    ``count`` is the chip's own count of its taps, if it told one; it only rises.
    """

    uid: Annotated[str, Meta(min_length=1, max_length=64)]
    proved: Proof = "none"
    doubt: Doubt = ""
    count: Annotated[int, Meta(ge=0, le=MAX_COUNT)] | None = None


class Operation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="do"):
    """What every operation carries beside its own fields.

    ``taps`` are the chips that were held to a reader for it, each proof for one operation; empty if all was typed.
    """

    id: Annotated[str, Meta(max_length=64)] = ""
    at: Moment | None = None
    station: Annotated[str, Meta(max_length=64)] = ""
    staff: Annotated[str, Meta(max_length=64)] = ""
    taps: Annotated[tuple[Tapped, ...], Meta(max_length=MAX_BANDS)] = ()


class Approvable(Operation, frozen=True, kw_only=True):
    """What a second person may have to approve (R74).

    ``approved_by`` is that person's name, or the UID of their band if it was tapped. ``approver_pin`` is checked
    before the operation is decided and then forgotten: it is in no log.
    """

    approved_by: Annotated[str, Meta(max_length=64)] = ""
    approver_pin: Annotated[str, Meta(max_length=32)] = ""


class Arrival(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One band of a check-in: which band, what kind of guest, and the zone if the band has none of its own.

    No more is asked of a guest, and nothing personal (R75).
    """

    band: Name
    guest: Name
    zone: Zone | None = None


class Wanted(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One item of a charge. ``item`` is its number or its short name; the house knows the price (R3)."""

    item: Name | int
    quantity: Quantity = 1


class MovedLine(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line to move, or some pieces of it."""

    line: LineId
    quantity: Quantity | None = None


class Tendered(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Money that came in one form. ``amount`` is what was handed over; change comes from cash only (R53).

    ``company`` and ``signer`` say on whose account it goes, and who of them signed (R57). ``handover`` is the payment
    that was asked for and has arrived (R33).
    """

    tender: Name
    amount: PositiveAmount
    external_id: Annotated[str, Meta(max_length=64)] = ""
    company: Annotated[str, Meta(max_length=64)] = ""
    signer: Annotated[str, Meta(max_length=64)] = ""
    handover: HandoverId | None = None


class NewBand(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A band to put into service: printed number, chip UID in hex, and its zone if it has one."""

    number: Name
    uid: Name
    zone: Zone | None = None
