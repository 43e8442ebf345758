"""Parties: guests who came together, each with a bill of his own (R6)."""

from __future__ import annotations

from tests.rules.conftest import Desk


def parties(desk: Desk) -> list[int]:
    """The party of each visit, by visit; 0 is none."""
    return [row[0] for row in desk.query("SELECT party FROM visit ORDER BY visit")]


def test_r06_who_checks_in_together_is_a_party_and_who_comes_alone_is_in_none(desk: Desk) -> None:
    """Two check-ins of several make two parties."""
    desk.check_in("001", "002")
    desk.check_in("003")
    desk.check_in("004", "005")
    first, second, alone, fourth, fifth = parties(desk)
    assert first == second != 0
    assert alone == 0
    assert fourth == fifth not in {0, first}


def test_r06_a_link_moves_no_line_and_no_due(desk: Desk) -> None:
    """Each pays his own; linked and unlinked the bills are the same."""
    desk.check_in("001")
    desk.check_in("002")
    desk.charge("001", "2*beer")
    desk.charge("002", "water")
    before = desk.query("SELECT * FROM line"), desk.query("SELECT * FROM tab")
    desk.done("link", bands=["001", "002"])
    assert parties(desk)[0] == parties(desk)[1] != 0
    assert (desk.due("001"), desk.due("002")) == (12_800, 10_400)
    desk.done("unlink", band="001")
    assert parties(desk) == [0, 0]
    assert before == (desk.query("SELECT * FROM line"), desk.query("SELECT * FROM tab"))


def test_r06_a_link_joins_whole_parties(desk: Desk) -> None:
    """Linking one of a party brings the others along."""
    desk.check_in("001", "002")
    desk.check_in("003", "004")
    desk.check_in("005")
    desk.done("link", bands=["002", "003", "005"])
    assert len(set(parties(desk))) == 1
    desk.declined("already_linked", "link", bands=["001", "004"])


def test_r06_a_band_that_was_never_opened_cannot_be_linked(desk: Desk) -> None:
    """Nor one that is unknown, nor one named twice, nor one whose guest has paid."""
    desk.check_in("001")
    desk.check_in("003")
    desk.declined("band_not_in_use", "link", bands=["001", "002"])
    desk.declined("unknown_band", "link", bands=["001", "999"])
    desk.declined("band_twice", "link", bands=["001", "1"])
    desk.begin("003")
    desk.pay("003", cash=9_800)
    desk.declined("band_not_in_use", "link", bands=["001", "003"])
    assert parties(desk) == [0, 0]


def test_r06_unlinking_leaves_nobody_alone_in_a_party(desk: Desk) -> None:
    """Of three two stay together; of two none is in a party any more."""
    desk.check_in("001", "002", "003")
    party = parties(desk)[0]
    desk.done("unlink", band="002")
    assert parties(desk) == [party, 0, party]
    desk.declined("not_linked", "unlink", band="002")
    desk.done("unlink", band="001")
    assert parties(desk) == [0, 0, 0]


def test_r06_who_has_left_is_not_linked_again_by_who_stays(desk: Desk) -> None:
    """A guest of the party who paid keeps his history; only those inside move to the other party."""
    desk.check_in("001", "002")
    desk.check_in("003", "004")
    old, new = parties(desk)[0], parties(desk)[2]
    desk.begin("003")
    desk.pay("003", cash=9_800)
    desk.done("link", bands=["001", "004"])
    assert parties(desk) == [old, old, new, old]


def test_r06_the_party_is_one_bill_only_when_somebody_pays_for_it(desk: Desk) -> None:
    """One pays for three: one receipt, a share for each, and all are free to go."""
    desk.check_in("001", "002", "003:child")
    desk.charge("002", "beer")
    assert desk.begin("001", "002", "003") == 9_800 + 11_300 + 5_800
    paid = desk.pay("001", "002", "003", qr=26_900)
    assert paid == {"receipt": 1, "paid": 26_900, "change": 0, "due": 0}
    assert desk.query("SELECT visit, amount_minor FROM receipt_share ORDER BY visit") == [
        (1, 9_800),
        (2, 11_300),
        (3, 5_800),
    ]
    assert all(desk.granted(band, "gate-out-1") for band in ("001", "002", "003"))
