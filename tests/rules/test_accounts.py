"""On account 挂账: company, limit, signers, balance, payment, write-off (R57); and guests who walked out (R12)."""

from __future__ import annotations

from tests.rules.conftest import Desk, Facts


def signed(amount: int, signer: str = "Zhang Wei", company: str = "nebula") -> list[dict[str, object]]:
    """A tender on a company's account."""
    slip = {"external_id": "slip-1", "company": company, "signer": signer}
    return [{"tender": "on_account", "amount": amount} | slip]


def on_account(desk: Desk, band: str = "077") -> Facts:
    """A guest of the company goes home."""
    desk.check_in(band)
    due = desk.begin(band)
    return desk.done("pay", bands=[band], tenders=signed(due))


def balance(desk: Desk, account: str) -> int:
    """The balance of an account, by the postings of the log."""
    rows = desk.query("SELECT coalesce(sum(amount_minor), 0) FROM posting WHERE account = ?", account)
    return int(rows[0][0])


def test_r57_a_company_owes_what_its_people_signed(desk: Desk) -> None:
    """A receivable by company; the receipt has it as a column of its own; who signed is kept."""
    assert on_account(desk)["due"] == 0
    assert balance(desk, "receivable:nebula") == 9_800
    assert desk.query("SELECT tender, kept_minor, company FROM tender") == [("on_account", 9_800, "nebula")]
    assert desk.query("SELECT debtor, kind, amount_minor, receipt, signer FROM account_move") == [
        ("nebula", "charged", 9_800, 1, "Zhang Wei")
    ]
    assert desk.query("SELECT act, staff, amount_minor FROM right_used") == [("on_account", "amy", 9_800)]


def test_r57_only_known_companies_by_their_signers(desk: Desk) -> None:
    """The refusal names who signs; nobody's word is no signature."""
    desk.check_in("077")
    desk.begin("077")
    bands = {"bands": ["077"]}
    desk.declined("unknown_company", "pay", **bands, tenders=signed(9_800, company="acme"))
    desk.declined("unknown_company", "pay", **bands, tenders=signed(9_800, company=""))
    assert "Li Na" in desk.declined("unknown_signer", "pay", **bands, tenders=signed(9_800, "Mr X")).message
    desk.declined("unknown_signer", "pay", **bands, tenders=signed(9_800, ""))


def test_r57_up_to_its_limit(desk: Desk) -> None:
    """Of everything it owes, over days and receipts; what it pays makes room again."""
    desk.edit(("limit = 20000", "limit = 100"))
    on_account(desk)
    desk.check_in("078")
    desk.begin("078")
    refused = desk.declined("over_account_limit", "pay", bands=["078"], tenders=signed(9_800))
    assert "¥2.00 is left" in refused.message
    desk.done("pay_account", company="nebula", amount=9_800, tender="card", external_id="bank-1")
    desk.done("pay", bands=["078"], tenders=signed(9_800))
    assert balance(desk, "receivable:nebula") == 9_800


def test_r57_it_needs_the_right_to_put_something_on_an_account(desk: Desk) -> None:
    """A bartender who helps out at the desk asks a cashier."""
    desk.check_in("077")
    desk.begin("077")
    desk.declined("not_allowed", "pay", bands=["077"], tenders=signed(9_800), staff="fan")
    desk.done("pay", bands=["077"], tenders=signed(9_800), staff="fan", approved_by="amy")


def test_r57_a_company_pays_by_any_tender(desk: Desk) -> None:
    """Cash is in the drawer; not more than it owes; not on account again."""
    desk.done("open_till", float=0)
    on_account(desk)
    paid = {"company": "nebula", "tender": "cash"}
    desk.declined("owes_less", "pay_account", **paid, amount=9_801)
    assert desk.done("pay_account", **paid, amount=5_000) == {"company": "nebula", "amount": 5_000, "owed": 4_800}
    more = {"company": "nebula", "amount": 100}
    desk.declined("not_received", "pay_account", **more, tender="on_account", external_id="x")
    desk.declined("needs_external_id", "pay_account", **more, tender="card")
    desk.declined("unknown_company", "pay_account", company="acme", amount=1, tender="cash")
    assert balance(desk, "receivable:nebula") == 4_800
    assert desk.done("close_till", count=5_000)["difference"] == 0


def test_r57_what_nobody_pays_is_written_off_by_right(desk: Desk) -> None:
    """A part, then the rest, each with its reason; it is a loss and no comp."""
    on_account(desk)
    desk.declined("not_allowed", "write_off", company="nebula", reason="bankrupt")
    desk.declined("owes_less", "write_off", company="nebula", amount=9_801, reason="x", staff="wu")
    desk.done("write_off", company="nebula", amount=800, reason="disputed", staff="wu")
    assert desk.done("write_off", company="nebula", reason="bankrupt", staff="wu")["owed"] == 0
    assert (balance(desk, "written_off"), balance(desk, "receivable:nebula")) == (9_800, 0)
    desk.declined("owes_less", "write_off", company="nebula", reason="again", staff="wu")


def test_r57_a_company_that_is_gone_from_the_file_can_still_pay(desk: Desk) -> None:
    """What it owes does not go with its name; new bills do."""
    on_account(desk)
    desk.edit(("nebula = {", "nova = {"))
    assert desk.done("pay_account", company="nebula", amount=9_800, tender="cash")["owed"] == 0
    desk.check_in("078")
    desk.begin("078")
    desk.declined("unknown_company", "pay", bands=["078"], tenders=signed(9_800))


def test_r12_who_walked_out_comes_back_and_pays_or_it_is_written_off(desk: Desk) -> None:
    """By visit, for their bands are others' by now; a deposit that came later is no way to pay."""
    desk.check_in("077", "078")
    for band in ("077", "078"):
        desk.done("walk_out", band=band, reason="gone", approved_by="chen")
    desk.declined("unknown_visit", "pay_account", company="walk_out", amount=1, tender="cash")
    desk.declined("unknown_visit", "write_off", company="walk_out", visit=3, reason="x", staff="wu")
    desk.done("pay_account", company="walk_out", visit=1, amount=5_000, tender="cash")
    desk.declined("owes_less", "pay_account", company="walk_out", visit=1, amount=5_000, tender="cash")
    desk.declined("deposit_too_small", "pay_account", company="walk_out", visit=1, amount=1, tender="deposit")
    assert desk.done("write_off", company="walk_out", visit=2, reason="never found", staff="wu")["amount"] == 9_800
    assert balance(desk, "receivable:walk_out") == 4_800


def test_r72_an_account_that_was_tampered_with_stops_the_day_close(desk: Desk) -> None:
    """The day stays open and says whose."""
    on_account(desk)
    desk.tamper("UPDATE debtor SET balance_minor = 0")
    assert "nebula" in desk.declined("books_do_not_balance", "close_day", staff="chen").message
