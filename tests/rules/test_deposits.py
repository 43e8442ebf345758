"""Deposits: owed to the guest until they are used, given back the way they came, or forfeited (R56)."""

from __future__ import annotations

from tests.rules.conftest import Desk, Facts, money


def owed(desk: Desk, visit: int = 1) -> int:
    """What the house owes a visit for deposits, by the postings of the log."""
    rows = desk.query(
        "SELECT -coalesce(sum(amount_minor), 0) FROM posting WHERE account = 'deposits' AND visit = ?", visit
    )
    return int(rows[0][0])


def balance(desk: Desk, account: str) -> int:
    """The balance of an account, by the postings of the log."""
    rows = desk.query("SELECT coalesce(sum(amount_minor), 0) FROM posting WHERE account = ?", account)
    return int(rows[0][0])


def take(desk: Desk, amount: int, tender: str = "cash", band: str = "077", **fields: object) -> Facts:
    """A deposit is taken."""
    return desk.done("deposit", band=band, amount=amount, tender=tender, **fields)


def test_r56_a_deposit_is_a_liability_and_no_sale(desk: Desk) -> None:
    """The drawer has it, the house owes it, and neither the bill nor the takings know it."""
    desk.done("open_till", float=0)
    desk.check_in("077")
    assert take(desk, 20_000) == {"visit": 1, "band": "077", "deposit": 1, "held": 20_000}
    assert (owed(desk), desk.due("077"), balance(desk, "till:desk-1")) == (20_000, 9_800, 20_000)
    assert desk.query("SELECT cash_minor FROM till") == [(20_000,)]
    assert desk.query("SELECT * FROM receipt") == []


def test_r56_it_is_topped_up_also_by_another_tender(desk: Desk) -> None:
    """A card's hold has its number; who brings none of it, or puts it on account, is refused."""
    desk.check_in("077")
    assert take(desk, 20_000)["warning"] == "till_not_open"
    desk.declined("needs_external_id", "deposit", band="077", amount=100, tender="card")
    desk.declined("unknown_tender", "deposit", band="077", amount=100, tender="deposit")
    desk.declined("not_received", "deposit", band="077", amount=100, tender="on_account", external_id="x")
    assert take(desk, 30_000, "card", external_id="hold-1")["held"] == 50_000
    assert balance(desk, "tender:card") == 30_000
    desk.declined("band_not_in_use", "deposit", band="078", amount=100, tender="cash")


def test_r56_it_pays_as_a_tender_and_the_rest_goes_back_when_the_guest_goes_home(desk: Desk) -> None:
    """Oldest first; what is left of each goes back the way it came, and the drawer expects exactly that."""
    desk.done("open_till", float=50_000)
    desk.check_in("077")
    take(desk, 5_000)
    take(desk, 20_000, "card", external_id="hold-1")
    desk.begin("077")
    facts = desk.done("pay", bands=["077"], tenders=money(deposit=9_800))
    assert facts["returned"] == [{"tender": "card", "amount": 15_200, "external_id": "hold-1"}]
    assert (facts["paid"], facts["due"], owed(desk)) == (9_800, 0, 0)
    assert desk.query("SELECT tender, kept_minor FROM tender") == [("deposit", 9_800)]
    assert (balance(desk, "tender:card"), balance(desk, "till:desk-1")) == (4_800, 55_000)
    assert desk.done("close_till", count=55_000)["difference"] == 0


def test_r56_unused_it_goes_back_whole(desk: Desk) -> None:
    """Paid by card, the deposit is returned in cash."""
    desk.done("open_till", float=0)
    desk.check_in("077")
    take(desk, 20_000)
    desk.begin("077")
    assert desk.pay("077", card=9_800)["returned"] == [{"tender": "cash", "amount": 20_000}]
    assert (owed(desk), balance(desk, "till:desk-1")) == (0, 0)
    assert desk.query("SELECT cash_minor FROM till") == [(0,)]


def test_r56_more_than_is_held_is_no_tender(desk: Desk) -> None:
    """Of one guest's deposit; paying for a party the deposits of all of them count."""
    desk.check_in("077", "078")
    take(desk, 5_000)
    desk.begin("077", "078")
    assert "¥50.00" in desk.declined("deposit_too_small", "pay", bands=["077"], tenders=money(deposit=5_001)).message
    desk.declined("deposit_too_small", "pay", bands=["078"], tenders=money(deposit=1))
    take(desk, 5_000, band="078")
    assert desk.done("pay", bands=["077", "078"], tenders=money(deposit=10_000, cash=9_600))["due"] == 0


