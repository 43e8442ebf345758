"""Lines that go to another guest's bill (R25)."""

from __future__ import annotations

import pytest

from pos.reports.reading import Reading
from pos.reports.takings import Takings, takings_of
from tests.rules.conftest import BAR, Desk, OpenDesk


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Two guests; the first has three beers (line 3) and a body scrub (line 4)."""
    desk.check_in("077", "078")
    desk.charge("077", "3*beer")
    desk.charge("077", "body-scrub", station="scrub-men", staff="dong")
    return desk


def takings(desk: Desk) -> Takings:
    """The takings so far."""
    reading = Reading.open(desk.folder)
    try:
        return takings_of(reading)
    finally:
        reading.close()


def test_r25_a_line_goes_out_of_one_bill_and_into_the_other(two: Desk) -> None:
    """With its price, its outlet and its tax; both bills say where it went and where it came from."""
    facts = two.done("transfer", lines=[3], to="078", reason="the friend pays")
    assert facts["lines"] == [{"line": 6, "of": 3, "item": "beer", "quantity": 3, "due": 4_500}]
    assert (facts["from"]["due"], facts["to"]["due"]) == (9_800 + 3_800, 9_800 + 4_500)
    assert (two.due("077"), two.due("078")) == (9_800 + 3_800, 9_800 + 4_500)
    rows = two.query("SELECT visit, quantity, list_minor, due_minor, outlet, of FROM line WHERE mark = 'transfer'")
    assert rows == [(1, -3, 1_500, -4_500, "bar", 3), (2, 3, 1_500, 4_500, "bar", 3)]


def test_r25_some_pieces_of_a_line(two: Desk) -> None:
    """Two of three beers, then the third; a fourth there is not."""
    two.done("transfer", lines=[{"line": 3, "quantity": 2}], to="078", reason="x")
    assert (two.due("077"), two.due("078")) == (9_800 + 3_800 + 1_500, 9_800 + 3_000)
    two.declined("line_voided", "transfer", lines=[{"line": 3, "quantity": 2}], to="078", reason="x")
    two.done("transfer", lines=[3, 4], to="078", reason="x")
    two.declined("line_voided", "transfer", lines=[3], to="078", reason="x")
    assert (two.due("077"), two.due("078")) == (9_800, 9_800 + 4_500 + 3_800)


def test_r25_takings_commission_time_and_stock_stay(two: Desk) -> None:
    """By outlet, item, hour and staff nothing changes, not even if it is moved in another hour by somebody else."""
    before, stock = takings(two), two.stock("beer")
    two.wait(hours=3)
    two.done("transfer", lines=[3, 4], to="078", reason="x", staff="ben")
    after = takings(two)
    assert two.stock("beer") == stock
    for name in ("gross", "net", "tax", "by_outlet", "by_item", "pieces", "by_hour", "by_staff", "by_channel"):
        assert getattr(after, name) == getattr(before, name), name
    assert two.query("SELECT DISTINCT at_us, station, staff FROM line WHERE item = 'beer'") == two.query(
        "SELECT at_us, station, staff FROM line WHERE line = 3"
    )


def test_r25_moved_and_moved_back(two: Desk) -> None:
    """The line is on its first bill again, and the other owes what it did."""
    there = two.done("transfer", lines=[3], to="078", reason="x")["lines"][0]["line"]
    back = two.done("transfer", lines=[there], to="077", reason="x")["lines"][0]["line"]
    assert (two.due("077"), two.due("078")) == (9_800 + 3_800 + 4_500, 9_800)
    two.done("void", line=back, reason="after all", **BAR)
    assert (two.due("077"), two.stock("beer")) == (9_800 + 3_800, 2_000)


def test_r25_what_goes_takes_its_discount_with_it(two: Desk) -> None:
    """A discounted beer is moved for what it still costs; a void there gives back as much."""
    two.done("discount", band="077", percent=10, scope="beer", reason="late")
    assert two.due("077") == 9_800 + 3_800 + 4_050
    moved = two.done("transfer", lines=[{"line": 3, "quantity": 1}], to="078", reason="x")["lines"][0]
    assert moved["due"] == 1_350
    assert (two.due("077"), two.due("078")) == (9_800 + 3_800 + 2_700, 9_800 + 1_350)
    assert two.done("void", line=moved["line"], reason="x", **BAR)["amount"] == -1_350


def test_r25_a_settled_target_is_refused(two: Desk) -> None:
    """Neither paid, nor being paid, nor the same bill."""
    two.declined("same_bill", "transfer", lines=[3], to="077", reason="x")
    two.begin("078")
    two.declined("in_checkout", "transfer", lines=[3], to="078", reason="x")
    two.pay("078", cash=9_800)
    two.declined("band_not_in_use", "transfer", lines=[3], to="078", reason="x")
    two.check_in("079")
    two.begin("077")
    two.declined("in_checkout", "transfer", lines=[3], to="079", reason="x")
    two.pay("077", cash=9_800 + 3_800 + 4_500)
    two.declined("line_settled", "transfer", lines=[3], to="079", reason="x")


def test_r25_what_cannot_be_moved(two: Desk) -> None:
    """A line of another bill, one named twice, a package, a line that only changes another."""
    two.declined("unknown_line", "transfer", lines=[99], to="078", reason="x")
    two.declined("line_twice", "transfer", lines=[3, 3], to="078", reason="x")
    two.charge("078", "water")
    two.declined("lines_of_several", "transfer", lines=[3, 5], to="078", reason="x")
    package = two.done("add_package", band="077", package="P1")["line"]
    two.declined("line_not_movable", "transfer", lines=[package], to="078", reason="x")
    two.declined("line_fixed", "transfer", lines=[package + 1], to="078", reason="x")
    two.declined("wrong_station", "transfer", lines=[3], to="078", reason="x", station="bar")
    two.declined("not_allowed", "transfer", lines=[3], to="078", reason="x", staff="fan")


def test_r25_not_onto_a_bill_that_may_not_have_it(two: Desk) -> None:
    """Beer does not come onto a child's bill (R14), nor anything over the limit (R22)."""
    two.check_in("079:child")
    two.declined("adults_only", "transfer", lines=[3], to="079", reason="x")
    dear = two.charge("077", "oil-spa", station="massage", staff="hua")["lines"][0]["line"]
    two.declined("limit_reached", "transfer", lines=[dear], to="079", reason="x")


def test_r25_an_admission_can_be_paid_by_another(open_desk: OpenDesk) -> None:
    """The guest stays; the bill is the other's, in both currencies."""
    for currency, price in (("cny", 9_800), ("twd", 650)):
        desk = open_desk("cny" if currency == "cny" else "twd")
        desk.check_in("077", "078")
        desk.done("transfer", lines=[1], to="078", reason="x")
        assert (desk.due("077"), desk.due("078")) == (0, 2 * price)
        assert desk.begin("077", "078") == 2 * price
        desk.pay("077", "078", cash=2 * price)
