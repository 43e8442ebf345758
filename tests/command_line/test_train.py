"""Practising: a house like the real one, marked everywhere, whose takings are its own (R76)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos.errors import HouseError
from pos.house.folder import VENUE_FILE, read_house_of
from pos.house.training import training_house, training_text
from tests.command_line.conftest import Type
from tests.house import make_house


@pytest.fixture
def trained(loopband: Type, folder: Path) -> tuple[str, str]:
    """Words that lead to the training house of the fresh house."""
    made = loopband("train", "--make-only")
    assert made.code == 0, made.err
    assert made.out.strip().endswith(str(folder / "training") + ".")
    return "--house", str(folder / "training")


def test_r76_every_document_is_marked(loopband: Type, trained: tuple[str, str]) -> None:
    """Answers, bills, reasons, takings, boards: in words and in JSON."""
    for words in (
        ["check-in", "077", "--staff", "amy"],
        ["charge", "077", "beer", "--station", "bar", "--staff", "fan"],
        ["bill", "077"],
        ["why", "077"],
        ["checkout", "077", "--staff", "amy"],
        ["pay", "077", "--cash", "200", "--staff", "amy"],
        ["takings"],
        ["board"],
    ):
        typed = loopband(*words, *trained)
        assert typed.code == 0, typed.err
        assert typed.out.startswith("*** TRAINING 培训 ***"), typed.out
    for words in (["bill", "077"], ["why", "077"], ["takings"], ["check-in", "078", "--staff", "amy"]):
        assert loopband(*words, *trained, "--json").json["training"] is True


def test_r76_the_takings_are_not_touched(loopband: Type, trained: tuple[str, str]) -> None:
    """The real book has no entry of it, and nothing of the real house is marked."""
    loopband("check-in", "077", "--staff", "amy")
    before = loopband("takings", "--json").json
    assert "training" not in before
    loopband("check-in", "078", "--staff", "amy", *trained)
    loopband("checkout", "078", "--staff", "amy", *trained)
    assert loopband("takings", "--json").json == before
    assert loopband("takings", "--json", *trained).json["visits"] == 1
    assert "TRAINING" not in loopband("bill", "077").out
    assert loopband("verify", *trained).code == 0


def test_r76_the_name_of_the_house_says_it(tmp_path: Path) -> None:
    """On a screen, too, wherever the name stands."""
    folder = make_house(tmp_path)
    real, training = read_house_of(folder), read_house_of(training_house(folder))
    assert training.name.en == f"TRAINING {real.name.en}"
    assert training.name.zh == f"培训 {real.name.zh}"
    assert (real.training, training.training) == (False, True)
    assert training.items == real.items


def test_r76_it_follows_the_venue_file_and_keeps_its_book(
    loopband: Type, folder: Path, trained: tuple[str, str]
) -> None:
    """Made again it has the prices of today, and what was practised before."""
    loopband("check-in", "077", "--staff", "amy", *trained)
    file = folder / VENUE_FILE
    file.write_text(
        file.read_text(encoding="utf-8").replace("price = 15, stock", "price = 17, stock"), encoding="utf-8"
    )
    loopband("train", "--make-only")
    charged = loopband("charge", "077", "beer", "--station", "bar", "--staff", "fan", "--json", *trained)
    assert charged.json["lines"][0]["due"] == 1_700, charged.err


def test_r76_nobody_practises_practising(tmp_path: Path) -> None:
    """A training house has none of its own, and a file that cannot be marked makes none."""
    training = training_house(make_house(tmp_path))
    with pytest.raises(HouseError, match="already"):
        training_house(training)
    with pytest.raises(HouseError, match=r"no line \[house\]"):
        training_text('house = { name = "inline" }')
