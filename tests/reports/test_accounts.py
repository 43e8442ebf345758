"""Who owes the house, how old that is, and what the house holds of guests (R56, R57, R12)."""

from __future__ import annotations

from typing import Any

from pos.reports.accounts import Account, HeldDeposit, WalkOut, accounts_of, deposits_of
from pos.reports.takings import takings_of
from tests.reports.conftest import Stage
from tests.reports.test_takings import check_sums, roll_up

SIGNED = {"external_id": "slip", "company": "nebula", "signer": "Li Na"}


def on_account(stage: Stage, at: str, band: str) -> None:
    """A guest of the company goes home."""
    stage.check_in(at, band)
    due = stage.perform(at, "begin_checkout", bands=[band]).facts["due"]
    tender = {"tender": "on_account", "amount": due} | SIGNED
    stage.perform(at, "pay", bands=[band], tenders=[tender])


def test_r57_balance_and_age_of_an_account(stage: Stage) -> None:
    """What was paid went to the oldest, so the rest is the newest."""
    on_account(stage, "2026-03-02 12:00", "001")
    on_account(stage, "2026-05-06 12:00", "002")
    on_account(stage, "2026-06-02 12:00", "003")
    stage.perform("2026-06-10 12:00", "pay_account", company="nebula", amount=5_000, tender="cash")
    assert accounts_of(stage.reading).accounts == (Account("nebula", 2_000_000, 24_400, 9_800, 9_800, 0, 4_800),)
    stage.perform("2026-06-11 12:00", "write_off", staff="wu", company="nebula", amount=4_800, reason="lost slip")
    assert accounts_of(stage.reading).accounts == (Account("nebula", 2_000_000, 19_600, 9_800, 9_800, 0, 0),)
    assert accounts_of(stage.reading, 20270101).accounts[0].older == 19_600
    assert accounts_of(stage.reading).as_dict()["total"] == 19_600


def test_r12_walk_outs_are_listed_until_they_are_paid_or_written_off(stage: Stage) -> None:
    """By visit, with the day they left."""
    stage.check_in("2026-03-03 12:00", "077", "078")
    for band in ("077", "078"):
        stage.perform("2026-03-03 13:00", "walk_out", band=band, reason="gone", approved_by="chen")
    stage.perform("2026-03-04 12:00", "pay_account", company="walk_out", visit=1, amount=9_800, tender="cash")
    found = accounts_of(stage.reading)
    assert found.walk_outs == (WalkOut(2, "078", "2026-03-03", 9_800),)
    assert [(one.company, one.limit, one.balance) for one in found.accounts] == [("walk_out", None, 9_800)]


def test_r56_deposits_held_by_guest_and_class(stage: Stage) -> None:
    """Each with the tender it came by; what went back is not there."""
    stage.check_in("2026-03-03 12:00", "077")
    stage.check_in("2026-03-03 12:00", "078", guest="child")
    for band, amount, tender in (("077", 20_000, "cash"), ("077", 5_000, "card"), ("078", 3_000, "cash")):
        stage.perform("2026-03-03 12:05", "deposit", band=band, amount=amount, tender=tender, external_id="x")
    stage.perform("2026-03-03 12:10", "return_deposit", band="078", amount=1_000)
    found = deposits_of(stage.reading)
    assert found.deposits == (
        HeldDeposit(1, "077", "adult", "open", "card", 5_000),
        HeldDeposit(1, "077", "adult", "open", "cash", 20_000),
        HeldDeposit(2, "078", "child", "open", "cash", 2_000),
    )
    assert (found.by_guest, found.total) == ({"adult": 25_000, "child": 2_000}, 27_000)


def test_r63_takings_tell_money_that_is_no_sale(stage: Stage) -> None:
    """Each tender its own column, deposits, waived change and accounts too; rows and roll-ups alike."""
    at = "2026-03-03 12:00"
    stage.perform(at, "set_price", staff="chen", item="tea-egg", price=3)
    stage.check_in(at, "001", "002", "003", "004")
    for band in ("001", "002", "003", "004"):
        stage.charge(at, band, "tea-egg")
    stage.perform(at, "deposit", band="001", amount=20_000, tender="cash")
    stage.perform(at, "begin_checkout", bands=["001", "002", "003", "004"])
    paid: tuple[tuple[str, list[dict[str, object]], dict[str, Any]], ...] = (
        ("001", [{"tender": "deposit", "amount": 9_803}], {}),
        ("002", [{"tender": "cash", "amount": 10_000}], {}),
        ("003", [{"tender": "card", "amount": 9_800, "external_id": "x"}], {"waive": 3}),
        ("004", [{"tender": "on_account", "amount": 9_803} | SIGNED], {}),
    )
    for band, tenders, more in paid:
        stage.perform(at, "pay", bands=[band], tenders=tenders, **more)
    stage.perform(at, "refund", staff="chen", receipt=3, lines=[7], reason="cold")
    stage.perform(at, "resettle", staff="chen", receipt=2, reason="x", tenders=[
        {"tender": "qr", "amount": 9_803, "external_id": "x"}
    ])  # fmt: skip
    stage.perform(at, "tip", person="t05", amount=2_000, tender="cash")
    for _ in range(2):
        takings = takings_of(stage.reading, 20260303)
        check_sums(takings)
        roll_up(stage)
        assert takings.by_tender == {
            "card": 9_797,
            "cash": 0,
            "deposit": 9_803,
            "on_account": 9_803,
            "qr": 9_803,
            "waived": 3,
        }
        assert (takings.refunds, takings.refunded, takings.resettled, takings.rounding) == (1, 3, 1, 0)
        assert takings.deposits == {"taken": 20_000, "applied": 9_803, "returned": 10_197, "forfeited": 0}
        assert takings.accounts == {"charged": 9_803, "paid": 0, "refunded": 0, "written_off": 0}
        assert (takings.tips, takings.sales, takings.paid) == (2_000, 4 * 9_803 - 3, 4 * 9_803 - 3)
