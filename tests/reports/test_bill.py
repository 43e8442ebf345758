"""The bill: every line, what was paid and what is due, for whoever wears the band or wore it last."""

from __future__ import annotations

import pytest

from pos.errors import Declined
from pos.reports.bill import bill_of
from tests.house import demo_house
from tests.reports.conftest import Stage

SEAM = {"visit", "bands", "lines", "due", "paid", "currency"}
# What is still open of it is told beside them, if anything is (R33).
LINE_SEAM = {"line", "item", "quantity", "list", "due", "mark", "at", "station", "staff", "of"}


def test_a_bill_has_the_fields_of_the_seam(stage: Stage) -> None:
    """Exactly the fields other tools rely on, with amounts in minor units and times with the house's offset."""
    stage.check_in("2026-03-07 18:00", "077")
    stage.charge("2026-03-07 18:30", "077", "beer", 2)
    bill = bill_of(stage.reading, "077").as_dict()
    assert set(bill) == SEAM
    lines = bill["lines"]
    assert isinstance(lines, list)
    assert all(set(line) == LINE_SEAM for line in lines)
    assert lines[1] == {
        "line": 2, "item": "beer", "quantity": 2, "list": 1500, "due": 3000, "mark": "",
        "at": "2026-03-07T18:30:00+08:00", "station": "bar", "staff": "fan", "of": 0,
    }  # fmt: skip
    assert (bill["visit"], bill["bands"], bill["due"], bill["paid"], bill["currency"]) == (1, ["077"], 14_800, 0, "CNY")


@pytest.mark.parametrize("named", ["077", "77", demo_house().bands[76].uid, demo_house().bands[76].uid.lower()])
def test_a_band_may_be_named_by_number_or_chip(stage: Stage, named: str) -> None:
    """As printed, without its zeros, or by the UID in either case."""
    stage.check_in("2026-03-07 18:00", "077")
    assert bill_of(stage.reading, named).bands == ("077",)


def test_a_band_nobody_wore_or_knows_is_declined(stage: Stage) -> None:
    """With the same codes as an operation."""
    with pytest.raises(Declined) as unknown:
        bill_of(stage.reading, "999")
    with pytest.raises(Declined) as never_used:
        bill_of(stage.reading, "001")
    assert (unknown.value.code, never_used.value.code) == ("unknown_band", "band_not_in_use")


def test_r24_a_void_is_a_line_of_its_own(stage: Stage) -> None:
    """The line that was taken back stays on the bill, and the reversing line beside it."""
    stage.check_in("2026-03-07 18:00", "077")
    stage.charge("2026-03-07 18:30", "077", "beer", 2)
    stage.perform("2026-03-07 18:31", "void", "bar", "fan", line=2, quantity=1, reason="warm")
    bill = bill_of(stage.reading, "077")
    assert [(line.line, line.quantity, line.due, line.mark) for line in bill.lines] == [
        (1, 1, 11_800, "admission"),
        (2, 2, 3000, ""),
        (3, 1, -1500, "void"),
    ]
    assert bill.due == 13_300


def test_r43_what_a_checkout_quotes_is_on_the_bill(stage: Stage) -> None:
    """Overtime that a payment would post counts in the due, without a line's number; left, it is gone again."""
    stage.check_in("2026-03-07 09:00", "077")
    before = bill_of(stage.reading, "077")
    stage.perform("2026-03-07 22:00", "begin_checkout", bands=["077"])
    bill = bill_of(stage.reading, "077")
    assert [(line.line, line.item, line.due, line.mark) for line in bill.lines[1:]] == [(0, "T08", 2000, "overtime")]
    assert bill.lines[1].at == "2026-03-07T22:00:00+08:00"
    assert bill.due == before.due + 2000
    stage.perform("2026-03-07 22:01", "leave_checkout", bands=["077"])
    assert bill_of(stage.reading, "077") == before


def test_r59_a_part_that_was_paid_reduces_the_due(stage: Stage) -> None:
    """Paid and due add up to the lines, before, in between and after; then the bill is that of the last visit."""
    stage.check_in("2026-03-07 09:00", "077")
    stage.perform("2026-03-07 10:00", "begin_checkout", bands=["077"])
    stage.perform(
        "2026-03-07 10:01", "pay", bands=["077"], tenders=[{"tender": "qr", "amount": 1800, "external_id": "1"}]
    )
    part = bill_of(stage.reading, "077")
    assert (part.paid, part.due) == (1800, 10_000)
    stage.perform(
        "2026-03-07 10:02", "pay", bands=["077"], tenders=[{"tender": "qr", "amount": 10_000, "external_id": "2"}]
    )
    settled = bill_of(stage.reading, "077")
    assert (settled.visit, settled.paid, settled.due) == (1, 11_800, 0)


def test_r1_a_band_that_was_given_out_again_shows_the_new_guest(stage: Stage) -> None:
    """The bill hangs on the visit: the next wearer of the band begins with an empty one."""
    stage.check_in("2026-03-07 09:00", "077")
    stage.charge("2026-03-07 09:30", "077", "beer")
    stage.check_out("2026-03-07 10:00", "077")
    stage.check_in("2026-03-07 11:00", "077")
    bill = bill_of(stage.reading, "077")
    assert (bill.visit, [line.item for line in bill.lines]) == (2, ["T02"])


