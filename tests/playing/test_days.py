"""The model days played through the mock readers, into a real book that verifies."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from pos.demo import figures
from pos.ledger.verify import Verified, verify
from pos.reports.board import board_of
from pos.reports.reading import Reading
from pos.reports.takings import takings_of
from pos.venue import Venue
from readers.mock.driver import MockReaders
from terminal_ui.playing import days as module
from terminal_ui.playing.days import DaysPlayed, play_days
from tests.house import make_house

SEED = 7


class Played:
    """A day that was played: how it went, where, and what its readers were touched with."""

    def __init__(self, folder: Path, count: int = 1) -> None:
        self.folder = folder
        self.touched: list[tuple[str, str]] = []
        self.told: list[tuple[int, int]] = []
        with closing(Venue.open(folder, lasting=True)) as venue:
            self.went: DaysPlayed = play_days(venue, SEED, count, lambda done, total: self.told.append((done, total)))

    @property
    def verified(self) -> Verified:
        """What verify says of its book."""
        return verify(self.folder / "ledger.db")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Seed 7, once for all tests here; the mock readers are the real ones, with an ear at them."""
    touched: list[tuple[str, str]] = []

    class Overheard(MockReaders):
        """Mock readers that remember what was held to them."""

        def touch(self, uid: str, reader: str = "mock", *, at_us: int | None = None) -> None:
            """Remember, and do it."""
            touched.append((reader, uid))
            super().touch(uid, reader, at_us=at_us)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MockReaders", Overheard)
        day = Played(make_house(tmp_path_factory.mktemp("saturday")))
    day.touched = touched
    return day


def test_the_day_is_of_the_size_of_the_model(played: Played) -> None:
    """About 517 visits, 7,060 taps and takings of 115,000 CNY."""
    assert 490 <= played.went.visits <= 545
    assert 6_600 <= played.went.taps <= 7_600
    with closing(Reading.open(played.folder)) as reading:
        takings = takings_of(reading, played.went.day)
    assert 10_500_000 <= takings.gross <= 12_500_000
    assert takings.visits == played.went.visits - takings.cancelled


def test_every_tap_goes_through_a_reader(played: Played) -> None:
    """All but the numbers that were typed; what was charged or presented was read before."""
    assert 0 <= played.went.taps - len(played.touched) <= 2
    with closing(Reading.open(played.folder)) as reading:
        ((presented,),) = reading.query("SELECT count(*) FROM log WHERE kind = 'present'")
        ((charged,),) = reading.query("SELECT count(*) FROM log WHERE kind IN ('charge', 'repeat')")
    assert int(str(presented)) + int(str(charged)) <= played.went.taps


def test_the_book_verifies_and_the_day_is_closed_with_open_tabs_crossing_it(played: Played) -> None:
    """R61, R72, R73: nobody is dropped by the close; the rest of their stay belongs to the next day."""
    verified = played.verified
    assert verified.ok, verified.findings
    with closing(Reading.open(played.folder)) as reading:
        assert reading.query("SELECT day FROM z") == [(played.went.day,)]
        board = board_of(reading)
        ((tills,),) = reading.query("SELECT count(*) FROM log WHERE kind = 'close_till'")
    assert 5 <= board.counts["inside"] <= 40
    assert tills == 6


def test_what_goes_wrong_is_declined_and_little_else(played: Played) -> None:
    """A busy day has strangers, children at the bar and wrong doors; it is not a day of errors."""
    assert 8 <= played.went.declined <= 30
    with closing(Reading.open(played.folder)) as reading:
        rows = reading.query(
            "SELECT DISTINCT json_extract(content, '$.answer.error') FROM log "
            "WHERE json_extract(content, '$.answer.error') IS NOT NULL"
        )
    expected = {
        "unknown_band", "adults_only", "band_not_in_use", "limit_reached", "wrong_zone", "in_checkout", "voucher_used",
    }  # fmt: skip
    assert {str(code) for (code,) in rows} <= expected


def test_progress_is_told_to_the_end(played: Played) -> None:
    """It only grows, is told often, and ends at all."""
    done = [one for one, _ in played.told]
    assert (done == sorted(done), played.told[-1][0]) == (True, played.told[-1][1])
    assert len(done) > 100


def test_the_same_seed_played_again_in_the_same_house_changes_nothing(played: Played) -> None:
    """R21: every act is recognised as the one that was done."""
    before = played.verified.head
    with closing(Venue.open(played.folder, lasting=True)) as venue:
        again = play_days(venue, SEED, 1, lambda _done, _total: None)
    assert played.verified.head == before
    assert again == played.went


def test_the_same_seed_in_a_fresh_house_gives_the_same_head(
    played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of this machine, this moment or of how many acts share a commit enters the chain."""
    monkeypatch.setattr(module, "LARGEST_BATCH", 20)
    assert Played(make_house(tmp_path)).verified.head == played.verified.head


@pytest.fixture(scope="module")
def ten_days(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """From Saturday 7 March to Monday the 16th, with the 15th on which somebody walks out."""
    return Played(make_house(tmp_path_factory.mktemp("days")), count=10)


def test_days_follow_each_other(ten_days: Played) -> None:
    """R61, R62, R72: each is closed once, the night's guests are carried over, and the book verifies."""
    verified = ten_days.verified
    assert verified.ok, verified.findings
    with closing(Reading.open(ten_days.folder)) as reading:
        closed = [day for (day,) in reading.query("SELECT day FROM z ORDER BY z")]
        ((tills,),) = reading.query("SELECT count(*) FROM log WHERE kind = 'close_till'")
        inside = board_of(reading).counts["inside"]
    assert closed == [*range(20260307, 20260317)]
    assert tills == 10 * 6
    assert 5 <= inside <= 40


def test_weekdays_are_quieter(ten_days: Played) -> None:
    """A weekday takes in about 0.62 of a Saturday, less where the weekday's prices are lower."""
    with closing(Reading.open(ten_days.folder)) as reading:
        gross = {day: takings_of(reading, day, day).gross for day in range(20260307, 20260317)}
        both = takings_of(reading, 20260307, 20260316)
    assert sum(gross.values()) == both.gross
    weekdays = [gross[day] for day in range(20260309, 20260313)]
    assert all(0.48 <= minor / gross[20260307] <= 0.70 for minor in weekdays)


def test_only_what_is_meant_to_go_wrong_does_on_any_day(ten_days: Played) -> None:
    """No band is missing, no clock stuck, no drawer unknown because of the day before."""
    with closing(Reading.open(ten_days.folder)) as reading:
        rows = reading.query(
            "SELECT DISTINCT json_extract(content, '$.answer.error') FROM log "
            "WHERE json_extract(content, '$.answer.error') IS NOT NULL"
        )
        walked_out = reading.query("SELECT day FROM walk_out")
        stock = reading.query("SELECT min(came_in) FROM stock")
        lost = reading.query("SELECT count(*) FROM band WHERE state IN ('lost', 'defect', 'wash')")
    assert {str(code) for (code,) in rows} == {"unknown_band", "adults_only", "band_not_in_use", "voucher_used"}
    assert walked_out == [(20260315,)]
    # Monday the 9th and the 16th brought what a week uses.
    assert int(str(stock[0][0])) >= 2 * min(figures.DELIVERED.values())
    assert int(str(lost[0][0])) <= 3
    assert 10 * 8 <= ten_days.went.declined <= 10 * 30
