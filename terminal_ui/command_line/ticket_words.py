"""Tickets of kitchen and bar on a terminal: a list, and each as the paper will say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.command_line.columns import Column, table
from terminal_ui.command_line.days import moment_words
from terminal_ui.command_line.names import both, item_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pos.house.model import House
    from pos.reports.tickets import Ticket

_COLUMNS = (
    Column("No.", right=True),
    Column("For"),
    Column("Item 品名"),
    Column("Pieces 数量", right=True),
    Column("Band 手牌"),
    Column("From"),
    Column("Ordered 下单"),
    Column("State"),
)


def ticket_list_words(tickets: Iterable[Ticket], house: House) -> Iterator[str]:
    """A line for each ticket."""
    rows = [_row(one, house) for one in tickets]
    if rows:
        yield from table(_COLUMNS, rows)
    else:
        yield "Nothing is waiting."


def paper_words(one: Ticket, house: House) -> Iterator[str]:
    """One ticket as it is printed: number, time, counter, band, item and pieces; what it cancels, and reprints."""
    again = f"  REPRINT {one.reprints} 补打" if one.reprints else ""
    yield f"{_post(one, house)}  No. {one.ticket}  {moment_words(one.at)}{again}"
    yield f"{one.station}  Band {one.band}"
    if one.kind == "cancel":
        yield f"CANCEL 退单 of No. {one.of}"
    yield f"{one.quantity} x {both(item_names(house, one.item))}"
    yield ""


def _row(one: Ticket, house: House) -> tuple[str, ...]:
    item = both(item_names(house, one.item))
    name = f"CANCEL 退单 {item} (No. {one.of})" if one.kind == "cancel" else item
    state = f"{one.state}, reprint {one.reprints}" if one.reprints else one.state
    place = (str(one.ticket), _post(one, house), name, str(one.quantity), one.band, one.station)
    return (*place, moment_words(one.at), state)


def _post(one: Ticket, house: House) -> str:
    post = house.tickets.get(one.post)
    return both(post.words) if post is not None else one.post
