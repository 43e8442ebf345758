"""Tables line up on a terminal, Chinese or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from terminal_ui.command_line.columns import Column, pairs, table

WORDS = st.text(alphabet="ab 12啤酒水浴資", max_size=12).map(str.strip)


def test_chinese_counts_two_cells_a_character() -> None:
    """A Chinese name pushes the amount beside it no further than an English one of the same width."""
    lines = list(table([Column("Item"), Column("Due", right=True)], [("啤酒", "15.00"), ("beer", "5.00")]))
    assert lines == ["Item    Due", "----  -----", "啤酒  15.00", "beer   5.00"]


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6))
def test_every_row_of_a_table_ends_its_columns_at_the_same_cell(rows: list[tuple[str, str]]) -> None:
    """Whatever stands in a cell, the right edge of a column of numbers is one line."""
    lines = list(table([Column("a"), Column("b", right=True)], rows))
    width = cell_len(lines[1])
    for line, (_, number) in zip(lines[2:], rows, strict=True):
        assert cell_len(line) == width or not number


def test_a_table_without_rows_still_shows_its_heads() -> None:
    """An empty list says that it is empty, not that something is broken."""
    assert list(table([Column("Item"), Column("Due", right=True)], [])) == ["Item  Due", "----  ---"]


def test_pairs_put_amounts_under_each_other() -> None:
    """Sums stand at one right edge under their names."""
    assert list(pairs([("Due 应付", "¥15.00"), ("Paid", "¥5.00")])) == ["Due 应付  ¥15.00", "Paid       ¥5.00"]


def test_no_pairs_are_no_lines() -> None:
    """Nothing is printed for nothing."""
    assert list(pairs([])) == []
