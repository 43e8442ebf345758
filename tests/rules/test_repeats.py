"""One act is done once, however often it is sent or tapped (R21)."""

from __future__ import annotations

import asyncio

import pytest

from pos.operations import AnyOperation
from pos.outcomes import Outcome
from tests.rules.conftest import BAR, Desk, basket

ID = "01960000-0000-7000-8000-000000000001"


def retry(desk: Desk, **fields: object) -> Outcome:
    """Two waters at the bar under one id."""
    return desk.do("charge", **{"band": "077", "items": basket("2*water"), "id": ID} | BAR | fields)


@pytest.mark.parametrize("identity", [ID, "a", "till 3, receipt 17", "桌子", "x" * 64])
def test_r21_a_retry_returns_the_first_outcome(desk: Desk, identity: str) -> None:
    """Same entry, same facts, marked as repeated; nothing is posted and nothing is logged again."""
    desk.check_in("077")
    first = retry(desk, id=identity)
    head = desk.venue.head
    again = retry(desk, id=identity)
    assert again.as_dict() == first.as_dict() | {"repeated": True}
    assert desk.venue.head == head
    assert desk.due("077") == 11_000


def test_r21_a_retry_may_come_at_another_time_and_after_a_restart(desk: Desk) -> None:
    """The id says that it is the same act; hours later, from a fresh process, with a time of its own."""
    desk.check_in("077")
    first = retry(desk)
    desk.wait(hours=3)
    desk.reopen()
    assert retry(desk).entry == first.entry
    assert retry(desk, at="2026-03-10T10:00:01+08:00").as_dict() == first.as_dict() | {"repeated": True}
    with desk.another() as other:
        assert other.perform(desk.operation("charge", band="077", items=basket("2*water"), id=ID, **BAR)).repeated
    assert desk.due("077") == 11_000


def test_r21_a_retry_of_what_was_declined_is_declined_again(desk: Desk) -> None:
    """Also if it would be allowed by now: whoever asks anew makes a new id."""
    first = retry(desk)
    assert first.error == "band_not_in_use"
    desk.check_in("077")
    again = retry(desk)
    assert again.as_dict() == first.as_dict() | {"repeated": True}
    assert retry(desk, id="another").ok


@pytest.mark.parametrize(
    "other",
    [
        {"items": basket("water")},
        {"items": basket("2*cola")},
        {"band": "078"},
        {"station": "vending-1"},
        {"station": "nowhere"},
        {"staff": "gu"},
        {"staff": "nobody"},
        {"paper_ref": "7"},
    ],
)
def test_r21_the_same_id_for_another_act_is_an_error(desk: Desk, other: dict[str, object]) -> None:
    """It is no repeat and no new act: nothing is posted, nothing is logged, the first one stands."""
    desk.check_in("077", "078")
    retry(desk)
    before, head = desk.tables(), desk.venue.head
    reused = retry(desk, **other)
    assert (reused.ok, reused.error, reused.entry, reused.repeated) == (False, "id_reused", None, False)
    assert ID in reused.message
    assert (desk.tables(), desk.venue.head) == (before, head)
    assert retry(desk).repeated


def test_r21_the_same_id_for_another_operation_is_an_error(desk: Desk) -> None:
    """One id is one act in the whole house; also if the first one was declined."""
    assert not desk.do("charge", band="077", items=basket("water"), id=ID, **BAR).ok
    assert desk.do("check_in", bands=[{"band": "077", "guest": "adult"}], id=ID).error == "id_reused"
    assert desk.band("077") == "available"


def test_r21_names_nobody_knows_are_part_of_the_act(desk: Desk) -> None:
    """A retry by an unknown station is a repeat of itself, and of nothing else."""
    first = retry(desk, station="nowhere", staff="nobody")
    assert first.error == "unknown_station"
    assert retry(desk, station="nowhere", staff="nobody").repeated
    assert retry(desk, station="nowhere", staff="somebody").error == "id_reused"
    assert retry(desk).error == "id_reused"


def test_r21_repeats_within_one_commit(desk: Desk) -> None:
    """Sent twice before it was answered once: one charge; the other one of the same id is told so."""
    desk.check_in("077")
    one: AnyOperation = desk.operation("charge", band="077", items=basket("water"), id=ID, **BAR)
    other: AnyOperation = desk.operation("charge", band="077", items=basket("cola"), id=ID, **BAR)
    outcomes = desk.perform_together(one, one, other)
    assert [(outcome.ok, outcome.repeated, outcome.error) for outcome in outcomes] == [
        (True, False, ""),
        (True, True, ""),
        (False, False, "id_reused"),
    ]
    assert desk.due("077") == 10_400


