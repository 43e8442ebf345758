"""What the desk is told when a bill or a band changes: names, amounts, and what to do next."""

from __future__ import annotations

import pytest

from terminal_ui.command_line.operation_commands import OPERATIONS
from terminal_ui.command_line.told import TOLD
from tests.command_line.conftest import Type

LEAD = ("--staff", "lin")
BAR = ("--station", "bar", "--staff", "fan")


def tell(loopband: Type, *words: str) -> str:
    """What is said, which must be in words: no code of ours, no amount in cents."""
    typed = loopband(*words)
    assert typed.code == 0, (words, typed.err)
    assert "_" not in typed.out, typed.out
    assert "{" not in typed.out, typed.out
    return typed.out


@pytest.fixture
def guests(loopband: Type) -> Type:
    """Two guests at ¥98; the first has line 3, four beers, and line 4, a scrub."""
    loopband("set-price", "beer", "15", *LEAD)
    loopband("check-in", "077", "078", "--staff", "amy")
    loopband("charge", "077", "beer*4", *BAR)
    loopband("charge", "077", "body-scrub", "--station", "scrub-men", "--staff", "dong")
    return loopband


def test_r25_a_transfer_is_told_with_both_bills(guests: Type) -> None:
    """What moved, where it is now, and what both guests owe."""
    told = tell(guests, "transfer", "3*2", "078", "--reason", "his beer", "--staff", "amy")
    assert "Line 3: 2 x Beer 青岛啤酒, ¥30.00. It is line 6 of the other bill." in told
    assert "Due now: band 077 " in told


def test_r26_a_discount_is_told_line_by_line(guests: Type) -> None:
    """What came off what, and who approved it by name."""
    told = tell(
        guests, "discount", "077", "--percent", "20", "--scope", "beer", "--reason", "late",
        "--approved-by", "chen", "--staff", "amy",
    )  # fmt: skip
    assert "Line 3: 4 x Beer 青岛啤酒, -¥12.00." in told
    assert "Taken off: ¥12.00. Due now: " in told
    assert "Approved by Chen 陈领班." in told


def test_r27_gifts_and_comps_are_told(guests: Type) -> None:
    """What is given, and that the house pays the rest."""
    assert "Given away: ¥15.00." in tell(
        guests, "gift", "3", "--quantity", "1", "--reason", "birthday", "--staff", "amy"
    )
    assert "Due now: ¥0.00." in tell(guests, "comp", "077", "wu", "--reason", "flood", *LEAD)


def test_r28_a_package_is_told_with_what_is_in_it(guests: Type) -> None:
    """What it covers now, what it costs more, and what it was when it is taken off."""
    told = tell(guests, "add-package", "078", "P2", "--staff", "amy")
    assert "Package Bath + two-in-one + buffet 浴资二合一自助餐套票 is on the bill." in told
    assert "In it: line 2, 1 x Adult " in told
    assert "Together +¥" in told
    told = tell(guests, "remove-package", "078", "--staff", "amy")
    assert "At list price again: line 2, 1 x Adult " in told
    assert "Together -¥" in told


def test_r7_r8_bands_are_told_with_what_to_do(guests: Type) -> None:
    """Swap, lost, another one, found, and out of the wash."""
    told = tell(guests, "swap", "077", "079", "--reason", "torn", "--staff", "amy")
    assert "Band 079 instead of 077." in told
    assert "Band 077 is in the wash." in told
    told = tell(guests, "report-lost", "079", "--reason", "in the pool", "--staff", "amy")
    assert "Give the guest another one." in told
    assert "For another band: ¥20.00." in told
    assert "In dispute, charged since " in told
    assert "Band 080 instead of 079, which stays lost." in tell(guests, "replace", "079", "080", "--staff", "amy")
    assert "The fee for another band is taken back." in tell(guests, "recover", "079", "--staff", "amy")
    told = tell(guests, "set-band", "077", "available", "--reason", "clean", "--staff", "amy")
    assert "Band 077 is ready for a guest (before: in the wash)." in told


def test_r12_a_walk_out_is_told_with_what_stays_owed(guests: Type) -> None:
    """The receivable in money."""
    guests("deposit", "078", "50", "cash", "--staff", "amy")
    told = tell(guests, "walk-out", "078", "--reason", "gone", "--approved-by", "lin", "--staff", "amy")
    assert "Receipt 1: the deposit pays what it can." in told
    assert "Receivable: ¥" in told


def test_r77_an_emergency_is_told_with_the_list_and_with_what_was_not_done(guests: Type) -> None:
    """Who is inside by name of the class, and that no lock was opened."""
    told = tell(guests, "emergency")
    assert "No lock was opened" in told
    assert "Guests inside 在场客人: 2" in told
    assert "men   077     077   Adult" in told
    assert tell(guests, "inside").splitlines() == told.splitlines()[2:]
    assert [one["band"] for one in guests("inside", "--json").json["guests"]] == ["077", "078"]


def test_names_are_told_and_not_codes(loopband: Type) -> None:
    """Who signs in, and out."""
    told = loopband("sign-in", "amy", input="1001\n").out
    assert "Amy 艾米 is signed in at desk-1." in told
    assert "Amy 艾米 is signed out" in tell(loopband, "sign-out", "--staff", "amy")


def test_every_operation_is_told_in_words_of_its_own() -> None:
    """None is left to a bare "Done."."""
    assert set(OPERATIONS) - TOLD == set()
