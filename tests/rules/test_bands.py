"""Bands while they are worn and after: swap, loss, wash, defect (R1, R2, R7, R8)."""

from __future__ import annotations

import pytest

from tests.rules.conftest import Desk

LOST_FEE = 2_000


def test_r01_r07_a_swap_moves_the_visit_and_no_line(desk: Desk) -> None:
    """The new band opens the same locker and has the same bill; the old one is in the wash and opens nothing."""
    desk.check_in("001")
    desk.charge("001", "beer")
    before = desk.query("SELECT line, visit, due_minor FROM line ORDER BY line")
    facts = desk.done("swap", band="001", to="201", reason="strap broken")
    assert facts == {"visit": 1, "band": "201", "old": "001", "old_state": "wash"}
    assert desk.query("SELECT line, visit, due_minor FROM line ORDER BY line") == before
    assert desk.granted("201", "locker-001")
    desk.refused("band_not_in_use", "001", "locker-001")
    desk.charge("201", "cola")


def test_r07_a_swap_stays_in_the_zone_and_takes_a_free_band(desk: Desk) -> None:
    """A band of the other zone, one in use and one in the wash are refused."""
    desk.check_in("001", "002")
    desk.declined("wrong_zone", "swap", band="001", to="121", reason="x")
    desk.declined("band_not_available", "swap", band="001", to="002", reason="x")
    desk.done("swap", band="001", to="003", reason="x")
    desk.declined("band_not_available", "swap", band="002", to="001", reason="x")


def test_r07_a_defect_band_costs_nothing_and_is_kept_apart(desk: Desk) -> None:
    """A band that does not work is the house's business."""
    due = desk.check_in("001")["visits"][0]["due"]
    assert desk.done("swap", band="001", to="201", reason="dead chip", defect=True)["old_state"] == "defect"
    assert desk.done("begin_checkout", bands=["201"])["due"] == due


def test_r08_a_lost_band_is_refused_at_once_and_costs_one_fee(desk: Desk) -> None:
    """From the report on every reader refuses it; a second report is refused and charges nothing."""
    desk.check_in("001")
    due = desk.charge("001", "beer")["due"]
    facts = desk.done("report_lost", band="001", reason="in the pool", staff="chen")
    assert (facts["fee"], facts["due"]) == (LOST_FEE, due + LOST_FEE)
    desk.refused("band_not_in_use", "001", "locker-001")
    desk.no_charge("band_not_in_use", "001", "cola")
    desk.declined("band_not_in_use", "report_lost", band="001", reason="again", staff="chen")


def test_r08_the_fee_may_go_over_the_limit(desk: Desk) -> None:
    """The fee is charged whatever the credit limit says; it is never the limit itself."""
    desk.check_in("101:child")
    desk.charge("101", "water")
    assert desk.done("report_lost", band="101", reason="gone", staff="chen")["fee"] == LOST_FEE


def test_r08_what_was_charged_since_the_last_sure_act_is_disputed(desk: Desk) -> None:
    """The last time the band opened its own locker is sure, unless the guest knows of a later time."""
    desk.check_in("001")
    desk.charge("001", "beer")
    desk.wait(5)
    assert desk.granted("001", "locker-001")
    desk.wait(5)
    disputed = desk.charge("001", "cola")["lines"][0]["line"]
    desk.wait(5)
    facts = desk.done("report_lost", band="001", reason="gone", staff="chen")
    assert facts["disputed"] == [disputed]
    assert desk.query("SELECT line FROM disputed") == [(disputed,)]


def test_r08_the_second_band_is_lost_too(desk: Desk) -> None:
    """What was in dispute already stays so, once; what was charged since is added, and there is a second fee."""
    desk.check_in("001")
    desk.wait(1)
    first = desk.charge("001", "beer")["lines"][0]["line"]
    desk.done("report_lost", band="001", reason="x")
    desk.done("replace", band="001", to="002")
    desk.wait(1)
    second = desk.charge("002", "water")["lines"][0]["line"]
    assert desk.done("report_lost", band="002", reason="x")["disputed"] == [first, second]
    assert desk.query("SELECT line FROM disputed ORDER BY line") == [(first,), (second,)]
    assert desk.query("SELECT sum(due_minor) FROM line WHERE mark = 'lost_band'") == [(4_000,)]


def test_r08_the_desk_can_say_when_the_band_was_surely_there(desk: Desk) -> None:
    """What the guest remembers is taken, but never a time before the check-in."""
    desk.check_in("001")
    desk.wait(10)
    line = desk.charge("001", "beer")["lines"][0]["line"]
    desk.wait(10)
    facts = desk.done("report_lost", band="001", reason="gone", staff="chen", last_sure="2026-03-10T10:15:00+08:00")
    assert facts["disputed"] == []
    desk.done("replace", band="001", to="002")
    facts = desk.done("report_lost", band="002", reason="gone", staff="chen", last_sure="2020-01-01T00:00:00+08:00")
    assert facts["disputed"] == [line]


