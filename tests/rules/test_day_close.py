"""The business day and its close (R61, R62, R64, R72)."""

from __future__ import annotations

import pytest

from tests.rules.conftest import BAR, Desk, basket


def days(desk: Desk) -> list[tuple[str, int]]:
    """(kind, day) of all entries but the house's."""
    return [(str(kind), int(day)) for kind, day in desk.query("SELECT kind, day FROM log WHERE day > 0 ORDER BY seq")]


def test_r62_the_day_is_cut_at_eight_by_the_wall(desk: Desk) -> None:
    """A minute before eight is yesterday."""
    desk.wait_until("2026-03-10 07:59")
    desk.check_in("077")
    desk.wait_until("2026-03-10 08:00")
    desk.check_in("078")
    assert desk.query("SELECT day FROM visit ORDER BY visit") == [(20260309,), (20260310,)]


def test_r62_a_day_is_closed_once_with_a_number(desk: Desk) -> None:
    """The Z names the day, its figures and the head of the chain; twice there is nothing to close."""
    desk.check_in("077", "078")
    desk.charge("077", "2*beer")
    desk.begin("077")
    desk.pay("077", cash=12_800)
    desk.wait_until("2026-03-11 08:05")
    seq, head = desk.venue.head
    facts = desk.lead("close_day")
    assert facts == {
        "z": 1,
        "business_day": "2026-03-10",
        "head": head.hex(),
        "head_entry": seq,
        "lines": 3,
        "gross": 22_600,
        "discount": 0,
        "gift": 0,
        "comp": 0,
        "covered": 0,
        "sales": 22_600,
        "receipts": 1,
        "paid": 12_800,
        "first_receipt": 1,
        "last_receipt": 1,
        "open_visits": 1,
        "open_due": 9_800,
        "rounding": 0,
        "out_on_deposit": 0,
        "deposits_held": 0,
        "tips": 0,
    }
    desk.declined("nothing_to_close", "close_day", staff="chen")
    assert desk.query("SELECT z, day FROM z") == [(1, 20260310)]


def test_r62_closing_is_the_leads(desk: Desk) -> None:
    """Neither a cashier's nor nobody's."""
    desk.check_in("077")
    for staff in ("amy", "fan", "t01", ""):
        desk.declined("not_allowed", "close_day", staff=staff)
    assert desk.lead("close_day", staff="wu")["z"] == 1


def test_r61_open_visits_go_over_into_the_next_day(desk: Desk) -> None:
    """Nothing of them is dropped, settled or moved; they pay the next day, and their admission stays where it was."""
    desk.wait_until("2026-03-10 22:00")
    desk.check_in("077")
    desk.charge("077", "beer")
    desk.check_in("078")
    desk.begin("078")
    before = {name: rows for name, rows in desk.tables().items() if name != "z"}
    desk.wait_until("2026-03-11 08:05")
    assert desk.lead("close_day")["open_visits"] == 2
    assert {name: rows for name, rows in desk.tables().items() if name != "z"} == before
    assert desk.begin("077", "078") == 9_800 + 1_500 + 5_000 + 9_800
    desk.pay("077", "078", card=26_100)
    assert desk.query("SELECT item, day FROM line ORDER BY line") == [
        ("T01", 20260310),
        ("beer", 20260310),
        ("T01", 20260310),
        ("T09", 20260311),
    ]
    assert desk.query("SELECT day FROM receipt") == [(20260311,)]


def test_r62_what_comes_late_for_a_closed_day_goes_to_the_next(desk: Desk) -> None:
    """With its own time; a closed day does not reopen, not by a charge, not by a check-in, not by a void."""
    desk.wait_until("2026-03-10 23:00")
    desk.check_in("077")
    line = desk.charge("077", "beer")["lines"][0]["line"]
    desk.wait_until("2026-03-11 08:05")
    desk.lead("close_day")
    late = "2026-03-10T23:30:00+08:00"
    desk.done("charge", band="077", items=basket("water"), at=late, **BAR)
    desk.lead("void", line=line, reason="late", at=late)
    desk.check_in("078", at=late)
    assert [day for _, day in days(desk)] == [20260310, 20260310, 20260311, 20260311, 20260311, 20260311]
    # The close itself belongs to the day in which somebody pressed the key.
    assert desk.query("SELECT day, at_us FROM line ORDER BY line DESC LIMIT 1") == [(20260311, 1_773_156_600_000_000)]
    desk.wait_until("2026-03-12 08:05")
    facts = desk.lead("close_day")
    assert (facts["business_day"], facts["gross"]) == ("2026-03-11", 600 - 1_500 + 9_800)


