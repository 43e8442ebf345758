"""The list of bands that should be here and are not (R7, R8, R11, R61)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ledger.connection import open_writer
from pos.ledger.rollup import advance
from pos.reports.missing_bands import missing_bands_of

if TYPE_CHECKING:
    from tests.reports.conftest import Stage


def missing(stage: Stage, days: int = 1) -> list[tuple[str, str, str, str]]:
    """Band, why, where and when it was used last."""
    found = missing_bands_of(stage.reading, days)
    return [(one.band, one.why, one.station, one.seen[5:16]) for one in found.bands]


def test_r61_nothing_is_missing_of_a_day_that_runs(stage: Stage) -> None:
    """Guests inside, bands in the wash and in the stock are where they belong."""
    assert missing(stage) == []
    stage.check_in("2026-03-10 10:00", "077", "078")
    stage.perform("2026-03-10 11:00", "swap", band="078", to="079", reason="torn")
    assert missing(stage) == []


def test_r08_a_lost_band_is_listed_with_where_it_was_used_last(stage: Stage) -> None:
    """The bar, then its locker; replaced or not, and after its guest has gone; found, it is gone from the list."""
    stage.check_in("2026-03-10 10:00", "077")
    stage.charge("2026-03-10 11:00", "077", "beer")
    stage.perform("2026-03-10 12:00", "present", "locker-077", "", band="077")
    stage.perform("2026-03-10 12:30", "report_lost", band="077", reason="pool", staff="chen")
    assert missing(stage) == [("077", "lost", "locker-077", "03-10T12:00")]
    (one,) = missing_bands_of(stage.reading).bands
    assert (one.visit, one.guest, one.due, one.held) == (1, "adult", 9_800 + 1_500 + 2_000, 0)
    stage.check_out("2026-03-10 13:00", "077")
    assert missing(stage) == [("077", "lost", "locker-077", "03-10T12:00")]
    stage.perform("2026-03-10 14:00", "recover", band="077")
    assert missing(stage) == []


def test_r07_a_band_that_is_not_back_for_days(stage: Stage) -> None:
    """From the second day on, or whenever is asked for; the roll-ups bound the search and change nothing."""
    stage.check_in("2026-03-10 10:00", "077")
    stage.perform("2026-03-10 11:00", "present", "zone-in", "", band="077")
    stage.perform("2026-03-10 11:30", "present", "zone-out", "", band="077")
    stage.check_in("2026-03-11 09:59", "078")
    assert missing(stage) == []
    stage.check_in("2026-03-11 10:01", "079")
    assert missing(stage) == [("077", "not back", "zone-out", "03-10T11:30")]
    assert [band for band, *_ in missing(stage, 0)] == ["077", "078"]
    assert missing(stage, 2) == []
    writer = open_writer(stage.folder / "ledger.db")
    advance(writer, 1_000)
    writer.close()
    assert missing(stage) == [("077", "not back", "zone-out", "03-10T11:30")]


def test_r11_who_is_out_on_deposit_is_listed_from_the_day_cut_on(stage: Stage) -> None:
    """With what is owed and held, for the lead who decides; kept open, it is off the list until the next cut."""
    stage.check_in("2026-03-10 10:00", "077")
    stage.perform("2026-03-10 11:00", "deposit", band="077", amount=20_000, tender="cash")
    stage.perform("2026-03-10 11:05", "out_on_deposit", band="077")
    stage.perform("2026-03-10 11:10", "present", "gate-out-1", "", band="077")
    stage.check_in("2026-03-11 07:59", "078")
    assert missing(stage) == []
    stage.check_in("2026-03-11 08:00", "079")
    assert missing(stage) == [("077", "out", "gate-out-1", "03-10T11:10")]
    (one,) = missing_bands_of(stage.reading).bands
    assert (one.since[:16], one.due, one.held) == ("2026-03-10T11:05", 9_800, 20_000)
    stage.perform("2026-03-11 08:10", "decide_out", band="077", decision="keep", reason="phoned", staff="chen")
    assert missing(stage, 30) == []
    stage.check_in("2026-03-12 08:00", "080")
    assert missing(stage, 30)[0][:2] == ("077", "out")


def test_r72_a_band_in_use_without_an_open_bill_is_named(stage: Stage) -> None:
    """The books contradict themselves then; the list says so where somebody looks for the band."""
    stage.check_in("2026-03-10 10:00", "077")
    writer = open_writer(stage.folder / "ledger.db")
    writer.execute("UPDATE visit SET state = 'settled' WHERE visit = 1")
    writer.close()
    assert [(band, why) for band, why, *_ in missing(stage)] == [("077", "nobody")]