def test_r56_who_stays_keeps_the_deposit_with_the_house(desk: Desk) -> None:
    """Paid and staying (R10), it is still held; at the last payment it goes back."""
    desk.check_in("077")
    take(desk, 20_000)
    desk.begin("077")
    assert "returned" not in desk.done("pay", bands=["077"], tenders=money(card=9_800), keep=True)
    assert owed(desk) == 20_000
    desk.begin("077")
    assert desk.done("pay", bands=["077"])["returned"] == [{"tender": "cash", "amount": 20_000}]


def test_r56_it_is_given_back_on_request_the_newest_first(desk: Desk) -> None:
    """A part, then the rest; more than is held is refused."""
    desk.check_in("077")
    take(desk, 20_000)
    take(desk, 10_000, "card", external_id="hold-1")
    assert desk.done("return_deposit", band="077", amount=12_000)["returned"] == [
        {"tender": "card", "amount": 10_000, "external_id": "hold-1"},
        {"tender": "cash", "amount": 2_000},
    ]
    desk.declined("deposit_too_small", "return_deposit", band="077", amount=18_001)
    assert desk.done("return_deposit", band="077")["held"] == 0
    desk.declined("deposit_too_small", "return_deposit", band="077")


def test_r56_forfeited_it_is_revenue_once_on_that_day(desk: Desk) -> None:
    """The lead decides; the liability ends, and no bill and no tax changes."""
    desk.check_in("077")
    take(desk, 20_000)
    desk.declined("not_allowed", "forfeit", band="077", reason="smashed a tap")
    assert desk.lead("forfeit", band="077", amount=15_000, reason="smashed a tap") == {
        "visit": 1,
        "amount": 15_000,
        "held": 5_000,
    }
    assert (balance(desk, "forfeited"), owed(desk), desk.due("077")) == (-15_000, 5_000, 9_800)
    desk.lead("forfeit", band="077", reason="smashed another")
    desk.declined("deposit_too_small", "forfeit", band="077", reason="again", staff="chen")
    assert balance(desk, "forfeited") == -20_000


def test_r56_who_walks_out_pays_with_the_deposit_first(desk: Desk) -> None:
    """Only what it does not cover is a receivable; what is left of it waits for the lead (R12)."""
    desk.check_in("077", "078")
    take(desk, 20_000)
    take(desk, 3_000, band="078")
    gone = {"reason": "gone", "approved_by": "chen"}
    assert desk.done("walk_out", band="077", **gone) == {
        "visit": 1,
        "band": "077",
        "receivable": 0,
        "receipt": 1,
        "held": 10_200,
    }
    assert desk.done("walk_out", band="078", **gone)["receivable"] == 6_800
    assert (owed(desk), owed(desk, 2), desk.owed(1), desk.owed(2)) == (10_200, 0, 0, 0)
    assert desk.lead("forfeit", band="077", reason="never came back")["amount"] == 10_200
    desk.declined("unknown_visit", "forfeit", band="077", visit=2, reason="x", staff="chen")
    assert balance(desk, "receivable:walk_out") == 6_800


def test_r56_a_check_in_with_a_deposit_is_not_cancelled(desk: Desk) -> None:
    """It is given back first; then nothing stands in the way."""
    desk.check_in("077")
    take(desk, 20_000)
    desk.declined("deposit_held", "cancel_check_in", band="077", reason="no")
    desk.done("return_deposit", band="077")
    desk.done("cancel_check_in", band="077", reason="no")


def test_r54_a_deposit_goes_back_in_the_coins_there_are(desk: Desk) -> None:
    """Of ¥200.00 for ¥98.03 there are ¥101.97 left; ¥102.00 go back, and the difference has its account."""
    desk.lead("set_price", item="tea-egg", price=3)
    desk.done("open_till", float=0)
    desk.check_in("077")
    desk.charge("077", "tea-egg")
    take(desk, 20_000)
    desk.begin("077")
    assert desk.done("pay", bands=["077"], tenders=money(deposit=9_803))["returned"][0]["amount"] == 10_200
    assert (balance(desk, "rounding"), balance(desk, "till:desk-1"), owed(desk)) == (3, 9_800, 0)


def test_r72_a_deposit_that_was_tampered_with_stops_the_day_close(desk: Desk) -> None:
    """The day stays open and says which; so does an account."""
    desk.check_in("077")
    take(desk, 20_000)
    desk.tamper("UPDATE deposit SET left_minor = 1")
    assert "deposit 1" in desk.declined("books_do_not_balance", "close_day", staff="chen").message
