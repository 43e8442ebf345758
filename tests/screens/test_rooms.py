"""The board of rooms, driven by real keys on a real house: begin, look, end, and the wrong turns."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pos.clock import to_datetime
from pos.operations import AnyOperation, Arrival, BeginCheckout, CheckIn, Freeze, Present
from tests.screens.support.post_at_work import PostAtWork, post_at_work

SHANGHAI = ZoneInfo("Asia/Shanghai")
WELCOME = "-- Tap a band and choose a room, or choose and tap."


@pytest.fixture
def evening(evening: list[AnyOperation]) -> list[AnyOperation]:
    """Beside those of the evening, 081 and 082 are one party, and 081 is in room R3."""
    return [
        *evening,
        CheckIn(bands=(Arrival("081", "adult"), Arrival("082", "adult")), station="desk-2", staff="ben"),
        Present(band="081", station="room-r3"),
    ]


def rooms(folder: Path, evening: list[AnyOperation], *, wide: bool = False) -> AbstractAsyncContextManager[PostAtWork]:
    """The board on the computer of the massage desk, where nobody is signed in: a screen on the wall."""
    size = (160, 48) if wide else (80, 24)
    return post_at_work(folder, "massage", first=evening, post="rooms", size=size)


async def wait(work: PostAtWork, minutes: float) -> None:
    """Let time go by, and the screen see it."""
    work.clock.wait(minutes * 60)
    await work.seen(to_datetime(work.clock.us, SHANGHAI).strftime("%H:%M:%S"))


async def test_a_tap_and_a_room_begin_a_clock(folder: Path, evening: list[AnyOperation]) -> None:
    """The band first, then the room's number and /: four keys with the tap."""
    async with rooms(folder, evening) as board:
        await board.tap("077")
        assert board.result == "-- 077: which room? Its number and /, or a click."
        await board.press("5", "slash")
        assert board.result == "OK 077 is in R5."
        assert ">R5        U  077" in board.text
        ((station,),) = board.query(
            "SELECT station FROM use WHERE visit = (SELECT visit FROM band WHERE number = '077')"
        )
        assert station == "room-r5"
        assert board.result != WELCOME


async def test_a_room_and_a_tap_do_the_same(folder: Path, evening: list[AnyOperation]) -> None:
    """By its number, by the arrows and Enter, or by a click; the next tap needs a room of its own again."""
    async with rooms(folder, evening) as board:
        await board.press("12", "slash")
        assert board.result == "-- R12 is free. Tap a band."
        await board.tap("077")
        assert board.result == "OK 077 is in R12."
        await board.tap("078")
        assert board.result == "-- 078: which room? Its number and /, or a click."
        await board.press("up", "enter")
        assert board.result == "OK 078 is in R11."


async def test_the_clock_is_seen_to_run(folder: Path, evening: list[AnyOperation]) -> None:
    """Minutes, what they cost, and when it will be more, without anybody doing anything."""
    async with rooms(folder, evening) as board:
        await wait(board, 42)
        assert " R3        U  081 +1    42 min   24 left" in board.text
        assert "80.00" in board.text
        await wait(board, 24)
        assert " R3        U  081 +1    66 min   15 left" in board.text
        assert "100.00" in board.text


async def test_two_taps_end_it(folder: Path, evening: list[AnyOperation]) -> None:
    """The first shows the room and its cost, the second ends it; what it cost is on the bill."""
    async with rooms(folder, evening) as board:
        await wait(board, 42)
        await board.tap("081")
        assert board.result == "-- 081 is in R3 for 42 min: ¥80.00. Tap once more, or -, to end it."
        await board.tap("081")
        assert board.result.startswith("-- 081 is in R3"), "the same hand that has not let go"
        board.clock.wait(1)
        await board.tap("081")
        assert board.result == "OK 081 has left R3: ¥80.00."
        assert board.query("SELECT due_minor FROM line WHERE mark = 'use'") == [(8000,)]


async def test_a_key_ends_it_twice_pressed(folder: Path, evening: list[AnyOperation]) -> None:
    """For a guest who has gone: the room is chosen, - says what it costs, - again ends it."""
    async with rooms(folder, evening) as board:
        await wait(board, 20)
        await board.press("minus")
        assert board.result == "NO No clock runs there."
        await board.press("3", "slash", "minus")
        board.clock.wait(1)
        await board.press("minus")
        assert board.result == "OK 081 has left R3: ¥80.00."


