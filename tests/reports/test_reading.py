"""Looking without touching: a reading sees one moment, notices others' writes, and cannot write."""

from __future__ import annotations

import gc
from contextlib import closing
from pathlib import Path

import pytest

from pos.errors import HouseError, LedgerError
from pos.house.folder import VENUE_FILE
from pos.reports.bill import bill_of
from pos.reports.board import board_of
from pos.reports.reading import Reading
from pos.reports.takings import takings_of
from pos.venue import Venue
from tests.house import make_house
from tests.reports.conftest import Stage


def test_no_house_and_no_book_are_told_apart(tmp_path: Path) -> None:
    """A folder without a house says how to make one; a house that was never opened has no book yet."""
    with pytest.raises(HouseError, match="loopband init"):
        Reading.open(tmp_path)
    with pytest.raises(LedgerError, match="no ledger"):
        Reading.open(make_house(tmp_path))


def test_a_reading_cannot_write(stage: Stage) -> None:
    """Not even by mistake."""
    with pytest.raises(LedgerError, match="readonly"):
        stage.reading.query("DELETE FROM tab")


def test_a_reading_notices_what_others_write(stage: Stage) -> None:
    """``moved`` is true at first and after each commit of anybody, and only then."""
    assert [stage.reading.moved(), stage.reading.moved()] == [True, False]
    stage.check_in("2026-03-07 18:00", "077")
    board_of(stage.reading)
    assert [stage.reading.moved(), stage.reading.moved()] == [True, False]


def test_a_snapshot_is_one_moment(stage: Stage) -> None:
    """What is written meanwhile is not seen before the outermost snapshot ends."""
    stage.check_in("2026-03-07 18:00", "077")
    with stage.reading.snapshot():
        due = bill_of(stage.reading, "077").due
        stage.charge("2026-03-07 18:30", "077", "beer")
        with stage.reading.snapshot():
            assert bill_of(stage.reading, "077").due == due
        assert bill_of(stage.reading, "077").due == due
    assert bill_of(stage.reading, "077").due == due + 1500


def test_the_house_is_that_of_the_book(stage: Stage) -> None:
    """The venue file in force is parsed once, and again only when the house took up a changed one."""
    house = stage.reading.house
    assert stage.reading.house is house
    path = stage.folder / VENUE_FILE
    path.write_text(path.read_text(encoding="utf-8").replace("Cloudwater Baths", "Stillwater Baths"), encoding="utf-8")
    assert stage.reading.house is house
    with closing(Venue.open(stage.folder)):
        assert stage.reading.house.name.en == "Stillwater Baths"


SCANS_ALLOWED = ("band", "station", "mine", "quote", "z", "house_file", "stock")
"""Small tables, and those that a query makes for itself."""


def test_looking_never_reads_whole_tables_that_grow(stage: Stage) -> None:
    """Bill, board and takings find their rows of lines, visits and the log by keys, at any size of the log."""
    stage.check_in("2026-03-07 18:00", "077")
    stage.charge("2026-03-07 18:30", "077", "beer")
    stage.check_out("2026-03-07 19:00", "077")
    asked: list[tuple[str, tuple[object, ...]]] = []
    reading = stage.reading
    query = reading.query

    def remember(sql: str, *values: object) -> list[tuple[object, ...]]:
        asked.append((sql, values))
        return query(sql, *values)

    reading.query = remember  # type: ignore[method-assign]
    bill_of(reading, "077")
    board_of(reading)
    takings_of(reading)
    takings_of(reading, 20260301, 20260331)
    assert len(asked) > 30
    scans = {
        (str(step), sql)
        for sql, values in asked
        if not sql.startswith(("BEGIN", "PRAGMA"))
        for *_, step in query(f"EXPLAIN QUERY PLAN {sql}", *values)
        if str(step).startswith("SCAN") and str(step).split()[1] not in SCANS_ALLOWED
    }
    assert {scan for scan in scans if not _reads_little(*scan)} == set()


def _reads_little(step: str, sql: str) -> bool:
    """A scan that ends with the newest entry, or goes through an index of what is running now only."""
    return (step.startswith("SCAN log") and "ORDER BY seq DESC LIMIT 1" in sql) or step.endswith(" use_running")


def test_what_is_read_is_there_whenever_garbage_is_collected(stage: Stage) -> None:
    """An older look that is collected takes no row away from the one that is reading just then."""
    stage.check_in("2026-03-07 18:00", "077")
    usual = gc.get_threshold()
    try:
        for often in range(20, 120):
            gc.set_threshold(often, 2, 2)
            assert {bill_of(stage.reading, "077").due for _ in range(30)} == {11_800}
    finally:
        gc.set_threshold(*usual)
