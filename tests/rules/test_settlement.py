"""Settlement: tenders, change, receipts, tax (R50, R52, R53, R55, R59)."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.errors import BadOperation
from pos.wire import read_operation
from tests.rules.conftest import Desk, Facts, money

SLIP = {"external_id": "slip-1"}


def pay_with(desk: Desk, band: str, *tenders: tuple[str, int]) -> Facts:
    """Pay with tenders of which one may come several times."""
    parts = [{"tender": tender, "amount": amount} | ({} if tender == "cash" else SLIP) for tender, amount in tenders]
    return desk.done("pay", bands=[band], tenders=parts)


def kept(desk: Desk) -> list[tuple[str, int, int]]:
    """(tender, given, kept) of all receipts, in order."""
    return [
        tuple(row) for row in desk.query("SELECT tender, given_minor, kept_minor FROM tender ORDER BY receipt, number")
    ]


@pytest.mark.parametrize("amount", ["98.00", 98.5, 1e2, True, "9800", None, -1, 0, 10**12 + 1])
def test_r50_an_amount_is_a_whole_number_of_minor_units(amount: object) -> None:
    """No float, no text, no truth, nothing negative, nothing beyond all bounds is ever read as money."""
    pay = {"do": "pay", "bands": ["077"], "tenders": [{"tender": "cash", "amount": amount}]}
    with pytest.raises(BadOperation) as raised:
        read_operation(json.dumps(pay))
    assert raised.value.code in {"wrong_type", "out_of_range"}


def test_r50_the_log_holds_no_float(desk: Desk) -> None:
    """Not even for half a yuan: 37.50 is 3750."""
    desk.check_in("077")
    desk.granted("077", "room-r9")
    desk.wait(66)
    desk.begin("077")
    desk.pay("077", cash=9_800 + 15_000 + 3_750)
    assert desk.query("SELECT count(*) FROM log, json_tree(log.content) WHERE json_tree.type = 'real'") == [(0,)]


def test_r52_paid_whole_the_visit_is_over_and_the_band_free(desk: Desk) -> None:
    """Settled, due nothing, no quote left, the band available at once."""
    desk.check_in("077")
    desk.begin("077")
    desk.pay("077", cash=9_800)
    assert (desk.visit(1, "state"), desk.owed(1), desk.band("077")) == ("settled", 0, "available")


def test_r52_pay_for_some_of_a_party(desk: Desk) -> None:
    """Each payment is a receipt of its own, without a gap; who was not paid for stays."""
    desk.check_in("001", "002", "003")
    desk.begin("001", "002", "003")
    assert desk.pay("003", "001", qr=19_600)["receipt"] == 1
    assert (desk.band("001"), desk.band("002"), desk.band("003")) == ("available", "in_use", "available")
    desk.declined("nothing_tendered", "pay", bands=["002"])
    assert desk.pay("002", cash=9_800)["receipt"] == 2
    assert desk.query("SELECT receipt, visit, amount_minor FROM receipt_share ORDER BY 1, 2") == [
        (1, 1, 9_800),
        (1, 3, 9_800),
        (2, 2, 9_800),
    ]


def test_r53_several_tenders_and_change_from_cash(desk: Desk) -> None:
    """Card, QR and a note that is too large: the change comes out of the note."""
    desk.done("open_till", float=50_000)
    desk.check_in("077")
    desk.begin("077")
    facts = pay_with(desk, "077", ("card", 3_000), ("cash", 10_000), ("qr", 1_000))
    assert facts == {"receipt": 1, "paid": 9_800, "change": 4_200, "due": 0}
    assert kept(desk) == [("card", 3_000, 3_000), ("cash", 10_000, 5_800), ("qr", 1_000, 1_000)]
    assert desk.query("SELECT cash_minor FROM till") == [(55_800,)]


def test_r53_change_with_several_parts_of_cash(desk: Desk) -> None:
    """It comes out of the last part first, and may eat a part whole."""
    desk.check_in("077")
    desk.begin("077")
    assert pay_with(desk, "077", ("cash", 9_000), ("cash", 500), ("card", 100), ("cash", 1_000))["change"] == 800
    assert kept(desk) == [("cash", 9_000, 9_000), ("cash", 500, 500), ("card", 100, 100), ("cash", 1_000, 200)]
    desk.check_in("078")
    desk.begin("078")
    assert pay_with(desk, "078", ("cash", 9_000), ("cash", 5_000), ("cash", 2_000))["change"] == 6_200
    assert kept(desk)[4:] == [("cash", 9_000, 9_000), ("cash", 5_000, 800), ("cash", 2_000, 0)]


def test_r53_no_change_from_anything_but_cash(desk: Desk) -> None:
    """More on a card than is due is refused, also together with cash that is not enough to give it back from."""
    desk.check_in("077")
    desk.begin("077")
    for tenders in ({"card": 9_801}, {"card": 5_000, "qr": 5_000}, {"card": 10_000, "cash": 100}):
        desk.declined("too_much", "pay", bands=["077"], tenders=money(**tenders))
    assert desk.pay("077", card=9_800, cash=5_000)["change"] == 5_000
    assert kept(desk) == [("card", 9_800, 9_800), ("cash", 5_000, 0)]


@pytest.mark.parametrize("tender", ["card", "qr", "stored_value", "group_buy", "comp"])
def test_r53_each_tender_but_cash_has_a_number_of_its_own(desk: Desk, tender: str) -> None:
    """Without the number of its slip it is no tender; with it the number is kept."""
    desk.check_in("077")
    desk.begin("077")
    desk.declined("needs_external_id", "pay", bands=["077"], tenders=[{"tender": tender, "amount": 9_800}])
    desk.done("pay", bands=["077"], tenders=[{"tender": tender, "amount": 9_800, "external_id": "MT-4711"}])
    assert desk.query("SELECT tender, external_id FROM tender") == [(tender, "MT-4711")]
    accounts = desk.query("SELECT account, amount_minor FROM posting WHERE seq = ? ORDER BY leg", desk.venue.head[0])
    assert accounts == [(f"tender:{tender}", 9_800), ("guest", -9_800)]


def voucher(number: str, amount: int = 9_800) -> dict[str, object]:
    """A group-buy voucher for an admission."""
    return {"tender": "group_buy", "amount": amount, "external_id": number}


def test_r53_a_voucher_pays_once(desk: Desk) -> None:
    """Shown again it is refused, also twice on one bill; a card's slip is no voucher."""
    desk.check_in("077", "078", "079")
    desk.begin("077", "078", "079")
    desk.done("pay", bands=["077"], tenders=[voucher("MT-1")])
    refusal = desk.declined("voucher_used", "pay", bands=["078"], tenders=[voucher("MT-1")])
    assert "MT-1 has paid receipt 1 already" in refusal.message
    halves = [voucher("MT-2", 4_900), voucher("MT-2", 4_900)]
    desk.declined("voucher_used", "pay", bands=["078"], tenders=halves)
    desk.done("pay", bands=["078"], tenders=[voucher("MT-2")])
    desk.done("pay", bands=["079"], tenders=[{"tender": "card", "amount": 9_800, "external_id": "MT-1"}])


