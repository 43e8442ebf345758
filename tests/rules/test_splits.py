"""Splitting a bill: some bands, some lines, equally, by amount; each part is a receipt (R52, R59)."""

from __future__ import annotations

import pytest

from pos.money import split_equally
from tests.rules.conftest import Desk, money


def shares(desk: Desk, receipt: int) -> dict[int, int]:
    """Visit → what a receipt paid of it."""
    return dict(desk.query("SELECT visit, amount_minor FROM receipt_share WHERE receipt = ?", receipt))


def bar_bill(desk: Desk) -> tuple[int, int]:
    """Band 077 has two beers and fried rice on the bill, in checkout; the numbers of these lines."""
    desk.check_in("077")
    beer, rice = (line["line"] for line in desk.charge("077", "2*beer", "fried-rice")["lines"])
    desk.begin("077")
    return int(beer), int(rice)


def test_r52_one_pays_for_the_party_and_for_some_bands(desk: Desk) -> None:
    """One receipt over two visits; the third pays alone; each visit closes with its own due."""
    desk.check_in("001", "002", "003")
    desk.begin("001", "002", "003")
    assert desk.pay("001", "003", card=19_600)["due"] == 0
    assert shares(desk, 1) == {1: 9_800, 3: 9_800}
    assert [desk.visit(visit, "state") for visit in (1, 2, 3)] == ["settled", "settling", "settled"]
    assert desk.pay("002", qr=9_800)["receipt"] == 2


def test_r52_by_line(desk: Desk) -> None:
    """A friend pays the beers, the guest the rest; the visit closes with the last part."""
    beer, rice = bar_bill(desk)
    assert desk.done("pay", bands=["077"], lines=[beer], tenders=money(qr=3_000))["due"] == 12_600
    desk.declined("line_paid", "pay", bands=["077"], lines=[rice, beer], tenders=money(qr=5_800))
    desk.declined("line_twice", "pay", bands=["077"], lines=[rice, rice], tenders=money(qr=5_600))
    desk.declined("line_elsewhere", "pay", bands=["077"], lines=[99], tenders=money(qr=1))
    desk.declined("too_little", "pay", bands=["077"], lines=[rice], tenders=money(qr=2_799))
    desk.declined("too_much", "pay", bands=["077"], lines=[rice], tenders=money(qr=2_801))
    assert desk.visit(1, "state") == "settling"
    assert desk.done("pay", bands=["077"], tenders=money(card=12_600))["due"] == 0
    assert desk.visit(1, "state") == "settled"
    assert desk.query("SELECT receipt, line, amount_minor FROM receipt_line") == [(1, beer, 3_000)]


def test_r52_the_tax_of_lines_is_told_where_they_are_paid(desk: Desk) -> None:
    """The last receipt tells the tax of the rest; together they are over everything once (R55)."""
    beer, _ = bar_bill(desk)
    desk.done("pay", bands=["077"], lines=[beer], tenders=money(qr=3_000))
    desk.pay("077", card=12_600)
    assert desk.query("SELECT receipt, gross_minor, tax_minor FROM receipt_tax ORDER BY receipt") == [
        (1, 3_000, 170),
        (2, 12_600, 713),
    ]


def test_r52_lines_of_several_bands(desk: Desk) -> None:
    """One pays one thing of each; each bill is lowered by its own."""
    desk.check_in("001", "002")
    first = desk.charge("001", "beer")["lines"][0]["line"]
    second = desk.charge("002", "cola")["lines"][0]["line"]
    desk.begin("001", "002")
    desk.done("pay", bands=["001", "002"], lines=[first, second], tenders=money(qr=2_300))
    assert (shares(desk, 1), desk.due("001"), desk.due("002")) == ({1: 1_500, 2: 800}, 9_800, 9_800)


def test_r52_a_line_is_worth_what_is_left_of_it(desk: Desk) -> None:
    """After a void and a gift only the rest is to be paid; of a line that is given away nothing."""
    desk.check_in("077")
    beer, water = (line["line"] for line in desk.charge("077", "3*beer", "water")["lines"])
    desk.lead("void", line=beer, quantity=1, reason="warm")
    desk.lead("gift", line=beer, quantity=1, reason="regular")
    desk.lead("gift", line=water, reason="regular")
    desk.begin("077")
    desk.declined("line_paid", "pay", bands=["077"], lines=[water], tenders=money(qr=600))
    assert desk.done("pay", bands=["077"], lines=[beer], tenders=money(qr=1_500))["due"] == 9_800


