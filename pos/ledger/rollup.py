"""Roll-ups: what was sold, paid and visited by business day and one dimension, made behind a watermark.

A charge does not pay for them: they are advanced between transactions, and a report adds the rows above the
watermark in the same read transaction, so it is exact at every moment. Their sources are rows that never
change what is summed (lines, receipts with their tenders, the admission of visits), each with a watermark on
its own ascending number: the sums up to a watermark are the same whenever and in however many steps they
were made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.ledger.sqlite import sqlite3

    Query = Callable[..., list[tuple[object, ...]]]
    """SQL and its values → rows."""

ADDED_TAX = "+"
"""Stands before a rate's code where the key is for the lines of the tax itself, added to prices (R55)."""


class Source(Struct, frozen=True):
    """Rows that are summed: a table with an ascending number, what its rows count for, and by which keys.

    ``rows`` stands in a FROM. ``keys`` are the dimensions, each with the SQL of its key.
    ``only`` says which of the rows.
    """

    table: str
    rows: str
    pieces: str
    amount: str
    keys: dict[str, str]
    only: str = "TRUE"

    def by(self, dimension: str) -> str:
        """SQL for (day, key, count, quantity, amount) of the rows above one number up to another."""
        return (
            f"SELECT {self.table}.day, {self.keys[dimension]}, count(*), sum({self.pieces}), sum({self.amount}) "  # noqa: S608
            f"FROM {self.rows} {self._between} GROUP BY 1, 2"
        )

    @property
    def each(self) -> str:
        """SQL for (day, every key, pieces, amount) of each of those rows."""
        keys = ", ".join(self.keys.values())
        return f"SELECT {self.table}.day, {keys}, {self.pieces}, {self.amount} FROM {self.rows} {self._between}"  # noqa: S608

    @property
    def _between(self) -> str:
        number = f"{self.table}.{self.table}"
        return f"WHERE {number} > ? AND {number} <= ? AND {self.only}"


TAKEN_OFF = "('discount', 'gift', 'comp', 'cover')"
"""Marks of lines that only change an amount, for SQL: sales without them are sales at list price (R27)."""

PIECES = f"CASE WHEN line.mark = 'void' THEN -line.quantity WHEN line.mark IN {TAKEN_OFF} THEN 0 ELSE line.quantity END"
"""SQL for the pieces a line counts for: what only changes an amount sells none."""

_SUMMED = (
    Source(
        "line",
        # LEFT: SQLite then leaves the visit out where no key asks for it.
        "line LEFT JOIN visit ON visit.visit = line.visit",
        PIECES,
        "line.due_minor",
        {
            "outlet": "line.outlet",
            "item": "line.item",
            "tax": f"CASE line.mark WHEN 'tax' THEN '{ADDED_TAX}' || line.item ELSE line.tax END",
            "mark": "line.mark",
            "hour": "printf('%02d', line.hour)",
            "staff": "line.staff",
            "channel": "coalesce(visit.channel, '')",
        },
        "line.mark <> 'rounding'",  # what coins could not say is no sale (R54)
    ),
    Source(
        "receipt", "receipt JOIN tender ON tender.receipt = receipt.receipt", "1", "tender.kept_minor",
        {"tender": "tender.tender"},
    ),
    Source("receipt", "receipt", "1", "receipt.paid_minor", {"cashier": "receipt.staff"}),
    Source(
        "line",
        f"(SELECT * FROM line WHERE mark IN {TAKEN_OFF}) AS line "  # noqa: S608 - our own words
        "LEFT JOIN visit ON visit.visit = line.visit",
        "line.quantity",
        "line.due_minor",
        {
            "off_outlet": "line.mark || ':' || line.outlet",
            "off_item": "line.item",
            "off_hour": "printf('%02d', line.hour)",
            "off_staff": "line.staff",
            "off_channel": "coalesce(visit.channel, '')",
        },
    ),
    Source(
        "line", "line", "1", "line.due_minor", {"rounding": "line.station"}, "line.mark = 'rounding'",
    ),
    Source("visit", "visit", "1", "0", {"guest": "visit.guest", "visit_channel": "visit.channel"}),
)  # fmt: skip

DIMENSIONS: dict[str, tuple[str, str]] = {
    dimension: (source.table, source.by(dimension)) for source in _SUMMED for dimension in source.keys
}
"""Dimension → its table, whose first column is an ascending number, and (day, key, count, quantity, amount)
of the table's rows above one number up to another. Pieces are net of voids; a visit has no amount."""

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
    logged, last = _next_rows(connection, "log", "seq", limit)
    if last > logged:
        connection.executemany(_ADD_SPAN, connection.execute(SPANS, (logged, last)).fetchall())
        _set_watermark(connection, "log", last)
    ranges = {table: _next_rows(connection, table, table, limit) for table in SOURCES}
    for source in _SUMMED:
        after, upto = ranges[source.table]
        if upto > after:
            rows = connection.execute(source.each, (after, upto)).fetchall()
            connection.executemany(_ADD, [(*cell, *sums) for cell, sums in _cells_of(source, rows).items()])
    for table, (_, reached) in ranges.items():
        _set_watermark(connection, table, reached)
    return last - logged


def _cells_of(source: Source, rows: list[tuple[Any, ...]]) -> dict[tuple[str, int, str], list[int]]:
    """(dimension, day, key) → count, quantity, amount. In one pass: sorting by each key takes five times as long."""
    together: dict[tuple[Any, ...], list[int]] = {}
    for row in rows:
        keys = row[:-2]
        sums = together.get(keys)
        if sums is None:
            sums = together[keys] = [0, 0, 0]
        sums[0] += 1
        sums[1] += row[-2]
        sums[2] += row[-1]
    cells: dict[tuple[str, int, str], list[int]] = {}
    for (day, *named), (count, pieces, amount) in together.items():
        for dimension, key in zip(source.keys, named, strict=True):
            cell = cells.setdefault((dimension, day, key), [0, 0, 0])
            cell[0] += count
            cell[1] += pieces
            cell[2] += amount
    return cells


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
