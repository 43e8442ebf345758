"""Every rule of the house has a module and a test, or is said to be missing."""

from __future__ import annotations

import pytest

from tests.rules.rule_list import NOT_BUILT, RULES, UNFINISHED
from tests.rules.rule_page import PAGE, files_keeping, files_testing, page, rules_tested

AGAIN = "make pages writes it again"


def test_every_rule_that_is_built_has_a_test_named_after_it() -> None:
    """And a rule that is said to be missing has none."""
    tested = set(files_testing())
    assert RULES.keys() - NOT_BUILT.keys() - tested == set(), "no test has its number in its name"
    assert NOT_BUILT.keys() & tested == set(), "there is a test now: take it out of NOT_BUILT"
    assert tested <= RULES.keys(), "no such rule"


def test_every_rule_that_is_built_is_named_where_it_is_kept() -> None:
    """Whoever looks for a rule finds the module by its number."""
    assert RULES.keys() - NOT_BUILT.keys() - files_keeping().keys() == set()


def test_what_is_unfinished_is_a_rule_that_is_built() -> None:
    """A rule is in one list at most."""
    assert UNFINISHED.keys() <= RULES.keys() - NOT_BUILT.keys()


def test_the_page_is_the_one_that_the_sources_make() -> None:
    """Rule, module and test of docs/rules.md are those of today."""
    assert PAGE.read_text(encoding="utf-8") == page(), AGAIN


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("test_r42_overtime", {42}),
        ("test_r04_admission", {4}),
        ("test_r40_to_r42_an_adult_pays", {40, 41, 42}),
        ("test_r54_r58_service", {54, 58}),
        ("test_r24_to_r26_r72_sums", {24, 25, 26, 72}),
        ("test_r42", {42}),
        ("test_reading_r42", set()),
        ("test_rooms", set()),
    ],
)
def test_the_rules_in_a_name_are_read(name: str, rules: set[int]) -> None:
    """One, several, a span; words that begin with an r are none."""
    assert rules_tested(name) == rules
