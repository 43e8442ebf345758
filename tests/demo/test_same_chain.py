"""The same seed plays the same day into the same book, wherever and however it is played."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo import played as program
from tests.demo.played import PlayedDay
from tests.house import make_house

ROOT = Path(__file__).parents[2]


def played_elsewhere(folder: Path, seed: int, at_once: int) -> tuple[int, str]:
    """The head of the chain that another process writes, with another hash seed, time zone and language."""
    surroundings = {"PYTHONHASHSEED": "4711", "TZ": "America/St_Johns", "LC_ALL": "C", "LANG": "tr_TR.UTF-8"}
    told = subprocess.run(
        [sys.executable, program.__file__, str(folder), str(seed), str(at_once)],
        env=os.environ | surroundings | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    sequence, digest = told.stdout.split()
    return int(sequence), digest


def test_the_same_seed_writes_the_same_book_in_another_process(played: PlayedDay, tmp_path: Path) -> None:
    """Seed 7 in CNY: the same head, also when less is done in one commit."""
    assert played_elsewhere(make_house(tmp_path), 7, 50) == played.head


def test_the_same_seed_writes_the_same_book_in_the_other_currency(played_twd: PlayedDay, tmp_path: Path) -> None:
    """The same in TWD, with another seed."""
    assert played_elsewhere(make_house(tmp_path, "twd"), 11, 1000) == played_twd.head


@pytest.mark.parametrize("day", ["played", "played_twd"])
def test_the_head_counts_every_entry(day: str, request: pytest.FixtureRequest) -> None:
    """One entry for the house, one for everything that was asked; an answer that got lost is asked for twice."""
    one: PlayedDay = request.getfixturevalue(day)
    sequence, _ = one.head
    assert sequence == 1 + len({done.operation.id for done in one.done})