def test_r08_another_band_is_given_for_a_lost_one(desk: Desk) -> None:
    """The visit goes on with the new band; the lost one stays lost after the guest has paid."""
    desk.check_in("001")
    desk.done("report_lost", band="001", reason="gone", staff="chen")
    assert desk.done("replace", band="001", to="201")["band"] == "201"
    desk.declined("band_not_lost", "replace", band="001", to="202")
    due = desk.done("begin_checkout", bands=["201"])["due"]
    desk.done("pay", bands=["201"], tenders=[{"tender": "cash", "amount": due}])
    assert desk.query("SELECT state FROM band WHERE number IN ('001', '201') ORDER BY number") == [
        ("lost",), ("available",),
    ]  # fmt: skip


def test_r08_who_has_lost_the_band_can_pay_without_another(desk: Desk) -> None:
    """The desk checks out by the number of the lost band."""
    desk.check_in("001")
    desk.done("report_lost", band="001", reason="gone", staff="chen")
    due = desk.done("begin_checkout", bands=["001"])["due"]
    desk.done("pay", bands=["001"], tenders=[{"tender": "cash", "amount": due}])
    assert desk.query("SELECT state, visit FROM band WHERE number = '001'") == [("lost", 0)]


def test_r08_found_before_the_checkout_the_fee_goes_back(desk: Desk) -> None:
    """Its guest wears it again, at the old due."""
    desk.check_in("001")
    due = desk.charge("001", "beer")["due"]
    desk.done("report_lost", band="001", reason="gone", staff="chen")
    assert desk.done("recover", band="001") == {"band": "001", "state": "in_use", "fee_back": True}
    assert desk.done("begin_checkout", bands=["001"])["due"] == due


def test_r08_a_fee_of_the_moment_of_the_payment_goes_back(desk: Desk) -> None:
    """Paid and staying (R10), the band is lost in the same instant: its fee is not paid, so it comes off."""
    desk.check_in("001")
    desk.begin("001")
    desk.done("pay", bands=["001"], tenders=[{"tender": "cash", "amount": 9_800}], keep=True)
    desk.done("report_lost", band="001", reason="x")
    assert desk.done("recover", band="001")["fee_back"]
    assert desk.due("001") == 0


def test_r08_found_after_a_replacement_the_fee_goes_back_and_the_band_to_the_wash(desk: Desk) -> None:
    """The guest keeps the new band."""
    due = desk.check_in("001")["visits"][0]["due"]
    desk.done("report_lost", band="001", reason="gone", staff="chen")
    desk.done("replace", band="001", to="201")
    assert desk.done("recover", band="001")["state"] == "wash"
    assert desk.done("begin_checkout", bands=["201"])["due"] == due


def test_r08_found_after_the_checkout_the_fee_stays(desk: Desk) -> None:
    """The band goes to the stock; the receipt is closed."""
    desk.check_in("001")
    desk.done("report_lost", band="001", reason="gone", staff="chen")
    due = desk.done("begin_checkout", bands=["001"])["due"]
    desk.done("pay", bands=["001"], tenders=[{"tender": "cash", "amount": due}])
    assert desk.done("recover", band="001") == {"band": "001", "state": "stock", "fee_back": False}
    desk.declined("band_not_lost", "recover", band="001")


@pytest.mark.parametrize(("state", "then"), [("wash", "available"), ("defect", "stock"), ("stock", "available")])
def test_r02_bands_nobody_wears_go_from_state_to_state(desk: Desk, state: str, then: str) -> None:
    """Out of the wash, to the repairs, back into service; a band opens a visit only when it is available."""
    desk.check_in("002")
    desk.done("swap", band="002", to="001", reason="x")
    if state != "wash":
        desk.done("set_band", band="002", state="defect", reason="x")
    if state == "stock":
        desk.done("set_band", band="002", state="stock", reason="repaired")
    desk.declined("band_not_available", "check_in", bands=[{"band": "002", "guest": "adult"}])
    assert desk.done("set_band", band="002", state=then, reason="ready")["before"] == state


def test_r02_a_band_cannot_become_just_anything(desk: Desk) -> None:
    """Retired is the end, a worn band is swapped, and a lost one is found or given up."""
    desk.check_in("001")
    desk.declined("band_is_worn", "set_band", band="001", state="wash", reason="x")
    desk.done("set_band", band="003", state="retired", reason="old")
    desk.declined("band_cannot_become", "set_band", band="003", state="available", reason="x")
    desk.done("report_lost", band="001", reason="gone", staff="chen")
    desk.declined("band_cannot_become", "set_band", band="001", state="available", reason="x")
