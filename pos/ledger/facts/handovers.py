"""What was handed to somebody outside and what came of it (R33)."""

from __future__ import annotations

from pos.ledger.facts.fact import Fact


class HandedOver(Fact, frozen=True, gc=False, tag="handed_over"):
    """Somebody outside was asked, for a visit: for a ``payment``, or whether a ``voucher`` holds."""

    handover: int
    kind: str
    visit: int
    tender: str
    amount_minor: int
    external_id: str = ""


class HandoverAsked(Fact, frozen=True, gc=False, tag="handover_asked"):
    """No answer came, and it was asked again."""

    handover: int


class HandoverKnown(Fact, frozen=True, gc=False, tag="handover_known"):
    """The answer: ``done`` or ``failed``; or, by a receipt, ``used``."""

    handover: int
    state: str
    external_id: str = ""
    receipt: int = 0
