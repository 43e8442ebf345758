"""Money given back after settlement: a document of today, to the tender it came by, mirrored in tax (R58)."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.conftest import Desk, Facts, Rows, money
from tests.rules.test_accounts import balance, signed

OK = {"reason": "never served", "approved_by": "chen"}


def give_back(desk: Desk, receipt: int = 1, **fields: object) -> Facts:
    """Amy gives back, Chen approves."""
    return desk.done("refund", receipt=receipt, **OK | fields)


def taxes(desk: Desk) -> Rows:
    """(receipt, gross, net, tax) of all receipts."""
    return desk.query("SELECT receipt, gross_minor, net_minor, tax_minor FROM receipt_tax ORDER BY receipt")


def settled(desk: Desk, *items: str, **tenders: int) -> list[int]:
    """A guest with these items went home; the numbers of the lines after the admission."""
    desk.check_in("077")
    lines = [line["line"] for line in desk.charge("077", *items)["lines"]] if items else []
    due = desk.begin("077")
    desk.pay("077", **tenders or {"card": due})
    return lines


def test_r58_a_receipt_is_given_back_whole(desk: Desk) -> None:
    """Gap-free and negative, linked, with the mirrored lines and tax; nothing is due afterwards."""
    settled(desk, "2*beer", "fried-rice")
    assert give_back(desk) == {
        "receipt": 2,
        "of": 1,
        "paid": -15_600,
        "tenders": [{"tender": "card", "amount": 15_600}],
    }
    assert desk.query("SELECT receipt, paid_minor, kind, of FROM receipt") == [
        (1, 15_600, "whole", 0),
        (2, -15_600, "refund", 1),
    ]
    assert taxes(desk) == [(1, 15_600, 14_717, 883), (2, -15_600, -14_717, -883)]
    assert desk.lines(1)[3:] == [
        ("T01", -1, -9_800, "refund"),
        ("beer", -2, -3_000, "refund"),
        ("fried-rice", -1, -2_800, "refund"),
    ]
    assert (desk.owed(1), balance(desk, "tender:card"), balance(desk, "sales:bar")) == (0, 0, 0)
    desk.declined("nothing_to_refund", "refund", receipt=1, **OK)
    desk.declined("receipt_changed", "refund", receipt=2, **OK)


def test_r58_it_is_dated_today(desk: Desk) -> None:
    """The day of the sale is closed and stays as it was; the refund is in the next day's figures."""
    (beer,) = settled(desk, "beer")
    desk.wait_until("2026-03-11 09:00")
    desk.lead("close_day")
    give_back(desk, lines=[beer])
    assert desk.query("SELECT day, due_minor FROM line WHERE mark = 'refund'") == [(20260311, -1_500)]
    assert desk.query("SELECT day, paid_minor FROM receipt") == [(20260310, 11_300), (20260311, -1_500)]


def test_r58_lines_are_given_back_each_once(desk: Desk) -> None:
    """With their tax; the last of them takes the last cent of it."""
    lines = settled(desk, "beer", "water", "cola")
    for line in [*lines, 1]:
        give_back(desk, lines=[line])
        desk.declined("line_paid", "refund", receipt=1, lines=[line], **OK)
    desk.declined("line_elsewhere", "refund", receipt=1, lines=[99], **OK)
    assert [sum(column) for column in zip(*taxes(desk), strict=True)][1:] == [0, 0, 0]
    assert desk.query("SELECT sum(paid_minor) FROM receipt") == [(0,)]
    desk.declined("nothing_to_refund", "refund", receipt=1, **OK)


