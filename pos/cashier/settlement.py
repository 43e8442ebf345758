"""Settlement: tenders are applied to visits, and a receipt with a gap-free number says so (R52, R53, R55, R59)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.cashier.tendering import CASH, Taken, take
from pos.cashier.tills import open_till_at
from pos.clock import MINUTE_US
from pos.errors import Declined
from pos.guests.clocks import running_uses
from pos.guests.finding import find_several, tab_row
from pos.guests.lines import line_postings
from pos.guests.quotes import made_real, quoted_lines
from pos.ledger.facts import (
    BandMoved,
    LineAdded,
    QuotesDropped,
    ReceiptMade,
    Released,
    TaxShare,
    UseBegun,
    UseEnded,
    VisitKept,
    VisitMoved,
)
from pos.ledger.schema import VISIT_LINES
from pos.pricing.tax import tax_sum
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.house.model import TaxRate
    from pos.ledger.entry import Posting
    from pos.ledger.facts import AnyFact
    from pos.ledger.rows import BandRow, VisitRow
    from pos.operations import Pay
    from pos.scene import Scene

EXIT_SLIP_MIN = 30
"""An exit slip holds so long, and for one scan (R13)."""


class _Bill(NamedTuple):
    """One visit that is paid, with the quoted lines the payment makes real."""

    band: BandRow
    visit: VisitRow
    quotes: list[LineAdded]
    due_minor: int


def pay(scene: Scene, asked: Pay) -> Ruling:
    """Apply tenders to the visits of these bands.

    Paid whole, the quotes become lines, the visits are settled, their bands are free and may pass the gate.
    A part payment fills the bills in the order the bands were named and leaves everything else as it is.
    Raises Declined: wrong_station, unknown_band, band_not_in_use, band_twice, not_in_checkout, and as
    :func:`pos.cashier.tendering.take`.
    """
    scene.need_desk()
    bills = [_bill(scene, band, visit) for band, visit in find_several(scene, asked.bands)]
    due_minor = sum(bill.due_minor for bill in bills)
    taken = take(scene, due_minor, asked.tenders)
    whole = taken.paid_minor == due_minor
    facts: list[AnyFact] = []
    postings: list[Posting] = []
    if whole:
        for lines in _quotes_made_real(scene, bills):
            facts += lines
            postings += line_postings(lines[0].visit, lines) if lines else []
    shares = _shares(bills, taken.paid_minor)
    till = open_till_at(scene) if any(part.tender == CASH for part in taken.tenders) else None
    receipt = ReceiptMade(
        receipt=scene.books.number("receipt") + 1,
        shares=tuple((bill.visit.visit, share) for bill, share in zip(bills, shares, strict=True)),
        tenders=taken.tenders,
        # A part payment is an advance; the receipt of the last one tells the tax of all lines.
        taxes=_taxes(scene, bills) if whole else (),
        paid_minor=taken.paid_minor,
        change_minor=taken.change_minor,
        till=till.till if till is not None else 0,
    )
    facts.append(receipt)
    postings += _payment_postings(scene, receipt)
    if whole:
        close = _keeping if asked.keep else _closing
        last_line = scene.books.number("line") + sum(len(bill.quotes) for bill in bills)
        facts += [fact for bill in bills for fact in close(scene, bill, last_line)]
    answer: dict[str, object] = {
        "receipt": receipt.receipt,
        "paid": taken.paid_minor,
        "change": taken.change_minor,
        "due": due_minor - taken.paid_minor,
    }
    if till is None and _has_cash(taken):
        answer["warning"] = "till_not_open"
    return Ruling(facts, postings, answer)


def _bill(scene: Scene, band: BandRow, visit: VisitRow) -> _Bill:
    if visit.state != "settling":
        raise Declined("not_in_checkout", band=band.number)
    quotes = quoted_lines(scene.books, visit.visit)
    due_minor = tab_row(scene.books, visit.visit).due_minor + sum(quote.due_minor for quote in quotes)
    return _Bill(band, visit, quotes, due_minor)


def _quotes_made_real(scene: Scene, bills: list[_Bill]) -> list[list[LineAdded]]:
    number = scene.books.number("line")
    made: list[list[LineAdded]] = []
    for bill in bills:
        lines = made_real(bill.quotes, number)
        number += len(lines)
        made.append(lines)
    return made


def _shares(bills: list[_Bill], paid_minor: int) -> list[int]:
    """What of the payment belongs to each visit: all of its due, or in the order of the bands as far as it goes."""
    if paid_minor == sum(bill.due_minor for bill in bills):
        return [bill.due_minor for bill in bills]
    shares: list[int] = []
    left_minor = paid_minor
    for bill in bills:
        share = max(0, min(left_minor, bill.due_minor))
        shares.append(share)
        left_minor -= share
    return shares


def _taxes(scene: Scene, bills: list[_Bill]) -> tuple[TaxShare, ...]:
    """Tax per rate on the lines that this closes, posted and quoted (R55); of a guest who stayed, those since then.

    Tax that is added to the prices is the sum of its lines, which each bill has rounded by itself.
    """
    amounts: dict[str, int] = {}
    added: dict[str, int] = {}
    for bill in bills:
        rows = scene.books.query(
            f"SELECT tax, sum(due_minor) FROM {VISIT_LINES} WHERE line > ?2 GROUP BY tax",  # noqa: S608
            bill.visit.visit,
            bill.visit.paid_line,
        )
        for code, minor in [*rows, *((quote.tax, quote.due_minor) for quote in bill.quotes)]:
            amounts[str(code)] = amounts.get(str(code), 0) + minor
        for quote in bill.quotes:
            if quote.mark == "tax":
                added[quote.item] = added.get(quote.item, 0) + quote.due_minor
    return tuple(
        _tax_share(scene.tax_rate(code), minor, added.get(code, 0)) for code, minor in sorted(amounts.items()) if code
    )


def _tax_share(rate: TaxRate, amount_minor: int, added_minor: int) -> TaxShare:
    if not rate.included:
        return TaxShare(rate.code, amount_minor + added_minor, amount_minor, added_minor)
    one = tax_sum(rate, amount_minor)
    return TaxShare(one.rate, one.gross_minor, one.net_minor, one.tax_minor)


def _payment_postings(scene: Scene, receipt: ReceiptMade) -> list[Posting]:
    """Debit the drawer or the tender, credit what the guests owe."""
    legs: list[Posting] = []
    for part in receipt.tenders:
        account = f"till:{scene.station.name}" if part.tender == CASH else f"tender:{part.tender}"
        if part.kept_minor:
            legs.append((account, 0, part.kept_minor))
    legs += [("guest", visit, -share) for visit, share in receipt.shares if share]
    return legs


def _closing(scene: Scene, bill: _Bill, _last_line: int) -> list[AnyFact]:
    """The clocks end where the checkout stopped them; the band is handed back at the desk (R52)."""
    visit = bill.visit
    ended = [UseEnded(use.use, visit.checkout_us) for use in running_uses(scene, visit.visit)]
    return [
        *ended,
        QuotesDropped(visit.visit),
        VisitMoved(visit.visit, "settled"),
        Released(visit.visit, scene.at_us + EXIT_SLIP_MIN * MINUTE_US),
        # A lost band stays lost, also when its guest has paid (R8).
        *([] if bill.band.state == "lost" else [BandMoved(bill.band.number, "available")]),
    ]


def _keeping(scene: Scene, bill: _Bill, last_line: int) -> list[AnyFact]:
    """Paid, and the guest stays (R10): what runs is paid up to the checkout and begins anew now."""
    visit = bill.visit
    number = scene.books.number("use")
    facts: list[AnyFact] = []
    for running in running_uses(scene, visit.visit):
        number += 1
        facts.append(UseEnded(running.use, visit.checkout_us))
        facts.append(UseBegun(number, visit.visit, running.station, running.tariff))
    return [*facts, QuotesDropped(visit.visit), VisitMoved(visit.visit, "kept"), VisitKept(visit.visit, last_line)]


def _has_cash(taken: Taken) -> bool:
    return any(part.tender == CASH and part.kept_minor for part in taken.tenders)
