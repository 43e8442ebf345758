"""Giving money back for a receipt: a new document of today, to the tenders it came by (R58).

Bills that are closed get lines that mirror what is given back, with its tax; on a bill that is not closed the
payment alone is taken back, and it is due again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.cashier.booking import Booking
from pos.cashier.deposits import Purse
from pos.cashier.past_receipts import came_by, find_receipt, taxes_told
from pos.cashier.receipt_tax import line_taxes
from pos.cashier.receipts import Paid, make_receipt, rounding_line
from pos.cashier.tendering import CASH, Taken
from pos.errors import Declined
from pos.goods.consuming import bring_back
from pos.goods.ticketing import cancel_tickets
from pos.guests.finding import visit_row
from pos.guests.standing import standing_lines
from pos.guests.states import UNSETTLED
from pos.house.authority import may
from pos.ledger.facts import LineAdded, StockMoved, TaxShare, TenderTaken
from pos.ledger.schema import VISIT_LINES
from pos.money import allocate, round_cash
from pos.pricing.tax import tax_minor, tax_sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pos.cashier.past_receipts import PastReceipt
    from pos.guests.standing import Standing
    from pos.house.model import TaxRate
    from pos.operations import Refund
    from pos.scene import Ruling, Scene

Off = list[tuple["Standing", int]]
"""Lines, and how much is given back of each."""


def refund(scene: Scene, asked: Refund) -> Ruling:
    """Give back what is left of a receipt, or some lines of it.

    Raises Declined: wrong_station, unknown_receipt, receipt_changed, line_elsewhere, line_open, line_paid,
    nothing_to_refund, more_than_due, and as :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    old = find_receipt(scene, asked.receipt)
    if asked.lines:
        off = _named_lines(scene, old, asked.lines)
        shares = _by_visit(off)
    else:
        shares = {visit: minor for visit, minor in old.shares.items() if minor}
        off = [pair for visit, minor in shares.items() for pair in _closed_lines(scene, old, visit, minor)]
    amount_minor = sum(shares.values())
    if amount_minor <= 0:
        raise Declined("nothing_to_refund", receipt=old.receipt)
    booking = Booking(scene)
    booking.add(may(scene, "refund", asked, amount_minor=amount_minor, of_minor=old.paid_minor, visit=min(shares)))
    lines = [_line_off(booking, line, minor, asked.reason) for line, minor in off]
    for visit in shares:
        booking.put_on_bill(visit, [line for line in lines if line.visit == visit])
    taken = _given_back(scene, old, amount_minor)
    if taken.rounding_minor:
        last = max(shares)
        number, minor = booking.number("line"), taken.rounding_minor
        booking.put_on_bill(last, [rounding_line(number, last, minor, entry=old.first_seq)])
        shares[last] -= taken.rounding_minor
    goods = _goods_back(scene, off) if asked.goods_back else []
    booking.add(*goods, *cancel_tickets(scene, _whole_lines(off)))
    reopened = [] if asked.lines else _reopened_lines(scene, old)
    paid = Paid(
        "refund",
        tuple((visit, -minor) for visit, minor in shares.items()),
        _taxes_back(scene, old, lines, reopened),
        tuple((line, -minor) for line, minor in reopened),
        of=old.receipt,
    )
    receipt = make_receipt(booking, paid, taken, Purse(scene.books, []))
    answer: dict[str, object] = {
        "receipt": receipt.receipt,
        "of": old.receipt,
        "paid": taken.paid_minor,
        "tenders": [{"tender": part.tender, "amount": -part.kept_minor} for part in taken.tenders],
    }
    if asked.goods_back:
        answer["goods"] = [{"item": one.item, "quantity": one.quantity} for one in goods]
    return booking.ruling(answer)


def _goods_back(scene: Scene, off: Off) -> list[StockMoved]:
    """What comes back into the stock: of lines that are given back whole, not of a part of a price."""
    pieces = dict(_whole_lines(off))
    lines = (line for line, _ in off if line.row.line in pieces)
    return [moved for line in lines for moved in bring_back(scene.books, line.row, line.left)]


def _whole_lines(off: Off) -> list[tuple[int, int]]:
    """Lines that are given back whole, and their pieces."""
    return [(line.row.line, line.left) for line, minor in off if minor == line.due_minor and line.left]


