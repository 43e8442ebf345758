"""Holding the tables of a ledger against what they are made from: the fold against its log, roll-ups against rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pos.ledger.rollup import DIMENSIONS, SOURCES, SPANS
from pos.ledger.schema import FOLDED_TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pos.ledger.findings import Findings
    from pos.ledger.sqlite import sqlite3

Row = tuple[object, ...]

# What sqlite-utils notes about the steps that were taken is its own affair.
_OURS = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name NOT LIKE '%sqlite%'"

_SHOWN = 60
"""So many characters of a value are shown in a finding."""


def compare_tables(
    kept: sqlite3.Connection, folded: sqlite3.Connection, findings: Findings, compared: Callable[[int], None]
) -> None:
    """Report each row of the folded tables that differs from the fold, by table and key.

    ``compared`` is told now and then how many rows of a table were gone through. Raises sqlite3.Error if
    pages are damaged.
    """
    # Text is compared as its bytes: faster than decoding it, in the same order, and also if it is no UTF-8.
    factory, kept.text_factory, folded.text_factory = kept.text_factory, bytes, bytes
    try:
        for table in FOLDED_TABLES:
            _compare_table(kept, folded, table, findings, compared)
    finally:
        kept.text_factory, folded.text_factory = factory, str


def _compare_table(
    kept: sqlite3.Connection,
    folded: sqlite3.Connection,
    table: str,
    findings: Findings,
    compared: Callable[[int], None],
) -> None:
    columns, keys = _columns(folded, table)
    pairs = _side_by_side(rows_by_key(kept, table), rows_by_key(folded, table), keys)
    for met, (there, right) in enumerate(pairs, start=1):
        if there != right:
            key = " ".join(_shown((there or right or ())[i]) for i in keys)
            findings.add("table", f"{table} {key}", _difference(columns, there, right))
        if met % 10_000 == 0:
            compared(10_000)


def compare_schema(kept: sqlite3.Connection, folded: sqlite3.Connection, findings: Findings) -> None:
    """Report each table, index, view or trigger of the ledger that is missing or was changed (R70)."""
    for kind, name, sql in folded.execute(_OURS):
        row = kept.execute("SELECT sql FROM sqlite_master WHERE type = ? AND name = ?", (kind, name)).fetchone()
        if row is None:
            findings.add("schema", f"{kind} {name}", f"The {kind} is missing from the file.")
        elif row[0] != sql:
            findings.add("schema", f"{kind} {name}", f"The {kind} is not the one Loopband makes.")


def compare_rollups(connection: sqlite3.Connection, findings: Findings) -> None:
    """Report each roll-up cell that differs from a direct sum of the rows below the watermark."""
    reached = {str(name): int(upto) for name, upto in connection.execute("SELECT name, upto FROM watermark")}
    for table in ("log", *SOURCES):
        number = "seq" if table == "log" else table
        ((last,),) = connection.execute(f"SELECT coalesce(max({number}), 0) FROM {table}").fetchall()  # noqa: S608
        if reached.get(table, 0) > last:
            findings.add("rollup", f"watermark {table}", f"It is {reached[table]}, but {table} ends at {last}.")
    for dimension, (table, select) in DIMENSIONS.items():
        kept = connection.execute(
            "SELECT day, key, count, quantity, amount_minor FROM rollup WHERE dimension = ? ORDER BY day, key",
            (dimension,),
        )
        summed = connection.execute(f"{select} ORDER BY 1, 2", (0, reached.get(table, 0)))
        for there, right in _side_by_side(kept, summed, (0, 1)):
            if there != right:
                key = " ".join(_shown(value) for value in (there or right or ())[:2])
                columns = ("day", "key", "count", "quantity", "amount_minor")
                findings.add("rollup", f"{dimension} {key}", _difference(columns, there, right))
    spans = connection.execute("SELECT day, first_seq, last_seq FROM day_span ORDER BY day")
    for there, right in _side_by_side(
        spans, connection.execute(f"{SPANS} ORDER BY 1", (0, reached.get("log", 0))), (0,)
    ):
        if there != right:
            findings.add(
                "rollup", f"day_span {(there or right or (0,))[0]}", _difference(("day", "first", "last"), there, right)
            )


def rows_by_key(connection: sqlite3.Connection, table: str) -> Iterator[Row]:
    """All rows of a table, in the order of its key."""
    columns, keys = _columns(connection, table)
    order = ", ".join(columns[i] for i in keys)
    return connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}")  # noqa: S608


def _columns(connection: sqlite3.Connection, table: str) -> tuple[list[str], tuple[int, ...]]:
    """Names of a table's columns, and which of them are its key, in the key's order."""
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    in_key = sorted((place, i) for i, (*_, place) in enumerate(info) if place)
    return [_text(column[1]) for column in info], tuple(i for _, i in in_key)


def _side_by_side(
    left: Iterator[Row], right: Iterator[Row], keys: Sequence[int]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows of two sides in key order, paired where the keys are equal."""
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        here = there = None
        if one != other:
            here, there = _key(one, keys), _key(other, keys)
        if here == there:
            yield one, other
            one, other = next(left, None), next(right, None)
        elif there is None or (here is not None and here < there):
            yield one, None
            one = next(left, None)
        else:
            yield None, other
            other = next(right, None)


def _key(row: Row | None, keys: Sequence[int]) -> tuple[Any, ...] | None:
    return None if row is None else tuple(row[i] for i in keys)


def _difference(columns: Sequence[str], there: Row | None, right: Row | None) -> str:
    if there is None:
        return "The row is missing; the log has it."
    if right is None:
        return "The row is there, but nothing in the log makes it."
    parts = [
        f"{name} is {_shown(is_there)} and should be {_shown(should_be)}"
        for name, is_there, should_be in zip(columns, there, right, strict=True)
        if is_there != should_be
    ]
    return "; ".join(parts) + "."


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _shown(value: object) -> str:
    text = _text(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
