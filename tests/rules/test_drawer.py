"""What goes into a drawer and out of it beside payments, and a drawer opened for nothing (R60); tips (R53)."""

from __future__ import annotations

import pytest

from tests.rules.conftest import Desk


def balance(desk: Desk, account: str) -> int:
    """The balance of an account, by the postings of the log."""
    rows = desk.query("SELECT coalesce(sum(amount_minor), 0) FROM posting WHERE account = ?", account)
    return int(rows[0][0])


def test_r60_paid_in_paid_out_and_drops_are_in_what_is_expected(desk: Desk) -> None:
    """The blind count meets float, sales, paid in, less paid out and drops."""
    desk.done("open_till", float=50_000)
    desk.check_in("077")
    desk.begin("077")
    desk.pay("077", cash=9_800)
    assert desk.done("paid_in", amount=20_000, reason="coins") == {"till": 1, "amount": 20_000}
    desk.done("paid_out", amount=3_500, reason="lemons", approved_by="chen")
    desk.done("drop", amount=40_000)
    assert desk.query("SELECT cash_minor FROM till") == [(36_300,)]
    assert (balance(desk, "paid_in"), balance(desk, "paid_out"), balance(desk, "safe")) == (-20_000, 3_500, -10_000)
    assert desk.done("close_till", count=36_300)["difference"] == 0
    assert desk.query("SELECT kind, amount_minor, reason FROM drawer_move") == [
        ("paid_in", 20_000, "coins"),
        ("paid_out", -3_500, "lemons"),
        ("drop", -40_000, ""),
    ]


def test_r60_not_everybody_may_pay_out(desk: Desk) -> None:
    """A cashier drops and pays in; paying out is a lead's right."""
    desk.done("open_till", float=50_000)
    desk.declined("not_allowed", "paid_out", amount=3_500, reason="lemons")
    desk.declined("not_allowed", "drop", amount=100, staff="fan")
    desk.declined("not_allowed", "no_sale", reason="x", staff="fan")


def test_r60_openings_without_a_sale_are_counted(desk: Desk) -> None:
    """By shift; they move nothing."""
    desk.done("open_till", float=100)
    assert desk.done("no_sale", reason="change for a guest") == {"till": 1, "openings": 1}
    assert desk.done("no_sale", reason="again")["openings"] == 2
    desk.done("close_till", count=100)
    desk.done("open_till", float=0)
    assert desk.done("no_sale", reason="a new shift")["openings"] == 1


def test_r60_more_than_the_drawer_has_does_not_come_out_of_it(desk: Desk) -> None:
    """Somebody counts wrongly; how much is in it is not told, for the count is blind."""
    desk.done("open_till", float=1_000)
    refused = desk.declined("not_in_drawer", "drop", amount=1_001)
    assert "10.00" not in refused.message
    desk.declined("not_in_drawer", "paid_out", amount=1_001, reason="x", staff="chen")


@pytest.mark.parametrize("do", ["paid_in", "paid_out", "drop", "no_sale"])
def test_r60_only_at_an_open_drawer(desk: Desk, do: str) -> None:
    """Without a till there is nothing to count; at the bar there is no drawer."""
    fields: dict[str, object] = {"reason": "x", "staff": "chen"} | ({} if do == "no_sale" else {"amount": 100})
    desk.declined("till_not_open", do, **fields)
    desk.declined("wrong_station", do, **fields, station="bar")


def test_r53_tips_are_not_revenue(desk: Desk) -> None:
    """The house owes them to its people; sales, receipts and tax know nothing of them."""
    desk.done("open_till", float=0)
    desk.check_in("077")
    assert desk.done("tip", person="t05", amount=2_000, tender="cash") == {"tip": 1, "person": "t05", "amount": 2_000}
    desk.done("tip", person="t05", amount=1_000, tender="qr", external_id="4711")
    desk.declined("unknown_staff", "tip", person="nobody", amount=1, tender="cash")
    desk.declined("not_received", "tip", person="t05", amount=1, tender="on_account", external_id="x")
    assert (balance(desk, "tips"), balance(desk, "tender:qr"), desk.due("077")) == (-3_000, 1_000, 9_800)
    assert desk.query("SELECT * FROM receipt") == []
    assert desk.done("close_till", count=2_000)["difference"] == 0
