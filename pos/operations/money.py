"""Deposits, refunds, settling again, what companies owe, and tips."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pos.operations.values import MAX_ITEMS, Approvable, LineId, Name, Operation, PositiveAmount, Tendered, Text

Number = Annotated[int, Meta(ge=1)]
"""Of a receipt or a visit."""
Slip = Annotated[str, Meta(max_length=64)]
"""The number of a slip or an order, at whoever pays it out (R53)."""


class Deposit(Operation, frozen=True, kw_only=True, tag="deposit"):
    """Take a deposit for a guest, or add to it: the house owes it until it is used or given back (R56).

    It is used by paying with the tender ``deposit``; what is left when the guest goes home is given back.
    """

    band: Name
    amount: PositiveAmount
    tender: Name
    external_id: Slip = ""


class ReturnDeposit(Operation, frozen=True, kw_only=True, tag="return_deposit"):
    """Give a deposit back, or a part of it, the way it came (R56).

    ``visit`` is an earlier visit of this band, if something of that is still held.
    """

    band: Name
    amount: PositiveAmount | None = None
    visit: Number | None = None


class Forfeit(Approvable, frozen=True, kw_only=True, tag="forfeit"):
    """Keep a deposit for good: it is revenue of today, once (R56).

    ``visit`` is an earlier visit of this band.
    """

    band: Name
    amount: PositiveAmount | None = None
    visit: Number | None = None
    reason: Text


class Refund(Approvable, frozen=True, kw_only=True, tag="refund"):
    """Give money back for a receipt, or for some lines of it: a document of today, to the tender it came by (R58).

    With ``goods_back`` the goods came back, too, and are in the stock again (R31).
    """

    receipt: Number
    lines: Annotated[tuple[LineId, ...], Meta(max_length=MAX_ITEMS)] = ()
    goods_back: bool = False
    reason: Text


class Resettle(Approvable, frozen=True, kw_only=True, tag="resettle"):
    """Settle a receipt of this shift again: a receipt that mirrors it, and a new one by these tenders (R58).

    Without tenders it is paid as it was before. Of an earlier shift or a closed day only a refund is possible.
    """

    receipt: Number
    tenders: Annotated[tuple[Tendered, ...], Meta(max_length=20)] = ()
    waive: PositiveAmount | None = None
    reason: Text


class PayAccount(Operation, frozen=True, kw_only=True, tag="pay_account"):
    """A company pays what it owes, the oldest first (R57).

    The company ``walk_out`` is guests who left without paying; ``visit`` says which of them comes back and pays.
    """

    company: Name
    amount: PositiveAmount
    tender: Name
    external_id: Slip = ""
    visit: Number | None = None


class WriteOff(Approvable, frozen=True, kw_only=True, tag="write_off"):
    """Give up what a company owes, or a part of it; ``walk_out`` and ``visit`` as in ``pay_account`` (R57)."""

    company: Name
    amount: PositiveAmount | None = None
    visit: Number | None = None
    reason: Text


class Tip(Operation, frozen=True, kw_only=True, tag="tip"):
    """Take a tip for somebody who works here. It is theirs and no revenue (R53)."""

    person: Name
    amount: PositiveAmount
    tender: Name
    external_id: Slip = ""
