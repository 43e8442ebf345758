"""The log has no destructive verb, and an entry says who did what, where and when (R70, R71)."""

from __future__ import annotations

import pytest

from pos.ledger.entry import GENESIS, chain_hash
from pos.ledger.log import Log
from pos.ledger.sqlite import sqlite3
from tests.ledger.handmade import AT_US, DAY, charge, key, opened_house, sale, write

COLUMNS = ("seq", "id", "at_us", "day", "station", "staff", "kind", "content", "hash")


@pytest.mark.parametrize("column", COLUMNS)
def test_r70_no_column_of_an_entry_can_be_changed(log: Log, column: str) -> None:
    """Update is refused for every column, even to the value it has."""
    opened_house(log)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        log._connection.execute(f"UPDATE log SET {column} = {column} WHERE seq = 1")  # noqa: S608 - our own names


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM log WHERE seq = 2",
        "DELETE FROM log",
        "REPLACE INTO log SELECT * FROM log WHERE seq = 1",
        "INSERT OR REPLACE INTO log SELECT seq, id, 0, day, station, staff, kind, content, hash FROM log WHERE seq = 1",
    ],
)
def test_r70_no_entry_can_be_removed_or_replaced(log: Log, statement: str) -> None:
    """Delete is refused, and so is the replacing insert, which deletes behind the scenes."""
    opened_house(log)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        log._connection.execute(statement)
    assert log._connection.execute("SELECT count(*) FROM log").fetchone() == (2,)


def test_r71_an_entry_carries_who_what_where_when_and_its_link(log: Log) -> None:
    """Sequence, command id, time, day, station, staff, kind, content, and the hash over all that and the one before."""
    opened_house(log)
    write(log, charge(100, sale(1)))
    rows = log._connection.execute(f"SELECT {', '.join(COLUMNS)} FROM log ORDER BY seq").fetchall()  # noqa: S608
    assert rows[2][:7] == (3, key(100), AT_US, DAY, "bar", "fan", "charge")
    before = GENESIS
    for seq, key_, at_us, day, station, staff, kind, content, digest in rows:
        assert chain_hash(before, seq, key_, at_us, day, station, staff, kind, content.encode()) == digest
        before = digest
    assert (log.seq, log.head) == (3, before)


def test_r71_whatever_is_changed_the_hash_is_another(log: Log) -> None:
    """No part of an entry is left out of its hash, and parts cannot be shifted into each other."""
    same = (GENESIS, 1, key(1), AT_US, DAY, "bar", "fan", "charge", b"{}")
    others: tuple[tuple[bytes, int, bytes, int, int, str, str, str, bytes], ...] = (
        (b"\1" * 32, *same[1:]),
        (GENESIS, 2, *same[2:]),
        (GENESIS, 1, key(2), *same[3:]),
        (GENESIS, 1, key(1), AT_US + 1, *same[4:]),
        (GENESIS, 1, key(1), AT_US, DAY + 1, *same[5:]),
        (*same[:5], "bat", "fan", "charge", b"{}"),
        (*same[:5], "bar", "", "charge", b"{}"),
        (*same[:5], "bar", "fan", "void", b"{}"),
        (*same[:8], b"[]"),
    )
    assert len({chain_hash(*parts) for parts in (same, *others)}) == 1 + len(others)
