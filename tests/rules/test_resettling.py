"""Settling again within the shift 反结账: a mirror, and a new receipt in its place (R58)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.conftest import Desk, Facts, Rows, money
from tests.rules.test_accounts import balance, signed


def again(desk: Desk, receipt: int = 1, **fields: object) -> Facts:
    """The lead settles a receipt again."""
    return desk.lead("resettle", receipt=receipt, reason="it was the card", **fields)


def settled(desk: Desk, **tenders: int) -> None:
    """A guest went home."""
    desk.check_in("077")
    desk.begin("077")
    desk.pay("077", **tenders or {"cash": 10_000})


def receipts(desk: Desk) -> Rows:
    """(receipt, kind, paid, of) of all receipts."""
    return desk.query("SELECT receipt, kind, paid_minor, of FROM receipt ORDER BY receipt")


def test_r58_a_mirror_and_a_new_one_in_its_place(desk: Desk) -> None:
    """Numbers without a gap; the three together are the new one; no line changes, and the guest is gone."""
    desk.done("open_till", float=0)
    settled(desk)
    before = desk.lines(1)
    assert again(desk, tenders=money(card=9_800)) == {
        "receipt": 3,
        "mirror": 2,
        "of": 1,
        "paid": 9_800,
        "change": 0,
    }
    assert receipts(desk) == [(1, "whole", 9_800, 0), (2, "mirror", -9_800, 1), (3, "whole", 9_800, 1)]
    assert desk.query("SELECT tender, sum(kept_minor) FROM tender GROUP BY tender") == [("card", 9_800), ("cash", 0)]
    assert desk.query("SELECT sum(gross_minor), sum(tax_minor) FROM receipt_tax") == [(9_800, 555)]
    assert (desk.lines(1), desk.owed(1), desk.visit(1, "state")) == (before, 0, "settled")
    assert desk.done("close_till", count=0)["difference"] == 0


def test_r58_without_tenders_it_is_paid_as_before(desk: Desk) -> None:
    """A receipt that has to be written anew: money, change and what was waived stay."""
    desk.lead("set_price", item="tea-egg", price=90)
    desk.check_in("077")
    desk.charge("077", "tea-egg")
    desk.begin("077")
    desk.done("pay", bands=["077"], tenders=money(card=5_000, cash=5_000), waive=90)
    assert again(desk)["change"] == 200
    first, new = (
        desk.query(
            "SELECT tender, given_minor, kept_minor, external_id FROM tender WHERE receipt = ? ORDER BY number", n
        )
        for n in (1, 3)
    )
    assert first == new


def test_r58_what_was_settled_again_can_be_once_more_but_not_the_first(desk: Desk) -> None:
    """The new one stands; the first and its mirror are history."""
    settled(desk)
    again(desk, tenders=money(card=9_800))
    for receipt in (1, 2):
        desk.declined("receipt_changed", "resettle", receipt=receipt, reason="x", staff="chen")
        desk.declined("receipt_changed", "refund", receipt=receipt, reason="x", staff="chen")
    assert again(desk, 3, tenders=money(qr=9_800))["receipt"] == 5
    assert desk.lead("refund", receipt=5, reason="x")["paid"] == -9_800
    desk.declined("receipt_changed", "resettle", receipt=5, reason="x", staff="chen")


def test_r58_the_rounding_of_cash_goes_with_it(desk: Desk) -> None:
    """¥98.03 were ¥98.00 in coins and are ¥98.03 by card; and back."""
    desk.lead("set_price", item="tea-egg", price=3)
    desk.check_in("077")
    desk.charge("077", "tea-egg")
    desk.begin("077")
    desk.pay("077", cash=9_800)
    desk.declined("too_little", "resettle", receipt=1, tenders=money(card=9_800), reason="x", staff="chen")
    assert again(desk, tenders=money(card=9_803))["paid"] == 9_803
    assert balance(desk, "rounding") == 0
    assert again(desk, 3, tenders=money(cash=10_000))["paid"] == 9_800
    assert (balance(desk, "rounding"), desk.owed(1)) == (3, 0)
    assert again(desk, 5, tenders=money(qr=9_803))["paid"] == 9_803


def test_r58_deposits_are_as_if_it_had_not_been(desk: Desk) -> None:
    """Paid out of the deposit, then by card after all: the deposit goes back to the guest."""
    desk.done("open_till", float=0)
    desk.check_in("077")
    desk.done("deposit", band="077", amount=20_000, tender="cash")
    desk.begin("077")
    desk.done("pay", bands=["077"], tenders=money(deposit=9_800))
    assert desk.query("SELECT cash_minor FROM till") == [(9_800,)]
    facts = again(desk, tenders=money(card=9_800))
    assert facts["returned"] == [{"tender": "cash", "amount": 9_800}]
    assert desk.query("SELECT cash_minor FROM till") == [(0,)]
    assert balance(desk, "deposits") == 0
    assert "returned" not in again(desk, 3)


def test_r58_accounts_are_as_if_it_had_not_been(desk: Desk) -> None:
    """What the first put on the account is free for the second; the limit still holds."""
    desk.edit(("limit = 20000", "limit = 100"))
    desk.check_in("077")
    desk.begin("077")
    desk.done("pay", bands=["077"], tenders=signed(9_800))
    again(desk, tenders=signed(9_800, "Li Na"))
    assert balance(desk, "receivable:nebula") == 9_800
    again(desk, 3, tenders=money(card=9_800))
    assert balance(desk, "receivable:nebula") == 0


@pytest.mark.parametrize("after", ["count", "day", "desk"])
def test_r58_after_the_shift_only_a_refund_is_possible(desk: Desk, after: str) -> None:
    """The drawer was counted, the day is closed, or it is another desk's."""
    desk.done("open_till", float=0)
    settled(desk)
    fields: dict[str, object] = {}
    if after == "count":
        desk.done("close_till", count=9_800)
        desk.done("open_till", float=0)
    elif after == "day":
        desk.wait_until("2026-03-11 09:00")
        desk.lead("close_day")
    else:
        fields = {"station": "desk-2"}
    desk.declined("shift_over", "resettle", receipt=1, reason="x", staff="chen", **fields)
    assert desk.lead("refund", receipt=1, reason="x")["paid"] == -9_800


