"""What was consumed and what is due: the bill of one band, or of several on one bill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.desk.line_words import line_words
from terminal_ui.languages import later, say
from terminal_ui.screens.panels.view import View, around, big, dim, fact, figure, money, name_of, place_words, title
from terminal_ui.widgets.cells import apart, fit, fit_right

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from terminal_ui.desk.looking import Looking
    from terminal_ui.desk.seen import BillSeen, LineSeen
    from terminal_ui.widgets.lines import Line

CLOCK_CELLS = 6
WHERE_CELLS = 18
MARKS = {
    "void": later("void"),
    "gift": later("gift"),
    "comp": later("on the house"),
    "discount": later("discount"),
    "in package": later("in package"),
    "cover": later("in package"),
    "booked": later("booked"),
    "offset": later("booked"),
    "included": later("included"),
    "transfer": later("moved"),
    "refund": later("given back"),
}
"""What is said before a line that is no plain sale."""


def bill_panel(view: View, layer: Looking) -> list[Line]:
    """The bills of bands that were tapped, and their sum."""
    due_minor = sum(bill.due_minor for bill in layer.bills)
    foot = [*notes(view, layer.bills), *big(say("SO FAR"), due_minor, view)]
    rows, at = bill_rows(view, layer.bills, layer.row, layer.marked)
    room = view.height - 1 - len(foot)
    words = say("BILL  {bands}", bands=bands_words(layer.bills, view)) + place_words(at, len(rows), room)
    return [title(words, view), *around(rows, at, room), *foot]


def notes(view: View, bills: Sequence[BillSeen]) -> list[Line]:
    """What the desk should know of these guests beside their lines: party, deposit, clocks that stand."""
    rows: list[Line] = []
    for bill in bills:
        if bill.party:
            rows.append(
                dim(say("{band} is in a party with {others}", band=bill.band, others=" ".join(bill.party)), view)
            )
        if bill.held_minor:
            rows.append(fact(say("deposit of {band}", band=bill.band), money(bill.held_minor, view), view, "good"))
        if bill.state == "deposit_out":
            rows.append([(fit(say("! {band} is out on deposit", band=bill.band), view.width), "warn")])
        if bill.frozen:
            rows.append([(fit(say("! the clocks of {band} stand", band=bill.band), view.width), "warn")])
    return rows[:3] or [[]]


def bands_words(bills: Sequence[BillSeen], view: View) -> str:
    """The bands on a bill, cut to what a title has room for."""
    numbers = " ".join(bill.band for bill in bills)
    if len(numbers) + 10 <= view.width:
        return numbers
    return say("{band} and {count} more", band=bills[0].band, count=len(bills) - 1)


def bill_rows(
    view: View, bills: Sequence[BillSeen], pointed: int = -1, marked: Collection[int] = ()
) -> tuple[list[Line], int]:
    """All lines of all bills, each bill under a line that says whose it is; and where the pointed line is."""
    rows: list[Line] = []
    figures = [figure(line.due_minor, view) for bill in bills for line in bill.lines]
    column = 1 + max((len(one) for one in figures), default=6)
    place = at = 0
    for bill in bills:
        rows.append(_about(bill, view, of_several=len(bills) > 1))
        for line in bill.lines:
            at = len(rows) if place == pointed else at
            row = line_row(line, view, column, marked=bool(line.line) and line.line in marked, chosen=place == pointed)
            rows.append(row)
            place += 1
        if bill.paid_minor:
            rows.append(fact("       " + say("paid before"), figure(-bill.paid_minor, view), view))
    return rows, at


def line_row(line: LineSeen, view: View, column: int, *, marked: bool, chosen: bool) -> Line:
    """A line of a bill: a sign for the one that is pointed at and for marked ones, time, words, amount."""
    where = WHERE_CELLS if view.roomy else 0
    room = view.width - 1 - CLOCK_CELLS - where - column
    count = f"{line.quantity} " if abs(line.quantity) != 1 else ""
    kind = f"{say(MARKS[line.mark])} " if line.mark in MARKS else ""
    before = ("! " if line.disputed else "") + kind + count
    words = before + name_of(line_words(line.item, view.house), max(0, room - len(before) - 1))
    sign = "*" if marked else ">" if chosen else " "
    amount = fit_right(figure(line.due_minor, view), column)
    text = sign + fit(line.clock, CLOCK_CELLS) + fit(words, room) + fit(line.where, where) + amount
    return [(text, "chosen" if chosen else "warn" if marked else "dim" if line.mark == "void" else "")]


def _about(bill: BillSeen, view: View, *, of_several: bool) -> Line:
    if of_several:
        return [(apart(f"{bill.band}  {bill.about}", figure(bill.due_minor, view), view.width), "strong")]
    return dim(bill.about, view)
