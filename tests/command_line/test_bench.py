"""What a benchmark measures is what it says: figures, baskets, a log that grows by days."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pos.ledger.verify import verify
from pos.reports.bill import bill_of
from pos.reports.reading import Reading
from pos.reports.takings import takings_of
from pos.venue import Venue
from terminal_ui.bench import growing
from terminal_ui.bench.bench import Figures
from terminal_ui.bench.charging import Baskets
from terminal_ui.bench.growing import BILL_BAND, BILL_LINES, GUESTS, GrownHouse
from terminal_ui.bench.measured import Measured, percentile
from terminal_ui.bench.processes import TogetherMeasured
from terminal_ui.bench.screen import ScreenFigures
from terminal_ui.bench.terminal import Painted
from terminal_ui.command_line.bench_words import figures_words, screen_words


@given(st.lists(st.integers(0, 10**9), min_size=1), st.integers(1, 100))
def test_a_percentile_is_a_value_that_was_measured(values: list[int], percent: int) -> None:
    """At least so many percent of the values lie at or below it, and no smaller one would do."""
    in_order = sorted(values)
    found = percentile(in_order, percent)
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


def test_rounds_add_up() -> None:
    """Acts of all rounds over the time of all rounds; the slowest in a hundred is the 99th."""
    measured = Measured()
    measured.add([1_000_000] * 99, 99_000_000)
    measured.add([9_000_000], 101_000_000)
    assert measured.as_dict() == {"per_s": 500.0, "p50_ms": 1.0, "p99_ms": 1.0}


def test_r21_no_basket_comes_back_soon_at_the_same_band_and_station() -> None:
    """Thousands of charges a second on 190 visits, and none may look like a double tap."""
    baskets = Baskets(GUESTS)
    charges = [baskets.next() for _ in range(len(GUESTS) * 200)]
    met = Counter((charge.band, charge.station, charge.items) for charge in charges)
    assert max(met.values()) == 1
    assert len({charge.id for charge in charges}) == len(charges)


def test_the_book_grows_by_whole_days_with_paid_bills(folder: Path) -> None:
    """A longer log is more days, not longer bills; everything in it verifies."""
    rows = growing.CHARGES_A_DAY + 300
    with closing(Venue.open(folder)) as venue:
        grown = GrownHouse(venue)
        grown.grow(rows, lambda _done, _total: None)
        grown.let_in()
    with closing(Reading.open(folder)) as reading:
        ((charges,),) = reading.query("SELECT count(*) FROM log WHERE kind = 'charge'")
        ((open_visits,),) = reading.query("SELECT count(*) FROM visit WHERE state = 'open'")
        ((days,),) = reading.query("SELECT count(*) FROM z")
        takings = takings_of(reading, grown.whole_day)
        bill = bill_of(reading, BILL_BAND)
    assert (charges, days) == (rows + BILL_LINES, 2)
    assert open_visits == len(GUESTS) + 1
    assert takings.gross == takings.paid > 0
    assert len(bill.lines) == 1 + BILL_LINES
    assert verify(folder / "ledger.db").ok


def test_figures_in_words_name_every_number() -> None:
    """The table has each row of the document, and what several programs did, with their first error."""
    speed = {"per_s": 4000.0, "p50_ms": 0.2, "p99_ms": 0.5}
    figures = Figures(
        bare=speed,
        sqlite_row=speed | {"per_s": 3000.0},
        charge={"1": speed | {"per_s": 2800.0, "ratio": 0.7}, "32": speed | {"per_s": 18_000.0, "ratio": 4.5}},
        bill_ms=0.4,
        takings_ms=1.25,
        rows=10_000,
        processes=TogetherMeasured(8, 20, 10, 199, 1, 1.5, 9.0, 12.0, "Band 001 is lost."),
    )
    text = "\n".join(figures_words(figures))
    for words in ("Bare disk", "0.75", "32 at once", "18,000", "4.50", "0.40 ms", "1.25 ms", "199 charged, 1 errors"):
        assert words in text
    assert "First error: Band 001 is lost." in text


def test_a_screen_in_words_says_what_else_the_computer_did() -> None:
    """Figures of a busy computer are not those of an idle one."""
    figures = ScreenFigures(100_000, 200, 20, 400, {"p50_ms": 12.5, "p99_ms": 33.1}, 0.8, 8.9, 250)
    text = "\n".join(screen_words(figures))
    for words in ("200 lockers, 100,000 charges", "p50 12.5 ms, p99 33.1 ms", "0.8 %", "8.9 %", "250 %"):
        assert words in text


@given(st.integers(0, 40))
def test_what_is_painted_is_read_wherever_it_is_cut(cut: int) -> None:
    """Places, colours and wide characters; a control sequence may come in two pieces."""
    written = "\x1b[2;3H\x1b[1;31m云水\x1b[0mCloud\x1b[3;1H\x1b[?2026lBand> 7"
    painted = Painted()
    painted.feed(written[:cut])
    painted.feed(written[cut:])
    assert painted.row(1).strip() == "云水Cloud"
    assert painted.row(2) == "Band> 7"