def test_r53_a_voucher_of_a_refunded_receipt_pays_again(desk: Desk) -> None:
    """Its money went back to the platform: it is as new. Settled again it stays with its receipt."""
    desk.check_in("077", "078")
    desk.begin("077", "078")
    desk.done("pay", bands=["077"], tenders=[voucher("MT-1")])
    assert desk.lead("resettle", receipt=1, reason="printed anew")["receipt"] == 3
    desk.declined("voucher_used", "pay", bands=["078"], tenders=[voucher("MT-1")])
    desk.lead("refund", receipt=3, reason="wrong guest")
    desk.done("pay", bands=["078"], tenders=[voucher("MT-1")])


def test_r53_a_tender_the_house_does_not_take(desk: Desk) -> None:
    """The refusal names those it takes; one good one beside it does not help."""
    desk.check_in("077")
    desk.begin("077")
    tenders = [{"tender": "cash", "amount": 5_000}, {"tender": "bitcoin", "amount": 5_000, "external_id": "x"}]
    assert "stored_value" in desk.declined("unknown_tender", "pay", bands=["077"], tenders=tenders).message


def test_r53_nothing_is_paid_with_nothing_and_nothing_needs_no_tender(desk: Desk) -> None:
    """A due needs a tender; no due takes none."""
    desk.check_in("077", "078:toddler")
    desk.begin("077", "078")
    assert "¥98.00" in desk.declined("nothing_tendered", "pay", bands=["077"]).message
    desk.declined("nothing_due", "pay", bands=["078"], tenders=money(cash=100))
    assert desk.pay("078")["paid"] == 0


