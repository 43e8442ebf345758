"""Roll-ups: what was sold, paid and visited by business day and one dimension, made behind a watermark.

A charge does not pay for them: they are advanced between transactions, and a report adds the rows above the
watermark in the same read transaction, so it is exact at every moment. Their sources are rows that never
change what is summed (lines, receipts with their tenders, the admission of visits), each with a watermark on
its own ascending number: the sums up to a watermark are the same whenever and in however many steps they
were made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.ledger.sqlite import sqlite3

    Query = Callable[..., list[tuple[object, ...]]]
    """SQL and its values → rows."""

ADDED_TAX = "+"
"""Stands before a rate's code where the key is for the lines of the tax itself, added to prices (R55)."""

_PIECES = "sum(CASE line.mark WHEN 'void' THEN -line.quantity ELSE line.quantity END)"


def _of_lines(key: str, join: str = "") -> tuple[str, str]:
    return "line", (
        f"SELECT line.day, {key}, count(*), {_PIECES}, sum(line.due_minor) FROM line {join} "  # noqa: S608
        "WHERE line.line > ? AND line.line <= ? GROUP BY 1, 2"
    )


def _of_receipts(key: str, amount: str, join: str = "") -> tuple[str, str]:
    return "receipt", (
        f"SELECT receipt.day, {key}, count(*), count(*), sum({amount}) FROM receipt {join} "  # noqa: S608
        "WHERE receipt.receipt > ? AND receipt.receipt <= ? GROUP BY 1, 2"
    )


def _of_visits(key: str) -> tuple[str, str]:
    return "visit", (
        f"SELECT day, {key}, count(*), count(*), 0 FROM visit WHERE visit > ? AND visit <= ? GROUP BY 1, 2"  # noqa: S608
    )


DIMENSIONS: dict[str, tuple[str, str]] = {
    "outlet": _of_lines("line.outlet"),
    "item": _of_lines("line.item"),
    "tax": _of_lines(f"CASE line.mark WHEN 'tax' THEN '{ADDED_TAX}' || line.item ELSE line.tax END"),
    "mark": _of_lines("line.mark"),
    "hour": _of_lines("printf('%02d', line.hour)"),
    "staff": _of_lines("line.staff"),
    "channel": _of_lines("visit.channel", "JOIN visit ON visit.visit = line.visit"),
    "tender": _of_receipts("tender.tender", "tender.kept_minor", "JOIN tender ON tender.receipt = receipt.receipt"),
    "cashier": _of_receipts("receipt.staff", "receipt.paid_minor"),
    "guest": _of_visits("guest"),
    "visit_channel": _of_visits("channel"),
}
"""Dimension → its source, whose first column is an ascending number, and (day, key, count, quantity, amount)
of the source's rows above one number up to another. Pieces are net of voids; a visit has no amount."""

SOURCES = ("line", "receipt", "visit")

# Entries of the house itself have day 0: they belong to no business day.
SPANS = "SELECT day, min(seq), max(seq) FROM log WHERE seq > ? AND seq <= ? AND day > 0 GROUP BY day"

_ADD = (
    "INSERT INTO rollup(dimension, day, key, count, quantity, amount_minor) VALUES(?, ?, ?, ?, ?, ?) "
    "ON CONFLICT(dimension, day, key) DO UPDATE SET count = count + excluded.count, "
    "quantity = quantity + excluded.quantity, amount_minor = amount_minor + excluded.amount_minor"
)
_ADD_SPAN = (
    "INSERT INTO day_span(day, first_seq, last_seq) VALUES(?, ?, ?) ON CONFLICT(day) DO UPDATE SET "
    "first_seq = min(first_seq, excluded.first_seq), last_seq = max(last_seq, excluded.last_seq)"
)
_LAST_NUMBER = (1 << 63) - 1
ALL_ROWS = 1 << 62
"""A limit that is none."""


class Cell(Struct, frozen=True):
    """Of one key of a dimension on a business day: how many rows, how many pieces, how much (minor units)."""

    day: int
    key: str
    count: int
    quantity: int
    amount_minor: int


def advance(connection: sqlite3.Connection, limit: int) -> int:
    """Bring the roll-ups up by at most ``limit`` rows of each source, in a transaction of their own.

    Returns how many entries of the log they gained. Any process may call it at any time: the watermarks
    are read under the writer's lock. Raises sqlite3.Error if it cannot be written; nothing is then.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        entries = advance_within(connection, limit)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return entries


def advance_within(connection: sqlite3.Connection, limit: int) -> int:
    """As :func:`advance`, inside the caller's transaction."""
    after, upto = _next_rows(connection, "log", "seq", limit)
    if upto > after:
        connection.executemany(_ADD_SPAN, connection.execute(SPANS, (after, upto)).fetchall())
        _set_watermark(connection, "log", upto)
    ranges = {table: _next_rows(connection, table, table, limit) for table in SOURCES}
    for dimension, (table, select) in DIMENSIONS.items():
        if ranges[table][1] > ranges[table][0]:
            rows = connection.execute(select, ranges[table]).fetchall()
            connection.executemany(_ADD, [(dimension, *row) for row in rows])
    for table, (_, reached) in ranges.items():
        _set_watermark(connection, table, reached)
    return upto - after


def behind(connection: sqlite3.Connection) -> int:
    """How many entries of the log lie above the watermark."""
    ((last,),) = connection.execute("SELECT coalesce(max(seq), 0) FROM log").fetchall()
    return int(last) - _watermark(connection, "log")


def cells(query: Query, dimension: str, first_day: int, last_day: int) -> list[Cell]:
    """The cells of a dimension from ``first_day`` to ``last_day``: the roll-up and the rows above its watermark.

    ``query`` must read within one transaction from call to call, or rows count twice or not at all.
    """
    table, select = DIMENSIONS[dimension]
    rolled = query(
        "SELECT day, key, count, quantity, amount_minor FROM rollup WHERE dimension = ? AND day BETWEEN ? AND ?",
        dimension,
        first_day,
        last_day,
    )
    ((after,),) = query("SELECT coalesce(max(upto), 0) FROM watermark WHERE name = ?", table)
    fresh = query(select, after, _LAST_NUMBER)
    found: dict[tuple[int, str], Cell] = {}
    for row in (*rolled, *fresh):
        cell = Cell(*row)  # type: ignore[arg-type]  # the columns of a STRICT table
        if first_day <= cell.day <= last_day:
            place = (cell.day, cell.key)
            found[place] = _plus(found[place], cell) if place in found else cell
    return [found[place] for place in sorted(found)]


def _plus(one: Cell, other: Cell) -> Cell:
    return Cell(
        one.day,
        one.key,
        one.count + other.count,
        one.quantity + other.quantity,
        one.amount_minor + other.amount_minor,
    )


def _next_rows(connection: sqlite3.Connection, table: str, number: str, limit: int) -> tuple[int, int]:
    """The watermark of a source, and how far it may go now."""
    ((last,),) = connection.execute(f"SELECT coalesce(max({number}), 0) FROM {table}").fetchall()  # noqa: S608
    after = _watermark(connection, table)
    return after, max(after, min(int(last), after + limit))


def _watermark(connection: sqlite3.Connection, name: str) -> int:
    row = connection.execute("SELECT upto FROM watermark WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row is not None else 0


def _set_watermark(connection: sqlite3.Connection, name: str, upto: int) -> None:
    connection.execute(
        "INSERT INTO watermark(name, upto) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET upto = excluded.upto",
        (name, upto),
    )
