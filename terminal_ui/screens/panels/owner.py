"""The owner's panels: a page of rows with bars, and the sums of the day beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from terminal_ui.languages import say
from terminal_ui.owner.owner import NOT_YOURS
from terminal_ui.screens.panels.view import View, dim, fact, money, place_words, title
from terminal_ui.screens.strips import wrapped
from terminal_ui.widgets.bars import bar
from terminal_ui.widgets.cells import apart, fit, fit_right

if TYPE_CHECKING:
    from pos.reports.takings import Takings
    from terminal_ui.owner.owner import Owner
    from terminal_ui.owner.page import Page, Row
    from terminal_ui.widgets.lines import Line
    from terminal_ui.widgets.pick_lines import PickLine

AMOUNT_CELLS = 13
WITH_MEAN = 84
"""From this width on the mean before stands beside its bar, in numbers."""
MOST_NAME_CELLS = 34
MORE_CELLS = 20
WITH_MORE = 64
"""From this width on a row without a bar has room for where and who."""


def page_panel(view: View, owner: Owner) -> list[PickLine]:
    """The page that is in front: its title, and as many rows as there is room for."""
    if not owner.may_look:
        words = [dim(row, view) for row in wrapped(say(NOT_YOURS), max(1, view.width))]
        return [(line, "") for line in [title(say("OWNER"), view), [], *words]]
    page = owner.page
    room = max(1, view.height - 2)
    head = title(page.title() + place_words(page.row, len(page.rows), room), view)
    top = min(max(0, page.row - room // 2), max(0, len(page.rows) - room))
    most = max((abs(minor) for row in page.rows for minor in (row.minor, row.before_minor or 0)), default=0)
    longest = max((cell_len(row.words) for row in page.rows), default=0)
    name_cells = max(10, min(longest + 2, MOST_NAME_CELLS, view.width * 9 // 20))
    rows: list[PickLine] = [
        (_row(view, page, page.rows[place], Scale(name_cells, most), marked=place == page.row), str(place))
        for place in range(top, min(top + room, len(page.rows)))
    ]
    rows = rows or [(dim(say("Nothing here."), view), "")]
    legend = dim(say("# today   | mean of the same weekdays before"), view)
    return [(head, ""), *rows, *([([], "")] * (room - len(rows))), (legend if _has_means(page) else [], "")]


def sums_panel(view: View, takings: Takings | None, notice: str) -> list[Line]:
    """The day in a few numbers, whatever is looked at."""
    lines: list[Line] = [[(fit(f"! {notice}", view.width), "warn")]] if notice else []
    if takings is None:
        return lines
    mean = takings.gross // takings.visits if takings.visits else 0
    return [
        *lines,
        title(say("THE DAY"), view),
        fact(say("Sales"), money(takings.sales, view), view, "strong"),
        fact(say("Paid"), money(takings.paid, view), view),
        fact(say("Visits"), str(takings.visits), view),
        fact(say("A visit"), money(mean, view), view),
        fact(say("Receipts"), str(takings.receipts), view),
        fact(say("Voids"), str(takings.voids), view, "warn" if takings.voids else ""),
        fact(say("Taken off"), money(takings.gross - takings.sales, view), view),
        fact(say("Tips"), money(takings.tips, view), view),
    ][: view.height]


def _has_means(page: Page) -> bool:
    return any(row.before_minor is not None for row in page.rows)


class Scale(NamedTuple):
    """How wide the names of a page are, and what a full bar stands for (minor units)."""

    name_cells: int
    most_minor: int


def _row(view: View, page: Page, row: Row, scale: Scale, *, marked: bool) -> Line:
    """Name and amount; behind them the bar, or what else is told."""
    mark = ">" if marked else " "
    style = "chosen" if marked else row.style
    if not page.has_bars:
        more = MORE_CELLS if view.width >= WITH_MORE else 0
        words = apart(f"{mark}{row.words}", row.amount, max(1, view.width - more))
        return [(words, style), (fit(f"  {row.more}", more), "dim")]
    name_cells = scale.name_cells
    mean_cells = AMOUNT_CELLS if view.width >= WITH_MEAN and _has_means(page) else 0
    head = fit(f"{mark}{row.words}", name_cells) + fit_right(row.amount, AMOUNT_CELLS)
    room = max(0, view.width - name_cells - AMOUNT_CELLS - mean_cells - 2)
    before = "" if row.before_minor is None else money(row.before_minor, view)
    return [
        (head, style), (" ", ""), *bar(row.minor, row.before_minor, scale.most_minor, room),
        (fit_right(before, mean_cells), "dim"),
    ]  # fmt: skip