def test_r53_cash_without_a_till_is_taken_and_said(desk: Desk) -> None:
    """Nobody is kept in the house because a drawer was not opened; the desk is told, the books know the account."""
    desk.check_in("077", "078")
    desk.begin("077", "078")
    assert desk.pay("077", cash=9_800)["warning"] == "till_not_open"
    assert "warning" not in desk.pay("078", card=9_800)
    assert desk.query("SELECT sum(amount_minor) FROM posting WHERE account = 'till:desk-1'") == [(9_800,)]


def test_r55_included_tax_by_rate_adds_up_from_the_lines(desk: Desk) -> None:
    """In CNY 6 % is in the prices, of the sum and not line by line."""
    desk.check_in("077")
    desk.charge("077", "beer", "fried-rice")
    line = desk.charge("077", "cola")["lines"][0]["line"]
    desk.done("void", line=line, reason="wrong", station="bar", staff="fan")
    desk.wait(hours=13)
    desk.begin("077")
    desk.pay("077", cash=16_100)
    assert desk.query("SELECT sum(due_minor) FROM line WHERE tax = 'vat'") == [(16_100,)]
    assert desk.query("SELECT tax, gross_minor, net_minor, tax_minor FROM receipt_tax") == [
        ("vat", 16_100, 15_189, 911)
    ]


def test_r55_tax_in_twd_is_in_whole_dollars(taipei: Desk) -> None:
    """5 % included, of admission, meal and service charge."""
    taipei.check_in("077")
    taipei.charge("077", "fried-rice", station="restaurant", staff="gu")
    assert taipei.begin("077") == 650 + 130 + 13
    taipei.pay("077", cash=1_000)
    assert taipei.query("SELECT tax, gross_minor, net_minor, tax_minor FROM receipt_tax") == [("vat", 793, 755, 38)]
    assert taipei.query("SELECT paid_minor, change_minor FROM receipt") == [(793, 207)]


def test_r55_tax_that_is_added_is_a_line_and_an_account_of_its_own(desk: Desk) -> None:
    """Added at the checkout, on the bill, in the receipt; sales stay without it."""
    desk.edit(("vat = { percent = 6, included = true }", "vat = { percent = 7, included = false }"))
    desk.check_in("077")
    desk.charge("077", "tea-egg")
    assert desk.begin("077") == 10_200 + 714
    desk.pay("077", qr=10_914)
    assert desk.lines(1)[-1] == ("vat", 1, 714, "tax")
    assert desk.query("SELECT tax, gross_minor, net_minor, tax_minor FROM receipt_tax") == [
        ("vat", 10_914, 10_200, 714)
    ]
    sums = desk.query("SELECT account, sum(amount_minor) FROM posting GROUP BY account ORDER BY account")
    assert sums == [("guest", 0), ("sales:bar", -400), ("sales:desk", -9_800), ("tax:vat", -714), ("tender:qr", 10_914)]


def test_r55_added_tax_of_a_merged_payment_is_the_sum_of_its_bills(desk: Desk) -> None:
    """Three bills round by themselves; the receipt is over exactly what they say and what was paid."""
    desk.edit(("vat = { percent = 6, included = true }", 'vat = { percent = "5.05", included = false }'))
    desk.lead("set_price", item="tea-egg", price=10)
    desk.check_in("001", "002", "003")
    for band in ("001", "002", "003"):
        desk.charge(band, "tea-egg")
    due = desk.begin("001", "002", "003")
    desk.pay("001", "002", "003", qr=due)
    taxes = desk.query("SELECT sum(due_minor) FROM line WHERE mark = 'tax'")[0][0]
    assert desk.query("SELECT gross_minor, net_minor, tax_minor FROM receipt_tax") == [(due, due - taxes, taxes)]


def test_r59_a_part_in_advance_then_the_rest(desk: Desk) -> None:
    """The visit stays in checkout with what is left, or goes on; the last receipt tells the tax of everything."""
    desk.check_in("077")
    desk.begin("077")
    assert desk.pay("077", cash=5_000) == {
        "receipt": 1,
        "paid": 5_000,
        "change": 0,
        "due": 4_800,
        "warning": "till_not_open",
    }
    assert (desk.visit(1, "state"), desk.due("077")) == ("settling", 4_800)
    desk.leave("077")
    desk.charge("077", "water")
    assert desk.begin("077") == 5_400
    assert desk.pay("077", card=5_400)["due"] == 0
    assert desk.query("SELECT receipt, gross_minor FROM receipt_tax") == [(2, 10_400)]