async def test_a_guest_stays_on(folder: Path, evening: list[AnyOperation]) -> None:
    """+ for a unit more, a number and + for several; the board counts down to what was agreed, then over it."""
    async with rooms(folder, evening) as board:
        await wait(board, 50)
        await board.press("plus")
        assert board.result == "NO Mark the room, or tap the band of who stays on."
        await board.press("3", "slash", "plus")
        assert board.result == "OK 081 stays in R3 until 21:29: ¥100.00."
        assert ">R3        U  081 +1    50 min   25 left" in board.text
        await board.press("2", "plus")
        assert board.result == "OK 081 stays in R3 until 21:59: ¥140.00."
        await wait(board, 58)
        assert ">R3        U  081 +1    108 min  3 over" in board.text


async def test_of_several_on_seats_the_one_who_tapped_stays_on(folder: Path, evening: list[AnyOperation]) -> None:
    """Each seat's guest has a clock of their own."""
    async with rooms(folder, evening) as board:
        for band in ("077", "078"):
            await board.do(Present(band=band, station="esports"))
        await wait(board, 1)
        await board.tap("078")
        await board.press("plus")
        assert board.result == "OK 078 stays in ESPORTS until 21:14: ¥24.00."


async def test_a_room_that_is_taken_is_refused_and_another_one_chosen(
    folder: Path, evening: list[AnyOperation]
) -> None:
    """The guest still waits; who belongs to the one inside comes in without a clock."""
    async with rooms(folder, evening) as board:
        await board.tap("077")
        await board.press("3", "slash")
        assert board.result == "NO room-r3 is taken by other guests."
        await board.press("4", "slash")
        assert board.result == "OK 077 is in R4."
        await board.press("3", "slash")
        await board.tap("082")
        assert board.result == "OK 082 comes into R3; the clock is another guest's."


async def test_bands_that_cannot_be_in_a_room(folder: Path, evening: list[AnyOperation]) -> None:
    """Nobody's, unknown, at the checkout; and a room that is not there."""
    async with rooms(folder, evening) as board:
        await board.press("099", "enter")
        assert board.result == "NO Band 099 is available. Nobody is checked in with it."
        await board.press("999", "enter")
        assert board.result == "NO Band 999 is not known here."
        await board.press("99", "slash")
        assert board.result == "NO There is no room 99."
        await board.do(BeginCheckout(bands=("077",), station="desk-1", staff="amy"))
        await board.press("6", "slash", "077", "enter")
        assert board.result == "NO Band 077 is being checked out. Ask the front desk."
        await board.press("escape")
        assert board.result == WELCOME


async def test_clocks_that_stand_have_their_letters(folder: Path, evening: list[AnyOperation]) -> None:
    """C at the checkout, F while a lead lets them stand."""
    async with rooms(folder, evening) as board:
        await wait(board, 10)
        await board.do(BeginCheckout(bands=("081",), station="desk-1", staff="amy"))
        await board.seen(" R3        C  081")
        await board.do(Present(band="077", station="room-r1"))
        await board.do(Freeze(bands=("077",), reason="alarm", station="desk-1", staff="chen"))
        await board.seen(" R1        F  077")


async def test_seats_and_zones_hold_several(folder: Path, evening: list[AnyOperation]) -> None:
    """A line for each guest; who leaves taps twice, and a zone ends at its own door."""
    async with rooms(folder, evening) as board:
        for band in ("077", "078"):
            await board.do(Present(band=band, station="esports"))
        await board.do(Present(band="150", station="zone-in"))
        await wait(board, 15)
        assert " ESPORTS   U  077       15 min   16 left" in board.text
        await board.tap("078")
        board.clock.wait(1)
        await board.tap("078")
        assert board.result == "OK 078 has left ESPORTS: ¥12.00."
        await board.tap("150")
        board.clock.wait(1)
        await board.tap("150")
        assert board.result == "OK 150 has left ZONE-IN: ¥30.00."


async def test_a_click_chooses_a_room(folder: Path, evening: list[AnyOperation]) -> None:
    """Whoever has a finger or a mouse."""
    async with rooms(folder, evening, wide=True) as board:
        await board.tap("077")
        row = next(place for place, line in enumerate(board.text.splitlines()) if line.startswith("  R7"))
        assert await board.pilot.click("#rooms", offset=(4, row - 1))
        await board.pilot.pause()
        assert board.result == "OK 077 is in R7."
