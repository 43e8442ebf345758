"""The bill, written a second time from the rules, agrees with the house on every random visit (R1–R59).

This is a slice; all of it is ``python -m tests.differential --visits 100000``.
"""

from __future__ import annotations

import pytest

from tests.differential.playing import HOUSES, play


@pytest.mark.slow
@pytest.mark.parametrize("house", HOUSES)
def test_r50_a_second_implementation_agrees_on_every_bill(house: str) -> None:
    """In fen, in whole dollars, and in rappen with tax on top while the clocks change: line by line, tax by tax."""
    tally = play(house, seed=1, visits=400)
    assert not tally.disagreements, tally.disagreements[0]
    assert tally.visits >= 400
    assert min(tally.declined, tally.receipts, *(tally.kinds[kind] for kind in ("pay", "comp", "walk_out"))) > 0
