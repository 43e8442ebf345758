"""Every number of the takings opens down to the entry, and each level adds up to the one above (R64, R71)."""

from __future__ import annotations

import pytest

from pos.errors import Declined
from pos.reports.entries import entry_of
from pos.reports.made_of import Part, Sales, items_of, lines_of, receipts_of
from pos.reports.takings import takings_of
from pos.reports.why import explanation_of
from tests.reports.conftest import Stage

DAY = 20260307


def an_evening(stage: Stage) -> None:
    """Sales at several outlets and hours, a void, a discount, a gift, a move, a refund; and a day before."""
    stage.perform("2026-03-06 17:00", "open_till", float=50_000)
    stage.check_in("2026-03-06 18:00", "090")
    stage.charge("2026-03-06 18:10", "090", "beer")
    stage.check_out("2026-03-06 19:00", "090")
    stage.check_in("2026-03-07 18:00", "077", "078", channel="meituan")
    beer = stage.charge("2026-03-07 18:30", "077", "beer", 3).facts["lines"]
    assert isinstance(beer, list)
    stage.perform("2026-03-07 18:31", "void", "bar", "fan", line=beer[0]["line"], quantity=1, reason="warm")
    cola = stage.charge("2026-03-07 19:00", "077", "cola", 2).facts["lines"]
    assert isinstance(cola, list)
    stage.perform("2026-03-07 19:05", "transfer", lines=[cola[0]["line"]], to="078", reason="wrong band", staff="chen")
    stage.charge("2026-03-07 20:00", "078", "body-scrub", station="scrub-men", staff="dong")
    stage.perform("2026-03-07 21:00", "discount", band="078", percent=10, reason="waited", staff="chen")
    stage.check_out("2026-03-07 22:00", "077", "078", tender="card")
    stage.perform("2026-03-07 22:10", "refund", receipt=2, reason="ill", staff="chen")


@pytest.mark.parametrize("by", ["outlet", "hour", "staff", "channel"])
def test_r64_items_and_lines_add_up_to_the_takings(stage: Stage, by: Sales) -> None:
    """However the day is divided, and with everything that takes something back."""
    an_evening(stage)
    takings = takings_of(stage.reading, DAY)
    sums = takings.as_dict()[f"by_{by}"]
    assert isinstance(sums, dict)
    assert sum(sums.values()) == takings.gross
    for key, minor in sums.items():
        part = Part(DAY, by, key)
        items = items_of(stage.reading, part)
        assert sum(one.gross for one in items) == minor
        assert [one.gross for one in items] == sorted((one.gross for one in items), reverse=True)
        for one in items:
            lines = lines_of(stage.reading, part, one.item)
            assert sum(line.due for line in lines) == one.gross


def test_r64_pieces_are_net_of_voids(stage: Stage) -> None:
    """Three beers, one of them taken back; the refund gave the money, not the beer."""
    an_evening(stage)
    (beer,) = [one for one in items_of(stage.reading, Part(DAY, "outlet", "bar")) if one.item == "beer"]
    takings = takings_of(stage.reading, DAY)
    assert beer.pieces == takings.pieces["beer"]


@pytest.mark.parametrize("by", ["tender", "cashier"])
def test_r64_receipts_add_up_to_what_was_paid(stage: Stage, by: str) -> None:
    """By tender and by cashier; a refund is among them, below zero."""
    an_evening(stage)
    takings = takings_of(stage.reading, DAY)
    sums = takings.by_tender if by == "tender" else takings.by_cashier
    for key, minor in sums.items():
        receipts = receipts_of(stage.reading, DAY, "tender" if by == "tender" else "cashier", key)
        assert sum(one.paid for one in receipts) == minor
        assert {one.kind for one in receipts} <= {"whole", "refund"}


def test_r71_every_line_leads_to_its_entry(stage: Stage) -> None:
    """Who, where, why; the entry's lines and postings are those of the line; a reason and a second person are told."""
    an_evening(stage)
    for item in items_of(stage.reading, Part(DAY, "outlet", "bar")):
        for line in lines_of(stage.reading, Part(DAY, "outlet", "bar"), item.item):
            entry = entry_of(stage.reading, line.entry)
            assert line.line in {one.line for one in entry.lines}
            assert sum(minor for _, _, minor in entry.postings) == 0
            assert explanation_of(stage.reading, line.line).due == line.due
    void = next(
        entry
        for (seq,) in stage.reading.query("SELECT seq FROM log WHERE kind = 'void'")
        if (entry := entry_of(stage.reading, int(str(seq)))).kind == "void"
    )
    assert (void.reason, void.staff, void.station) == ("warm", "fan", "bar")
    assert "id" not in void.asked
    assert len(void.hash) == 64


def test_a_line_of_a_closed_bill_explains_itself_although_its_band_is_anothers(stage: Stage) -> None:
    """Bands go from guest to guest; a line is found by its number."""
    an_evening(stage)
    stage.check_in("2026-03-07 23:00", "077")
    ((line,),) = stage.reading.query("SELECT min(line) FROM line WHERE item = 'beer' AND day = ?", DAY)
    assert explanation_of(stage.reading, int(str(line))).item == "beer"
    with pytest.raises(Declined, match="999999"):
        explanation_of(stage.reading, 999_999)


def test_nothing_is_made_of_nothing(stage: Stage) -> None:
    """A day without a sale, an entry that is not there."""
    assert items_of(stage.reading, Part(DAY, "outlet", "bar")) == []
    assert receipts_of(stage.reading, DAY, "tender", "cash") == []
    with pytest.raises(LookupError):
        entry_of(stage.reading, 999)
