"""Cash in the coins there are, and the small end that is let go 抹零 (R54)."""

from __future__ import annotations

import pytest

from tests.rules.conftest import Desk, money


def odd_bill(desk: Desk, cents: int) -> int:
    """A bill of ¥98.00 and so many cents in checkout; what is due."""
    desk.lead("set_price", item="tea-egg", price=cents)
    desk.done("open_till", float=0)
    desk.check_in("077")
    desk.charge("077", "tea-egg")
    return desk.begin("077")


def accounts(desk: Desk) -> dict[str, int]:
    """Account → what the last entry moved."""
    return dict(
        desk.query("SELECT account, sum(amount_minor) FROM posting WHERE seq = ? GROUP BY account", desk.venue.head[0])
    )


@pytest.mark.parametrize(("cents", "paid"), [(3, 9_800), (5, 9_810), (8, 9_810), (10, 9_810)])
def test_r54_cash_is_rounded_to_the_smallest_coin(desk: Desk, cents: int, paid: int) -> None:
    """To the nearest, halves up; the rounding is a line of its own, without tax; change comes in coins."""
    due = odd_bill(desk, cents)
    facts = desk.pay("077", cash=10_000)
    assert (facts["paid"], facts["change"], facts["due"]) == (paid, 10_000 - paid, 0)
    assert facts.get("rounding", 0) == paid - due
    lines = [line for line in desk.lines(1) if line[3] == "rounding"]
    assert lines == ([("rounding", 1, paid - due, "rounding")] if paid != due else [])
    assert accounts(desk).get("rounding", 0) == due - paid
    assert desk.query("SELECT gross_minor FROM receipt_tax") == [(due,)]
    assert desk.query("SELECT cash_minor FROM till") == [(paid,)]


def test_r54_only_the_cash_part_is_rounded(desk: Desk) -> None:
    """¥98.03: by card nothing is; half by card, the cash that is left is; exact coins are taken as they are."""
    assert odd_bill(desk, 3) == 9_803
    assert "rounding" not in desk.done("pay", bands=["077"], amount=4_801, tenders=money(card=4_801))
    facts = desk.done("pay", bands=["077"], amount=2_000, tenders=money(card=1_004, cash=1_000))
    assert (facts["paid"], facts["rounding"], facts["due"]) == (2_004, 4, 3_002)
    assert "rounding" not in desk.pay("077", cash=3_002)


def test_r54_a_part_in_cash_is_kept_as_it_is(desk: Desk) -> None:
    """Less than the due is no settlement: every coin counts."""
    odd_bill(desk, 3)
    facts = desk.pay("077", cash=9_700)
    assert (facts["paid"], facts["due"], "rounding" in facts) == (9_700, 103, False)
    assert desk.pay("077", cash=100)["rounding"] == -3


def test_r54_nothing_is_rounded_where_every_amount_is_payable(taipei: Desk) -> None:
    """TWD has no cents; the smallest coin pays any due."""
    taipei.check_in("077")
    taipei.charge("077", "fried-rice", station="restaurant", staff="gu")
    assert taipei.begin("077") == 793
    assert "rounding" not in taipei.pay("077", cash=1_000)


def test_r54_what_was_paid_too_much_comes_back_in_coins(desk: Desk) -> None:
    """¥200.03 of an advance are ¥200.00 in the hand."""
    desk.lead("set_price", item="water", price=20_003)
    desk.done("open_till", float=0)
    desk.check_in("077")
    water = desk.charge("077", "water")["lines"][0]["line"]
    desk.done("pay", bands=["077"], lines=[water], tenders=money(cash=20_003))
    desk.lead("void", line=water, reason="no")
    assert desk.begin("077") == 9_800 - 20_003
    facts = desk.pay("077")
    assert (facts["change"], facts["rounding"], desk.owed(1)) == (10_200, 3, 0)


def test_r54_the_small_end_is_waived_within_a_limit(desk: Desk) -> None:
    """Its own column beside the tenders, no discount, no tax; over the cashier's ¥1.00 the lead approves."""
    odd_bill(desk, 90)
    desk.declined("over_cap", "pay", bands=["077"], tenders=money(cash=9_700), waive=190)
    facts = desk.done("pay", bands=["077"], tenders=money(cash=9_800), waive=90)
    assert (facts["paid"], facts["waived"], facts["due"]) == (9_890, 90, 0)
    assert desk.query("SELECT tender, kept_minor FROM tender ORDER BY number") == [("waived", 90), ("cash", 9_800)]
    assert accounts(desk) == {"waived": 90, "till:desk-1": 9_800, "guest": -9_890}
    assert desk.query("SELECT gross_minor FROM receipt_tax") == [(9_890,)]
    assert desk.query("SELECT act, staff, amount_minor FROM right_used") == [("waive", "amy", 90)]


def test_r54_over_the_limit_a_second_person_waives(desk: Desk) -> None:
    """Both names are in the entry; more than is due is never waived."""
    odd_bill(desk, 90)
    desk.declined("too_much", "pay", bands=["077"], tenders=money(cash=9_800), waive=9_891)
    desk.done("pay", bands=["077"], tenders=money(card=9_500), waive=390, approved_by="chen")
    assert desk.query("SELECT act, staff, asked_by FROM right_used") == [("waive", "chen", "amy")]


def test_r54_nothing_is_waived_where_nothing_is_due(desk: Desk) -> None:
    """A toddler's bill."""
    desk.check_in("076", "077:toddler")
    desk.begin("077")
    desk.declined("nothing_due", "pay", bands=["077"], waive=10)