def _named_lines(scene: Scene, old: PastReceipt, wanted: Iterable[int]) -> Off:
    """Lines of bills that this receipt paid, each with all that is still due for it, and its tax if that was added."""
    found: dict[int, Standing] = {}
    for visit in old.shares:
        found |= standing_lines(scene.books, visit)
    off: Off = []
    for number in dict.fromkeys(wanted):
        line = found.get(number)
        if line is None:
            raise Declined("line_elsewhere", line=number)
        row = visit_row(scene.books, line.row.visit)
        if row.state in UNSETTLED and number > row.paid_line:
            raise Declined("line_open", line=number)
        if line.due_minor <= 0:
            raise Declined("line_paid", line=number)
        off.append((line, line.due_minor))
    off += _taxes_of(scene, found, off)
    for visit, minor in _by_visit(off).items():
        if minor > old.shares[visit]:
            raise Declined("more_than_due", amount=scene.money(minor), due=scene.money(old.shares[visit]))
    return off


def _taxes_of(scene: Scene, found: Mapping[int, Standing], off: Off) -> Off:
    """What is given back of tax that was added to the prices of these lines (R55)."""
    named = {line.row.line for line, _ in off}
    taxes: Off = []
    for line in found.values():
        if line.row.mark != "tax" or line.row.line in named or line.due_minor <= 0:
            continue
        rate = scene.tax_rate(line.row.item)
        mine = (one for one in found.values() if one.row.visit == line.row.visit and one.row.tax == rate.code)
        left_minor = sum(one.due_minor for one in mine)
        net_minor = sum(minor for one, minor in off if one.row.tax == rate.code and one.row.visit == line.row.visit)
        # With the last of the lines goes the last of the tax.
        back_minor = line.due_minor if net_minor == left_minor else tax_minor(rate, net_minor)
        if net_minor:
            taxes.append((line, min(back_minor, line.due_minor)))
    return taxes


def _closed_lines(scene: Scene, old: PastReceipt, visit: int, minor: int) -> Off:
    """What a receipt paid of a closed bill: all that stands, its own lines, or a share of each line.

    Empty if the bill is not closed; the payment alone is then taken back.
    """
    closed = _closed_between(scene, old, visit)
    if closed is None:
        return []
    after, upto = closed
    standing = [
        line
        for number, line in standing_lines(scene.books, visit).items()
        if line.due_minor and (after < number <= upto or line.why.get("entry") == old.first_seq)
    ]
    if sum(line.due_minor for line in standing) == minor:
        return [(line, line.due_minor) for line in standing]
    mine = [(line, old.lines[line.row.line]) for line in standing if old.lines.get(line.row.line)]
    if sum(part for _, part in mine) == minor and all(0 < part <= line.due_minor for line, part in mine):
        return mine
    positive = [line for line in standing if line.due_minor > 0]
    if sum(line.due_minor for line in positive) < minor:
        raise Declined("nothing_to_refund", receipt=old.receipt)
    parts = allocate(minor, [line.due_minor for line in positive])
    return [(line, part) for line, part in zip(positive, parts, strict=True) if part]


def _closed_between(scene: Scene, old: PastReceipt, visit: int) -> tuple[int, int] | None:
    """After which line and up to which one the bill was closed that a receipt is over; None if it is not closed."""
    closings = [
        int(seq)
        for (seq,) in scene.books.query(
            "SELECT seq FROM receipt JOIN receipt_share USING(receipt) "
            "WHERE visit = ? AND kind = 'whole' AND of = 0 ORDER BY receipt",
            visit,
        )
    ]
    before = [seq for seq in closings if seq < old.first_seq]
    behind = [seq for seq in closings if seq >= old.first_seq]
    if not behind and visit_row(scene.books, visit).state in UNSETTLED:
        return None
    return _last_line(scene, visit, before[-1] if before else 0), _last_line(
        scene, visit, behind[0] if behind else scene.seq
    )


def _last_line(scene: Scene, visit: int, seq: int) -> int:
    """The last line that an entry or one before it put on a bill."""
    ((line,),) = scene.books.query(
        f"SELECT coalesce(max(line), 0) FROM {VISIT_LINES} WHERE seq <= ?2",  # noqa: S608 - our own text
        visit,
        seq,
    )
    return int(line)


