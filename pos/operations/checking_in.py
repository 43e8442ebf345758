"""Check-in, parties, limits and clocks."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from pos.operations.values import MAX_BANDS, Approvable, Arrival, Name, Operation, PositiveAmount, Text


class CheckIn(Operation, frozen=True, kw_only=True, tag="check_in"):
    """Open a visit for each band, all or nothing (R2, R3, R4).

    With ``deposit`` each of them leaves so much with the house, by one ``tender`` (R56).
    """

    bands: Annotated[tuple[Arrival, ...], Meta(min_length=1, max_length=MAX_BANDS)]
    channel: Name = "walk-in"
    deposit: PositiveAmount | None = None
    tender: Name = "cash"
    external_id: Annotated[str, Meta(max_length=64)] = ""


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


class OutOnDeposit(Operation, frozen=True, kw_only=True, tag="out_on_deposit"):
    """Let a guest go out for a while: what the house holds is at least what is owed (R11).

    The gate lets the band out once. Everything stays on the visit, and its time goes on.
    """

    band: Name


class ComeBack(Operation, frozen=True, kw_only=True, tag="come_back"):
    """A guest who was out on deposit is back; holding the band to a gate on the way in says the same (R11)."""

    band: Name


class DecideOut(Approvable, frozen=True, kw_only=True, tag="decide_out"):
    """Decide about a guest who is out on deposit and did not come back (R11). A shift lead's right.

    ``keep`` it open until the next day cut, ``settle`` the bill with the deposit and hold what is left of that for the
    guest, or ``forfeit`` what is left. If the deposit is not enough, it is a ``walk_out``.
    """

    band: Name
    decision: Literal["keep", "settle", "forfeit"]
    reason: Text


class RaiseLimit(Approvable, frozen=True, kw_only=True, tag="raise_limit"):
    """Let a guest run up more before paying (R22). A shift lead's right."""

    band: Name
    by: PositiveAmount
    reason: Text


class Freeze(Approvable, frozen=True, kw_only=True, tag="freeze"):
    """Stop the clocks of the named bands, or of the whole house: power cut, alarm (R44). A shift lead's right."""

    bands: Annotated[tuple[Name, ...], Meta(max_length=MAX_BANDS)] = ()
    reason: Text


class Resume(Approvable, frozen=True, kw_only=True, tag="resume"):
    """Let frozen clocks run again (R44)."""

    bands: Annotated[tuple[Name, ...], Meta(max_length=MAX_BANDS)] = ()
