"""The owner's look with real keys on a real house: every number down to its entry, live, and only for who may see."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path

import pytest

from pos.operations import AnyOperation, BeginCheckout, Charge, CloseDay, Gift, OpenTill, Pay, Tendered, Void, Wanted
from tests.screens.support.days import SHANGHAI, last_saturday
from tests.screens.support.post_at_work import NARROW, PostAtWork, post_at_work

WELCOME = "-- Enter opens what a number is made of, Esc goes back. Left and Right divide it another way."


@pytest.fixture
def evening(evening: list[AnyOperation]) -> list[AnyOperation]:
    """Beside those of the evening, one of the beers came back warm."""
    return [*evening, Void(line=4, quantity=1, reason="warm", station="bar", staff="fan")]


def owner(
    folder: Path, first: list[AnyOperation], *, staff: str = "wu", size: tuple[int, int] = NARROW
) -> AbstractAsyncContextManager[PostAtWork]:
    """The owner's screen at desk-1."""
    return post_at_work(folder, "desk-1", first=first, post="owner", staff=staff, size=size)


async def test_an_outlet_opens_down_to_the_entry_and_back(folder: Path, evening: list[AnyOperation]) -> None:
    """Outlet, items, lines, entry with its why; Esc goes the same way up, each mark where it was."""
    async with owner(folder, evening) as look:
        await look.press("right")
        assert ">Bar and shop" in look.text
        await look.press("enter")
        assert "Bar and shop: items" in look.text
        await look.press("down")
        assert ">1 x Beer" in look.text
        await look.press("enter")
        assert "20:14 077 x 2" in look.text
        assert "20:14 077 x 1 void" in look.text
        await look.press("down", "enter")
        assert "Entry 8 of the book" in look.text
        assert "warm" in look.text
        assert "-¥15.00" in look.text
        await look.press("enter")
        assert look.result == "NO It is made of nothing smaller."
        await look.press("escape")
        assert ">20:14 077 x 1 void" in look.text
        await look.press("escape", "escape", "escape")
        assert ">Bar and shop" in look.text
        assert look.result == WELCOME


async def test_a_tender_opens_its_receipts_and_their_entries(folder: Path, evening: list[AnyOperation]) -> None:
    """From what was paid to the entry of a payment; its lines open, too."""
    paid: list[AnyOperation] = [
        BeginCheckout(bands=("078",), station="desk-1", staff="amy"),
        Pay(bands=("078",), tenders=(Tendered("cash", 20_000),), station="desk-1", staff="amy"),
    ]
    async with owner(folder, [*evening, *paid]) as look:
        await look.press("down", "down", "enter")
        assert "By tender" in look.text
        await look.press("enter")
        assert "Cash: receipts" in look.text
        assert "R1" in look.text
        await look.press("enter")
        assert "payment" in look.text
        assert "drawer desk-1" in look.text


async def test_by_hour_staff_channel_and_cashier(folder: Path, evening: list[AnyOperation]) -> None:
    """Right goes round all of them, Left back; each has a bar for each part."""
    async with owner(folder, evening) as look:
        seen = []
        for _ in range(7):
            seen.append(look.text.splitlines()[1].split("  ")[1].strip())
            await look.press("right")
        assert seen == ["Sums", "By outlet", "By hour", "By tender", "By staff", "By channel", "By cashier"]
        await look.press("left", "left", "left")
        assert "By staff" in look.text
        assert "Ben" in look.text
        assert "####" in look.text


async def test_it_is_live(folder: Path, evening: list[AnyOperation]) -> None:
    """A charge at the bar is seen without a key."""
    async with owner(folder, evening) as look:
        assert "¥407.00" in look.text
        await look.do(Charge(band="078", items=(Wanted("beer"),), station="bar", staff="fan"))
        await look.seen("¥422.00")
        await look.press("f6")
        assert ">  1  Voids" in look.text
        await look.do(Void(line=7, reason="wrong", station="bar", staff="fan"))
        await look.seen(">  2  Voids")


async def test_exceptions_say_who_and_why(folder: Path, evening: list[AnyOperation]) -> None:
    """By kind, then each, then the entry; what did not happen opens nothing."""
    gift: AnyOperation = Gift(line=5, reason="birthday", station="desk-1", staff="chen")
    async with owner(folder, [*evening, gift]) as look:
        await look.press("f6", "enter")
        assert "fan #4  warm" in look.text
        await look.press("enter")
        assert "Entry 8 of the book" in look.text
        await look.press("escape", "escape", "down", "enter")
        assert look.result == "NO It is made of nothing smaller."
        await look.press("down", "enter")
        assert "chen #5  birthday" in look.text
        await look.press("f6")
        assert "Exceptions" in look.text
        await look.press("up", "enter")
        assert "Bands typed, not tapped" in look.text


