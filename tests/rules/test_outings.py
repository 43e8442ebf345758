"""Out on deposit 押金离场: out once through the gate, back by a gate or the desk, else the lead decides (R11)."""

from __future__ import annotations

import pytest

from tests.rules.conftest import Desk, OpenDesk
from tests.rules.test_deposits import balance, owed, take

ADULT = 9_800


def go_out(desk: Desk, band: str = "077", deposit: int = 20_000) -> None:
    """A guest checks in, leaves a deposit, goes to the desk and out through the gate."""
    desk.check_in(band, deposit=deposit)
    desk.done("out_on_deposit", band=band)
    assert desk.granted(band, "gate-out-1")


def test_r11_the_deposit_must_be_what_is_owed_now(desk: Desk) -> None:
    """Exactly the bill of a checkout at this moment is enough, one cent less is not; overtime counts."""
    desk.check_in("077", deposit=ADULT - 1)
    said = desk.declined("deposit_too_low", "out_on_deposit", band="077").message
    assert "¥97.99" in said
    assert "Take ¥0.01 more" in said
    take(desk, 1)
    desk.wait(16, hours=12)
    assert "¥118.00" in desk.declined("deposit_too_low", "out_on_deposit", band="077").message
    take(desk, 2_000)
    facts = desk.done("out_on_deposit", band="077")
    assert facts == {"visit": 1, "band": "077", "due": 11_800, "held": 11_800, "until": "22:46"}
    assert desk.query("SELECT * FROM quote") == []


def test_r11_the_service_charge_is_owed_too(open_desk: OpenDesk) -> None:
    """In TWD 10 % come on top of the restaurant; what a checkout would ask for is what the deposit must cover."""
    taipei = open_desk("twd")
    taipei.check_in("077", deposit=825)
    taipei.charge("077", "beef-noodles", station="restaurant", staff="gu")
    taipei.declined("deposit_too_low", "out_on_deposit", band="077")
    take(taipei, 1)
    assert taipei.done("out_on_deposit", band="077")["due"] == 650 + 160 + 16


def test_r11_who_was_checked_out_of_everything_needs_no_deposit(desk: Desk) -> None:
    """Paid and staying (R10) nothing is owed, so nothing has to be left; back again the state is as before."""
    desk.check_in("077")
    desk.begin("077")
    desk.done("pay", bands=["077"], tenders=[{"tender": "cash", "amount": ADULT}], keep=True)
    desk.done("out_on_deposit", band="077")
    desk.granted("077", "gate-out-1")
    desk.granted("077", "gate-in-1")
    assert desk.visit(1, "state") == "kept"


def test_r11_the_gate_lets_out_once_and_a_gate_lets_in_again(desk: Desk) -> None:
    """Out, in, and inside as before: the locker opens, the bar sells, the gate stays shut."""
    go_out(desk)
    desk.refused("no_exit_slip", "077", "gate-out-1")
    desk.wait(hours=2)
    assert desk.granted("077", "gate-in-1")
    assert (desk.visit(1, "state"), desk.visit(1, "out_us"), desk.visit(1, "exit_until_us")) == ("open", 0, 0)
    assert desk.granted("077", "locker-077")
    desk.charge("077", "beer")
    desk.refused("not_paid", "077", "gate-out-1")


def test_r11_the_slip_holds_half_an_hour_and_the_desk_takes_back_who_did_not_go(desk: Desk) -> None:
    """After that the gate sends the guest to the desk, which says that he is back and may let him out anew."""
    desk.check_in("077", deposit=20_000)
    desk.done("out_on_deposit", band="077")
    desk.wait(31)
    desk.refused("slip_expired", "077", "gate-out-1")
    assert desk.done("come_back", band="077") == {"visit": 1, "band": "077", "since": "10:00"}
    desk.declined("not_out", "come_back", band="077")
    desk.done("out_on_deposit", band="077")
    assert desk.granted("077", "gate-out-1")


