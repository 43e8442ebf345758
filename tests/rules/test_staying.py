"""Paid but staying, walked out, and the table of all ways between states (R9, R10, R12)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from pos.guests.states import INSIDE, UNSETTLED, WAYS, WORDS, VisitState, can_move, sql_list
from tests.rules.conftest import Desk
from tests.rules.state_page import PAGE, page

ROOT = Path(__file__).parents[2]
ADULT = 9_800
HOUR = 2_000
NIGHT = 5_000


def pay_and_stay(desk: Desk, *bands: str) -> None:
    """Pay everything and stay."""
    due = desk.done("begin_checkout", bands=list(bands))["due"]
    desk.done("pay", bands=list(bands), tenders=[{"tender": "cash", "amount": due}] if due else [], keep=True)


def test_r10_who_paid_and_stays_keeps_the_band_and_owes_nothing(desk: Desk) -> None:
    """The locker opens, the bar sells, the gate does not open, the credit used is 0."""
    desk.check_in("001")
    desk.charge("001", "beer")
    pay_and_stay(desk, "001")
    assert desk.granted("001", "locker-001")
    assert desk.charge("001", "cola")["due"] == 800
    desk.refused("not_paid", "001", "gate-out-1")


def test_r10_hours_are_counted_anew_from_the_payment(desk: Desk) -> None:
    """An hour was paid at 12 h 16; the next one begins with its own grace when the guest has paid."""
    desk.check_in("001")
    desk.wait(16, hours=12)
    assert desk.done("begin_checkout", bands=["001"])["due"] == ADULT + HOUR
    desk.done("pay", bands=["001"], tenders=[{"tender": "cash", "amount": ADULT + HOUR}], keep=True)
    desk.wait(15)
    assert desk.done("begin_checkout", bands=["001"])["due"] == 0
    desk.done("leave_checkout", bands=["001"])
    desk.wait(1)
    assert desk.done("begin_checkout", bands=["001"])["due"] == HOUR


def test_r10_a_payment_within_the_included_time_takes_none_of_it_away(desk: Desk) -> None:
    """Who pays after five hours and stays has the other seven all the same."""
    desk.check_in("001")
    desk.wait(hours=5)
    pay_and_stay(desk, "001")
    desk.wait(15, hours=7)
    assert desk.done("begin_checkout", bands=["001"])["due"] == 0


def test_r10_the_cap_of_the_overtime_is_for_the_whole_visit(desk: Desk) -> None:
    """Paying in between does not make more than three hours of it."""
    desk.check_in("001")
    desk.wait(30, hours=14)
    pay_and_stay(desk, "001")
    desk.wait(hours=9)
    facts = desk.done("begin_checkout", bands=["001"])
    lines = desk.query("SELECT item, sum(due_minor) FROM line WHERE mark = 'overtime' GROUP BY item")
    quoted = desk.query("SELECT sum(due_minor) FROM quote WHERE mark = 'overtime'")
    assert lines[0][1] + quoted[0][0] == 3 * HOUR
    assert facts["due"] == quoted[0][0] + NIGHT


def test_r10_what_is_paid_is_closed(desk: Desk) -> None:
    """A line of a paid part cannot be voided any more, and the tax of the next receipt is of the new lines only."""
    desk.check_in("001")
    line = desk.charge("001", "beer")["lines"][0]["line"]
    pay_and_stay(desk, "001")
    desk.declined("line_settled", "void", line=line, reason="x", staff="chen")
    desk.charge("001", "cola")
    due = desk.done("begin_checkout", bands=["001"])["due"]
    desk.done("pay", bands=["001"], tenders=[{"tender": "cash", "amount": due}])
    assert desk.query("SELECT gross_minor FROM receipt_tax WHERE receipt = 2") == [(800,)]


def test_r10_a_running_room_is_paid_and_begins_anew(desk: Desk) -> None:
    """The clock of the room stops at the checkout and starts again at the payment."""
    desk.check_in("001")
    assert desk.granted("001", "room-r1")
    desk.wait(hours=1)
    pay_and_stay(desk, "001")
    desk.wait(hours=1)
    assert desk.done("begin_checkout", bands=["001"])["due"] == 8_000


def test_r12_a_walk_out_is_a_receivable_and_never_a_gift(desk: Desk) -> None:
    """The sale stays a sale; what the guest owes moves to the walk-outs, with what the time cost until then."""
    desk.check_in("001")
    desk.charge("001", "beer")
    desk.wait(16, hours=12)
    facts = desk.done("walk_out", band="001", reason="gone", approved_by="lin")
    assert facts["receivable"] == ADULT + 1_500 + HOUR
    assert desk.query("SELECT state FROM visit") == [("absconded",)]
    assert desk.query("SELECT due_minor FROM tab") == [(0,)]
    assert desk.query("SELECT sum(due_minor) FROM line") == [(ADULT + 1_500 + HOUR,)]
    desk.refused("band_not_in_use", "001", "locker-001")


def test_r12_a_walk_out_takes_two_persons(desk: Desk) -> None:
    """Two open the locker: nobody declares it alone, and nobody approves himself."""
    desk.check_in("001")
    desk.declined("two_needed", "walk_out", band="001", reason="gone", staff="lin")
    assert desk.done("walk_out", band="001", reason="gone", approved_by="lin")["visit"] == 1


def test_r12_whom_the_house_owes_money_has_not_walked_out(desk: Desk) -> None:
    """Who paid in advance more than is on the bill now is checked out, which gives it back; the books stay sound."""
    desk.check_in("001")
    line = desk.charge("001", "beer")["lines"][0]["line"]
    desk.done("pay", bands=["001"], tenders=[{"tender": "cash", "amount": ADULT + 500}])
    desk.done("void", line=line, reason="not served", staff="chen")
    desk.declined("owed_to_guest", "walk_out", band="001", reason="gone", approved_by="lin")
    assert desk.done("begin_checkout", bands=["001"])["due"] == -500
    assert desk.done("pay", bands=["001"])["change"] == 500


def test_r09_every_state_has_words_and_can_be_closed() -> None:
    """From every state some way leads to an end, and nothing leads out of an end."""
    states = set(get_args(VisitState))
    assert set(WORDS) == states
    ends = states - set(UNSETTLED)
    assert not any(can_move(end, state) for end in ends for state in states)
    reached = set(ends)
    while more := {way_from for way in WAYS for way_from in way.before if way.after in reached} - reached:
        reached |= more
    assert reached == states


def test_r09_every_query_knows_the_same_unsettled_states() -> None:
    """SQL cannot import the table: whoever lists states of open bills lists all of them, or all who are inside."""
    listed = [
        found
        for file in (ROOT / "pos").rglob("*.py")
        for found in re.findall(r"state (?:NOT )?IN (\('open'.*?\))", file.read_text(encoding="utf-8"))
    ]
    assert len(listed) > 8
    assert set(listed) <= {sql_list(INSIDE), sql_list(UNSETTLED)}


def test_r09_the_page_of_states_is_the_table() -> None:
    """docs/visit-states.md was made from the table that the code uses."""
    assert PAGE.read_text(encoding="utf-8") == page()
