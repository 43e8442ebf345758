"""Bands that do not work, are lost, found, or come out of the wash: all by taps and a few keys."""

from __future__ import annotations

from pathlib import Path

from pos.operations import AnyOperation
from tests.screens.support.desk_at_work import DeskAtWork, desk_at_work


def _state(desk: DeskAtWork, band: str) -> object:
    ((state,),) = desk.query("SELECT state FROM band WHERE number = ?", band)
    return state


async def test_r7_a_band_is_swapped_by_a_tap(folder: Path, evening: list[AnyOperation]) -> None:
    """S, tap the new band, a reason key: the bill goes on under the new number; the old band is to be repaired."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "s")
        await desk.tap("061")
        await desk.press("f5")
        assert desk.result == "OK Band 061 is worn instead of 077. Due now: ¥186.00."
        assert "BILL  061" in desk.text
        assert (_state(desk, "077"), _state(desk, "061")) == ("defect", "in_use")


async def test_r7_a_band_that_only_does_not_fit_goes_to_the_wash(folder: Path, evening: list[AnyOperation]) -> None:
    """Too tight is no defect. A band in use cannot be taken; one of the other side the house refuses."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "s", "78", "enter")
        assert desk.result == "NO Band 078 is in use. Tap a free one."
        await desk.press("151", "enter", "f6")
        assert desk.result.startswith("NO Band 151 belongs to the women zone.")
        await desk.press("escape", "62", "enter", "f6")
        assert desk.result.startswith("OK Band 062 is worn instead of 077.")
        assert _state(desk, "077") == "wash"


async def test_r2_a_washed_band_goes_back_to_use_by_its_tap(folder: Path, evening: list[AnyOperation]) -> None:
    """Tap it, Enter, a reason key: then it can be checked in with."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "s", "62", "enter", "f6", "escape")
        await desk.tap("077")
        assert desk.result == "-- Band 077 is wash. Enter: it is ready for guests."
        await desk.press("enter", "f5")
        assert desk.result == "OK Band 077 is ready for guests."
        await desk.tap("077")
        assert desk.layer == "CheckingIn"


async def test_r8_a_lost_band_is_found_by_its_locker_and_replaced(folder: Path, evening: list[AnyOperation]) -> None:
    """X, the locker's number, Enter, Enter, a reason; then the new band is tapped. The fee is on the bill."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("x", "77", "enter")
        assert desk.result.startswith("-- 1 guests fit.")
        await desk.press("enter", "f5")
        assert desk.result.startswith("OK Band 077 is blocked everywhere; ¥20.00 for a new one. Tap the new band.")
        await desk.tap("061")
        assert desk.result == "OK Band 061 is worn instead of 077."
        assert (_state(desk, "077"), _state(desk, "061")) == ("lost", "in_use")
        await desk.tap("061")
        assert "Lost band" in desk.text


async def test_r8_a_lost_band_is_found_by_what_was_taken_last(folder: Path, evening: list[AnyOperation]) -> None:
    """Words of the last purchases, in English or Chinese; a clue that fits nobody is said."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("x", "c", "o", "l", "a", "enter")
        assert desk.result == "NO Nobody inside fits that. Type something else."
        await desk.press("b", "e", "e", "r", "enter")
        assert desk.desk.bands == ["077"]
        await desk.press("搓", "澡", "enter")
        assert desk.desk.bands == ["077"]


async def test_r8_the_band_on_the_bill_is_reported_lost(folder: Path, evening: list[AnyOperation]) -> None:
    """X on a bill; Esc before the new band leaves the guest without one, and the tap of the old one offers it again."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("78", "enter", "x", "f6", "escape")
        assert desk.layer == "Idle"
        await desk.tap("078")
        assert desk.result == "-- Band 078 was reported lost. Enter: it was found."
        await desk.press("r")
        await desk.press("62", "enter")
        assert desk.result == "OK Band 062 is worn instead of 078."


async def test_r8_a_found_band_takes_its_fee_off_the_bill(folder: Path, evening: list[AnyOperation]) -> None:
    """Tap the lost band, Enter: it is worn again, and the fee goes."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("78", "enter", "x", "f5", "escape")
        await desk.tap("078")
        await desk.press("enter")
        assert desk.result == "OK Band 078 was found; it is in use now. The fee is off the bill again."
        await desk.tap("078")
        assert "BILL  078" in desk.text


async def test_r8_a_guest_without_the_band_can_pay(folder: Path, evening: list[AnyOperation]) -> None:
    """The bill of a lost band is opened from its tap, and paid; the band stays lost."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("78", "enter", "x", "f5", "escape", "78", "enter", "o")
        assert "BILL  078" in desk.text
        await desk.press("f5", "enter")
        assert desk.result == "OK Paid ¥138.00."
        assert _state(desk, "078") == "lost"
