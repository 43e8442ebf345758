"""Chance that is the same on every machine, and shares that hold within a day."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.demo.dice import Z_UNIT, Dice, Often, Turns

SEEDS = st.integers(0, 10**6)
WEIGHTS = st.lists(st.integers(0, 100), min_size=1, max_size=8).filter(any)


def test_the_stream_is_the_one_every_machine_has() -> None:
    """These are the numbers of seed 7: another Python, system or processor gives the same."""
    dice = Dice(7)
    assert [dice.below(1000) for _ in range(8)] == [463, 274, 912, 746, 915, 166, 310, 649]
    assert [dice.below(10**15) for _ in range(2)] == [321984144323817, 51909702072268]


@given(SEEDS, st.integers(1, 2**60))
def test_below_is_below(seed: int, bound: int) -> None:
    """Never the bound itself, never negative."""
    dice = Dice(seed)
    assert all(0 <= dice.below(bound) < bound for _ in range(20))


def test_below_nothing_is_an_error() -> None:
    """There is no number below one."""
    with pytest.raises(ValueError, match="nothing below one"):
        Dice(1).below(0)


@given(SEEDS, st.integers(-1000, 1000), st.integers(0, 1000))
def test_between_has_both_ends(seed: int, first: int, span: int) -> None:
    """Both are possible, nothing outside is."""
    dice = Dice(seed)
    assert all(first <= dice.between(first, first + span) <= first + span for _ in range(20))
    assert {Dice(number).between(1, 3) for number in range(50)} == {1, 2, 3}


@given(SEEDS)
def test_chance_is_certain_at_its_ends(seed: int) -> None:
    """Never at 0, always at 1000 in a thousand."""
    dice = Dice(seed)
    assert not any(dice.chance(0) for _ in range(50))
    assert all(dice.chance(1000) for _ in range(50))


@given(SEEDS, WEIGHTS)
def test_what_has_no_weight_is_never_picked(seed: int, weights: list[int]) -> None:
    """A thing of weight 0 is there only to be seen in the table."""
    dice = Dice(seed)
    weighted = list(enumerate(weights))
    assert all(weights[dice.pick(weighted)] for _ in range(30))


def test_things_are_picked_by_their_weights() -> None:
    """Over many picks the shares are the weights'."""
    dice = Dice(1)
    picked = [dice.pick((("a", 70), ("b", 30))) for _ in range(10_000)]
    assert 6_800 <= picked.count("a") <= 7_200


@given(SEEDS, st.lists(st.integers(), unique=True, max_size=20), st.integers(0, 30))
def test_some_are_different_ones_and_not_more_than_there_are(seed: int, things: list[int], count: int) -> None:
    """Nothing is drawn twice."""
    some = Dice(seed).some_of(things, count)
    assert len(some) == min(count, len(things))
    assert len(set(some)) == len(some)
    assert set(some) <= set(things)


def test_the_bell_is_a_bell() -> None:
    """Mean 0, two thirds within one standard deviation, nothing beyond six."""
    dice = Dice(1)
    drawn = [dice.normal() for _ in range(10_000)]
    assert abs(sum(drawn)) < 3 * 100 * Z_UNIT
    assert 6_600 <= sum(abs(z) <= Z_UNIT for z in drawn) <= 7_050
    assert max(map(abs, drawn)) <= 6 * Z_UNIT


@given(SEEDS, WEIGHTS, st.integers(1, 300))
def test_turns_keep_the_shares_at_every_moment(seed: int, weights: list[int], taken: int) -> None:
    """Nothing is ever a whole turn ahead of its share, so nothing is far behind it either."""
    turns = Turns(Dice(seed), list(enumerate(weights)))
    had = [0] * len(weights)
    of = sum(weights)
    for turn in range(1, taken + 1):
        had[turns.next()] += 1
        assert all(number * of < weight * turn + of for number, weight in zip(had, weights, strict=True))


@given(SEEDS, st.lists(st.integers(1, 8), min_size=100, max_size=200))
def test_turns_keep_the_shares_of_parties(seed: int, sizes: list[int]) -> None:
    """If a turn counts for several, the shares hold to within the biggest."""
    turns = Turns(Dice(seed), (("walk-in", 60), ("member", 40)))
    members = sum(size for size in sizes if turns.next(size) == "member")
    assert abs(members * 100 - sum(sizes) * 40) <= 8 * 100


@given(SEEDS, st.integers(0, 1000))
def test_often_is_as_often_as_it_says(seed: int, per_mille: int) -> None:
    """Of a thousand turns so many come true."""
    often = Often(Dice(seed), per_mille)
    assert sum(often.next() for _ in range(1000)) == per_mille


def test_turns_cannot_be_told_in_advance() -> None:
    """Which turn is taken still falls by chance: two seeds differ, and it is no fixed pattern."""
    first, second = ([often.next() for _ in range(200)] for often in (Often(Dice(1), 300), Often(Dice(2), 300)))
    assert first != second
    true_at = [place for place, came in enumerate(first) if came]
    assert len({later - earlier for earlier, later in pairwise(true_at)}) > 2


def test_turns_of_nothing_are_an_error() -> None:
    """There must be something to take."""
    with pytest.raises(ValueError, match="Nothing has a weight"):
        Turns(Dice(1), (("a", 0),))
