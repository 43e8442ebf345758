"""Guests come in at the front desk."""

from __future__ import annotations

from pathlib import Path

from pos.operations import AnyOperation
from terminal_ui.desk.checking_in import CheckingIn
from terminal_ui.desk.finished import Finished
from tests.screens.support.desk_at_work import desk_at_work


async def test_one_adult_is_in_with_a_number_and_enter_twice(folder: Path, evening: list[AnyOperation]) -> None:
    """Number, Enter, Enter: the guest is in, and the desk says which locker."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("061", "enter")
        assert desk.layer == "CheckingIn"
        await desk.press("enter")
        assert desk.result == "OK Band 061 is checked in: locker 061."
        assert "CHECKED IN" in desk.text
        assert "118.00" in desk.text
        await desk.press("enter")
        assert desk.layer == "Idle"


async def test_r3_a_party_of_two_is_one_check_in(folder: Path, evening: list[AnyOperation]) -> None:
    """Two bands, one of them a child's: one entry of the log, two visits."""
    async with desk_at_work(folder, first=evening) as desk:
        before, _ = desk.venue.head
        await desk.press("61", "enter", "62", "enter", "f6")
        assert "CHECK-IN  2 bands" in desk.text
        await desk.press("enter")
        assert desk.result == "OK 2 bands are checked in."
        assert desk.venue.head[0] == before + 1
        layer = desk.desk.layer
        assert isinstance(layer, Finished)
        assert [label.split()[0] for label, _ in layer.lines] == ["061", "062"]
        assert [value for _, value in layer.lines] == ["¥118.00", "¥58.00"]


async def test_a_class_is_chosen_for_the_band_that_is_marked(folder: Path, evening: list[AnyOperation]) -> None:
    """Up and Down mark a band of the party; the class keys are about that one."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter", "62", "enter", "up", "f6")
        layer = desk.desk.layer
        assert isinstance(layer, CheckingIn)
        assert [one.guest for one in layer.arrivals] == ["child", "adult"]


async def test_a_number_no_band_has_is_said_and_changes_nothing(folder: Path, evening: list[AnyOperation]) -> None:
    """A wrong number is answered in words at the fixed place; the desk stays as it was."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("999", "enter")
        assert desk.result == "NO Band 999 is not known here."
        assert desk.layer == "Idle"
        assert " NO  Band 999 is not known here." in desk.text


async def test_r2_a_band_in_use_does_not_join_a_check_in(folder: Path, evening: list[AnyOperation]) -> None:
    """In the middle of a check-in a band in use is refused in words, and the check-in goes on."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter", "77", "enter")
        assert desk.result.startswith("NO Band 077 is in use.")
        assert desk.layer == "CheckingIn"
        await desk.press("enter")
        assert desk.result == "OK Band 061 is checked in: locker 061."


async def test_r14_a_spare_band_is_asked_for_its_side(folder: Path, evening: list[AnyOperation]) -> None:
    """A band without a zone is declined by the house until the desk said men or women."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("201", "enter", "enter")
        assert desk.result == "NO Band 201 has no zone of its own. Say men or women."
        await desk.press("w", "enter")
        assert desk.result.startswith("OK Band 201 is checked in: locker 1")


async def test_a_band_with_a_side_keeps_it(folder: Path, evening: list[AnyOperation]) -> None:
    """M and W say nothing about a band that belongs to a side."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter", "w")
        assert desk.result == "NO Band 061 belongs to the men zone."


async def test_backspace_takes_the_marked_band_off(folder: Path, evening: list[AnyOperation]) -> None:
    """With nothing typed, Backspace takes a band off; with the last one the check-in is over."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter", "62", "enter", "backspace")
        assert desk.desk.bands == ["061"]
        await desk.press("6", "backspace")
        assert desk.screen.typed == ""
        assert desk.desk.bands == ["061"]
        await desk.press("backspace")
        assert desk.layer == "Idle"


async def test_a_class_outside_its_hours_is_declined_by_the_house(folder: Path, evening: list[AnyOperation]) -> None:
    """The screen offers every class; the house says when one may be picked, and the check-in stays open."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter", "f9", "enter")
        assert desk.result.startswith("NO ")
        assert "offered" in desk.result
        assert desk.layer == "CheckingIn"


async def test_a_number_before_a_class_is_how_many_of_the_party(folder: Path, evening: list[AnyOperation]) -> None:
    """2 F6 of four bands: the last two are children; 1 F6: one is an adult again; 9 F6 cannot be."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.tap("061", "062", "063", "064")
        await desk.press("2", "f6")
        assert desk.result == "-- 2 Adult, 2 Child 1.0–1.4 m. Enter checks in."
        await desk.press("1", "f6")
        assert desk.result == "-- 3 Adult, 1 Child 1.0–1.4 m. Enter checks in."
        await desk.press("9", "f6")
        assert desk.result == "NO There are 4 bands in this check-in."
        assert desk.screen.typed == ""
        await desk.press("f12")
        assert desk.result == "NO There is no guest class on this key."


async def test_a_channel_is_one_of_a_list(folder: Path, evening: list[AnyOperation]) -> None:
    """K, then its key; Esc keeps the one there was. It is kept with the visit."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter", "k", "escape", "k", "f6")
        assert desk.result == "-- They came by meituan. Enter checks in."
        assert "channel: meituan" in desk.text
        await desk.press("enter")
        assert desk.query("SELECT channel FROM visit WHERE band = '061'") == [("meituan",)]


async def test_r56_each_of_a_party_leaves_a_deposit(folder: Path, evening: list[AnyOperation]) -> None:
    """H, Enter for the usual one, Enter for cash: the check-in takes it of each."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter", "62", "enter", "h", "enter", "enter")
        assert desk.result == "-- ¥200.00 of deposit each. Enter checks in."
        assert "deposit: ¥200.00" in desk.text
        await desk.press("enter")
        assert desk.result == "OK 2 bands are checked in."
        assert "400.00" in desk.text
        assert desk.query("SELECT left_minor FROM deposit") == [(20000,), (20000,)]


async def test_a_tap_while_a_channel_is_asked_for_joins_the_check_in(folder: Path, evening: list[AnyOperation]) -> None:
    """The list is given up, the band is not."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter", "k")
        await desk.tap("062")
        assert desk.layer == "CheckingIn"
        assert desk.desk.bands == ["061", "062"]