def test_r52_equally_among_three(desk: Desk) -> None:
    """¥98.00 are twice ¥32.66 and once ¥32.68; three receipts, and the last one closes the visit."""
    desk.check_in("077")
    due = desk.begin("077")
    parts = split_equally(due, 3)
    assert parts == (3_266, 3_266, 3_268)
    for part, left in zip(parts, (6_534, 3_268, 0), strict=True):
        assert desk.done("pay", bands=["077"], amount=part, tenders=money(qr=part))["due"] == left
    assert desk.visit(1, "state") == "settled"


def test_r52_by_amount_with_change_and_coins(desk: Desk) -> None:
    """Named, a part gives change, and is rounded to coins by itself; more than the due is no part."""
    desk.check_in("077")
    desk.begin("077")
    facts = desk.done("pay", bands=["077"], amount=3_266, tenders=money(cash=5_000))
    assert (facts["paid"], facts["change"], facts["rounding"], facts["due"]) == (3_270, 1_730, 4, 6_534)
    assert desk.lines(1)[-1] == ("rounding", 1, 4, "rounding")
    desk.declined("more_than_due", "pay", bands=["077"], amount=6_535, tenders=money(qr=6_535))
    desk.declined("too_little", "pay", bands=["077"], amount=6_000, tenders=money(qr=5_999))
    assert desk.pay("077", card=6_534)["due"] == 0


def test_r59_a_part_in_advance_leaves_the_visit_open(desk: Desk) -> None:
    """No checkout: clocks run on, things can be charged, and the last payment tells the tax of all."""
    desk.check_in("077")
    facts = desk.done("pay", bands=["077"], tenders=money(card=5_000))
    assert (facts["due"], desk.visit(1, "state"), desk.due("077")) == (4_800, "open", 4_800)
    desk.charge("077", "water")
    assert desk.begin("077") == 5_400
    assert desk.pay("077", card=5_400)["due"] == 0
    assert desk.query("SELECT receipt, gross_minor FROM receipt_tax") == [(2, 10_400)]


def test_r59_all_of_it_is_paid_in_checkout_only(desk: Desk) -> None:
    """Else the gate would wait for somebody who thinks to be done; and what checkout adds would be forgotten."""
    desk.check_in("077", "078")
    desk.declined("not_in_checkout", "pay", bands=["077"], tenders=money(card=9_800))
    desk.declined("not_in_checkout", "pay", bands=["077"], amount=9_800, tenders=money(cash=20_000))
    desk.declined("not_in_checkout", "pay", bands=["077"], tenders=money(card=100), keep=True)
    desk.begin("078")
    desk.declined("not_in_checkout", "pay", bands=["078", "077"], tenders=money(card=100))
    line = desk.query("SELECT line FROM line WHERE visit = 1")[0][0]
    desk.declined("not_in_checkout", "pay", bands=["077"], lines=[line], tenders=money(card=9_800))


def test_r59_lines_in_advance(desk: Desk) -> None:
    """Somebody treats a guest to a beer that is on the bill already."""
    desk.check_in("077")
    beer = desk.charge("077", "beer")["lines"][0]["line"]
    desk.done("pay", bands=["077"], lines=[beer], tenders=money(cash=2_000))
    assert (desk.due("077"), desk.visit(1, "state")) == (9_800, "open")
    desk.begin("077")
    desk.declined("line_paid", "pay", bands=["077"], lines=[beer], tenders=money(cash=2_000))
    # What was paid without naming a line may have been for this one: its bill says how much is due at most.
    desk.done("pay", bands=["077"], tenders=money(card=9_000))
    first = desk.query("SELECT min(line) FROM line")[0][0]
    desk.declined("more_than_due", "pay", bands=["077"], lines=[first], tenders=money(card=9_800))


@pytest.mark.parametrize("parts", range(1, 9))
def test_r52_equal_parts_of_a_whole_bill_close_it(taipei: Desk, parts: int) -> None:
    """In a currency without cents, in cash, for any number of friends."""
    taipei.done("open_till", float=0)
    taipei.check_in("077")
    taipei.charge("077", "fried-rice", station="restaurant", staff="gu")
    due = taipei.begin("077")
    for part in split_equally(due, parts):
        taipei.done("pay", bands=["077"], amount=part, tenders=money(cash=1_000))
    assert taipei.visit(1, "state") == "settled"
    assert taipei.query("SELECT sum(paid_minor), count(*) FROM receipt") == [(due, parts)]
    assert taipei.done("close_till", count=due)["difference"] == 0
