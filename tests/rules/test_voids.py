"""Taking back a line before settlement (R24)."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.conftest import BAR, Desk


def test_r24_the_line_stays_and_a_reversing_line_is_added(desk: Desk) -> None:
    """With the same price, outlet and tax, the mark of a void and the line it takes back; stock comes back."""
    desk.check_in("077")
    line = desk.charge("077", "2*beer")["lines"][0]["line"]
    assert desk.stock("beer") == 1_998
    facts = desk.done("void", line=line, reason="wrong beer", **BAR)
    assert facts == {"line": 3, "of": 2, "item": "beer", "quantity": 2, "amount": -3_000, "due": 9_800}
    rows = desk.query("SELECT item, quantity, list_minor, due_minor, outlet, tax, mark, of FROM line WHERE line > 1")
    assert rows == [
        ("beer", 2, 1_500, 3_000, "bar", "vat", "", 0),
        ("beer", 2, 1_500, -3_000, "bar", "vat", "void", 2),
    ]
    assert desk.stock("beer") == 2_000
    assert desk.due("077") == 9_800


def test_r24_some_pieces_of_a_line(desk: Desk) -> None:
    """Piece by piece until nothing is left, and never more."""
    desk.check_in("077")
    line = desk.charge("077", "5*water")["lines"][0]["line"]
    assert desk.done("void", line=line, quantity=2, reason="two too many", **BAR)["due"] == 9_800 + 1_800
    refused = desk.declined("line_voided", "void", line=line, quantity=4, reason="no", **BAR)
    assert "only 3 is left" in refused.message
    assert desk.done("void", line=line, quantity=1, reason="one more", **BAR)["amount"] == -600
    assert desk.done("void", line=line, reason="the rest", **BAR)["quantity"] == 2
    desk.declined("line_voided", "void", line=line, reason="again", **BAR)
    assert (desk.due("077"), desk.stock("water")) == (9_800, 2_000)


def test_r24_ones_own_line_within_ten_minutes(desk: Desk) -> None:
    """At ten minutes it can be done, a moment later it is the shift lead's, who may at any time."""
    desk.check_in("077")
    line = desk.charge("077", "3*water")["lines"][0]["line"]
    desk.wait(10)
    desk.done("void", line=line, quantity=1, reason="in time", **BAR)
    desk.clock.at_us += 1
    late = desk.declined("void_needs_lead", "void", line=line, quantity=1, reason="late", **BAR)
    assert "10 minutes" in late.message
    desk.wait(hours=5)
    desk.lead("void", line=line, quantity=1, reason="late", station="desk-1")
    desk.lead("void", line=line, quantity=1, reason="later", station="bar", staff="wu")
    assert desk.due("077") == 9_800
    assert desk.query("SELECT staff FROM line WHERE mark = 'void' ORDER BY line") == [("fan",), ("chen",), ("wu",)]


def test_r24_somebody_elses_line_is_the_leads(desk: Desk) -> None:
    """The refusal says whose it is; who does not say his name is nobody's colleague."""
    desk.check_in("077")
    line = desk.charge("077", "water")["lines"][0]["line"]
    for staff in ("gu", "amy", ""):
        refused = desk.declined("void_needs_lead", "void", line=line, reason="not mine", station="bar", staff=staff)
        assert "fan" in refused.message
    desk.lead("void", line=line, reason="hers", staff="lin")


def test_r24_only_sales_are_voided(desk: Desk) -> None:
    """Not the admission, not a void, not the time in a room, not by the owner."""
    desk.check_in("077")
    line = desk.charge("077", "water")["lines"][0]["line"]
    void = desk.done("void", line=line, reason="wrong", **BAR)["line"]
    desk.granted("077", "room-r1")
    desk.wait(30)
    room = desk.present("077", "room-r1")["line"]["line"]
    for fixed in (1, void, room):
        desk.declined("line_fixed", "void", line=fixed, reason="no", staff="wu")
    for unknown in (room + 1, 2**63, 10**30):
        desk.declined("unknown_line", "void", line=unknown, reason="no", staff="wu")


def test_r24_before_settlement(desk: Desk) -> None:
    """In checkout the bill stands still; paid it is a refund's business; left again it can be voided."""
    desk.check_in("077")
    line = desk.charge("077", "2*water")["lines"][0]["line"]
    desk.begin("077")
    desk.declined("in_checkout", "void", line=line, reason="no", staff="wu")
    desk.leave("077")
    desk.lead("void", line=line, quantity=1, reason="yes")
    desk.begin("077")
    desk.pay("077", cash=10_400)
    desk.declined("line_settled", "void", line=line, reason="no", staff="wu")
    desk.check_in("077")
    desk.declined("line_settled", "void", line=line, reason="no", staff="wu")


def test_r24_a_reason_is_needed(desk: Desk) -> None:
    """And is in the log."""
    desk.check_in("077")
    line = desk.charge("077", "water")["lines"][0]["line"]
    entry = desk.do("void", line=line, reason="没有冰", **BAR).entry
    assert desk.query("SELECT content ->> '$.asked.reason' FROM log WHERE seq = ?", entry) == [("没有冰",)]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 30), st.data())
def test_r24_all_voids_of_a_line_together_give_back_what_it_cost(
    desk: Desk, quantity: int, data: st.DataObject
) -> None:
    """However the pieces are taken back."""
    if desk.band("077") == "available":
        desk.check_in("077")
    due, stock = desk.due("077"), desk.stock("tea-egg")
    desk.wait(1)
    line = desk.charge("077", f"{quantity}*tea-egg")["lines"][0]["line"]
    left = quantity
    while left:
        pieces = data.draw(st.integers(1, left))
        desk.done("void", line=line, quantity=pieces, reason="back", **BAR)
        left -= pieces
        assert desk.due("077") == due + left * 400
        assert desk.stock("tea-egg") == stock - left
