"""Bands that may be copies: what they have to prove, how often they were tapped, where they were a moment ago."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.house.authenticity import Authenticity
from pos.house.bands import paper_uid
from pos.ledger.rebuild import rebuild
from pos.operations import PROOFS, Proof
from pos.reports.bill import bill_of
from pos.reports.reading import Reading
from tests.rules.conftest import BAR, Desk, basket

BAND = "077"
UID = paper_uid(BAND)
OTHER = "078"

PLACES = """
[authenticity.places]
front = "desk-1..2, gate-in-1..2, gate-out-1..2"
[authenticity.walks]
front = { bar = 60 }
bar = { "vending-1" = 20 }
"""

Armed = Callable[..., Desk]


@pytest.fixture
def armed(desk: Desk) -> Armed:
    """The demo house with a policy: lines of ``[authenticity]``."""

    def arm(*lines: str, more: str = "") -> Desk:
        table = "\n".join(("[authenticity]", "least_walk_seconds = 0", *lines, more))
        desk.edit(("[tax]", f"{table}\n[tax]"))
        return desk

    return arm


def tap(proved: str = "none", count: int | None = None, *, uid: str = UID, doubt: str = "") -> dict[str, Any]:
    """What a reader told of a chip, as the wire has it."""
    told = {"uid": uid, "proved": proved, "doubt": doubt} | ({} if count is None else {"count": count})
    return {"taps": [told]}


def beer(**more: Any) -> dict[str, Any]:
    """A beer at the bar for the band by its chip."""
    return {"band": UID, "items": basket("beer"), **BAR} | more


def entry(desk: Desk) -> dict[str, Any]:
    """The content of the last entry."""
    content: dict[str, Any] = json.loads(desk.query("SELECT content FROM log ORDER BY seq DESC LIMIT 1")[0][0])
    return content


# --- proofs -----------------------------------------------------------------------------------------


def test_without_a_policy_a_number_counts_and_nothing_is_kept(desk: Desk) -> None:
    """A house that says nothing works as ever, whatever readers tell; no tap is written to any table."""
    desk.check_in(BAND)
    desk.done("charge", **beer())
    desk.done("charge", **beer(items=basket("water")), **tap("sun", 7))
    assert desk.query("SELECT * FROM tap") == []


@pytest.mark.parametrize("asked", ["originality", "sun", "mutual"])
def test_a_band_has_to_prove_at_least_what_the_house_asks(armed: Armed, asked: Proof) -> None:
    """Less is declined with not_genuine, in words, as an entry that has the tap; as much or more passes."""
    desk = armed(f'policy = "{asked}"')
    desk.check_in(BAND)
    for count, proved in enumerate(PROOFS):
        told = tap(proved, count + 1, uid=UID)
        if PROOFS.index(proved) < PROOFS.index(asked):
            outcome = desk.declined("not_genuine", "charge", **beer(), **told)
            assert BAND in outcome.message
            assert "call the lead" in outcome.message
            assert entry(desk)["asked"]["taps"][0]["uid"] == UID
        else:
            desk.done("charge", **beer(items=basket("water")), **told)
            desk.wait(1)


def test_a_proof_that_failed_is_declined_and_says_what_to_do(armed: Armed) -> None:
    """Too soon is no crime; a wrong answer is. Either stands in the log with station and chip, and posts nothing."""
    desk = armed('policy = "uid"', 'chips = { ntag424 = "sun" }')
    desk.check_in(BAND)
    codes = dict.fromkeys(("pulled", "timeout", "lost"), "tap_again") | {"unsupported": "proof_unavailable"}
    for doubt, code in (codes | dict.fromkeys(("refused", "wrong", "foreign"), "not_genuine")).items():
        desk.declined(code, "present", band=UID, station="gate-in-1", staff="", **tap(doubt=doubt))
        told = desk.query("SELECT station, content ->> '$.answer.error' FROM log ORDER BY seq DESC LIMIT 1")
        assert told == [("gate-in-1", code)]
        assert entry(desk)["asked"]["taps"] == [{"uid": UID, "doubt": doubt}]


def test_a_chip_number_without_any_proof_is_none(armed: Armed) -> None:
    """Who sends the number alone, as a forged message or an old reader would, is declined like a copy."""
    desk = armed('policy = "originality"')
    desk.check_in(BAND)
    desk.declined("not_genuine", "charge", **beer())
    desk.declined("not_genuine", "present", band=UID.lower(), station="gate-in-1", staff="")


def test_staff_may_type_a_number_where_they_can_see_the_band(armed: Armed) -> None:
    """At desks and counters somebody vouches for what is typed; at a gate, a locker, a machine nobody does."""
    desk = armed('policy = "sun"')
    desk.check_in(BAND)
    desk.charge(BAND, "beer")
    for station in ("gate-in-1", "locker-077"):
        desk.declined("tap_needed", "present", band=BAND, station=station, staff="")
    desk.declined("tap_needed", "charge", band=BAND, items=basket("water"), station="vending-1", staff="")
    assert desk.done("present", band=BAND, station="gate-in-1", staff="", **tap("sun", 1))["granted"]


def test_a_house_can_forbid_typed_numbers(armed: Armed) -> None:
    """Then the band itself is needed everywhere, and the tap of another band is not enough."""
    desk = armed('policy = "sun"', "typed_numbers = false")
    arrivals = {"bands": [{"band": BAND, "guest": "adult"}]}
    desk.declined("tap_needed", "check_in", **arrivals)
    desk.declined("tap_needed", "check_in", **arrivals, **tap("sun", 1, uid=paper_uid(OTHER)))
    desk.done("check_in", **arrivals, **tap("sun", 1))


def test_every_band_of_an_operation_has_to_be_genuine(armed: Armed) -> None:
    """All or nothing: one copy among several bands, and nobody comes in."""
    desk = armed('policy = "originality"')
    arrivals = {"bands": [{"band": UID, "guest": "adult"}, {"band": paper_uid(OTHER), "guest": "adult"}]}
    both = [tap("originality")["taps"][0], tap("none", uid=paper_uid(OTHER), doubt="refused")["taps"][0]]
    outcome = desk.declined("not_genuine", "check_in", **arrivals, taps=both)
    assert OTHER in outcome.message
    both[1] = tap("originality", uid=paper_uid(OTHER))["taps"][0]
    desk.done("check_in", **arrivals, taps=both)


def test_a_band_that_proved_much_cannot_prove_less_later(armed: Armed) -> None:
    """Its number on a kind of chip of which less is asked does not pass. Only the house can ask for less."""
    desk = armed('policy = "uid"', 'chips = { ntag424 = "mutual" }')
    desk.check_in(BAND)
    desk.done("present", band=UID, station="gate-in-1", staff="", **tap("mutual"))
    desk.declined("not_genuine", "charge", **beer(), **tap("originality"))
    desk.declined("not_genuine", "charge", **beer())
    desk.edit(('chips = { ntag424 = "mutual" }', ""))
    desk.done("charge", **beer())


# --- counts -----------------------------------------------------------------------------------------


def test_a_count_passes_once_and_only_upwards(armed: Armed) -> None:
    """The same message again, or an older one, is a replay or a copy: declined, whatever it is for and wherever."""
    desk = armed('policy = "sun"')
    desk.check_in(BAND)
    desk.done("charge", **beer(), **tap("sun", 5))
    for old in (5, 4, 0):
        outcome = desk.declined("counter_replayed", "present", band=UID, station="gate-in-1", **tap("sun", old))
        assert "tap 5 was before" in outcome.message
    desk.done("charge", **beer(items=basket("water")), **tap("sun", 9))
    desk.declined("counter_replayed", "charge", **beer(), **tap("sun", 9))


def test_of_two_taps_with_one_count_in_one_commit_the_first_passes(armed: Armed) -> None:
    """What is decided together is decided in order: the second sees what the first did."""
    desk = armed('policy = "sun"')
    desk.check_in(BAND)
    twice = [desk.operation("charge", **beer(items=basket(item)), **tap("sun", 3)) for item in ("beer", "water")]
    first, second = desk.perform_together(*twice)
    assert first.ok
    assert second.error == "counter_replayed"


def test_another_process_sees_the_count(armed: Armed) -> None:
    """A replay at another till of the house is one, too."""
    desk = armed('policy = "sun"')
    desk.check_in(BAND)
    with desk.another() as venue:
        assert venue.perform(desk.operation("charge", **beer(), **tap("sun", 3))).ok
    desk.declined("counter_replayed", "charge", **beer(items=basket("water")), **tap("sun", 3))


def test_r21_a_retry_is_no_replay_and_a_resting_band_is_charged_once(armed: Armed) -> None:
    """The same operation again is the first outcome; the next tap of a resting band counts on, and charges nothing."""
    desk = armed('policy = "sun"')
    desk.check_in(BAND)
    asked = desk.operation("charge", id="one", **beer(), **tap("sun", 3))
    assert desk.venue.perform(asked).ok
    assert desk.venue.perform(asked).repeated
    again = desk.do("charge", **beer(), **tap("sun", 4))
    assert again.ok
    assert again.repeated
    desk.declined("counter_replayed", "charge", **beer(items=basket("water")), **tap("sun", 4))
    assert [line[0] for line in desk.lines(1)].count("beer") == 1


def test_a_message_needs_a_count_and_a_chip_goes_on_telling_it(armed: Armed) -> None:
    """A message without a count could be any old one; a chip that counted does not forget how to."""
    desk = armed('policy = "originality"')
    desk.check_in(BAND)
    desk.declined("not_genuine", "charge", **beer(), **tap("sun"))
    desk.done("charge", **beer(), **tap("originality", 3))
    desk.declined("not_genuine", "charge", **beer(items=basket("water")), **tap("originality"))


def test_what_was_declined_for_another_reason_used_up_no_count(armed: Armed) -> None:
    """A decline changes no table; the band is tapped again anyway."""
    desk = armed('policy = "sun"')
    desk.check_in(BAND)
    desk.declined("unknown_item", "charge", **beer(items=basket("unicorn")), **tap("sun", 3))
    desk.done("charge", **beer(), **tap("sun", 3))


def test_whatever_the_order_only_new_highest_counts_pass(armed: Armed) -> None:
    """Of forty taps with counts in any order exactly those above all before them are accepted."""
    desk = armed('policy = "sun"')
    desk.check_in(BAND)
    dice = random.Random(424)
    counts = [dice.randrange(60) for _ in range(40)]
    asked = [desk.operation("present", band=UID, station="gate-in-1", **tap("sun", count)) for count in counts]
    passed = [outcome.ok for outcome in desk.perform_together(*asked)]
    assert passed == [count > max(counts[:place], default=-1) for place, count in enumerate(counts)]
    assert 1 < passed.count(True) < 40


# --- where it was -----------------------------------------------------------------------------------


def test_nobody_is_in_two_places_at_once(armed: Armed) -> None:
    """A band at the gate and five seconds later at the bar, a minute away, is two bands; a minute later it is one."""
    desk = armed(more=PLACES)
    desk.check_in(BAND)
    desk.done("present", band=UID, station="gate-in-1", staff="")
    desk.wait(seconds=5)
    outcome = desk.declined("suspected_clone", "charge", **beer())
    assert "it was at gate-in-1 5 s ago, and the way takes 60 s" in outcome.message
    assert desk.done("present", band=UID, station="gate-in-2", staff="")["granted"]
    desk.wait(seconds=59)
    desk.declined("suspected_clone", "charge", **beer())
    desk.wait(seconds=1)
    desk.done("charge", **beer())
    desk.wait(seconds=19)
    desk.declined("suspected_clone", "charge", **beer(station="vending-1", staff=""))
    desk.wait(seconds=1)
    desk.done("charge", **beer(station="vending-1", staff=""))


def test_a_copy_does_not_lock_the_real_band_out_for_good(armed: Armed) -> None:
    """A declined tap leaves no trace of where the band was: the real guest at the first place goes on."""
    desk = armed(more=PLACES)
    desk.check_in(BAND)
    desk.done("charge", **beer())
    desk.declined("suspected_clone", "present", band=UID, station="gate-in-1", staff="")
    desk.done("charge", **beer(items=basket("water")))


def test_a_clock_that_was_set_back_accuses_nobody(armed: Armed) -> None:
    """An earlier time than the last tap's says nothing about how fast a guest walked (R45)."""
    desk = armed(more=PLACES)
    desk.check_in(BAND)
    desk.done("charge", **beer())
    desk.wait(-10)
    desk.done("present", band=UID, station="gate-in-1", staff="")