def _reopened_lines(scene: Scene, old: PastReceipt) -> list[tuple[int, int]]:
    """Lines that the receipt was for and whose bills are not closed: they are to be paid again."""
    visits = {
        int(line): int(visit)
        for number in old.lines
        for line, visit in scene.books.query("SELECT line, visit FROM line WHERE line = ?", number)
    }
    return [
        (line, minor)
        for line, minor in old.lines.items()
        if minor and _closed_between(scene, old, visits[line]) is None
    ]


def _by_visit(off: Off) -> dict[int, int]:
    sums: dict[int, int] = {}
    for line, minor in off:
        sums[line.row.visit] = sums.get(line.row.visit, 0) + minor
    return sums


def _line_off(booking: Booking, line: Standing, minor: int, reason: str) -> LineAdded:
    """The line that mirrors one; without pieces if only a part of its price goes back."""
    row = line.row
    return LineAdded(
        line=booking.number("line"),
        visit=row.visit,
        item=row.item,
        quantity=-line.left if minor == line.due_minor else 0,
        list_minor=row.list_minor,
        due_minor=-minor,
        outlet=row.outlet,
        tax=row.tax,
        mark=row.mark if row.mark in {"rounding", "tax"} else "refund",
        of=row.line,
        why={"reason": reason},
    )


def _given_back(scene: Scene, old: PastReceipt, amount_minor: int) -> Taken:
    """The tenders it goes back to, the last first; cash in the coins there are (R54)."""
    parts: list[TenderTaken] = []
    left_minor = amount_minor
    cash_left_minor = 0
    for tender in reversed(old.tenders):
        for part in came_by(scene, old.receipt, tender):
            back_minor = min(left_minor, part.left_minor)
            if back_minor <= 0:
                continue
            left_minor -= back_minor
            cash_left_minor += part.left_minor if part.tender == CASH else 0
            parts.append(
                TenderTaken(
                    part.tender, -back_minor, -back_minor, part.external_id, part.number, part.company, part.signer
                )
            )
    if left_minor:
        raise Declined("nothing_to_refund", receipt=old.receipt)
    return _in_coins(parts, cash_left_minor, scene.house.currency.cash_step_minor)


def _in_coins(parts: list[TenderTaken], cash_left_minor: int, step_minor: int) -> Taken:
    cash_minor = -sum(part.kept_minor for part in parts if part.tender == CASH)
    total_minor = sum(part.kept_minor for part in parts)
    payable_minor = cash_minor
    if cash_minor != cash_left_minor:
        payable_minor = min(cash_left_minor, round_cash(cash_minor, step_minor))
    more_minor = payable_minor - cash_minor
    if not more_minor:
        return Taken(tuple(parts), total_minor, 0)
    place = max(place for place, part in enumerate(parts) if part.tender == CASH)
    last = parts[place]
    kept_minor = last.kept_minor - more_minor
    parts[place] = TenderTaken(CASH, kept_minor, kept_minor, of=last.of)
    return Taken(tuple(parts), total_minor - more_minor, 0, -more_minor)


def _taxes_back(
    scene: Scene, old: PastReceipt, lines: Iterable[LineAdded], reopened: Iterable[tuple[int, int]]
) -> tuple[TaxShare, ...]:
    """The tax of what is given back; with the last of it goes exactly what is left of what the receipt told."""
    nets: dict[str, int] = {}
    added: dict[str, int] = {}
    for line in lines:
        if line.mark == "tax":
            added[line.item] = added.get(line.item, 0) + line.due_minor
        elif line.tax:
            nets[line.tax] = nets.get(line.tax, 0) + line.due_minor
    for share in line_taxes(scene, reopened):
        nets[share.tax] = nets.get(share.tax, 0) - share.gross_minor
    told = (old.taxes, taxes_told(scene.books, old.shares))
    return tuple(
        _tax_back(
            scene.tax_rate(code), nets.get(code, 0), added.get(code, 0), [one[code] for one in told if code in one]
        )
        for code in sorted(nets.keys() | added.keys())
    )


def _tax_back(rate: TaxRate, minor: int, added_minor: int, told: Iterable[TaxShare]) -> TaxShare:
    """``told`` is what is left of the receipt, and of all receipts of these bills."""
    if not rate.included:
        return TaxShare(rate.code, minor + added_minor, minor, added_minor)
    for one in told:
        if one.gross_minor == -minor:
            return TaxShare(rate.code, minor, -one.net_minor, -one.tax_minor)
    summed = tax_sum(rate, minor)
    return TaxShare(summed.rate, summed.gross_minor, summed.net_minor, summed.tax_minor)
