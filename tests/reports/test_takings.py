"""The takings of a day: what was sold, how it was paid, by whom and where from (R55, R62, R63, R64)."""

from __future__ import annotations

import pytest

from pos.ledger.connection import open_writer
from pos.ledger.rollup import advance
from pos.pricing.tax import tax_by_rate
from pos.reports.takings import Takings, takings_of
from tests.house import demo_house
from tests.reports.conftest import Stage

SEAM = {
    "business_day", "gross", "net", "tax", "by_outlet", "by_item", "by_tender", "by_channel", "by_hour", "by_staff",
    "visits",
}  # fmt: skip


def an_evening(stage: Stage) -> None:
    """Three guests, two of whom go home the same day; the third stays over the cut and pays the day after."""
    stage.perform("2026-03-07 17:50", "open_till", float=50_000)
    stage.check_in("2026-03-07 18:00", "077", "078", channel="meituan")
    stage.check_in("2026-03-07 20:05", "130")
    stage.charge("2026-03-07 18:30", "077", "beer", 2)
    stage.perform("2026-03-07 18:31", "void", "bar", "fan", line=4, quantity=1, reason="warm")
    stage.charge("2026-03-07 19:00", "078", "body-scrub", station="scrub-men", staff="dong")
    stage.check_out("2026-03-07 22:00", "077", "078")
    stage.charge("2026-03-08 08:30", "130", "beer")
    stage.check_out("2026-03-08 09:00", "130", tender="cash")


def roll_up(stage: Stage) -> None:
    """Bring the roll-ups up to the end."""
    connection = open_writer(stage.folder / "ledger.db")
    advance(connection, 1000)
    connection.close()


def check_sums(takings: Takings) -> None:
    """Every way of looking at sales adds up to the same gross, every way of looking at payments to the same sum."""
    for sums in (takings.by_outlet, takings.by_item, takings.by_channel, takings.by_hour, takings.by_staff):
        assert sum(sums.values()) == takings.gross
    assert sum(takings.by_tender.values()) == sum(takings.by_cashier.values()) == takings.paid
    off = takings.discount + takings.gift + takings.comp + takings.covered
    assert takings.net + takings.tax == takings.sales == takings.gross - off
    assert sum(rate.gross for rate in takings.by_tax.values()) == takings.sales
    for name in ("gross", "discount", "gift", "comp", "covered", "sales"):
        assert sum(getattr(sold, name) for sold in takings.outlets.values()) == getattr(takings, name)
    assert sum(takings.visits_by_guest.values()) == sum(takings.visits_by_channel.values()) == takings.visits


@pytest.mark.parametrize("rolled_up", [False, True])
def test_r63_the_takings_of_an_evening(stage: Stage, rolled_up: bool) -> None:
    """Each figure as one counts it by hand; from the rows and from the roll-ups alike."""
    an_evening(stage)
    if rolled_up:
        roll_up(stage)
    takings = takings_of(stage.reading, 20260307)
    check_sums(takings)
    assert set(takings.as_dict()) >= SEAM
    assert takings.business_day == takings.first_day == takings.last_day == "2026-03-07"
    assert takings.gross == 3 * 11_800 + 1500 + 3800
    assert takings.by_outlet == {"bar": 1500, "desk": 35_400, "scrub": 3800}
    assert takings.by_item == {"T02": 35_400, "beer": 1500, "body-scrub": 3800}
    assert takings.pieces == {"T02": 3, "beer": 1, "body-scrub": 1}
    assert takings.by_channel == {"meituan": 28_900, "walk-in": 11_800}
    assert takings.by_hour == {"18": 25_100, "19": 3800, "20": 11_800}
    assert takings.by_staff == {"amy": 35_400, "dong": 3800, "fan": 1500}
    assert takings.by_tender == {"card": 28_900}
    assert (takings.paid, takings.receipts, takings.by_cashier) == (28_900, 1, {"amy": 28_900})
    assert (takings.visits, takings.visits_by_channel) == (3, {"meituan": 2, "walk-in": 1})
    assert (takings.voids, takings.voided) == (1, 1500)


def test_r64_revenue_belongs_to_the_day_it_was_earned(stage: Stage) -> None:
    """Admission on the day of check-in, a beer on the day of its tap, the night and overtime on that of checkout."""
    an_evening(stage)
    takings = takings_of(stage.reading, 20260308)
    check_sums(takings)
    assert takings.by_item == {"T08": 2000, "T09": 5000, "beer": 1500}
    assert takings.visits == 0
    assert takings.by_tender == {"cash": takings.gross + 11_800}


def test_days_add_up_to_their_range(stage: Stage) -> None:
    """Two days together are the sums of each, tax and net included."""
    an_evening(stage)
    both = takings_of(stage.reading, 20260307, 20260308)
    one, other = takings_of(stage.reading, 20260307), takings_of(stage.reading, None, 20260308)
    check_sums(both)
    assert (both.business_day, both.first_day, both.last_day) == ("2026-03-07/2026-03-08", "2026-03-07", "2026-03-08")
    for figure in ("gross", "net", "tax", "paid", "receipts", "visits", "voids", "voided"):
        assert getattr(both, figure) == getattr(one, figure) + getattr(other, figure)


def test_r55_tax_can_be_repeated_from_the_lines(stage: Stage) -> None:
    """Net and tax are those of the sum of the day's lines at each rate, by the pure rules of tax."""
    an_evening(stage)
    takings = takings_of(stage.reading, 20260307)
    lines = [
        (str(tax), int(str(due)))
        for tax, due in stage.reading.query("SELECT tax, due_minor FROM line WHERE day = 20260307")
    ]
    (expected,) = tax_by_rate(demo_house().tax, lines)
    assert (takings.gross, takings.net, takings.tax) == (expected.gross_minor, expected.net_minor, expected.tax_minor)


