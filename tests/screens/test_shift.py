"""A shift with real keys on a real house: float, cash in and out, blind count, X, handover, the close of the day."""

from __future__ import annotations

import json
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from pos.operations import (
    AnyOperation,
    Arrival,
    BeginCheckout,
    Charge,
    CheckIn,
    CloseTill,
    Deposit,
    OpenTill,
    OutOnDeposit,
    Pay,
    Tendered,
    Wanted,
)
from tests.screens.support.post_at_work import NARROW, WIDE, PostAtWork, post_at_work


@pytest.fixture
def evening(evening: list[AnyOperation]) -> list[AnyOperation]:
    """Beside those of the evening, 079 paid 133 yuan in cash at desk-1."""
    return [
        *evening,
        CheckIn(bands=(Arrival("079", "adult"),), station="desk-1", staff="amy"),
        Charge(band="079", items=(Wanted("beer"),), station="bar", staff="fan"),
        BeginCheckout(bands=("079",), station="desk-1", staff="amy"),
        Pay(bands=("079",), tenders=(Tendered("cash", 20_000),), station="desk-1", staff="amy"),
    ]


def shift(
    folder: Path, first: list[AnyOperation], *, staff: str = "amy", size: tuple[int, int] = NARROW
) -> AbstractAsyncContextManager[PostAtWork]:
    """The shift's screen of desk-1."""
    return post_at_work(folder, "desk-1", first=first, post="shift", staff=staff, size=size)


async def count(work: PostAtWork, *pieces: str) -> None:
    """Type so many of each note and coin, the largest first, and go to the end."""
    for many in pieces:
        await work.press(many, "enter")


async def test_r60_a_drawer_is_opened_with_its_float(folder: Path) -> None:
    """F5, the amount, Enter; before that there is nothing to count or to take out."""
    async with shift(folder, []) as desk:
        await desk.press("f7")
        assert desk.result == "NO The drawer of this desk is not open. Open it first."
        await desk.press("f5", "enter")
        assert desk.result.startswith("NO")
        await desk.type("500")
        await desk.press("enter")
        assert desk.result == "OK The drawer is open, with ¥500.00."
        assert desk.query("SELECT station, staff, float_minor FROM till") == [("desk-1", "amy", 50_000)]


async def test_r60_the_count_is_blind(folder: Path, evening: list[AnyOperation]) -> None:
    """Nowhere on the screen is what should be there, before the count is closed; then it is, and the difference."""
    async with shift(folder, evening, size=WIDE) as desk:
        await desk.press("f9")
        assert "633.00" not in desk.text
        assert "after the count" in desk.text
        await desk.press("escape", "f5")
        assert "633.00" not in desk.text
        await count(desk, "6", "0", "1", "1")
        assert "633.00" not in desk.text
        await desk.press("up", "2", "enter", "f5")
        assert desk.result == "-- ¥640.00 counted. Enter closes the drawer; Up counts again."
        await desk.press("enter")
        assert desk.result == "OK The drawer is closed: ¥7.00 over."
        assert "633.00" in desk.text
        assert "over" in desk.text
        ((pieces,),) = desk.query("SELECT content ->> '$.asked.count' FROM log WHERE kind = 'close_till'")
        assert json.loads(str(pieces)) == {"10000": 6, "2000": 1, "1000": 2}
        await desk.press("enter")
        assert "It is not open." in desk.text


async def test_r60_an_exact_count_says_so(folder: Path, evening: list[AnyOperation]) -> None:
    """And how long a day's last thing takes is: six amounts and Enter."""
    async with shift(folder, evening) as desk:
        await desk.press("f5")
        await count(desk, "6", "0", "1", "1", "0", "3")
        await desk.press("f5", "enter")
        assert desk.result == "OK The drawer is closed: exact."
        assert "It is exact." in desk.text


async def test_a_count_is_not_thrown_away_by_one_key(folder: Path, evening: list[AnyOperation]) -> None:
    """Esc asks once; a band that is tapped meanwhile is no amount."""
    async with shift(folder, evening) as desk:
        await desk.press("f5", "6", "enter", "escape")
        assert desk.result == "-- Esc once more throws this count away."
        await desk.press("2", "enter", "escape")
        assert desk.result == "-- Esc once more throws this count away."
        await desk.tap("077")
        assert desk.result == "-- 077: its bill is on the front desk's screen. F3 goes there."
        await desk.press("escape")
        assert desk.result == "-- Nothing was counted; the drawer is still open."
        assert desk.query("SELECT closed_us FROM till WHERE station = 'desk-1'") == [(0,)]


async def test_r60_cash_in_and_out_has_a_reason(folder: Path, evening: list[AnyOperation]) -> None:
    """An amount, then why; what is forgotten is asked for again."""
    async with shift(folder, evening) as desk:
        await desk.press("f6", "0", "enter")
        assert desk.result == "NO Type an amount above zero."
        await desk.press("20", "enter", "enter")
        assert desk.result == "NO Say why, in a few words."
        await desk.type("change")
        await desk.press("enter")
        assert desk.result == "OK ¥20.00 went into the drawer."
        await desk.press("f8", "100", "enter", "enter")
        assert desk.result == "OK ¥100.00 went to the safe."
        await desk.press("f8", "9999", "enter", "enter")
        assert desk.result.startswith("NO")
        await desk.press("escape", "escape")
        rows = desk.query("SELECT kind, amount_minor, reason FROM drawer_move ORDER BY drawer_move")
        assert rows == [("paid_in", 2_000, "change"), ("drop", -10_000, "")]
        assert "To the safe           100.00" in desk.text