def test_stations_far_apart_have_a_least_time_between_them(desk: Desk) -> None:
    """Where nothing is said of two stations, two seconds pass between them: no arm is as long."""
    desk.edit(("[tax]", "[authenticity]\n[tax]"))
    desk.check_in(BAND)
    desk.done("charge", **beer())
    desk.declined("suspected_clone", "present", band=UID, station="gate-in-1", staff="")
    desk.wait(seconds=2)
    desk.done("present", band=UID, station="gate-in-1", staff="")


def test_a_band_that_nobody_can_have_is_a_copy(armed: Armed) -> None:
    """In the wash and tapped at the bar: one of the two is not ours. At the desk it comes out of the wash."""
    desk = armed()
    for state in ("wash", "lost", "defect", "retired", "stock"):
        desk.tamper("UPDATE band SET state = ? WHERE number = ?", state, BAND)
        desk.reopen()
        for do, fields in (("charge", beer()), ("present", {"band": UID, "station": "gate-in-1", "staff": ""})):
            outcome = desk.do(do, **fields)
            assert outcome.error == "suspected_clone"
            assert state in outcome.message
        assert desk.do("check_in", bands=[{"band": UID, "guest": "adult"}]).error == "band_not_available"


def test_numbers_that_name_nobody_are_refused_as_such(armed: Armed) -> None:
    """A phone's made-up number, and one of a length that no band here has; unless the house does not mind."""
    desk = armed("uid_bytes = [7]")
    desk.declined("random_uid", "present", band="08112233", station="gate-in-1", staff="")
    desk.declined("foreign_chip", "present", band="11223344", station="gate-in-1", staff="")
    desk.declined("unknown_band", "present", band="04112233445566", station="gate-in-1", staff="")
    desk.edit(("uid_bytes = [7]", "refuse_random_uids = false"))
    desk.declined("unknown_band", "present", band="08112233", station="gate-in-1", staff="")