def test_r62_closed_early_the_rest_of_the_day_is_tomorrows(desk: Desk) -> None:
    """Closed at 23:00, what is sold at 23:30 belongs to the next day, which is not closed before it began."""
    desk.wait_until("2026-03-10 22:00")
    desk.check_in("077")
    desk.wait_until("2026-03-10 23:00")
    assert desk.lead("close_day")["business_day"] == "2026-03-10"
    desk.wait_until("2026-03-10 23:30")
    desk.charge("077", "beer")
    assert days(desk)[-1] == ("charge", 20260311)
    desk.declined("nothing_to_close", "close_day", staff="chen")
    desk.wait_until("2026-03-11 22:00")
    assert desk.lead("close_day")["business_day"] == "2026-03-11"


def test_r62_a_clock_that_is_years_ahead_takes_no_day_with_it(desk: Desk) -> None:
    """One station whose clock says 2031 does not let the house close 2031 and book all of this year into it."""
    desk.check_in("077")
    desk.done("charge", band="077", items=basket("beer"), at="2031-01-01T12:00:00+08:00", **BAR)
    desk.wait_until("2026-03-11 08:05")
    assert desk.lead("close_day")["business_day"] == "2026-03-10"
    for _ in range(3):
        desk.declined("nothing_to_close", "close_day", staff="chen")
    desk.charge("077", "water")
    assert days(desk)[-1] == ("charge", 20260311)
    desk.wait_until("2026-03-12 08:05")
    assert desk.lead("close_day")["business_day"] == "2026-03-11"
    desk.declined("nothing_to_close", "close_day", staff="chen")
    desk.charge("077", "cola")
    assert days(desk)[-1] == ("charge", 20260312)


def test_r62_days_are_closed_in_order(desk: Desk) -> None:
    """Each close takes the oldest that is open; days in which nothing was written have none."""
    desk.check_in("077")
    desk.wait_until("2026-03-11 12:00")
    desk.charge("077", "beer")
    desk.wait_until("2026-03-14 12:00")
    desk.charge("077", "beer")
    desk.wait_until("2026-03-15 09:00")
    closed = [desk.lead("close_day")["business_day"] for _ in range(3)]
    assert closed == ["2026-03-10", "2026-03-11", "2026-03-14"]
    assert desk.query("SELECT z FROM z ORDER BY day") == [(1,), (2,), (3,)]


def test_r62_pressed_twice_the_day_that_has_just_begun_is_not_closed_with_it(desk: Desk) -> None:
    """Declines and taps at the door are nothing to close."""
    desk.check_in("077")
    desk.wait_until("2026-03-11 08:05")
    desk.lead("close_day")
    desk.granted("077", "locker-077")
    desk.declined("band_in_use", "check_in", bands=[{"band": "077", "guest": "adult"}])
    desk.declined("nothing_to_close", "close_day", staff="chen")
    desk.charge("077", "beer")
    desk.wait_until("2026-03-11 23:00")
    assert desk.lead("close_day")["business_day"] == "2026-03-11"


def test_r62_nothing_to_close_in_a_house_where_nothing_was(desk: Desk) -> None:
    """Not on the first day."""
    desk.declined("nothing_to_close", "close_day", staff="chen")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE tab SET due_minor = due_minor + 1 WHERE visit = 1", "visit 1"),
        ("UPDATE tab SET due_minor = 100 WHERE visit = 2", "visit 2"),
        ("UPDATE line SET due_minor = 0 WHERE item = 'beer'", "visit 1"),
        ("DELETE FROM receipt_share", "visit 2"),
        ("UPDATE tender SET kept_minor = kept_minor - 1", "receipt 1"),
        ("UPDATE receipt SET paid_minor = 0", "receipt 1"),
        ("UPDATE band SET visit = 0 WHERE number = '077'", "band 077"),
        ("UPDATE band SET state = 'available' WHERE number = '077'", "band 077"),
        ("UPDATE visit SET state = 'settled' WHERE visit = 1", "band 077"),
        ("UPDATE band SET visit = 1, state = 'in_use' WHERE number = '100'", "band 100"),
    ],
)
def test_r72_books_that_do_not_hold_stop_the_close_and_say_what(desk: Desk, damage: str, words: str) -> None:
    """Somebody changed a table by hand: the day stays open, and the decline names what does not hold."""
    desk.check_in("077", "078")
    desk.charge("077", "beer")
    desk.begin("078")
    desk.pay("078", card=9_800)
    desk.tamper(damage)
    refused = desk.declined("books_do_not_balance", "close_day", staff="chen")
    assert words in refused.message
    assert desk.query("SELECT count(*) FROM z") == [(0,)]
