"""X, the drawers, and what the day's close meets (R60, R61, R62)."""

from __future__ import annotations

from pos.reports.board import board_of
from pos.reports.closing import closing_of
from pos.reports.x_report import drawer_at, x_report_of
from tests.reports.conftest import Stage


def an_evening(stage: Stage) -> None:
    """A drawer with everything that goes in and out; one guest paid in cash, one is still inside."""
    stage.perform("2026-03-07 17:00", "open_till", float=50_000)
    stage.check_in("2026-03-07 18:00", "077", "078")
    stage.perform("2026-03-07 18:10", "paid_in", amount=1_000, reason="coins")
    stage.perform("2026-03-07 18:20", "paid_out", amount=3_500, reason="taxi", staff="chen")
    stage.perform("2026-03-07 18:30", "drop", amount=20_000)
    stage.perform("2026-03-07 18:40", "no_sale", reason="change")
    stage.perform("2026-03-07 18:50", "deposit", band="078", amount=20_000, tender="cash")
    stage.perform("2026-03-07 20:00", "begin_checkout", bands=["077"])
    stage.perform("2026-03-07 20:01", "pay", bands=["077"], tenders=[{"tender": "cash", "amount": 20_000}])


def test_r60_a_drawer_adds_up_to_what_is_expected(stage: Stage) -> None:
    """And the count is held against just that."""
    an_evening(stage)
    drawer = drawer_at(stage.reading, "desk-1")
    assert drawer is not None
    parts = (drawer.float, drawer.sales, drawer.paid_in, drawer.paid_out, drawer.drops, drawer.other)
    assert parts == (50_000, 11_800, 1_000, -3_500, -20_000, 20_000)
    assert sum(parts) == drawer.expected
    assert (drawer.no_sale, drawer.counted, drawer.difference) == (1, None, None)
    facts = stage.perform("2026-03-07 23:00", "close_till", count=drawer.expected - 200).facts
    assert facts["expected"] == drawer.expected
    assert drawer_at(stage.reading, "desk-1") is None
    (closed,) = x_report_of(stage.reading).drawers
    assert (closed.counted, closed.difference) == (drawer.expected - 200, -200)


def test_r62_x_and_z_are_one_computation(stage: Stage) -> None:
    """The reading just before the close has every figure of the Z, and reading it changes nothing."""
    an_evening(stage)
    before = x_report_of(stage.reading)
    assert x_report_of(stage.reading) == before
    facts = stage.perform("2026-03-08 08:30", "close_day", staff="chen").facts
    assert {name: facts[name] for name in before.figures} == before.figures
    assert sum(before.tenders.values()) == before.figures["paid"]
    assert sum(before.outlets.values()) == before.figures["sales"]


def test_a_drawer_that_stays_open_is_in_the_reading_of_the_next_day(stage: Stage) -> None:
    """Nobody may forget it; a closed one of before is not there."""
    an_evening(stage)
    stage.perform("2026-03-07 21:00", "open_till", "desk-2", "ben", float=10_000)
    stage.perform("2026-03-07 22:00", "close_till", "desk-2", "ben", count=10_000)
    stage.charge("2026-03-08 09:00", "078", "beer")
    assert [one.station for one in x_report_of(stage.reading, 20260307).drawers] == ["desk-1", "desk-2"]
    assert [one.station for one in x_report_of(stage.reading, 20260308).drawers] == ["desk-1"]


def test_r61_what_the_close_meets_is_the_live_board(stage: Stage) -> None:
    """Open visits, who is out, what hangs, drawers nobody counted; the day that would be closed."""
    assert closing_of(stage.reading).business_day == ""
    an_evening(stage)
    stage.charge("2026-03-07 21:00", "078", "latte")
    stage.perform("2026-03-07 21:10", "out_on_deposit", band="078")
    closing = closing_of(stage.reading)
    board = board_of(stage.reading)
    assert closing.visits == board.visits
    assert closing.due == board.counts["due"]
    assert [one.band for one in closing.outside] == ["078"]
    assert [one.what for one in closing.hanging] == ["latte"]
    assert closing.open_tills == ("desk-1",)
    assert (closing.business_day, closing.finding) == ("2026-03-07", "")
    stage.perform("2026-03-08 08:30", "close_day", staff="chen")
    assert closing_of(stage.reading).business_day in {"", "2026-03-08"}
