"""A bar of blocks: as long as it should be, never wider than its room, with a mark for what used to be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from terminal_ui.widgets.bars import MARK, bar

AMOUNTS = st.integers(-(10**9), 10**9)


def drawn(amount: int, before: int | None, most: int, width: int) -> str:
    """The bar without its colours."""
    return "".join(text for text, _ in bar(amount, before, most, width))


def test_a_bar_is_its_part_of_the_most() -> None:
    """Half of it, all of it, nothing; the least that is not nothing can be seen."""
    assert drawn(50, None, 100, 10) == "#####     "
    assert drawn(100, None, 100, 10) == "##########"
    assert drawn(0, None, 100, 10) == " " * 10
    assert drawn(1, None, 10_000, 10) == "#         "


def test_the_mark_stands_where_the_mean_is() -> None:
    """Inside the bar, behind it, and at the end if it is the most."""
    assert drawn(80, 30, 100, 10) == "###|####  "
    assert drawn(20, 50, 100, 10) == "##   |    "
    assert drawn(50, 100, 100, 10) == "#####    |"


def test_below_zero_has_the_colour_of_a_warning() -> None:
    """More was given back than sold: as long, and not the same."""
    assert [style for text, style in bar(-50, None, 100, 10) if "#" in text] == ["solid-warn"]


@given(amount=AMOUNTS, before=st.none() | AMOUNTS, most=st.integers(0, 10**9), width=st.integers(0, 200))
def test_a_bar_fills_its_room_exactly(amount: int, before: int | None, most: int, width: int) -> None:
    """Whatever the numbers, also those that are more than the most."""
    text = drawn(amount, before, most, width)
    assert len(text) == width
    assert set(text) <= {"#", " ", MARK}
    assert text.count(MARK) <= 1