@pytest.mark.parametrize("currency", ["twd"])
def test_service_is_on_the_bill(stage: Stage) -> None:
    """A house with a service charge quotes it at the checkout, beside what it is for."""
    stage.check_in("2026-03-07 09:00", "077")
    stage.charge("2026-03-07 09:30", "077", "fried-rice", station="restaurant", staff="gu")
    stage.perform("2026-03-07 10:00", "begin_checkout", bands=["077"])
    bill = bill_of(stage.reading, "077")
    assert [(line.item, line.due, line.mark) for line in bill.lines[1:]] == [
        ("fried-rice", 130, ""),
        ("service", 13, "service"),
    ]
    assert (bill.due, bill.currency) == (893, "TWD")


def test_r28_a_covered_line_is_on_the_bill_with_its_price_and_due_nothing(stage: Stage) -> None:
    """The ticket and one scrub are in the package; of two more scrubs in one line nothing is."""
    stage.check_in("2026-03-03 10:00", "077")
    stage.charge("2026-03-03 10:30", "077", "body-scrub", station="scrub-men", staff="dong")
    stage.charge("2026-03-03 11:00", "077", "body-scrub", 2, station="scrub-men", staff="dong")
    stage.perform("2026-03-03 12:00", "add_package", band="077", package="P1")
    bill = bill_of(stage.reading, "077")
    assert [(line.line, line.item, line.quantity, line.list, line.due, line.mark) for line in bill.lines] == [
        (1, "T01", 1, 9_800, 0, "in package"),
        (2, "body-scrub", 1, 3_800, 0, "in package"),
        (3, "body-scrub", 2, 3_800, 7_600, ""),
        (4, "P1", 1, 11_800, 11_800, "package"),
    ]
    assert bill.due == 11_800 + 7_600


def test_r28_what_is_covered_of_a_line_is_one_line_below_it(stage: Stage) -> None:
    """However often what is covered has changed."""
    stage.check_in("2026-03-03 10:00", "077")
    stage.charge("2026-03-03 10:30", "077", "body-scrub", 3, station="scrub-men", staff="dong")
    stage.perform("2026-03-03 12:00", "add_package", band="077", package="P1")
    stage.perform("2026-03-03 12:01", "remove_package", band="077")
    stage.perform("2026-03-03 12:02", "add_package", band="077", package="P1")
    lines = [(line.item, line.quantity, line.due, line.mark) for line in bill_of(stage.reading, "077").lines]
    assert lines[:3] == [
        ("T01", 1, 0, "in package"),
        ("body-scrub", 3, 11_400, ""),
        ("body-scrub", 1, -3_800, "in package"),
    ]


def test_r27_gifts_and_comps_keep_the_price(stage: Stage) -> None:
    """A gift stands there at its price with nothing due; a discount is a line, and so is a gift of some pieces."""
    stage.check_in("2026-03-03 10:00", "077")
    stage.charge("2026-03-03 10:30", "077", "beer", 2)
    stage.charge("2026-03-03 10:31", "077", "water")
    stage.perform("2026-03-03 12:00", "gift", line=3, reason="x")
    stage.perform("2026-03-03 12:01", "gift", line=2, quantity=1, reason="x")
    stage.perform("2026-03-03 12:02", "discount", band="077", percent=10, scope="beer", reason="x")
    lines = [(line.item, line.due, line.mark, line.of) for line in bill_of(stage.reading, "077").lines]
    assert lines[1:] == [
        ("beer", 3_000, "", 0),
        ("water", 0, "gift", 0),
        ("beer", -1_500, "gift", 2),
        ("beer", -150, "discount", 2),
    ]
    stage.perform("2026-03-03 12:03", "comp", staff="wu", band="077", signer="wu", reason="x")
    bill = bill_of(stage.reading, "077")
    assert [(line.due, line.mark) for line in bill.lines] == [(0, "comp"), (0, "comp"), (0, "gift")]
    assert bill.due == 0


def test_r28_what_a_checkout_quotes_can_be_in_the_package(stage: Stage) -> None:
    """Time in a room that still runs: the quote says so itself, and the bill adds up."""
    stage.check_in("2026-03-03 10:00", "077")
    stage.perform("2026-03-03 10:01", "raise_limit", staff="chen", band="077", by=100_000, reason="x")
    stage.perform("2026-03-03 10:02", "add_package", band="077", package="P5")
    stage.perform("2026-03-03 11:00", "present", "room-r9", "", band="077")
    stage.perform("2026-03-03 12:00", "begin_checkout", bands=["077"])
    bill = bill_of(stage.reading, "077")
    assert [(line.line, line.item, line.due, line.mark) for line in bill.lines[1:]] == [
        (2, "P5", 56_800, "package"),
        (0, "T11V", 0, "in package"),
    ]
    assert bill.due == 56_800