def test_r58_to_the_tender_it_came_by_the_last_first(desk: Desk) -> None:
    """Each with its number, none more than it brought."""
    desk.done("open_till", float=50_000)
    lines = settled(desk, "2*beer", "fried-rice", qr=10_000, card=3_600, cash=2_000)
    assert give_back(desk, lines=[lines[0]])["tenders"] == [
        {"tender": "cash", "amount": 2_000},
        {"tender": "card", "amount": 1_000},
    ]
    assert give_back(desk)["tenders"] == [{"tender": "card", "amount": 2_600}, {"tender": "qr", "amount": 10_000}]
    rows = desk.query("SELECT tender, kept_minor, external_id, of FROM tender WHERE receipt = 3")
    assert rows == [("card", -2_600, "slip-2", 2), ("qr", -10_000, "slip-1", 1)]
    assert desk.done("close_till", count=50_000)["difference"] == 0


def test_r58_a_deposit_that_paid_goes_back_to_what_it_came_by(desk: Desk) -> None:
    """The deposit is over; the card it came from gets its money, the newest part first."""
    desk.check_in("077")
    desk.done("deposit", band="077", amount=5_000, tender="cash")
    desk.done("deposit", band="077", amount=20_000, tender="card", external_id="hold-1")
    beer = desk.charge("077", "beer")["lines"][0]["line"]
    desk.begin("077")
    desk.done("pay", bands=["077"], tenders=money(deposit=11_300))
    assert give_back(desk, lines=[beer])["tenders"] == [{"tender": "card", "amount": 1_500}]
    assert give_back(desk)["tenders"] == [{"tender": "card", "amount": 4_800}, {"tender": "cash", "amount": 5_000}]
    assert balance(desk, "tender:card") == 0


def test_r58_what_was_on_account_is_owed_no_longer(desk: Desk) -> None:
    """The company's balance goes down; if it had paid, the house owes it."""
    desk.check_in("077")
    beer = desk.charge("077", "beer")["lines"][0]["line"]
    desk.begin("077")
    desk.done("pay", bands=["077"], tenders=signed(11_300))
    give_back(desk, lines=[beer])
    assert balance(desk, "receivable:nebula") == 9_800
    desk.done("pay_account", company="nebula", amount=9_800, tender="card", external_id="bank")
    give_back(desk)
    assert balance(desk, "receivable:nebula") == -9_800


def test_r58_waived_change_is_not_paid_out(desk: Desk) -> None:
    """Of ¥98.90, of which ¥0.90 were waived, ¥98.00 go back."""
    desk.lead("set_price", item="tea-egg", price=90)
    desk.check_in("077")
    egg = desk.charge("077", "tea-egg")["lines"][0]["line"]
    desk.begin("077")
    desk.done("pay", bands=["077"], tenders=money(card=9_800), waive=90)
    assert give_back(desk, lines=[egg])["tenders"] == [{"tender": "card", "amount": 90}]
    assert give_back(desk)["tenders"] == [{"tender": "card", "amount": 9_710}, {"tender": "waived", "amount": 90}]
    assert (balance(desk, "tender:card"), balance(desk, "waived")) == (0, 0)


def test_r54_cash_goes_back_in_coins_and_never_more_than_came(desk: Desk) -> None:
    """A line of ¥0.08 is ¥0.10 in the hand; the rest is the rest."""
    desk.lead("set_price", item="tea-egg", price=8)
    desk.done("open_till", float=0)
    (egg,) = settled(desk, "tea-egg", cash=10_000)
    assert desk.query("SELECT cash_minor FROM till") == [(9_810,)]
    assert give_back(desk, lines=[egg])["paid"] == -10
    assert give_back(desk)["paid"] == -9_800
    assert desk.query("SELECT cash_minor FROM till") == [(0,)]
    assert (balance(desk, "rounding"), desk.owed(1)) == (0, 0)