async def test_a_sum_of_the_day_opens_its_exceptions(folder: Path, evening: list[AnyOperation]) -> None:
    """Voids of the sums are the voids of the list."""
    async with owner(folder, evening) as look:
        await look.press("down", "down", "down", "enter")
        assert "fan #4  warm" in look.text
        await look.press("escape", "up", "up", "up", "up", "up", "enter")
        assert "Visits" in look.text
        assert "Adult" in look.text


async def test_the_same_weekday_before_is_beside_it(folder: Path, evening: list[AnyOperation]) -> None:
    """The Saturday before sold twice the admission; F7 and F8 go from day to day, F5 back to the open one."""
    async with owner(folder, [*last_saturday(), *evening[:-1]]) as look:
        assert "# today   | mean of the same weekdays before" in look.text
        assert "|" in look.text.splitlines()[2]
        for _ in range(7):
            await look.press("f7")
        assert "Sat, Feb 28" in look.text
        assert "¥236.00" in look.text
        await look.press("f8")
        assert "Sun, Mar 1" in look.text
        await look.press("f5")
        assert "Sat, Mar 7" in look.text


async def test_r74_a_cashier_sees_nothing_of_it(folder: Path, evening: list[AnyOperation]) -> None:
    """The takings would tell what is in a drawer that is still to be counted."""
    async with owner(folder, evening, staff="amy") as look:
        for key in ("enter", "right", "f6", "f7"):
            await look.press(key)
            assert look.result == "NO Only a shift lead or the owner looks here. F2 signs in."
            assert "¥" not in look.text
    async with owner(folder, [], staff="chen") as look:
        assert "¥407.00" in look.text


async def test_a_tap_is_told_where_its_bill_is(folder: Path, evening: list[AnyOperation]) -> None:
    """A number does the same; what is looked at stays."""
    async with owner(folder, evening) as look:
        await look.press("right", "enter")
        await look.tap("077")
        assert look.result == "-- 077: its bill is on the front desk's screen. F3 goes there."
        await look.press("78", "enter")
        assert look.result == "-- 078: its bill is on the front desk's screen. F3 goes there."
        assert "Bar and shop: items" in look.text


async def test_a_click_marks_and_the_next_one_opens(folder: Path, evening: list[AnyOperation]) -> None:
    """Whoever has a mouse."""
    async with owner(folder, evening) as look:
        await look.press("right")
        for _ in range(2):
            assert await look.pilot.click("#page", offset=(4, 2))
            await look.pilot.pause()
        assert "Front desk: items" in look.text


async def test_a_day_without_anything(folder: Path) -> None:
    """Nothing is divided by nothing."""
    at = datetime(2026, 3, 7, 20, 0, tzinfo=SHANGHAI)
    first: list[AnyOperation] = [OpenTill(float_minor=0, station="desk-1", staff="amy", at=at)]
    async with owner(folder, first) as look:
        await look.press("right")
        assert "Nothing here." in look.text
        await look.press("enter")
        assert look.result == "NO It is made of nothing smaller."
        outcome = await look.venue.ask(CloseDay(station="desk-1", staff="chen"))
        assert outcome.error == "nothing_to_close"


async def test_another_language_is_spoken_at_once(folder: Path, evening: list[AnyOperation]) -> None:
    """Rows are words; Ctrl+L says them anew, on the page that is open and on those below it."""
    async with owner(folder, evening) as look:
        await look.press("right", "enter", "ctrl+l")
        assert "水吧" not in look.text.splitlines()[1]
        assert "啤酒" in look.text
        await look.press("escape")
        assert ">水吧" in look.text


@pytest.mark.parametrize("size", [(20, 5), (40, 10)], ids=["20x5", "40x10"])
@pytest.mark.parametrize("post", ["shift", "owner"])
async def test_a_tiny_terminal_shows_what_fits(
    folder: Path, evening: list[AnyOperation], post: str, size: tuple[int, int]
) -> None:
    """Every page and step can be gone through in whatever room there is."""
    ways = {
        "shift": ("f5", "6", "enter", "f5", "enter", "enter", "f9", "down", "escape", "up", "enter", "enter", "enter"),
        "owner": ("right", "enter", "enter", "enter", "f6", "enter", "enter", "escape", "escape", "escape"),
    }
    async with post_at_work(folder, "desk-1", first=evening, post=post, staff="chen", size=size) as work:
        for key in ways[post]:
            await work.press(key)
            assert work.app.is_running
        assert work.query("SELECT count(*) FROM z") == [(int(post == "shift"),)]
