"""What was consumed and what is due: the bill of one band, or of several on one bill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.desk.line_words import line_words
from terminal_ui.screens.panels.view import View, big, dim, fact, figure, name_of, title
from terminal_ui.widgets.cells import apart, fit, fit_right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terminal_ui.desk.seen import BillSeen, LineSeen
    from terminal_ui.widgets.lines import Line

CLOCK_CELLS = 6
WHERE_CELLS = 18


def bill_panel(view: View, bills: Sequence[BillSeen]) -> list[Line]:
    """The bills of bands that were tapped, and their sum."""
    due_minor = sum(bill.due_minor for bill in bills)
    foot = [[], *big("SO FAR", due_minor, view)]
    head = [title(f"BILL  {bands_words(bills, view)}", view)]
    return [*head, *paged(bill_rows(view, bills), view, view.height - len(head) - len(foot)), *foot]


def bands_words(bills: Sequence[BillSeen], view: View) -> str:
    """The bands on a bill, cut to what a title has room for."""
    numbers = " ".join(bill.band for bill in bills)
    return numbers if len(numbers) + 10 <= view.width else f"{bills[0].band} and {len(bills) - 1} more"


def bill_rows(view: View, bills: Sequence[BillSeen]) -> list[Line]:
    """All lines of all bills, each bill under a line that says whose it is."""
    rows: list[Line] = []
    figures = [figure(line.due_minor, view) for bill in bills for line in bill.lines]
    column = 1 + max((len(one) for one in figures), default=6)
    for bill in bills:
        rows.append(_about(bill, view, of_several=len(bills) > 1))
        rows += [_row(line, view, column) for line in bill.lines]
        if bill.paid_minor:
            rows.append(fact("      paid before", figure(-bill.paid_minor, view), view))
    return rows


def paged(rows: list[Line], view: View, room: int) -> list[Line]:
    """The page of these rows that is looked at, filled up so that what follows keeps its place."""
    if len(rows) <= room:
        return [*rows, *([[]] * (room - len(rows)))]
    on_page = max(1, room - 1)
    pages = -(-len(rows) // on_page)
    page = view.page % pages
    shown = rows[page * on_page : (page + 1) * on_page]
    return [*shown, *([[]] * (on_page - len(shown))), dim(f"Page {page + 1} of {pages}: PgDn turns it", view)][
        : max(0, room)
    ]


def _about(bill: BillSeen, view: View, *, of_several: bool) -> Line:
    if of_several:
        return [(apart(f"{bill.band}  {bill.about}", figure(bill.due_minor, view), view.width), "strong")]
    return dim(bill.about, view)


def _row(line: LineSeen, view: View, column: int) -> Line:
    where = WHERE_CELLS if view.roomy else 0
    room = view.width - CLOCK_CELLS - where - column
    count = f"{line.quantity} " if line.quantity > 1 else ""
    before = ("void " if line.mark == "void" else "") + count
    words = before + name_of(line_words(line.item, view.house), room - len(before) - 1)
    amount = fit_right(figure(line.due_minor, view), column)
    text = fit(line.clock, CLOCK_CELLS) + fit(words, room) + fit(line.where, where) + amount
    return [(text, "dim" if line.mark == "void" else "")]
