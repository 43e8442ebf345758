"""Tills: a drawer from its float to the blind count (R60)."""

from __future__ import annotations

import pytest

from tests.rules.conftest import Desk, money


def cash(desk: Desk, account: str) -> int:
    """The balance of an account, from the postings of the log."""
    return int(desk.query("SELECT coalesce(sum(amount_minor), 0) FROM posting WHERE account = ?", account)[0][0])


def test_r60_a_drawer_from_float_to_count(desk: Desk) -> None:
    """The float comes out of the safe; what was taken less the change is in the drawer; all of it goes to the safe."""
    assert desk.done("open_till", float=50_000) == {"till": 1, "float": 50_000}
    assert (cash(desk, "till:desk-1"), cash(desk, "safe")) == (50_000, -50_000)
    desk.check_in("077", "078")
    desk.begin("077", "078")
    desk.pay("077", cash=10_000)
    desk.pay("078", card=9_800)
    assert cash(desk, "till:desk-1") == 59_800
    facts = desk.done("close_till", count=59_800)
    assert facts == {"till": 1, "expected": 59_800, "counted": 59_800, "difference": 0}
    assert (cash(desk, "till:desk-1"), cash(desk, "safe"), cash(desk, "over_short")) == (0, 9_800, 0)


@pytest.mark.parametrize("difference", [-10_000, -1, 1, 500])
def test_r60_over_and_short_are_told_after_the_count_and_kept(desk: Desk, difference: int) -> None:
    """Too little is a debit of its own account, too much a credit."""
    desk.done("open_till", float=50_000)
    assert desk.done("close_till", count=50_000 + difference)["difference"] == difference
    assert cash(desk, "over_short") == -difference
    assert (cash(desk, "till:desk-1"), cash(desk, "safe")) == (0, difference)


def test_r60_counted_by_notes_and_coins(desk: Desk) -> None:
    """Pieces by their value in minor units; what they add up to is the count."""
    desk.done("open_till", float=50_000)
    facts = desk.done("close_till", count={"10000": 4, "5000": 1, "100": 49, "10": 9, "1": 10})
    assert (facts["counted"], facts["difference"]) == (50_000, 0)


@pytest.mark.parametrize("piece", ["", "0", "00", "-5", "1.5", "five", "\uff15", "1" * 13, "1e3"])
def test_r60_what_is_no_note_is_not_counted(desk: Desk, piece: str) -> None:
    """The till stays open."""
    desk.done("open_till", float=0)
    desk.declined("bad_denomination", "close_till", count={"100": 1, piece: 1})
    assert desk.done("close_till", count={"100": 1})["counted"] == 100


def test_r60_nobody_has_counted_a_fortune(desk: Desk) -> None:
    """A slip of the keyboard is asked for again, not booked."""
    desk.done("open_till", float=0)
    desk.declined("count_too_high", "close_till", count={"100000": 10**12})


def test_r60_one_drawer_a_desk(desk: Desk) -> None:
    """The second one is refused with since when and whose; the other desk has its own."""
    desk.done("open_till", float=0)
    desk.wait(5)
    refused = desk.declined("till_open", "open_till", float=0, staff="ben")
    assert refused.message == "The till at desk-1 is open since 10:00 (amy)."
    desk.done("open_till", float=20_000, station="desk-2", staff="ben")
    desk.check_in("077", "078")
    desk.begin("077", "078")
    desk.pay("077", cash=9_800)
    desk.done("pay", bands=["078"], tenders=money(cash=9_800), station="desk-2", staff="ben")
    assert desk.done("close_till", count=0)["expected"] == 9_800
    assert desk.done("close_till", count=0, station="desk-2", staff="ben")["expected"] == 29_800
    desk.declined("till_not_open", "close_till", count=0)


def test_r60_the_drawer_opens_again_for_the_next_shift(desk: Desk) -> None:
    """With a number of its own and nothing of the one before."""
    desk.done("open_till", float=50_000)
    desk.done("close_till", count=50_000)
    assert desk.done("open_till", float=10_000, staff="ben")["till"] == 2
    assert desk.done("close_till", count=10_000)["expected"] == 10_000


def test_r60_a_till_is_at_a_desk(desk: Desk) -> None:
    """The bar has none in this house."""
    desk.declined("wrong_station", "open_till", float=0, station="bar", staff="fan")
    desk.declined("wrong_station", "close_till", count=0, station="bar", staff="fan")


def test_r60_cash_from_before_the_till_was_opened_is_not_in_its_count(desk: Desk) -> None:
    """It lies in the account; the drawer expects its float and what came since."""
    desk.check_in("077", "078")
    desk.begin("077", "078")
    desk.pay("077", cash=9_800)
    desk.done("open_till", float=1_000)
    desk.pay("078", cash=9_800)
    assert desk.done("close_till", count=10_800)["difference"] == 0
    assert cash(desk, "till:desk-1") == 9_800
