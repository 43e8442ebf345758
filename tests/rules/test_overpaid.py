"""What was paid in advance and is too much in the end goes back the way it came, the last payment first (R53, R59)."""

from __future__ import annotations

from tests.rules.conftest import Desk, OpenDesk, money
from tests.rules.test_deposits import balance

SPA, ADULT = 29_800, 9_800


def pay_too_much(desk: Desk, *payments: dict[str, int]) -> None:
    """A guest pays in advance for a spa that is then taken back, and stands at the checkout."""
    desk.check_in("077")
    line = desk.charge("077", "oil-spa")["lines"][0]["line"]
    for tenders in payments:
        desk.pay("077", **tenders)
    desk.lead("void", line=line, reason="no time for it")
    desk.begin("077")


def test_r59_a_card_gets_back_what_came_by_card(desk: Desk) -> None:
    """Nothing leaves the drawer; the receipt says to which slip it goes."""
    desk.done("open_till", float=50_000)
    pay_too_much(desk, {"card": 30_000})
    facts = desk.pay("077")
    assert facts["given_back"] == [{"tender": "card", "amount": 20_200, "external_id": "slip-1"}]
    assert (facts["paid"], facts["change"], facts["due"]) == (-20_200, 0, 0)
    assert (balance(desk, "tender:card"), balance(desk, "till:desk-1")) == (ADULT, 50_000)
    assert desk.query("SELECT tax, gross_minor FROM receipt_tax") == [("vat", ADULT)]
    assert desk.granted("077", "gate-out-1")


def test_r59_of_several_payments_the_last_one_goes_back_first(desk: Desk) -> None:
    """QR was the last: all of it, then of the cash before it what is left to give back, as change."""
    desk.done("open_till", float=50_000)
    pay_too_much(desk, {"card": 5_000}, {"cash": 10_000}, {"qr": 15_000})
    facts = desk.pay("077")
    assert facts["given_back"] == [{"tender": "qr", "amount": 15_000, "external_id": "slip-1"}]
    assert (facts["paid"], facts["change"]) == (-20_200, 5_200)
    assert [balance(desk, account) for account in ("tender:card", "tender:qr", "till:desk-1")] == [5_000, 0, 54_800]


def test_r54_only_the_cash_of_it_is_rounded(desk: Desk) -> None:
    """Of ¥201.97 by QR and cash, the cash goes back in tenths; the rounding is a line of its own."""
    desk.lead("set_price", item="tea-egg", price=3)
    desk.check_in("077")
    desk.charge("077", "tea-egg")
    line = desk.charge("077", "oil-spa", station="desk-1", staff="chen")["lines"][0]["line"]
    desk.done("pay", bands=["077"], tenders=money(cash=20_000))
    desk.done("pay", bands=["077"], tenders=money(qr=10_000))
    desk.lead("void", line=line, reason="no time for it")
    assert desk.begin("077") == -20_197
    facts = desk.pay("077")
    assert (facts["given_back"][0]["amount"], facts["change"], facts["rounding"]) == (10_000, 10_200, -3)


def test_r56_of_a_deposit_it_goes_back_as_the_deposit_came(desk: Desk) -> None:
    """The advance was paid with a deposit that came by card; the card gets it, and nothing is held any more."""
    desk.check_in("077", deposit=30_000, tender="card", external_id="hold-1")
    line = desk.charge("077", "oil-spa")["lines"][0]["line"]
    desk.done("pay", bands=["077"], tenders=money(deposit=30_000))
    desk.lead("void", line=line, reason="no time for it")
    desk.begin("077")
    assert desk.pay("077")["given_back"] == [{"tender": "card", "amount": 20_200, "external_id": "hold-1"}]
    assert (balance(desk, "tender:card"), balance(desk, "deposits")) == (ADULT, 0)


def test_r57_a_company_owes_so_much_less(desk: Desk) -> None:
    """Put on account in advance, it comes off the account, without anybody's right or signature."""
    account = {"tender": "on_account", "amount": 30_000, "external_id": "a", "company": "nebula", "signer": "Zhang Wei"}
    desk.check_in("077")
    line = desk.charge("077", "oil-spa")["lines"][0]["line"]
    desk.lead("pay", bands=["077"], tenders=[account])
    desk.lead("void", line=line, reason="no time for it")
    desk.begin("077")
    desk.pay("077")
    assert balance(desk, "receivable:nebula") == ADULT
    assert desk.query("SELECT balance_minor FROM debtor") == [(ADULT,)]


def test_r10_what_was_paid_and_closed_before_is_no_advance(desk: Desk) -> None:
    """Paid by card and stayed, then too much in cash: the cash goes back, the card's payment is closed."""
    desk.check_in("077")
    desk.begin("077")
    desk.done("pay", bands=["077"], tenders=money(card=ADULT), keep=True)
    desk.wait(1)
    line = desk.charge("077", "beer")["lines"][0]["line"]
    desk.done("pay", bands=["077"], tenders=money(cash=1_000))
    desk.lead("void", line=line, reason="warm")
    desk.begin("077")
    facts = desk.pay("077")
    assert ("given_back" in facts, facts["change"]) == (False, 1_000)


def test_r59_one_receipt_for_two_gives_back_only_what_was_for_the_one(open_desk: OpenDesk) -> None:
    """Two bills were paid in part with one card; of it goes back what was for the bill that is too small now."""
    desk = open_desk("cny")
    desk.check_in("077", "078")
    line = desk.charge("077", "oil-spa")["lines"][0]["line"]
    desk.done("pay", bands=["077", "078"], tenders=money(card=45_000))
    desk.lead("void", line=line, reason="no time for it")
    assert desk.begin("077") == -SPA
    assert desk.pay("077")["given_back"] == [{"tender": "card", "amount": SPA, "external_id": "slip-1"}]
    assert desk.begin("078") == 2 * ADULT + SPA - 45_000
