"""Check-in, parties, limits and clocks."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pos.operations.values import MAX_BANDS, Arrival, Name, Operation, PositiveAmount, Text


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