def test_r58_one_part_of_a_split_bill(desk: Desk) -> None:
    """By amount: a share of every line; the other parts stay."""
    desk.check_in("077")
    desk.charge("077", "beer")
    desk.begin("077")
    desk.done("pay", bands=["077"], amount=5_650, tenders=money(card=5_650))
    desk.pay("077", qr=5_650)
    assert give_back(desk)["tenders"] == [{"tender": "card", "amount": 5_650}]
    assert desk.lines(1)[2:] == [("T01", 0, -4_900, "refund"), ("beer", 0, -750, "refund")]
    assert give_back(desk, 2)["tenders"] == [{"tender": "qr", "amount": 5_650}]
    assert [sum(column) for column in zip(*taxes(desk), strict=True)][1:] == [0, 0, 0]
    assert (balance(desk, "sales:desk"), balance(desk, "sales:bar")) == (0, 0)


def test_r58_the_lines_of_a_split_by_line(desk: Desk) -> None:
    """Its receipt is over its lines, and so is its refund."""
    desk.check_in("077")
    beer, rice = (line["line"] for line in desk.charge("077", "beer", "fried-rice")["lines"])
    desk.begin("077")
    desk.done("pay", bands=["077"], lines=[beer], tenders=money(qr=1_500))
    desk.pay("077", card=12_600)
    give_back(desk)
    assert desk.lines(1)[3:] == [("beer", -1, -1_500, "refund")]
    desk.declined("line_paid", "refund", receipt=2, lines=[beer], **OK)
    assert give_back(desk, 2, lines=[rice])["paid"] == -2_800


def test_r59_an_advance_is_given_back_and_is_due_again(desk: Desk) -> None:
    """The bill is not closed, so no line changes; single lines are voided, not refunded."""
    desk.check_in("077")
    beer = desk.charge("077", "beer")["lines"][0]["line"]
    desk.done("pay", bands=["077"], lines=[beer], tenders=money(qr=1_500))
    desk.declined("line_open", "refund", receipt=1, lines=[beer], **OK)
    assert give_back(desk)["paid"] == -1_500
    assert (desk.due("077"), len(desk.lines(1))) == (11_300, 2)
    assert taxes(desk) == [(1, 1_500, 1_415, 85), (2, -1_500, -1_415, -85)]
    assert desk.done("pay", bands=["077"], lines=[beer], tenders=money(qr=1_500))["due"] == 9_800


def test_r58_of_a_guest_who_stayed_what_was_paid_then(desk: Desk) -> None:
    """Each receipt is over the lines it closed (R10)."""
    desk.check_in("077")
    desk.charge("077", "beer")
    desk.begin("077")
    desk.done("pay", bands=["077"], tenders=money(card=11_300), keep=True)
    water = desk.charge("077", "water")["lines"][0]["line"]
    desk.declined("line_open", "refund", receipt=1, lines=[water], **OK)
    assert give_back(desk)["paid"] == -11_300
    assert desk.due("077") == 600
    desk.begin("077")
    desk.pay("077", card=600)
    assert give_back(desk, 3)["paid"] == -600
    assert desk.owed(1) == 0
    assert [sum(column) for column in zip(*taxes(desk), strict=True)][1:] == [0, 0, 0]


def test_r58_discounts_gifts_and_packages_are_not_paid_out(desk: Desk) -> None:
    """Of each line comes back what was paid for it."""
    desk.check_in("077")
    scrub, beer = (line["line"] for line in desk.charge("077", "body-scrub", "2*beer")["lines"])
    desk.done("add_package", band="077", package="P1")
    desk.lead("gift", line=beer, quantity=1, reason="regular")
    desk.lead("discount", band="077", percent=10, scope="bar", reason="regular")
    due = desk.begin("077")
    desk.pay("077", card=due)
    desk.declined("line_paid", "refund", receipt=1, lines=[scrub], **OK)
    assert give_back(desk, lines=[beer])["paid"] == -1_350
    assert give_back(desk)["paid"] == -(due - 1_350)
    assert desk.query("SELECT sum(due_minor) FROM line") == [(0,)]


