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


class TenderTaken(Struct, frozen=True):
    """Money of one form on a receipt: what was given, and what of it was kept."""

    tender: str
    given_minor: int
    kept_minor: int
    external_id: str = ""


class ReceiptMade(Fact, frozen=True, gc=False, tag="receipt_made"):
    """Tenders were applied to visits. ``shares`` are (visit, amount) pairs; ``till`` is 0 without cash."""

    receipt: int
    shares: tuple[tuple[int, int], ...]
    tenders: tuple[TenderTaken, ...]
    taxes: tuple[TaxShare, ...]
    paid_minor: int
    change_minor: int
    till: int = 0


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
