"""Which printed number comes next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.house.new_bands import read_number
from terminal_ui.commissioning.numbering import Numbering, after, after_all


@pytest.mark.parametrize(
    ("number", "following"),
    [
        ("001", "002"),
        ("099", "100"),
        ("999", "1000"),
        ("M-099", "M-100"),
        ("W9", "W10"),
        ("VIP", ""),
        ("9999999", ""),
        ("M-99999", ""),
        ("", ""),
    ],
)
def test_what_is_printed_on_the_next_band(number: str, following: str) -> None:
    """Letters stay, digits count on with their zeros; where there is no room or no digit, it has to be said."""
    assert after(number) == following


@pytest.mark.parametrize(
    ("numbers", "first"), [([], "001"), (["220", "007", "VIP-300"], "221"), (["VIP"], "001"), (["9999999"], "")]
)
def test_a_go_begins_after_the_highest_plain_number(numbers: list[str], first: str) -> None:
    """Whatever was put into service before, by whomever: also after a break."""
    assert after_all(numbers) == first


def test_numbers_that_are_taken_are_left_out() -> None:
    """Also those that somebody else takes meanwhile."""
    taken = {"221", "222", "224"}
    numbering = Numbering("221", taken.__contains__)
    assert numbering.next == "223"
    taken.add("223")
    assert numbering.next == "225"
    numbering.at("VIP")
    assert numbering.next == "VIP"
    taken.add("VIP")
    assert numbering.next == ""


@given(st.from_regex(r"[A-Z-]{0,3}[0-9]{1,4}", fullmatch=True))
def test_what_follows_is_a_number_too_and_another_one(number: str) -> None:
    """As the book has them: nothing that follows is declined for its form, and it never stands still."""
    number = read_number(number)
    following = after(number)
    assert following == "" or (read_number(following) == following != number)
