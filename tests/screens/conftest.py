"""A demo house whose desks are open: tills with a float, a few guests inside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos.operations import AnyOperation, Arrival, Charge, CheckIn, OpenTill, Wanted
from terminal_ui.languages import speaking
from tests.house import make_house


@pytest.fixture(autouse=True)
def _a_computer_of_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees how this computer's people like their screen, or what the one before spoke."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with speaking("en"):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh demo house in CNY."""
    return make_house(tmp_path)


@pytest.fixture
def evening() -> list[AnyOperation]:
    """Both tills are open; 077 had two beers and a scrub, 078 nothing yet, 150 is a woman's."""
    bands = ("077", "078", "150")
    return [
        OpenTill(float_minor=50_000, station="desk-1", staff="amy"),
        OpenTill(float_minor=50_000, station="desk-2", staff="ben"),
        *(CheckIn(bands=(Arrival(band, "adult"),), station="desk-2", staff="ben") for band in bands),
        Charge(band="077", items=(Wanted("beer", 2), Wanted("body-scrub")), station="bar", staff="fan"),
    ]