def test_r21_repeats_within_one_turn_of_the_event_loop(desk: Desk) -> None:
    """Many at once, one id: one charge, and everybody gets its outcome."""
    desk.check_in("077")

    async def storm() -> list[Outcome]:
        operation = desk.operation("charge", band="077", items=basket("water"), id=ID, **BAR)
        return await asyncio.gather(*(desk.venue.ask(operation) for _ in range(50)))

    outcomes = asyncio.run(storm())
    assert len({outcome.entry for outcome in outcomes}) == 1
    assert sum(not outcome.repeated for outcome in outcomes) == 1
    assert desk.due("077") == 10_400
    # An event loop that has ended takes nothing with it: the next one asks as the first.
    assert all(outcome.repeated for outcome in asyncio.run(storm()))


def test_r21_a_second_tap_within_three_seconds_is_one_charge(desk: Desk) -> None:
    """Same band, station and basket: the answer is the first one's, with since when it is done."""
    desk.check_in("077")
    first = desk.charge("077", "2*beer", "water")
    desk.wait(seconds=3)
    before = desk.tables()
    again = desk.do("charge", band="077", items=basket("2*beer", "water"), **BAR)
    assert again.repeated
    assert again.facts == first | {"already": "10:00:00"}
    assert desk.tables() == before
    desk.clock.at_us += 1
    assert "already" not in desk.charge("077", "2*beer", "water")
    assert desk.due("077") == 9_800 + 2 * 3_600


def test_r21_only_the_same_charge_is_the_same_charge(desk: Desk) -> None:
    """Another band, another station, another basket, another order of more: all are new."""
    desk.check_in("077", "078")
    desk.charge("077", "beer")
    for band, station, items in (
        ("078", "bar", ("beer",)),
        ("077", "vending-1", ("beer",)),
        ("077", "bar", ("2*beer",)),
        ("077", "bar", ("beer", "beer")),
        ("077", "bar", ("water",)),
    ):
        assert "already" not in desk.charge(band, *items, station=station)
    assert "already" in desk.charge("077", "beer")
    assert desk.charge("077", "beer", staff="gu")["already"]


def test_r21_who_says_that_it_is_meant_again_is_charged_again(desk: Desk) -> None:
    """Two beers for two friends on one band, a second apart: the counter says so, and both are on the bill."""
    desk.check_in("077")
    first = desk.charge("077", "beer")
    desk.wait(seconds=1)
    again = desk.charge("077", "beer", again=True)
    assert "already" not in again
    assert again["lines"][0]["line"] == first["lines"][0]["line"] + 1
    assert desk.due("077") == 9_800 + 2 * 1_500
    assert desk.charge("077", "beer")["already"] == "10:00:01", "whoever does not say so is asked about the newest"


def test_r21_the_second_tap_counts_from_the_first(desk: Desk) -> None:
    """A band that rests on the reader for long is charged again, every three seconds at most."""
    desk.check_in("077")
    done = 0
    for _ in range(10):
        done += "already" not in desk.charge("077", "water")
        desk.wait(seconds=1)
    assert done == 3
    assert desk.due("077") == 9_800 + 3 * 600


def test_r21_the_second_tap_is_known_to_other_processes(desk: Desk) -> None:
    """A tap that another process charged a second ago is the same tap here."""
    desk.check_in("077")
    with desk.another() as other:
        assert other.perform(desk.operation("charge", band="077", items=basket("beer"), **BAR)).ok
        desk.wait(seconds=1)
        assert desk.charge("077", "beer")["already"] == "10:00:00"
    assert desk.due("077") == 11_300


def test_r21_after_a_void_the_same_thing_can_be_charged_at_once(desk: Desk) -> None:
    """Taken back and tapped again within the three seconds is a new charge."""
    desk.check_in("077")
    line = desk.charge("077", "beer")["lines"][0]["line"]
    desk.wait(seconds=1)
    desk.done("void", line=line, reason="wrong one", **BAR)
    desk.wait(seconds=1)
    assert "already" not in desk.charge("077", "beer")
    assert desk.charge("077", "beer")["already"] == "10:00:02"
    assert desk.due("077") == 11_300


def test_r21_what_is_left_of_a_basket_after_a_void_is_no_basket(desk: Desk) -> None:
    """Beer and water, the beer taken back, and at once a water: that is a second water."""
    desk.check_in("077")
    line = desk.charge("077", "beer", "water")["lines"][0]["line"]
    desk.done("void", line=line, reason="no beer", **BAR)
    assert "already" not in desk.charge("077", "water")
    assert desk.due("077") == 11_000


def test_r21_a_double_tap_of_the_next_guest_with_the_band_is_his_own(desk: Desk) -> None:
    """Not even three seconds make one visit of two."""
    desk.check_in("078:toddler")
    desk.charge("078", "water")
    desk.begin("078")
    desk.pay("078", cash=3_600)
    desk.check_in("078:toddler")
    assert "already" not in desk.charge("078", "water")
