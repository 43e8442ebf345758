"""What is kept of money that is handed over, and what tax a receipt tells, written from the rules (R52–R55, R59)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.differential.bills import Line, Visit, basis_points
from tests.differential.tariffs import Tariffs, half_up


@dataclass
class Receipt:
    """What a payment must say."""

    paid: int = 0
    change: int = 0
    rounding: int = 0
    due: int = 0
    whole: bool = False
    """Whether the bills are paid with it, and the visits over or kept."""
    gross: Counter[str] = field(default_factory=Counter)
    """Tax code → what was sold at this rate and is told on this receipt; without tax that is added."""
    added: Counter[str] = field(default_factory=Counter)
    """Tax code → what was added."""


def kept_of(due: int, given: int, cash: int, coin: int) -> tuple[int, int]:
    """What is kept of all that was given, and what of it is there only because of the coins (R54).

    ``due`` is what is paid for; cash is rounded only if it is the last of the payment and not there to the cent.
    """
    owed = due - (given - cash)
    coins = half_up(owed, coin) * coin
    if cash == owed or (due >= 0 and (cash == 0 or cash < min(coins, owed))):
        return given, 0
    if due >= 0 and owed <= cash < coins:
        return due, 0
    return due + coins - owed, coins - owed


def tax_of(tariffs: Tariffs, receipt: Receipt) -> dict[str, tuple[int, int]]:
    """Tax code → what is paid for it on the receipt, and the tax in that (R55)."""
    told = {}
    for code, gross in receipt.gross.items():
        rate = tariffs.file["tax"][code]
        points = basis_points(rate)
        if rate["included"]:
            told[code] = gross, half_up(gross * points, 10_000 + points)
        else:
            told[code] = gross + receipt.added[code], receipt.added[code]
    return told


def pay(visits: list[Visit], given: int, cash: int, *, amount: int | None = None, waive: int = 0) -> Receipt:
    """Pay bills, in the order of the bands; what it does to them is done. ``amount`` is a part of them.

    Raises ValueError with a code if the rules refuse it.
    """
    due = sum(visit.bill() for visit in visits)
    part = due if amount is None else amount
    kept, rounding = kept_of(part - waive, given, cash, visits[0].tariffs.coin)
    settled = kept + waive - rounding
    if amount is not None and settled < amount:
        raise ValueError("too_little")
    if given - cash > max(0, part - waive):
        raise ValueError("too_much")
    whole = settled == due
    if whole and not all(visit.stopped for visit in visits):
        raise ValueError("not_in_checkout")
    receipt = Receipt(paid=kept + waive, change=given - kept, rounding=rounding, whole=whole, due=due - settled)
    last = settle(visits, settled, receipt)
    if rounding:
        add_rounding(last, rounding)
    return receipt


def settle(visits: list[Visit], settled: int, receipt: Receipt) -> Visit:
    """Each bill gets its share in order, or all; the last visit that got any."""
    last = visits[-1]
    for visit in visits:
        bill = visit.bill()
        mine = bill if receipt.whole else max(0, min(settled, bill))
        settled -= mine
        visit.paid += mine
        last = visit if mine else last
    for visit in visits if receipt.whole else []:
        close(visit, receipt)
    return last


def pay_line(visit: Visit, line: Line) -> Receipt:
    """Somebody pays a line, exactly (R52); the last of a bill closes it."""
    due = visit.dues()[visit.lines.index(line)] - line.alone
    line.alone += due
    visit.paid += due
    receipt = Receipt(paid=due, due=visit.bill(), whole=bool(visit.stopped) and not visit.bill())
    if receipt.whole:
        close(visit, receipt)
    elif visit.tariffs.file["tax"][line.tax]["included"]:
        # Tax that is added comes with the checkout, and is told there for everything.
        line.told += due
        receipt.gross[line.tax] += due
    return receipt


def add_rounding(visit: Visit, rounding: int) -> None:
    """Its own line, without tax, paid at once."""
    line = visit.timed("rounding", rounding, visit.stopped, "rounding")
    line.paid = True
    visit.lines.append(line)
    visit.paid += rounding


def close(visit: Visit, receipt: Receipt) -> None:
    """What was quoted is on the bill, and the bill is closed: its tax stands on this receipt."""
    quotes = visit.quotes()
    for line, due in visit.open_dues(quotes):
        told = receipt.added if line.kind == "tax" else receipt.gross
        told[line.tax] += due - line.told
    covered = visit.covered(quotes)
    visit.lines += quotes
    for place, line in enumerate(visit.lines):
        line.covered = covered.get(place, (0, 0))
        line.paid = True