# --- enrolling, desks, the book ---------------------------------------------------------------------


def test_new_bands_are_looked_at_when_they_come(armed: Armed) -> None:
    """A list cannot prove anything, but a made-up or foreign number is no band; one that was tapped has to prove."""
    desk = armed('policy = "originality"', "uid_bytes = [7]")
    new = {"number": "901", "uid": "04:AA:BB:CC:DD:EE:80", "zone": "men"}
    uid = "04AABBCCDDEE80"
    desk.declined("random_uid", "add_bands", bands=[new | {"uid": "08112233"}], staff="chen")
    desk.declined("foreign_chip", "add_bands", bands=[new | {"uid": "11223344"}], staff="chen")
    desk.declined("not_genuine", "add_bands", bands=[new], staff="chen", **tap(uid=uid, doubt="refused"))
    desk.lead("add_bands", bands=[new], **tap("originality", uid=uid))
    desk.lead("add_bands", bands=[new | {"number": "902", "uid": "04AABBCCDDEE81"}])


def test_a_made_up_number_is_never_a_band(desk: Desk) -> None:
    """Nobody could ever tap it again; so it is refused in a house without a policy, too."""
    bands = [{"number": "901", "uid": "08AABBCC", "zone": "men"}]
    desk.declined("random_uid", "add_bands", bands=bands, staff="chen")


