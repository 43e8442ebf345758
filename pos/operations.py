"""What anyone can ask of a venue: the vocabulary, without logic.

Every operation is an immutable value, tagged by ``do``. The same value is a method call, a command
line, a line of a script and a network message; the class docstring is its documentation everywhere.

Fields all operations carry (:class:`Operation`):

``id``
    Made once per act by whoever asks, a UUIDv7 in text. A retry repeats it (R21).
``at``
    The time the asker claims, with an offset; left out, the venue's clock tells.
``station``, ``staff``
    Where and who, by the names of the venue file.

Amounts are integers in minor units (R50); a *band* is a UID in hex or a printed number.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

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


# --- values inside operations ---------------------------------------------------------------


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


# --- check-in --------------------------------------------------------------------------------


class CheckIn(Operation, frozen=True, kw_only=True, tag="check_in"):
    """Open a visit for each band, all or nothing (R2, R3, R4)."""

    bands: Annotated[tuple[Arrival, ...], Meta(min_length=1, max_length=MAX_BANDS)]
    channel: Name = "walk-in"


class CancelCheckIn(Operation, frozen=True, kw_only=True, tag="cancel_check_in"):
    """Take a check-in back: within ten minutes, and only while nothing but the admission is on the visit (R5)."""

    band: Name
    reason: Text


class Link(Operation, frozen=True, kw_only=True, tag="link"):
    """Make one party of several bands. The bills stay separate (R6)."""

    bands: Annotated[tuple[Name, ...], Meta(min_length=2, max_length=MAX_BANDS)]


class Unlink(Operation, frozen=True, kw_only=True, tag="unlink"):
    """Take a band out of its party. No line moves (R6)."""

    band: Name


class RaiseLimit(Operation, frozen=True, kw_only=True, tag="raise_limit"):
    """Let a guest run up more before paying (R22). A shift lead's right."""

    band: Name
    by: PositiveAmount
    reason: Text


class Freeze(Operation, frozen=True, kw_only=True, tag="freeze"):
    """Stop the clocks of the named bands, or of the whole house: power cut, alarm (R44). A shift lead's right."""

    bands: Annotated[tuple[Name, ...], Meta(max_length=MAX_BANDS)] = ()
    reason: Text


class Resume(Operation, frozen=True, kw_only=True, tag="resume"):
    """Let frozen clocks run again (R44)."""

    bands: Annotated[tuple[Name, ...], Meta(max_length=MAX_BANDS)] = ()


# --- charges ---------------------------------------------------------------------------------


class Charge(Operation, frozen=True, kw_only=True, tag="charge"):
    """Put items on the visit of a band (R20, R21, R22)."""

    band: Name
    items: Annotated[tuple[Wanted, ...], Meta(min_length=1, max_length=MAX_ITEMS)]
    paper_ref: Annotated[str, Meta(max_length=64)] = ""


class Void(Operation, frozen=True, kw_only=True, tag="void"):
    """Take a line back before settlement: one's own within ten minutes, later the shift lead (R24)."""

    line: LineId
    quantity: Quantity | None = None
    reason: Text


class Present(Operation, frozen=True, kw_only=True, tag="present"):
    """Hold a band to a gate, zone, room, seat or locker. The station's kind decides what it means."""

    band: Name


# --- checkout --------------------------------------------------------------------------------


class BeginCheckout(Operation, frozen=True, kw_only=True, tag="begin_checkout"):
    """Stop the clocks, add what the stay costs, and lock the visits for payment (R43, R51)."""

    bands: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=MAX_BANDS)]


class LeaveCheckout(Operation, frozen=True, kw_only=True, tag="leave_checkout"):
    """Unlock the visits again; the clocks go on as if they had never stopped (R43, R51)."""

    bands: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=MAX_BANDS)]


class Pay(Operation, frozen=True, kw_only=True, tag="pay"):
    """Apply tenders to the visits of these bands; makes a receipt with a gap-free number (R53, R55).

    Less than the due leaves the visits in checkout with a smaller due. Nothing owed needs no tender.
    """

    bands: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=MAX_BANDS)]
    tenders: Annotated[tuple[Tendered, ...], Meta(max_length=20)] = ()


# --- till and day ----------------------------------------------------------------------------


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


# --- house -----------------------------------------------------------------------------------


class SignIn(Operation, frozen=True, kw_only=True, tag="sign_in"):
    """Sign a person in at this station with a PIN. The PIN is checked and then forgotten: it is in no log."""

    pin: Annotated[str, Meta(min_length=1, max_length=32)]


class SignOut(Operation, frozen=True, kw_only=True, tag="sign_out"):
    """Sign a person out at this station."""


class SetPrice(Operation, frozen=True, kw_only=True, tag="set_price"):
    """Change the price of an item from now on; lines already charged keep theirs (R4)."""

    item: Name | int
    price: Amount


class AddBands(Operation, frozen=True, kw_only=True, tag="add_bands"):
    """Put new bands into service, all or nothing. Numbers and UIDs are each unique (R2)."""

    bands: Annotated[tuple[NewBand, ...], Meta(min_length=1, max_length=1000)]


class StockIn(Operation, frozen=True, kw_only=True, tag="stock_in"):
    """Goods came in: add to the stock of an item."""

    item: Name | int
    quantity: Annotated[int, Meta(ge=1, le=1_000_000)]


AnyOperation = (
    CheckIn
    | CancelCheckIn
    | Link
    | Unlink
    | RaiseLimit
    | Freeze
    | Resume
    | Charge
    | Void
    | Present
    | BeginCheckout
    | LeaveCheckout
    | Pay
    | OpenTill
    | CloseTill
    | CloseDay
    | SignIn
    | SignOut
    | SetPrice
    | AddBands
    | StockIn
)
"""Every operation there is. The decoder, the command line and the reference page come from this one list."""
