"""What happened to money: receipts, tills, the day."""

from __future__ import annotations

from msgspec import Struct, field

from pos.ledger.facts.fact import Fact


class TaxShare(Struct, frozen=True):
    """Part of a receipt at one tax rate (R55): ``gross = net + tax``."""

    tax: str
    gross_minor: int
    net_minor: int
    tax_minor: int


class TenderTaken(Struct, frozen=True, omit_defaults=True):
    """Money of one form on a receipt: what was given, and what of it was kept.

    Given back is negative; ``of`` is then the place of the tender on the first receipt that it goes back to.
    ``company`` is on whose account it goes, ``signer`` who of them signed.
    """

    tender: str
    given_minor: int
    kept_minor: int
    external_id: str = ""
    of: int = 0
    company: str = ""
    signer: str = ""


class ReceiptMade(Fact, frozen=True, gc=False, tag="receipt_made"):
    """Tenders were applied to visits. ``shares`` are (visit, amount) pairs; ``till`` is 0 without cash.

    ``kind`` is "whole" if it closed the bills, "part" if it paid a part, "refund", or "mirror" if it takes a whole
    receipt back to settle it again. ``of`` is the receipt that it refunds, mirrors or stands for. ``lines`` are
    (line, amount) pairs if it was for those lines.
    """

    receipt: int
    shares: tuple[tuple[int, int], ...]
    tenders: tuple[TenderTaken, ...]
    taxes: tuple[TaxShare, ...]
    paid_minor: int
    change_minor: int
    till: int = 0
    kind: str = "whole"
    of: int = 0
    lines: tuple[tuple[int, int], ...] = ()


class DepositTaken(Fact, frozen=True, gc=False, tag="deposit_taken"):
    """A guest left money with the house, which owes it from now on (R56)."""

    deposit: int
    visit: int
    tender: str
    amount_minor: int
    external_id: str = ""


class DepositMoved(Fact, frozen=True, gc=False, tag="deposit_moved"):
    """Part of a deposit is no longer owed: "applied" to a bill, "returned" or "forfeited"; negative turns it back.

    ``rounding_minor`` is what more went back in cash because of the coins there are; ``receipt`` which one it paid.
    """

    move: int
    deposit: int
    kind: str
    amount_minor: int
    rounding_minor: int = 0
    receipt: int = 0


class DrawerMoved(Fact, frozen=True, gc=False, tag="drawer_moved"):
    """Cash came into a drawer or went out of it (negative) without a receipt, or it was opened for nothing (R60).

    ``till`` is 0 if none was open.
    """

    move: int
    till: int
    kind: str
    amount_minor: int
    reason: str = ""


class AccountMoved(Fact, frozen=True, gc=False, tag="account_moved"):
    """Somebody owes more ("charged") or less ("paid", "written_off", "refunded": negative) (R57).

    ``debtor`` is a company, or "walk_out" and then the ``visit``. What was paid came by a ``tender``.
    """

    move: int
    debtor: str
    kind: str
    amount_minor: int
    receipt: int = 0
    visit: int = 0
    signer: str = ""
    reason: str = ""
    tender: str = ""
    external_id: str = ""


class TipTaken(Fact, frozen=True, gc=False, tag="tip_taken"):
    """A guest left money for somebody who works here (R53)."""

    tip: int
    person: str
    tender: str
    amount_minor: int
    external_id: str = ""


class TillOpened(Fact, frozen=True, gc=False, tag="till_opened"):
    """A drawer began its shift with a float (R60)."""

    till: int
    station: str
    float_minor: int


class TillClosed(Fact, frozen=True, gc=False, tag="till_closed"):
    """A drawer was counted."""

    till: int
    expected_minor: int
    counted_minor: int
    pieces: dict[str, int] = field(default_factory=dict)


class DayClosed(Fact, frozen=True, gc=False, tag="day_closed"):
    """A business day was closed, with the figures that its Z carries (R62, R63)."""

    z: int
    day: int
    figures: dict[str, int]