def test_r58_it_needs_the_right(desk: Desk) -> None:
    """A cashier asks the lead; waiving more than before needs that right, too."""
    settled(desk)
    desk.declined("not_allowed", "resettle", receipt=1, reason="x")
    desk.declined("unknown_receipt", "resettle", receipt=2, reason="x", staff="chen")
    desk.declined("over_cap", "resettle", receipt=1, tenders=money(card=7_000), waive=2_800, reason="x", staff="chen")
    desk.done("resettle", receipt=1, tenders=money(card=9_800), reason="x", approved_by="chen")


def test_r58_what_was_given_back_is_not_settled_again(desk: Desk) -> None:
    """Neither a receipt with a refund nor one that gave money back."""
    settled(desk)
    desk.lead("refund", receipt=1, lines=[1], reason="x")
    desk.declined("receipt_changed", "resettle", receipt=1, reason="x", staff="chen")


def test_r58_a_part_in_advance_can_be_settled_again(desk: Desk) -> None:
    """The visit stays open and owes the same."""
    desk.check_in("077")
    line = desk.charge("077", "beer")["lines"][0]["line"]
    desk.done("pay", bands=["077"], lines=[line], tenders=money(qr=1_500))
    again(desk, tenders=money(card=1_500))
    assert (desk.due("077"), receipts(desk)[-1][1]) == (9_800, "part")
    desk.declined("line_paid", "pay", bands=["077"], lines=[line], tenders=money(qr=1_500))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    price=st.integers(1, 999),
    ways=st.lists(st.sampled_from(["cash", "card", "deposit", "mixed", "same"]), min_size=1, max_size=4),
)
def test_r58_resettling_nets_to_the_new_receipt(desk: Desk, price: int, ways: list[str]) -> None:
    """Whatever it was paid by and is paid by: all receipts of the visit together are the last one."""
    visit = int(desk.query("SELECT count(*) FROM visit")[0][0]) + 1
    band = f"{visit % 120 + 1:03d}"
    desk.lead("set_price", item="latte", price=price)
    desk.check_in(band)
    desk.charge(band, "latte")
    due = desk.begin(band)
    desk.done("deposit", band=band, amount=due + 50, tender="card", external_id="x")
    receipt = desk.done("pay", bands=[band], tenders=money(qr=due), keep=True)["receipt"]
    for way in ways:
        tenders = {
            "cash": money(cash=due + 100),
            "card": money(card=due),
            "deposit": money(deposit=due),
            "mixed": money(qr=price, cash=due),
            "same": [],
        }[way]
        receipt = again(desk, receipt, tenders=tenders)["receipt"]
        rows = desk.query(
            "SELECT tender, sum(kept_minor) FROM tender JOIN receipt_share USING(receipt) WHERE visit = ? "
            "GROUP BY tender HAVING sum(kept_minor) <> 0 ORDER BY tender",
            visit,
        )
        last = desk.query("SELECT tender, kept_minor FROM tender WHERE receipt = ? ORDER BY tender", receipt)
        assert rows == [row for row in last if row[1]]
        assert desk.owed(visit) == 0
        assert desk.query(
            "SELECT sum(gross_minor) FROM receipt_tax JOIN receipt_share USING(receipt) WHERE visit = ?", visit
        ) == [(due,)]
    desk.begin(band)
    desk.pay(band)
    assert balance(desk, "deposits") == 0