def test_r11_nothing_happens_on_the_bill_of_who_is_out(desk: Desk) -> None:
    """No door, no charge, no void, no checkout, no other band, and the deposit stays as it is."""
    desk.check_in("078")
    desk.check_in("077", deposit=20_000)
    line = desk.charge("077", "beer")["lines"][0]["line"]
    desk.done("out_on_deposit", band="077")
    for station in ("locker-077", "door-men", "zone-in", "room-r1", "esports"):
        desk.refused("guest_is_out", "077", station)
    desk.no_charge("guest_is_out", "077", "beer")
    for do, fields in (
        ("void", {"line": line, "reason": "x", "staff": "fan"}),
        ("transfer", {"lines": [line], "to": "078", "reason": "x"}),
        ("gift", {"line": line, "reason": "x"}),
        ("begin_checkout", {"bands": ["078", "077"]}),
        ("pay", {"bands": ["077"], "tenders": [{"tender": "cash", "amount": 100}]}),
        ("swap", {"band": "077", "to": "079", "reason": "x"}),
        ("report_lost", {"band": "077", "reason": "x"}),
        ("out_on_deposit", {"band": "077"}),
        ("return_deposit", {"band": "077"}),
        ("forfeit", {"band": "077", "reason": "x", "staff": "chen"}),
        ("cancel_check_in", {"band": "077", "reason": "x"}),
    ):
        assert "10:00" in desk.declined("guest_is_out", do, **fields).message
    assert take(desk, 100)["held"] == 20_100


def test_r11_the_locker_stays_the_guests(desk: Desk) -> None:
    """A band of the other zone's number gets another locker; the guest's own band is not given away."""
    go_out(desk)
    desk.declined("band_in_use", "check_in", bands=[{"band": "077", "guest": "adult"}])
    desk.lead("set_band", band="078", state="wash", reason="x")
    desk.check_in("079")
    assert [row[0] for row in desk.query("SELECT locker FROM visit ORDER BY visit")] == ["077", "079"]


@pytest.mark.parametrize(("stand", "due"), [("false", ADULT + 2_000), ("true", ADULT)])
def test_r11_time_goes_on_outside_unless_the_house_says_no(desk: Desk, stand: str, due: int) -> None:
    """13 hours, of which 3 outside: an hour of overtime, or none where clocks stand outside."""
    desk.edit(("clocks_stand_outside = false", f"clocks_stand_outside = {stand}"))
    desk.check_in("077", deposit=20_000)
    desk.wait(hours=1)
    desk.done("out_on_deposit", band="077")
    desk.wait(hours=3)
    desk.granted("077", "gate-in-2")
    desk.wait(hours=9)
    assert desk.begin("077") == due


def test_r11_a_freeze_for_another_reason_goes_on_when_the_guest_is_back(desk: Desk) -> None:
    """What the lead let stand, the lead lets run; the outing began no pause of its own then."""
    desk.edit(("clocks_stand_outside = false", "clocks_stand_outside = true"))
    desk.check_in("077", deposit=20_000)
    desk.lead("freeze", bands=["077"], reason="pump broken")
    desk.done("out_on_deposit", band="077")
    desk.done("come_back", band="077")
    assert desk.query("SELECT reason, to_us FROM pause") == [("pump broken", 0)]


def test_r11_the_day_close_carries_over_who_is_out(desk: Desk) -> None:
    """The Z counts them and what they owe; nothing is dropped, and the deposit is still held."""
    go_out(desk)
    desk.wait_until("2026-03-11 08:10")
    z = desk.lead("close_day")
    assert (z["open_visits"], z["out_on_deposit"], z["open_due"], z["deposits_held"]) == (1, 1, ADULT, 20_000)
    assert desk.visit(1, "state") == "deposit_out"


def test_r11_the_lead_decides_and_nobody_else(desk: Desk) -> None:
    """A cashier needs the lead's approval; kept open, it is as before until the next day cut."""
    go_out(desk)
    desk.wait_until("2026-03-11 08:10")
    desk.declined("not_allowed", "decide_out", band="077", decision="keep", reason="phoned")
    facts = desk.done("decide_out", band="077", decision="keep", reason="phoned", approved_by="chen")
    assert facts == {"visit": 1, "band": "077", "decision": "keep", "held": 20_000}
    assert (desk.visit(1, "state"), desk.visit(1, "before")) == ("deposit_out", "open")
    assert desk.query("SELECT act, staff, asked_by FROM right_used") == [("decide_out", "chen", "amy")]
    desk.check_in("078")
    desk.declined("not_out", "decide_out", band="078", decision="keep", reason="x", staff="chen")


