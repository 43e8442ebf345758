"""Days that were played once and are looked at by many tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing

import pytest

from pos.reports.reading import Reading
from tests.demo.played import PlayedDay, play, play_on
from tests.house import make_house


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> PlayedDay:
    """The Saturday of seed 7 in CNY, played up to the close of the day. Look, but write nothing."""
    return play(make_house(tmp_path_factory.mktemp("saturday")), 7)


@pytest.fixture(scope="session")
def played_twd(tmp_path_factory: pytest.TempPathFactory) -> PlayedDay:
    """The Saturday of another seed in TWD, played up to the close of the day. Look, but write nothing."""
    return play(make_house(tmp_path_factory.mktemp("saturday"), "twd"), 11)


@pytest.fixture(scope="session", params=["cny", "twd"])
def either_day(request: pytest.FixtureRequest) -> PlayedDay:
    """Each of the two played days."""
    day: PlayedDay = request.getfixturevalue("played" if request.param == "cny" else "played_twd")
    return day


@pytest.fixture(scope="session")
def morning_after(played: PlayedDay, tmp_path_factory: pytest.TempPathFactory) -> PlayedDay:
    """What came after the close of the Saturday, until the last guest had gone; in a copy of its folder."""
    folder = tmp_path_factory.mktemp("sunday") / "house"
    shutil.copytree(played.folder, folder)
    return play_on(played, folder)


@pytest.fixture
def closed_house(either_day: PlayedDay) -> Iterator[Reading]:
    """A look into the house right after the close of the day."""
    with closing(Reading.open(either_day.folder)) as reading:
        yield reading