def test_a_tap_at_the_desk_proves_the_band_before_anything_is_asked(armed: Armed) -> None:
    """report_tap uses the proof up and does no more; what follows at the desk is by the printed number."""
    desk = armed('policy = "sun"')
    desk.declined("not_genuine", "report_tap", band=UID, **tap(doubt="wrong"))
    assert desk.done("report_tap", band=UID, **tap("sun", 1)) == {"band": BAND, "state": "available"}
    desk.declined("counter_replayed", "report_tap", band=UID, **tap("sun", 1))
    desk.check_in(BAND)
    assert desk.done("report_tap", band=UID, **tap("sun", 2))["state"] == "in_use"
    desk.declined("unknown_band", "report_tap", band="04FFFFFFFFFFFF", **tap("sun", 1, uid="04FFFFFFFFFFFF"))


def test_what_happened_to_taps_is_made_again_from_the_log(armed: Armed) -> None:
    """The last place, the strongest proof and the highest count come out of a rebuild as they were."""
    desk = armed('policy = "originality"')
    desk.check_in(BAND)
    desk.done("charge", **beer(), **tap("sun", 5))
    desk.wait(1)
    desk.done("present", band=UID, station="gate-in-1", staff="", **tap("sun", 8))
    told = desk.query("SELECT uid, station, proved, count FROM tap")
    assert told == [(UID, "gate-in-1", "sun", 8)]
    assert rebuild(desk.folder / "ledger.db").changed == ()
    assert desk.query("SELECT uid, station, proved, count FROM tap") == told


def test_a_declined_copy_changes_no_bill(armed: Armed) -> None:
    """What the copy wanted is on nobody's bill."""
    desk = armed('policy = "mutual"')
    desk.check_in(BAND)
    desk.declined("not_genuine", "charge", **beer(), **tap(doubt="refused"))
    with closing(Reading.open(desk.folder)) as reading:
        assert [line.mark for line in bill_of(reading, BAND).lines] == ["admission"]


# --- how far stations are apart ---------------------------------------------------------------------


@given(
    stations=st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=2, max_size=2),
    least_s=st.integers(0, 100),
    walk_s=st.integers(0, 100),
)
def test_a_way_is_as_long_back_as_there(stations: list[str], least_s: int, walk_s: int) -> None:
    """Whatever is said of places and stations, and nobody walks within a place."""
    house = Authenticity(
        least_walk_s=least_s, places={"a": "front", "b": "front"}, walks={("c", "front"): walk_s, ("a", "d"): 7}
    )
    one, other = stations
    assert house.walk_s(one, other) == house.walk_s(other, one)
    if one == other or {one, other} == {"a", "b"}:
        assert house.walk_s(one, other) == 0
    elif {one, other} == {"a", "d"}:
        assert house.walk_s(one, other) == 7
    elif "c" in stations and "d" not in stations:
        assert house.walk_s(one, other) == walk_s
    else:
        assert house.walk_s(one, other) == least_s