def test_r5_a_cancelled_check_in_is_no_visit(stage: Stage) -> None:
    """It is counted by itself, its admission is taken back, and it is in no count of guests."""
    stage.check_in("2026-03-07 18:00", "077", "078")
    stage.perform("2026-03-07 18:01", "cancel_check_in", band="077", reason="wrong band")
    takings = takings_of(stage.reading)
    check_sums(takings)
    assert (takings.visits, takings.cancelled, takings.gross) == (1, 1, 11_800)
    assert takings.visits_by_guest == {"adult": 1}


def test_r20_what_was_declined_is_in_no_takings(stage: Stage) -> None:
    """A declined charge changes no figure."""
    from pos.operations import Charge, Wanted

    an_evening(stage)
    before = takings_of(stage.reading, 20260308)
    outcome = stage.venue.perform(Charge(band="077", items=(Wanted("beer"),), station="bar", staff="fan"))
    assert not outcome.ok
    assert takings_of(stage.reading, 20260308) == before


def test_hours_run_from_the_day_cut(stage: Stage) -> None:
    """Of a day that is cut at eight, nine in the morning comes first and two at night last."""
    stage.check_in("2026-03-08 02:00", "077", guest="night")
    stage.check_in("2026-03-07 09:00", "078")
    stage.check_in("2026-03-07 23:00", "079", guest="night")
    assert list(takings_of(stage.reading, 20260307).by_hour) == ["09", "23", "02"]


def test_r62_left_out_the_day_is_the_open_one(stage: Stage) -> None:
    """The oldest day with sales that is not closed; after the Z that day still, until something is sold again."""
    assert takings_of(stage.reading).gross == 0
    stage.check_in("2026-03-07 18:00", "077")
    assert takings_of(stage.reading).business_day == "2026-03-07"
    stage.charge("2026-03-08 08:05", "077", "beer")
    assert takings_of(stage.reading).business_day == "2026-03-07"
    roll_up(stage)
    assert takings_of(stage.reading).business_day == "2026-03-07"
    stage.perform("2026-03-08 08:10", "close_day", staff="chen")
    assert takings_of(stage.reading).business_day == "2026-03-08"
    stage.perform("2026-03-09 08:10", "close_day", staff="chen")
    assert takings_of(stage.reading).business_day == "2026-03-08"


def test_a_day_without_anything_is_all_zero(stage: Stage) -> None:
    """A day on which the house was closed has empty figures, and the file it comes from is not touched."""
    takings = takings_of(stage.reading, 20300101)
    assert (takings.gross, takings.net, takings.tax, takings.visits, takings.by_outlet) == (0, 0, 0, 0, {})


def test_no_day_is_an_error(stage: Stage) -> None:
    """The thirtieth of February has no takings."""
    with pytest.raises(ValueError, match="day"):
        takings_of(stage.reading, 20260230)


@pytest.mark.parametrize("currency", ["twd"])
def test_service_belongs_to_its_outlet(stage: Stage) -> None:
    """The service charge is revenue of the outlet that earned it, on the day of checkout."""
    stage.check_in("2026-03-07 18:00", "077")
    stage.charge("2026-03-07 18:30", "077", "fried-rice", station="restaurant", staff="gu")
    stage.check_out("2026-03-07 19:00", "077")
    takings = takings_of(stage.reading)
    check_sums(takings)
    assert takings.by_outlet["restaurant"] == 143
    assert takings.by_item["service"] == 13
    assert takings.gross == takings.paid


@pytest.mark.parametrize("rolled_up", [False, True])
def test_r27_what_is_given_away_is_at_list_price_in_the_gross(stage: Stage, rolled_up: bool) -> None:
    """By outlet: what was sold, what was taken off it and how; whoever gave it has sold nothing."""
    stage.check_in("2026-03-03 10:00", "077", "078")
    stage.charge("2026-03-03 10:30", "077", "beer", 2)
    stage.charge("2026-03-03 10:31", "077", "body-scrub", station="scrub-men", staff="dong")
    stage.charge("2026-03-03 10:32", "078", "foot-massage", station="massage", staff="hua")
    stage.perform("2026-03-03 11:00", "gift", line=3, quantity=1, reason="x")
    stage.perform("2026-03-03 11:01", "discount", band="078", percent=10, scope="massage", reason="x")
    stage.perform("2026-03-03 11:02", "add_package", band="077", package="P1")
    stage.perform("2026-03-03 11:03", "comp", staff="wu", band="078", signer="wu", reason="x")
    if rolled_up:
        roll_up(stage)
    takings = takings_of(stage.reading, 20260303)
    check_sums(takings)
    assert takings.gross == 2 * 9_800 + 3_000 + 3_800 + 12_800 + 11_800
    assert (takings.gift, takings.discount, takings.covered) == (1_500, 1_280, 9_800 + 3_800)
    assert takings.comp == 9_800 + 12_800 - 1_280
    assert takings.sales == 11_800 + 1_500
    assert takings.by_staff == {"amy": 2 * 9_800 + 11_800, "dong": 3_800, "fan": 3_000, "hua": 12_800}
    assert takings.by_item["foot-massage"] == 12_800
    massage = takings.outlets["massage"]
    assert (massage.gross, massage.discount, massage.comp, massage.sales) == (12_800, 1_280, 11_520, 0)
    assert takings.pieces == {"P1": 1, "T01": 2, "beer": 2, "body-scrub": 1, "foot-massage": 1}
