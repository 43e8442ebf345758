"""A receipt of before: what it was over, how it was paid, and what of it was given back already (R58)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pos.cashier.tendering import DEPOSIT
from pos.errors import Declined
from pos.ledger.facts import TaxShare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.ledger.books import Books
    from pos.scene import Scene

SETTLES = frozenset({"whole", "part"})
"""Kinds of receipts that guests paid; the others give back or take back."""

_HOW = {"refund": "a refund itself", "mirror": "taken back by a mirror"}


class Part(Struct):
    """A tender of a receipt, and what of it is not given back yet. ``number`` is its place on the receipt."""

    number: int
    tender: str
    given_minor: int
    left_minor: int
    external_id: str
    company: str
    signer: str


class PastReceipt(Struct, frozen=True):
    """A receipt as it is in the book. Amounts in minor units."""

    receipt: int
    first_seq: int
    """The entry of the receipt that it is, or stands for."""
    seq: int
    at_us: int
    day: int
    station: str
    kind: str
    paid_minor: int
    change_minor: int
    shares: dict[int, int]
    """Visit → what was paid for it, and not given back yet."""
    tenders: list[Part]
    taxes: dict[str, TaxShare]
    """Rate → what was told of it, and not told back yet."""
    lines: dict[int, int]
    """Line → what was paid for it, if single lines were."""
    refunded: bool


def find_receipt(scene: Scene, receipt: int) -> PastReceipt:
    """A receipt that guests paid and that still stands.

    Raises Declined: unknown_receipt, receipt_changed (it gives back itself, or was settled again).
    """
    books = scene.books
    rows = books.query(
        "SELECT seq, at_us, day, station, kind, paid_minor, change_minor FROM receipt WHERE receipt = ?",
        receipt if receipt < 2**63 else -1,
    )
    if not rows:
        raise Declined("unknown_receipt", receipt=receipt)
    ((seq, at_us, day, station, kind, paid_minor, change_minor),) = rows
    if kind not in SETTLES:
        raise Declined("receipt_changed", receipt=receipt, how=_HOW[kind])
    after = {str(one) for (one,) in books.query("SELECT kind FROM receipt WHERE of = ?", receipt)}
    if "mirror" in after:
        raise Declined("receipt_changed", receipt=receipt, how="settled again")
    return PastReceipt(
        receipt=receipt,
        first_seq=_first_seq(books, receipt),
        seq=seq,
        at_us=at_us,
        day=day,
        station=station,
        kind=kind,
        paid_minor=paid_minor,
        change_minor=change_minor,
        shares=_shares(books, receipt),
        tenders=_tenders(books, receipt),
        taxes=_taxes(books, receipt),
        lines=_sums(books, "line", "receipt_line", receipt),
        refunded="refund" in after,
    )


def _first_seq(books: Books, receipt: int) -> int:
    """A receipt that was settled again stands where the first one stood."""
    ((seq, of),) = books.query("SELECT seq, of FROM receipt WHERE receipt = ?", receipt)
    return _first_seq(books, of) if of else int(seq)


_MINE = "(SELECT receipt FROM receipt WHERE receipt = ?1 OR (of = ?1 AND kind = 'refund'))"
"""A receipt and its refunds."""


def _shares(books: Books, receipt: int) -> dict[int, int]:
    return _sums(books, "visit", "receipt_share", receipt)


def _sums(books: Books, key: str, table: str, receipt: int) -> dict[int, int]:
    rows = books.query(
        f"SELECT {key}, sum(amount_minor) FROM {table} WHERE receipt IN {_MINE} GROUP BY {key} ORDER BY {key}",  # noqa: S608
        receipt,
    )
    return {int(one): int(minor) for one, minor in rows}


def _taxes(books: Books, receipt: int) -> dict[str, TaxShare]:
    return _told(books, _MINE, receipt)


def taxes_told(books: Books, visits: Iterable[int]) -> dict[str, TaxShare]:
    """Rate → what all receipts together told that are over any of these visits."""
    inside = ", ".join(map(str, visits))
    return _told(books, f"(SELECT receipt FROM receipt_share WHERE visit IN ({inside}))")  # noqa: S608


def _told(books: Books, receipts: str, *values: int) -> dict[str, TaxShare]:
    rows = books.query(
        f"SELECT tax, sum(gross_minor), sum(net_minor), sum(tax_minor) FROM receipt_tax WHERE receipt IN {receipts} "  # noqa: S608
        "GROUP BY tax ORDER BY tax",
        *values,
    )
    return {str(code): TaxShare(str(code), *sums) for code, *sums in rows}


def _tenders(books: Books, receipt: int) -> list[Part]:
    """As they were given. What came out of a deposit stays one part here."""
    signers = [
        str(signer)
        for (signer,) in books.query("SELECT signer FROM account_move WHERE receipt = ? ORDER BY account_move", receipt)
    ]
    back = dict(
        books.query(
            "SELECT tender.of, sum(kept_minor) FROM receipt JOIN tender USING(receipt) "
            "WHERE receipt.of = ? AND kind = 'refund' GROUP BY tender.of",
            receipt,
        )
    )
    parts: list[Part] = []
    for number, tender, given, kept, external_id, company in books.query(
        "SELECT number, tender, given_minor, kept_minor, external_id, company FROM tender WHERE receipt = ? "
        "ORDER BY number",
        receipt,
    ):
        signer = signers.pop(0) if company else ""
        parts.append(Part(number, tender, given, kept + back.get(number, 0), external_id, company, signer))
    return parts


def came_by(scene: Scene, receipt: int, part: Part) -> list[Part]:
    """The tenders that money goes back to, the last first: of a deposit, those it came by (R56)."""
    if part.tender != DEPOSIT:
        return [part]
    rows = scene.books.query(
        "SELECT deposit.tender, deposit.external_id, amount_minor FROM deposit_move JOIN deposit USING(deposit) "
        "WHERE receipt = ? ORDER BY deposit_move DESC",
        receipt,
    )
    gone_minor = sum(amount for *_, amount in rows) - part.left_minor
    found: list[Part] = []
    for tender, external_id, amount_minor in rows:
        # What was given back before went to the last of them.
        before_minor = min(gone_minor, amount_minor)
        gone_minor -= before_minor
        found.append(Part(part.number, tender, 0, amount_minor - before_minor, external_id, "", ""))
    return found
