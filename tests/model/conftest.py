"""A house whose beer runs out soon, for the model to be played on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos.house.folder import VENUE_FILE
from pos.venue import Venue
from tests.house import make_house


@pytest.fixture(scope="session")
def short_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo house with six beers, its book made; to be copied."""
    folder = make_house(tmp_path_factory.mktemp("model"))
    file = folder / VENUE_FILE
    text = file.read_text(encoding="utf-8")
    few = text.replace("price = 15, stock = 2000, cost", "price = 15, stock = 6, cost")
    assert few != text
    file.write_text(few, encoding="utf-8")
    Venue.open(folder).close()
    return folder
