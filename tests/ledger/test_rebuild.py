"""Everything but the log can be made again from the log, and it is the same (R73)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pos.errors import LedgerError
from pos.ledger.connection import open_writer
from pos.ledger.rebuild import rebuild
from pos.ledger.rollup import advance
from pos.ledger.schema import FOLDED_TABLES, ROLLUP_TABLES
from pos.ledger.sqlite import sqlite3
from pos.ledger.verify import verify
from tests.ledger.conftest import Damage

Rows = Callable[[str], list[tuple[object, ...]]]


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the log."""
    connection = sqlite3.connect(str(path))
    try:
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608 - our own names
            for table in (*FOLDED_TABLES, *ROLLUP_TABLES)
        }
    finally:
        connection.close()


def roll_up(path: Path) -> None:
    """Bring the roll-ups up to the end."""
    connection = open_writer(path)
    advance(connection, 1000)
    connection.close()


def test_r73_a_rebuild_is_identical(evening: Path) -> None:
    """All tables, roll-ups among them, come out of a rebuild as they were."""
    roll_up(evening)
    before = dump(evening)
    rebuilt = rebuild(evening)
    assert (rebuilt.entries, rebuilt.changed) == (13, ())
    assert dump(evening) == before
    assert all(before[table] for table in ("band", "visit", "tab", "line", "receipt", "tender", "till", "z", "rollup"))


def test_r73_whatever_happened_to_the_tables_is_mended(evening: Path, damage: Damage) -> None:
    """Emptied, changed and invented rows are gone after a rebuild, and it says which tables they were in."""
    roll_up(evening)
    before = dump(evening)
    damage(
        "DELETE FROM line",
        "UPDATE tab SET due_minor = 7",
        "INSERT INTO price VALUES('beer', 1)",
        "UPDATE band SET zone = CAST(X'FF' AS TEXT) WHERE number = '001'",
        "UPDATE rollup SET amount_minor = 0",
    )
    rebuilt = rebuild(evening)
    assert rebuilt.changed == ("band", "tab", "line", "price", "rollup")
    assert dump(evening) == before


def test_a_rebuild_tells_its_progress(evening: Path) -> None:
    """The last report says that all is done."""
    seen: list[tuple[int, int]] = []
    rebuild(evening, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (13, 13)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE log SET staff = 'gu' WHERE seq = 5", "entry 5: Its hash does not hold"),
        ("DELETE FROM log WHERE seq = 5", "entry 5: It is missing"),
        ("UPDATE log SET content = '{}' WHERE seq = 5", "entry 5: "),
        ("UPDATE log SET staff = CAST(X'FF' AS TEXT) WHERE seq = 5", "entry 5: "),
    ],
)
def test_no_tables_are_made_from_a_log_that_does_not_hold(
    evening: Path, damage: Damage, change: str, words: str
) -> None:
    """It refuses with words that name the entry, and leaves the tables as they were."""
    damage(change)
    before = dump(evening)
    with pytest.raises(LedgerError, match=words):
        rebuild(evening)
    assert dump(evening) == before


def test_there_is_nothing_to_rebuild_without_a_book(tmp_path: Path) -> None:
    """No empty book is made where there was none."""
    with pytest.raises(LedgerError, match="There is no ledger"):
        rebuild(tmp_path / "ledger.db")
    assert not (tmp_path / "ledger.db").exists()


def test_r73_others_go_on_after_a_rebuild(evening: Path, evening_house: Path) -> None:
    """A process that had the house open charges on as if nothing had happened, and the book verifies."""
    from pos.venue import Venue
    from tests.ledger.conftest import perform

    venue = Venue.open(evening.parent)
    rebuild(evening)
    perform(venue, ({"do": "charge", "band": "130", "items": [{"item": "beer"}], "at": "2026-03-08T09:00:00+08:00"},))
    venue.close()
    assert verify(evening).ok