def test_r11_settled_the_deposit_pays_and_the_rest_waits_for_the_guest(desk: Desk) -> None:
    """A receipt with its tax; the band counts as lost; who comes after all gets the rest, also with a found band."""
    go_out(desk)
    desk.wait_until("2026-03-10 22:30")
    facts = desk.lead("decide_out", band="077", decision="settle", reason="phoned, is at home")
    assert facts == {"visit": 1, "band": "077", "decision": "settle", "receipt": 1, "paid": 11_800, "held": 8_200}
    assert desk.query("SELECT gross_minor FROM receipt_tax") == [(11_800,)]
    assert (desk.visit(1, "state"), desk.band("077"), desk.owed(1), owed(desk)) == ("settled", "lost", 0, 8_200)
    desk.refused("no_exit_slip", "077", "gate-out-1")
    assert desk.done("return_deposit", band="077")["returned"] == [{"tender": "cash", "amount": 8_200}]
    assert desk.done("recover", band="077")["state"] == "stock"


def test_r11_forfeited_what_is_left_is_revenue(desk: Desk) -> None:
    """Once, on the day of the decision; both rights are in the entry."""
    go_out(desk)
    facts = desk.lead("decide_out", band="077", decision="forfeit", reason="never came back")
    assert (facts["paid"], facts["amount"], facts["held"]) == (ADULT, 10_200, 0)
    assert (balance(desk, "forfeited"), owed(desk), desk.owed(1)) == (-10_200, 0, 0)
    assert desk.query("SELECT act, amount_minor FROM right_used ORDER BY act") == [
        ("decide_out", 0),
        ("forfeit", 10_200),
    ]


def test_r11_a_deposit_that_no_longer_pays_it_all_makes_a_walk_out(desk: Desk) -> None:
    """Overtime and the night went on; then the rest is a receivable, by two persons (R12)."""
    go_out(desk, deposit=ADULT)
    desk.wait_until("2026-03-11 08:10")
    said = desk.declined("deposit_short", "decide_out", band="077", decision="settle", reason="x", staff="chen").message
    assert "¥208.00" in said
    facts = desk.done("walk_out", band="077", reason="never came back", approved_by="chen")
    assert (facts["receivable"], facts["receipt"], desk.visit(1, "state")) == (11_000, 1, "absconded")


def test_r12_who_never_came_back_leaves_no_clock_that_stands(desk: Desk) -> None:
    """Where clocks stand outside, the walk-out ends that, too; the time outside is not charged."""
    desk.edit(("clocks_stand_outside = false", "clocks_stand_outside = true"))
    go_out(desk, deposit=ADULT)
    desk.wait_until("2026-03-11 08:10")
    facts = desk.done("walk_out", band="077", reason="never came back", approved_by="chen")
    assert facts["receivable"] == 0
    assert desk.query("SELECT count(*) FROM pause WHERE to_us = 0") == [(0,)]


def test_r11_whom_the_house_owes_money_is_not_settled_without_him(desk: Desk) -> None:
    """Paid in advance more than is on the bill now: that is given back in a checkout, when the guest is back."""
    desk.check_in("077")
    line = desk.charge("077", "beer")["lines"][0]["line"]
    desk.done("pay", bands=["077"], tenders=[{"tender": "cash", "amount": ADULT + 500}])
    desk.done("void", line=line, reason="not served", staff="chen")
    desk.done("out_on_deposit", band="077")
    desk.declined("owed_to_guest", "decide_out", band="077", decision="settle", reason="x", staff="chen")


def test_r56_a_deposit_comes_with_the_check_in_or_nobody_comes_in(desk: Desk) -> None:
    """So much of each guest, all or nothing with the check-in."""
    arrivals = [{"band": "077", "guest": "adult"}, {"band": "078", "guest": "adult"}]
    desk.declined("needs_external_id", "check_in", bands=arrivals, deposit=20_000, tender="card")
    desk.declined("not_received", "check_in", bands=arrivals, deposit=1, tender="on_account", external_id="x")
    desk.declined("unknown_tender", "check_in", bands=arrivals, deposit=1, tender="shells")
    desk.done("open_till", float=0)
    visits = desk.done("check_in", bands=arrivals, deposit=20_000)["visits"]
    assert [visit["held"] for visit in visits] == [20_000, 20_000]
    assert (owed(desk, 1), owed(desk, 2), balance(desk, "till:desk-1")) == (20_000, 20_000, 40_000)
    desk.check_in("079", deposit=10_000, tender="card", external_id="hold-1")
    assert balance(desk, "tender:card") == 10_000