def test_r59_a_part_payment_fills_the_bills_in_the_order_of_the_bands(desk: Desk) -> None:
    """Not more than each owes; nobody is settled by it."""
    desk.check_in("001", "002", "003")
    desk.begin("001", "002", "003")
    desk.pay("003", "001", "002", qr=15_000)
    assert [desk.due(band) for band in ("001", "002", "003")] == [4_600, 9_800, 0]
    assert [desk.band(band) for band in ("001", "002", "003")] == ["in_use"] * 3
    assert desk.pay("003")["paid"] == 0
    assert desk.pay("001", "002", qr=14_400)["due"] == 0


def test_r59_what_was_paid_too_much_in_advance_comes_back(desk: Desk) -> None:
    """Paid, then a line was taken back: nothing is tendered, the difference goes back in cash."""
    desk.done("open_till", float=50_000)
    desk.check_in("077")
    line = desk.charge("077", "2*oil-spa")["lines"][0]["line"]
    desk.begin("077")
    desk.pay("077", cash=60_000)
    desk.leave("077")
    desk.lead("void", line=line, reason="no time for it")
    assert desk.due("077") == -50_200
    assert desk.begin("077") == -50_200
    desk.declined("nothing_due", "pay", bands=["077"], tenders=money(cash=1))
    assert desk.pay("077") == {"receipt": 2, "paid": -50_200, "change": 50_200, "due": 0}
    assert desk.query("SELECT cash_minor FROM till") == [(59_800,)]
    assert desk.query("SELECT tax, gross_minor FROM receipt_tax") == [("vat", 9_800)]
    assert desk.granted("077", "gate-out-1")


def test_r59_one_is_owed_to_another_of_the_party(desk: Desk) -> None:
    """Paid together, what one gets back is set off against what the other owes."""
    desk.check_in("001", "002")
    line = desk.charge("001", "oil-spa")["lines"][0]["line"]
    desk.begin("001")
    desk.pay("001", qr=35_000)
    desk.leave("001")
    desk.lead("void", line=line, reason="no time for it")
    assert desk.begin("001", "002") == -25_200 + 9_800
    assert desk.pay("002", "001")["given_back"] == [{"tender": "qr", "amount": 15_400, "external_id": "slip-1"}]
    assert desk.query("SELECT visit, amount_minor FROM receipt_share WHERE receipt = 2 ORDER BY 1") == [
        (1, -25_200),
        (2, 9_800),
    ]


def test_receipts_have_numbers_without_a_gap(desk: Desk) -> None:
    """A payment that is declined takes none."""
    desk.check_in("001", "002", "003")
    desk.begin("001", "002", "003")
    numbers = []
    for band in ("001", "002", "003"):
        desk.declined("too_much", "pay", bands=[band], tenders=money(card=9_801))
        numbers.append(desk.pay(band, card=9_800)["receipt"])
    assert numbers == [1, 2, 3]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["cash", "card", "qr"]), st.integers(1, 12_000)), min_size=1, max_size=6))
def test_r53_whatever_is_tendered_is_kept_or_given_back(desk: Desk, tenders: list[tuple[str, int]]) -> None:
    """Kept + change = given; kept is the due, in the coins there are; a tender but cash is kept whole or refused."""
    if desk.band("077") == "available":
        desk.check_in("077")
        desk.begin("077")
    due = desk.due("077")
    parts = [{"tender": tender, "amount": amount} | ({} if tender == "cash" else SLIP) for tender, amount in tenders]
    outcome = desk.do("pay", bands=["077"], tenders=parts)
    given_minor = sum(amount for _, amount in tenders)
    cashless = sum(amount for tender, amount in tenders if tender != "cash")
    assert outcome.ok == (cashless <= due)
    if outcome.ok:
        facts: Facts = outcome.facts
        paid, rounding = facts["paid"], facts.get("rounding", 0)
        assert facts["change"] == given_minor - paid
        assert facts["due"] == due - (paid - rounding)
        assert paid - rounding == min(given_minor - rounding, due)
        assert abs(rounding) <= 5
        assert not rounding or ((paid - cashless) % 10 == 0 and paid - rounding == due)
        rows = desk.query(
            "SELECT tender, given_minor, kept_minor FROM tender WHERE receipt = ? ORDER BY number",
            outcome.facts["receipt"],
        )
        assert [(tender, amount) for tender, amount, _ in rows] == tenders
        assert all(0 <= left <= amount and (tender == "cash" or left == amount) for tender, amount, left in rows)
        assert sum(left for _, _, left in rows) == outcome.facts["paid"]