async def test_r74_a_second_person_approves_what_is_paid_out(folder: Path, evening: list[AnyOperation]) -> None:
    """A cashier may not pay out: a lead's name is asked for, and both names are in the entry."""
    async with shift(folder, evening) as desk:
        await desk.press("f7", "35", "enter")
        await desk.type("taxi")
        await desk.press("enter")
        assert "A SECOND PERSON APPROVES" in desk.text
        await desk.tap("077")
        assert desk.result == "NO That band is a guest's. The second person taps their own."
        await desk.type("chen")
        await desk.press("enter", "enter")
        assert desk.result == "OK ¥35.00 went out of the drawer."
        assert desk.query("SELECT staff, asked_by FROM right_used WHERE act = 'paid_out'") == [("chen", "amy")]
        await desk.press("f7", "35", "enter")
        await desk.type("taxi")
        await desk.press("enter", "escape")
        assert desk.query("SELECT count(*) FROM drawer_move") == [(1,)]


async def test_r60_a_drawer_opened_for_nothing_is_counted(folder: Path, evening: list[AnyOperation]) -> None:
    """From the list, by the arrow keys."""
    async with shift(folder, evening) as desk:
        await desk.press("down", "down", "down", "down", "enter")
        await desk.type("change for the locker")
        await desk.press("enter")
        assert desk.result == "OK The drawer was opened without a payment."
        assert "Opened for no sale         1" in desk.text


async def test_r62_the_x_reads_what_the_close_will_say(folder: Path, evening: list[AnyOperation]) -> None:
    """At any time, closing nothing; a lead sees the cash of the drawer, too."""
    async with shift(folder, evening, staff="chen", size=WIDE) as desk:
        await desk.press("f9")
        assert "X  Sat, Mar 7" in desk.text
        assert "633.00" in desk.text
        report = dict(desk.screen.post.step.report.figures)
        await desk.press("escape", "up", "enter")
        assert "!   Not counted yet: desk-1, desk-2" in desk.text
        await desk.press("enter")
        assert desk.result == "-- Close Sat, Mar 7 for good? Enter closes it, Esc goes back."
        await desk.press("enter")
        assert desk.result.startswith("OK The day is closed: Z 1")
        ((figures,),) = desk.query("SELECT figures FROM z")
        assert json.loads(str(figures)) == report


async def test_r62_the_day_is_closed_by_a_lead_only_and_not_by_one_key(
    folder: Path, evening: list[AnyOperation]
) -> None:
    """Enter shows the checks, Enter asks, Enter closes; Esc at any of them does not. A cashier is refused."""
    async with shift(folder, evening) as desk:
        await desk.press("up", "enter", "enter", "escape", "enter", "enter", "enter")
        assert desk.result.startswith("NO")
        assert desk.query("SELECT count(*) FROM z") == [(0,)]


async def test_r61_the_handover_is_the_live_board(folder: Path, evening: list[AnyOperation]) -> None:
    """Everybody inside, what they owe, and who is out on deposit; a charge meanwhile is seen."""
    outside: list[AnyOperation] = [
        CheckIn(bands=(Arrival("081", "adult"),), station="desk-1", staff="amy"),
        Deposit(band="081", amount=20_000, tender="cash", station="desk-1", staff="amy"),
        OutOnDeposit(band="081", station="desk-1", staff="amy"),
    ]
    async with shift(folder, [*evening, *outside]) as desk:
        await desk.press("up", "up", "enter")
        assert "HANDOVER  4 visits" in desk.text
        assert "540.00" in desk.text
        assert "081 D 03-07 20:14 Adult" in desk.text
        await desk.do(Charge(band="078", items=(Wanted("beer"),), station="bar", staff="fan"))
        await desk.seen("555.00")
        await desk.press("escape", "down", "enter")
        assert "1 guest is out on deposit." in desk.text
        assert "4 open visits go over, with ¥555.00." in desk.text


async def test_another_computer_closes_the_drawer_meanwhile(folder: Path, evening: list[AnyOperation]) -> None:
    """What is shown follows the book; what comes too late is told in words."""
    async with shift(folder, evening) as desk:
        await desk.press("f5", "6", "enter", "f5")
        await desk.do(CloseTill(count=63_300, station="desk-1", staff="chen"))
        await desk.press("enter")
        assert desk.result.startswith("NO")
        await desk.press("escape", "escape")
        assert "It is not open." in desk.text
        await desk.do(OpenTill(float_minor=1_000, station="desk-1", staff="amy"))
        await desk.seen("Open since")


async def test_an_act_can_be_clicked(folder: Path, evening: list[AnyOperation]) -> None:
    """Whoever has a mouse."""
    async with shift(folder, evening) as desk:
        row = next(place for place, line in enumerate(desk.text.splitlines()) if "F9" in line)
        assert await desk.pilot.click("#step", offset=(8, row - 1))
        await desk.pilot.pause()
        assert "X  Sat, Mar 7" in desk.text
