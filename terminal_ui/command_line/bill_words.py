"""A bill on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.money import format_minor, format_plain
from terminal_ui.command_line.columns import Column, pairs, table
from terminal_ui.command_line.days import moment_words
from terminal_ui.command_line.names import item_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.house.model import House
    from pos.reports.bill import Bill, BillLine

_COLUMNS = (
    Column("Line", right=True),
    Column("When"),
    Column("Item"),
    Column("项目"),
    Column("Qty", right=True),
    Column("Price", right=True),
    Column("Due", right=True),
    Column("Note"),
    Column("Where"),
    Column("Who"),
)

_NOTES = {"void": "taken back"}


def bill_words(bill: Bill, house: House) -> Iterator[str]:
    """The lines of the bill, then what they add up to, what was paid and what is due."""
    yield f"Visit {bill.visit}, band 手牌 {', '.join(bill.bands)}"
    yield ""
    yield from table(_COLUMNS, (_row(line, house) for line in bill.lines))
    yield ""
    yield from pairs([
        ("Total 合计", format_minor(bill.due + bill.paid, house.currency)),
        ("Paid 已付", format_minor(bill.paid, house.currency)),
        ("Due 应付", format_minor(bill.due, house.currency)),
    ])  # fmt: skip
    for words in bill.open:
        yield f"Still open: {words}."


def _row(line: BillLine, house: House) -> tuple[str, ...]:
    names = item_names(house, line.item)
    return (
        str(line.line) if line.line else "-",
        moment_words(line.at),
        names.en,
        names.zh,
        str(line.quantity),
        format_plain(line.list, house.currency),
        format_plain(line.due, house.currency),
        _NOTES.get(line.mark, line.mark),
        line.station,
        line.staff,
    )
