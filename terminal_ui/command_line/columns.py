"""Tables on a terminal: columns padded by cells, because a Chinese character is two wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GAP = "  "


class Column(NamedTuple):
    """The head of a column, and whether it holds numbers, which stand at its right edge."""

    head: str
    right: bool = False


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table with its heads, a rule and its rows. A row is as long as the columns are many."""
    body = [tuple(row) for row in rows]
    heads = tuple(column.head for column in columns)
    widths = [max(map(cell_len, cells)) for cells in zip(heads, *body, strict=True)]
    yield _line(columns, widths, heads)
    yield GAP.join("-" * width for width in widths)
    for row in body:
        yield _line(columns, widths, row)


def pairs(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Names and values under each other; values at the right edge, as amounts want it."""
    body = list(rows)
    if not body:
        return
    names = max(cell_len(name) for name, _ in body)
    values = max(cell_len(value) for _, value in body)
    for name, value in body:
        yield set_cell_size(name, names) + GAP + _to_right(value, values)


def _line(columns: Sequence[Column], widths: Sequence[int], cells: Sequence[str]) -> str:
    padded = [
        _to_right(cell, width) if column.right else set_cell_size(cell, width)
        for column, width, cell in zip(columns, widths, cells, strict=True)
    ]
    return GAP.join(padded).rstrip()


def _to_right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text
