"""The demo without a screen: a whole Saturday, its takings, a book that holds, and its head."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line.conftest import Type


def test_a_real_house_is_never_played_in(anywhere: Type, tmp_path: Path) -> None:
    """The demo invents guests and money; it stays out of a house that has real ones."""
    anywhere("init", tmp_path / "bath")
    typed = anywhere("demo", "--headless", "--house", tmp_path / "bath")
    assert (typed.code, typed.out) == (2, "")
    assert "real house" in typed.err


def test_the_headless_saturday_prints_takings_verifies_and_ends_with_its_head(started: Type, tmp_path: Path) -> None:
    """Progress and where the house is go to stderr; the house stays, for every other command."""
    folder = tmp_path / "saturday"
    typed = started("demo", "--headless", "--seed", "7", "--house", folder, "--json")
    assert typed.code == 0, typed.err
    assert str(folder) in typed.err
    told = typed.json
    assert set(told) == {"house", "played", "takings", "verified", "head"}
    assert told["verified"]["ok"]
    assert told["played"]["seed"] == 7
    verified = started("verify", "--house", folder, "--json").json
    assert verified["head"] == told["head"]
    assert started("takings", "--day", "2026-03-07", "--house", folder, "--json").json == told["takings"]


@pytest.mark.slow
def test_the_saturday_in_taiwan_dollars_holds_too(anywhere: Type, tmp_path: Path) -> None:
    """Another currency, another seed, service charge and all; told in words."""
    typed = anywhere("demo", "--headless", "--seed", "11", "--currency", "twd", "--house", tmp_path / "twd")
    assert typed.code == 0, typed.err
    assert "NT$" in typed.out
    assert "The book holds" in typed.out
    assert typed.out.splitlines()[-1].startswith("Head: ")
