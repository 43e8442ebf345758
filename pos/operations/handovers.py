"""What was handed to somebody outside, and is open until the answer is known."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from pos.operations.values import MAX_TEXT, HandoverId, Name, Operation, PositiveAmount


class AskPayment(Operation, frozen=True, kw_only=True, tag="ask_payment"):
    """Somebody outside was asked for money, or whether a voucher holds: it is open until the answer is known (R33).

    ``kind`` is ``payment`` (a card terminal, a QR code) or ``voucher`` (its platform). No money moves by it: what has
    arrived is named when the bill is paid.
    """

    band: Name
    tender: Name
    amount: PositiveAmount
    external_id: Annotated[str, Meta(max_length=64)] = ""
    kind: Literal["payment", "voucher"] = "payment"


class AskAgain(Operation, frozen=True, kw_only=True, tag="ask_again"):
    """No answer came: it was asked once more (R33)."""

    handover: HandoverId


class PaymentKnown(Operation, frozen=True, kw_only=True, tag="payment_known"):
    """The answer is known: ``done``, the money is there or the voucher holds, or ``failed`` (R33).

    What arrived and is on no bill yet can still fail, when it was given back where it came from; what failed can
    arrive after all.
    """

    handover: HandoverId
    result: Literal["done", "failed"]
    external_id: Annotated[str, Meta(max_length=64)] = ""
    reason: Annotated[str, Meta(max_length=MAX_TEXT)] = ""