def test_r58_tax_that_was_added_goes_back_with_its_line(desk: Desk) -> None:
    """7 % on top: a line of ¥4.00 is ¥4.28; all lines are all of the tax."""
    desk.edit(("vat = { percent = 6, included = true }", "vat = { percent = 7, included = false }"))
    (egg,) = settled(desk, "tea-egg")
    assert give_back(desk, lines=[egg])["paid"] == -428
    assert taxes(desk) == [(1, 10_914, 10_200, 714), (2, -428, -400, -28)]
    assert give_back(desk)["paid"] == -10_486
    assert (balance(desk, "tax:vat"), balance(desk, "tender:card")) == (0, 0)
    assert taxes(desk)[-1] == (3, -10_486, -9_800, -686)


def test_r58_it_needs_the_right(desk: Desk) -> None:
    """A cashier alone gives nothing back; a receipt that is not there is none."""
    settled(desk)
    desk.declined("not_allowed", "refund", receipt=1, reason="nice guest")
    desk.declined("unknown_receipt", "refund", receipt=2, **OK)
    desk.declined("unknown_receipt", "refund", receipt=2**70, **OK)
    give_back(desk)
    assert desk.query("SELECT act, staff, asked_by, amount_minor FROM right_used") == [("refund", "chen", "amy", 9_800)]


def test_r52_one_guest_of_a_merged_receipt(desk: Desk) -> None:
    """By its lines; the others' stay paid."""
    desk.check_in("001", "002")
    beer = desk.charge("002", "beer")["lines"][0]["line"]
    desk.begin("001", "002")
    desk.pay("001", "002", card=21_100)
    give_back(desk, lines=[beer])
    assert desk.query("SELECT visit, amount_minor FROM receipt_share WHERE receipt = 2") == [(2, -1_500)]
    assert give_back(desk)["paid"] == -19_600


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.integers(1, 999), min_size=1, max_size=5),
    st.lists(st.integers(0, 4), max_size=4, unique=True),
    st.sampled_from(["cash", "card", "deposit"]),
    st.integers(1, 4),
)
def test_r58_refunds_mirror_their_sale_whatever_the_order(
    desk: Desk, prices: list[int], first: list[int], tender: str, parts: int
) -> None:
    """Some lines, then the rest: money, sales, tax, rounding and deposits are as if nothing had been sold."""
    visits = desk.query("SELECT count(*) FROM visit")[0][0]
    band = f"{visits % 120 + 1:03d}"
    begun, told = _balances(desk), [sum(column) for column in zip(*taxes(desk), strict=True)][1:] or [0, 0, 0]
    receipts = desk.query("SELECT count(*) FROM receipt")[0][0]
    desk.check_in(band)
    lines: list[int] = []
    for price in prices:
        desk.lead("set_price", item="latte", price=price)
        desk.wait(seconds=5)
        lines.append(desk.charge(band, "latte")["lines"][0]["line"])
    due = desk.begin(band)
    if tender == "deposit":
        desk.done("deposit", band=band, amount=due + 7, tender="card", external_id="x")
    for _ in range(parts - 1):
        desk.done("pay", bands=[band], amount=due // parts, tenders=money(card=due // parts))
    left = due - due // parts * (parts - 1)
    desk.done("pay", bands=[band], tenders=money(**{tender: left + (1_000 if tender == "cash" else 0)}))
    if parts == 1:
        for place in first:
            if place < len(lines):
                give_back(desk, receipts + 1, lines=[lines[place]])
    for receipt in range(receipts + 1, receipts + parts + 1):
        give_back(desk, receipt)
    assert _balances(desk) == begun
    assert [sum(column) for column in zip(*taxes(desk), strict=True)][1:] == told


def _balances(desk: Desk) -> Rows:
    """Account and balance of all accounts but those at zero."""
    return desk.query(
        "SELECT account, sum(amount_minor) FROM posting GROUP BY account HAVING sum(amount_minor) <> 0 ORDER BY 1"
    )
