"""Readers that type: a burst of keys is a tap, and never ends in a field."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.operations import AnyOperation
from readers.mock.driver import MockReaders
from terminal_ui.desk.bursts import BURST_GAP_S, SHORTEST_BURST, Bursts
from tests.screens.support.desk_at_work import DeskAtWork, desk_at_work

CODES = st.text("0123456789ABCDEF", min_size=SHORTEST_BURST, max_size=20)


@given(CODES, st.floats(0.0, BURST_GAP_S * 0.9))
def test_keys_without_a_gap_are_one_scan(code: str, gap_s: float) -> None:
    """Whatever a scanner types comes back whole."""
    bursts = Bursts()
    at_s = 5.0
    for char in code:
        at_s += gap_s
        bursts.saw(char, at_s)
    assert bursts.ended(at_s + gap_s) == code


@given(CODES, st.floats(BURST_GAP_S * 1.1, 3.0))
def test_a_person_is_never_taken_for_a_scanner(code: str, gap_s: float) -> None:
    """Nobody types as fast as that."""
    bursts = Bursts()
    at_s = 5.0
    for char in code:
        at_s += gap_s
        bursts.saw(char, at_s)
    assert bursts.ended(at_s + gap_s) == ""


@given(st.text("0123456789", max_size=4), CODES)
def test_what_was_typed_before_a_scan_is_not_part_of_it(typed: str, code: str) -> None:
    """A pause parts the person's keys from the scanner's."""
    bursts = Bursts()
    at_s = 5.0
    for char in typed:
        at_s += 0.2
        bursts.saw(char, at_s)
    at_s += 0.2
    for char in code:
        at_s += 0.003
        bursts.saw(char, at_s)
    assert bursts.ended(at_s + 0.003) == code


def test_other_keys_end_a_burst() -> None:
    """A function key between two characters is no scanner's."""
    bursts = Bursts()
    bursts.saw("1", 1.0)
    bursts.saw("2", 1.001)
    bursts.forget()
    bursts.saw("3", 1.002)
    assert bursts.ended(1.003) == ""


def _uid(desk: DeskAtWork, number: str) -> str:
    return next(band.uid for band in desk.house.bands if band.number == number)


async def test_a_scanned_chip_is_a_tap(folder: Path, evening: list[AnyOperation]) -> None:
    """The hex of a UID with Enter at its end opens the bill of its band."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.scan(_uid(desk, "077"))
        assert "BILL  077" in desk.text
        assert desk.screen.typed == ""


async def test_a_scan_never_leaks_into_an_amount(folder: Path, evening: list[AnyOperation]) -> None:
    """While 20 is being typed, a band is scanned: it is answered as a tap, and 20 stays what was typed."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "f5", "20")
        await desk.scan("150")
        assert desk.screen.typed == "20"
        assert desk.layer == "Paying"
        assert desk.result == "NO Finish this payment first (Enter), or leave it (Esc)."
        await desk.press("0", "enter")
        assert desk.result == "OK Paid ¥186.00. Change ¥14.00."


async def test_a_scan_during_a_check_in_joins_it(folder: Path, evening: list[AnyOperation]) -> None:
    """Eight bands one after the other: the scanner's Enter checks nobody in."""
    async with desk_at_work(folder, first=evening) as desk:
        for number in ("061", "062", "063"):
            await desk.scan(number)
        assert desk.layer == "CheckingIn"
        assert desk.desk.bands == ["061", "062", "063"]


async def test_a_slip_number_is_not_filled_by_a_scanned_band(folder: Path, evening: list[AnyOperation]) -> None:
    """A field that takes any text takes no band."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "f7", "enter", "s")
        await desk.scan(_uid(desk, "078"))
        assert desk.screen.typed == "s"
        assert desk.layer == "Paying"


async def test_a_reader_of_this_machine_taps_at_this_desk(folder: Path, evening: list[AnyOperation]) -> None:
    """A tap goes through the hub to the desk, and the reader is told how it went."""
    mock = MockReaders(["front"])
    async with desk_at_work(folder, first=evening, readers=[mock]) as desk:
        await desk.pilot.pause(0.05)
        mock.touch(_uid(desk, "077"), "front")
        await desk.seen("BILL  077")
        mock.touch("04FFFFFFFFFFFF", "front")
        await desk.seen("is not known here.")
        await desk.pilot.pause()
        assert mock.signals == [("front", "ok"), ("front", "refused")]


async def test_a_hand_that_trembles_taps_once(folder: Path, evening: list[AnyOperation]) -> None:
    """The same band a moment later is the same act: it does not even change the result."""
    mock = MockReaders(["front"])
    async with desk_at_work(folder, first=evening, readers=[mock]) as desk:
        await desk.pilot.pause(0.05)
        for _ in range(3):
            mock.touch(_uid(desk, "077"), "front")
        await desk.seen("BILL  077")
        await desk.pilot.pause(0.1)
        assert desk.result.startswith("-- Enter begins the checkout.")


@pytest.mark.parametrize(("uid", "words"), [("08A1B2C3", "This chip shows another number each time")])
async def test_a_phone_is_no_band(folder: Path, evening: list[AnyOperation], uid: str, words: str) -> None:
    """A chip that makes its number up names nobody."""
    mock = MockReaders(["front"])
    async with desk_at_work(folder, first=evening, readers=[mock]) as desk:
        await desk.pilot.pause(0.05)
        mock.touch(uid, "front")
        await desk.seen(words)


async def test_a_reader_that_goes_is_a_notice_and_no_result(folder: Path, evening: list[AnyOperation]) -> None:
    """What happens in the background never covers the answer to a tap; a reader that is back clears it."""
    mock = MockReaders(["front"])
    async with desk_at_work(folder, first=evening, readers=[mock]) as desk:
        await desk.pilot.pause(0.05)
        mock.touch(_uid(desk, "077"), "front")
        await desk.seen("BILL  077")
        mock.unplug("front")
        await desk.seen("! The reader was unplugged.")
        assert desk.result.startswith("-- Enter begins the checkout.")
        mock.plug("front")
        await desk.pilot.pause(0.1)
        assert "! The reader" not in desk.text


async def test_a_band_that_cannot_be_read_is_said_at_once(folder: Path, evening: list[AnyOperation]) -> None:
    """Nothing came of a tap: that is a result."""
    mock = MockReaders(["front"])
    async with desk_at_work(folder, first=evening, readers=[mock]) as desk:
        await desk.pilot.pause(0.05)
        mock.fail("front", "pulled", "Hold the band there a little longer.")
        await desk.seen(" NO  Hold the band there a little longer.")
