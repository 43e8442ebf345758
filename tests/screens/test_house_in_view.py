"""What the screen shows of the house, and what others do in it meanwhile."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from pos.operations import AnyOperation, Arrival, BeginCheckout, Charge, CheckIn, Pay, Present, Tendered, Wanted
from tests.house import make_house
from tests.screens.support.desk_at_work import NARROW, WIDE, DeskAtWork, desk_at_work

CHARGE = """
import sys
from contextlib import closing
from pathlib import Path
from pos.operations import Charge, Wanted
from pos.venue import Venue
with closing(Venue.open(Path(sys.argv[1]))) as venue:
    outcome = venue.perform(Charge(band="078", items=(Wanted("coconut"),), station="bar", staff="fan"))
    assert outcome.ok, outcome.message
"""


async def test_a_charge_of_another_process_appears_by_itself(folder: Path, evening: list[AnyOperation]) -> None:
    """The bar posts in its own process: the open bill and the list of taps show it without a key."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("78", "enter")
        assert "Coconut" not in desk.text
        bar = await asyncio.create_subprocess_exec(sys.executable, "-c", CHARGE, str(folder), cwd=Path.cwd())
        assert await bar.wait() == 0
        await desk.seen("Coconut")
        await desk.seen("28.00")


async def test_the_board_shows_every_state_by_its_letter(folder: Path, evening: list[AnyOperation]) -> None:
    """Free, in use, at checkout, paid and still inside: letters, not only colours."""
    async with desk_at_work(folder, first=evening, size=WIDE) as desk:
        await desk.do(BeginCheckout(bands=("150",), station="desk-2", staff="ben"))
        await desk.do(BeginCheckout(bands=("078",), station="desk-2", staff="ben"))
        await desk.do(Pay(bands=("078",), tenders=(Tendered("cash", 11_800),), station="desk-2", staff="ben"))
        await desk.seen("078P")
        for mark in ("076.", "077U", "150C"):
            assert mark in desk.text


async def test_the_band_of_the_desk_is_pointed_at(folder: Path, evening: list[AnyOperation]) -> None:
    """The locker of the band the desk is busy with stands out, also without colour."""
    async with desk_at_work(folder, first=evening, size=WIDE) as desk:
        await desk.press("77", "enter")
        assert "077U<" in desk.text
        await desk.press("escape")
        assert "077U<" not in desk.text


@pytest.mark.parametrize(("size", "offset"), [(NARROW, (37, 4)), (WIDE, (82, 4))])
async def test_a_click_on_a_locker_is_a_tap_of_its_band(
    folder: Path, evening: list[AnyOperation], size: tuple[int, int], offset: tuple[int, int]
) -> None:
    """Who has no reader at hand points at the board; beside a locker nothing happens."""
    async with desk_at_work(folder, first=evening, size=size) as desk:
        await desk.pilot.click("#board", offset=(offset[0], 0))
        assert desk.layer == "Idle"
        await desk.pilot.click("#board", offset=offset)
        await desk.pilot.pause()
        assert "BILL  077" in desk.text


async def test_declines_of_others_stand_in_the_list_with_their_reason(
    folder: Path, evening: list[AnyOperation]
) -> None:
    """A gate that stays shut and a beer that was refused: NO, and why, in the house's words."""
    async with desk_at_work(folder, first=evening, size=WIDE) as desk:
        await desk.do(CheckIn(bands=(Arrival("079", "child"),), station="desk-2", staff="ben"))
        refused = await desk.venue.ask(Charge(band="079", items=(Wanted("beer"),), station="bar", staff="fan"))
        shut = await desk.do(Present(band="077", station="gate-out-1"))
        await desk.seen("gate-out-1")
        assert f"NO {refused.message}" in desk.text
        assert f"NO {shut.facts['message']}" in desk.text


async def test_chinese_names_keep_their_columns(folder: Path, evening: list[AnyOperation]) -> None:
    """Amounts stand in one column, though a Chinese character is two cells wide."""
    from rich.cells import cell_len

    async with desk_at_work(folder, first=evening, size=WIDE) as desk:
        await desk.press("77", "enter")
        rows = [row for row in desk.text.splitlines() if "bar fan" in row or "desk-2 ben" in row]
        assert len(rows) == 3
        assert any("青岛啤酒" in row for row in rows)
        assert len({cell_len(row) for row in rows}) == 1


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_nothing_on_the_screen_is_of_doubtful_width(
    folder: Path, evening: list[AnyOperation], size: tuple[int, int]
) -> None:
    """No box, bullet, arrow or dash that a Chinese terminal may draw two cells wide."""
    import unicodedata

    async with desk_at_work(folder, first=evening, size=size) as desk:
        for keys in ((), ("61", "enter"), ("escape", "77", "enter"), ("enter",), ("f5", "enter"), ("f1",)):
            await desk.press(*keys)
            doubtful = {char for char in desk.text if unicodedata.east_asian_width(char) == "A"}
            assert doubtful == set()


def _on_the_bill(desk: DeskAtWork, words: str) -> bool:
    return any(words in "".join(text for text, _ in line) for line in desk.screen._panel._lines)


async def test_a_long_bill_can_be_gone_through(folder: Path, evening: list[AnyOperation]) -> None:
    """What does not fit is a page further, at the checkout too; a step past the last line is the first one."""
    async with desk_at_work(folder, first=evening) as desk:
        for number in range(15):
            await desk.do(Charge(band="077", items=(Wanted("tea-egg", number + 1),), station="bar", staff="fan"))
        await desk.press("77", "enter")
        assert "BILL  077  2/19" in desk.text
        assert not _on_the_bill(desk, "15 Tea egg")
        await desk.press("pagedown", "pagedown")
        assert "BILL  077  19/19" in desk.text
        assert _on_the_bill(desk, "15 Tea egg")
        await desk.press("down")
        assert "BILL  077  2/19" in desk.text
        await desk.press("pageup", "up")
        assert "BILL  077  19/19" in desk.text
        await desk.press("enter", "pagedown", "pagedown", "pagedown")
        assert _on_the_bill(desk, "15 Tea egg")


async def test_a_window_made_tiny_and_large_again(folder: Path, evening: list[AnyOperation]) -> None:
    """20 cells by 5 and back, in every layer: it draws what it can and fails at nothing."""
    async with desk_at_work(folder, first=evening) as desk:
        for keys in ((), ("61", "enter"), ("escape", "77", "enter"), ("enter",), ("f5", "enter")):
            await desk.press(*keys)
            before = desk.text
            for size in ((20, 5), (1, 1), (50, 10), WIDE, NARROW):
                await desk.pilot.resize_terminal(*size)
                await desk.pilot.pause(0.02)
            assert desk.text == before


async def test_a_house_in_taiwan_dollars(tmp_path: Path, evening: list[AnyOperation]) -> None:
    """NT$ has no cents: on the bill, in what is typed, and in the change."""
    folder = make_house(tmp_path, "twd")
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter")
        assert desk.result.startswith("-- NT$1,160 to pay.")
        await desk.press("f5", "1200", "enter")
        assert desk.result == "OK Paid NT$1,160. Change NT$40."
