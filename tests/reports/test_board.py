"""The board is the house at this moment (R61): lockers, guests, rooms, numbers."""

from __future__ import annotations

from pos.reports.board import STATES, board_of
from tests.reports.conftest import Stage


def test_an_empty_house_is_all_free(stage: Stage) -> None:
    """Every locker of both zones is there and free."""
    board = board_of(stage.reading)
    assert {zone: len(lockers) for zone, lockers in board.lockers.items()} == {"men": 120, "women": 80}
    assert board.counts == dict.fromkeys(STATES, 0) | {"free": 200, "lockers": 200, "inside": 0, "out": 0, "due": 0}
    assert (board.visits, board.rooms, board.by_guest) == ((), (), {})


def test_a_locker_goes_with_its_guest(stage: Stage) -> None:
    """Used from check-in, in checkout, paid until the guest is out, then free again."""
    seen = [board_of(stage.reading).lockers["men"]["077"]]
    stage.check_in("2026-03-07 18:00", "077")
    seen.append(board_of(stage.reading).lockers["men"]["077"])
    stage.perform("2026-03-07 19:00", "begin_checkout", bands=["077"])
    seen.append(board_of(stage.reading).lockers["men"]["077"])
    stage.perform(
        "2026-03-07 19:01", "pay", bands=["077"], tenders=[{"tender": "qr", "amount": 11_800, "external_id": "1"}]
    )
    seen.append(board_of(stage.reading).lockers["men"]["077"])
    stage.perform("2026-03-07 19:05", "present", "gate-out-1", "", band="077")
    seen.append(board_of(stage.reading).lockers["men"]["077"])
    assert seen == ["free", "used", "checkout", "paid", "free"]


def test_r13_who_did_not_pass_the_gate_is_shown_for_half_an_hour(stage: Stage) -> None:
    """An exit slip that ran out frees the locker on the board, by the time of the latest entry."""
    stage.check_in("2026-03-07 18:00", "077", "078")
    stage.check_out("2026-03-07 19:00", "077")
    stage.charge("2026-03-07 19:29", "078", "beer")
    assert board_of(stage.reading).lockers["men"]["077"] == "paid"
    stage.charge("2026-03-07 19:31", "078", "beer")
    assert board_of(stage.reading).lockers["men"]["077"] == "free"


def test_r61_the_board_lists_who_is_inside_and_what_they_owe(stage: Stage) -> None:
    """One row a guest with band, party, locker, state, since when, and the due with what is quoted; sums beside it."""
    stage.check_in("2026-03-07 09:00", "077")
    stage.check_in("2026-03-07 18:00", "078", "130")
    stage.charge("2026-03-07 18:30", "130", "beer")
    stage.perform("2026-03-07 22:00", "begin_checkout", bands=["077"])
    board = board_of(stage.reading)
    assert [(v.band, v.locker, v.zone, v.state, v.due) for v in board.visits] == [
        ("077", "077", "men", "settling", 13_800),
        ("078", "078", "men", "open", 11_800),
        ("130", "130", "women", "open", 13_300),
    ]
    assert board.visits[0].since == "2026-03-07T09:00:00+08:00"
    assert board.visits[0].party == 0
    assert board.visits[1].party == board.visits[2].party != 0
    assert (board.counts["inside"], board.counts["due"], board.by_guest) == (3, 38_900, {"adult": 3})
    assert (board.counts["used"], board.counts["checkout"], board.counts["free"]) == (2, 1, 197)


def test_rooms_in_use_are_listed(stage: Stage) -> None:
    """A room's clock that runs is shown with its guest, until it stops."""
    stage.check_in("2026-03-07 18:00", "077")
    stage.perform("2026-03-07 18:10", "present", "room-r1", "", band="077")
    (room,) = board_of(stage.reading).rooms
    assert (room.station, room.visit, room.band, room.since) == ("room-r1", 1, "077", "2026-03-07T18:10:00+08:00")
    stage.perform("2026-03-07 19:10", "present", "room-r1", "", band="077")
    assert board_of(stage.reading).rooms == ()


def test_a_cancelled_check_in_leaves_no_trace_on_the_board(stage: Stage) -> None:
    """The locker is free again and nobody is inside."""
    stage.check_in("2026-03-07 18:00", "077")
    stage.perform("2026-03-07 18:01", "cancel_check_in", band="077", reason="wrong band")
    board = board_of(stage.reading)
    assert (board.visits, board.lockers["men"]["077"]) == ((), "free")


def test_r61_a_close_of_the_day_moves_nobody(stage: Stage) -> None:
    """Who is inside before the Z is inside after it, with the same due."""
    stage.check_in("2026-03-07 18:00", "077")
    before = board_of(stage.reading)
    stage.perform("2026-03-08 08:10", "close_day", staff="chen")
    assert board_of(stage.reading) == before


def test_the_board_as_json(stage: Stage) -> None:
    """The object other tools rely on."""
    stage.check_in("2026-03-07 18:00", "077")
    board = board_of(stage.reading).as_dict()
    assert set(board) == {"lockers", "visits", "rooms", "counts", "by_guest", "currency", "sold_out"}
    assert board["visits"] == [
        {"visit": 1, "band": "077", "party": 0, "guest": "adult", "zone": "men", "locker": "077", "state": "open",
         "since": "2026-03-07T18:00:00+08:00", "due": 11_800}
    ]  # fmt: skip
