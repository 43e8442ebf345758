"""A house after a short evening, made through the venue once and copied for whoever wants to damage it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pos.house.folder import LEDGER_FILE
from pos.ledger.connection import open_writer
from pos.ledger.log import Log
from pos.ledger.sqlite import sqlite3
from pos.venue import Venue
from pos.wire import read_operation
from tests.house import make_house

EVENING: tuple[dict[str, object], ...] = (
    {"do": "open_till", "float": 50_000, "at": "2026-03-07T18:00:00+08:00"},
    {"do": "check_in", "bands": [{"band": "077", "guest": "adult"}, {"band": "078", "guest": "adult"}],
     "channel": "meituan", "at": "2026-03-07T18:01:00+08:00"},
    {"do": "check_in", "bands": [{"band": "130", "guest": "adult"}], "at": "2026-03-07T18:02:00+08:00"},
    {"do": "charge", "band": "077", "items": [{"item": "beer", "quantity": 2}, {"item": "water"}], "station": "bar",
     "staff": "fan", "at": "2026-03-07T18:30:00+08:00"},
    {"do": "void", "line": 4, "quantity": 1, "reason": "没有冰", "station": "bar", "staff": "fan",
     "at": "2026-03-07T18:39:00+08:00"},
    {"do": "charge", "band": "078", "items": [{"item": "body-scrub"}], "station": "scrub-men", "staff": "dong",
     "at": "2026-03-07T18:40:00+08:00"},
    {"do": "charge", "band": "999", "items": [{"item": "beer"}], "station": "bar", "staff": "fan",
     "at": "2026-03-07T18:41:00+08:00"},
    {"do": "begin_checkout", "bands": ["077", "078"], "at": "2026-03-07T22:00:00+08:00"},
    {"do": "pay", "bands": ["077", "078"], "tenders": [{"tender": "card", "amount": 10_000, "external_id": "4711"},
     {"tender": "cash", "amount": 50_000}], "at": "2026-03-07T22:01:00+08:00"},
    {"do": "close_till", "count": 72_000, "at": "2026-03-08T07:50:00+08:00"},
    {"do": "close_day", "staff": "chen", "at": "2026-03-08T08:10:00+08:00"},
    {"do": "charge", "band": "130", "items": [{"item": "tea-egg", "quantity": 3}], "station": "bar", "staff": "fan",
     "at": "2026-03-08T08:20:00+08:00"},
)  # fmt: skip


def perform(venue: Venue, acts: tuple[dict[str, object], ...]) -> None:
    """Have these done at the first desk by Amy, unless an act says otherwise."""
    venue.perform_all([read_operation(json.dumps({"station": "desk-1", "staff": "amy"} | act)) for act in acts])


@pytest.fixture(scope="session")
def evening_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a house with a short evening in its book. Not to be changed: see ``evening``."""
    folder = make_house(tmp_path_factory.mktemp("evening"))
    venue = Venue.open(folder)
    for act in EVENING:
        perform(venue, (act,))
    venue.close()
    return folder


@pytest.fixture
def evening(evening_house: Path, tmp_path: Path) -> Path:
    """The ledger file of a copy of that house."""
    folder = tmp_path / "house"
    shutil.copytree(evening_house, folder)
    return folder / LEDGER_FILE


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """An empty log."""
    opened = Log(tmp_path / LEDGER_FILE)
    yield opened
    opened.close()


Damage = Callable[..., None]


@pytest.fixture
def damage(evening: Path) -> Damage:
    """Change the ledger of ``evening`` as somebody would who has the file and knows SQL."""

    def change(*statements: str) -> None:
        connection = sqlite3.connect(str(evening), isolation_level=None)
        connection.execute("DROP TRIGGER IF EXISTS log_keeps_entries")
        connection.execute("DROP TRIGGER IF EXISTS log_keeps_all_entries")
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return change


@pytest.fixture
def rows(evening: Path) -> Callable[[str], list[tuple[object, ...]]]:
    """Look into the ledger of ``evening``."""

    def look(sql: str) -> list[tuple[object, ...]]:
        connection = open_writer(evening)
        try:
            return list(connection.execute(sql).fetchall())
        finally:
            connection.close()

    return look
