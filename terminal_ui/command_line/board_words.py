"""The house at this moment, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.money import format_minor, format_plain
from terminal_ui.command_line.columns import Column, pairs, table
from terminal_ui.command_line.days import moment_words
from terminal_ui.command_line.stock_words import sold_out_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.house.model import House
    from pos.reports.board import Board, Inside

_STATES = ("free", "used", "checkout", "paid", "wash", "fault")
_LOCKERS = (Column("Lockers 柜"), *(Column(state, right=True) for state in _STATES))
_GUESTS = (
    Column("Band 手牌"),
    Column("Guest"),
    Column("客人"),
    Column("Party", right=True),
    Column("Locker"),
    Column("State"),
    Column("Since"),
    Column("Due 应付", right=True),
)
_ROOMS = (Column("In use"), Column("Band 手牌"), Column("Since"))


def board_words(board: Board, house: House) -> Iterator[str]:
    """Lockers by zone, guests by band, rooms in use, and the sums."""
    yield from table(_LOCKERS, (_zone(zone, lockers) for zone, lockers in board.lockers.items()))
    if board.visits:
        yield ""
        in_order = sorted(board.visits, key=lambda visit: visit.band)
        yield from table(_GUESTS, (_guest(visit, house) for visit in in_order))
    if board.rooms:
        yield ""
        yield from table(_ROOMS, ((room.station, room.band, moment_words(room.since)) for room in board.rooms))
    if board.sold_out:
        yield ""
        yield sold_out_words(board.sold_out, house)
    yield ""
    yield from pairs([
        ("Inside 在场", str(board.counts["inside"])),
        ("They owe 应付", format_minor(board.counts["due"], house.currency)),
    ])  # fmt: skip


def _zone(zone: str, lockers: dict[str, str]) -> tuple[str, ...]:
    states = list(lockers.values())
    return (zone or "-", *(str(states.count(state)) for state in _STATES))


def _guest(visit: Inside, house: House) -> tuple[str, ...]:
    known = house.guests.get(visit.guest)
    return (
        visit.band,
        known.words.en if known is not None else visit.guest,
        known.words.zh if known is not None else "",
        str(visit.party) if visit.party else "",
        visit.locker,
        visit.state,
        moment_words(visit.since),
        format_plain(visit.due, house.currency),
    )
