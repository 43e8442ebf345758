"""Esc goes back one layer at a time, and a tap works in all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos.operations import AnyOperation
from terminal_ui.posts.commands import COMMANDS
from terminal_ui.posts.person_sheet import PersonSheet
from tests.screens.support.desk_at_work import desk_at_work

TO_LAYER = {
    "Idle": (),
    "CheckingIn": ("61", "enter"),
    "Looking": ("78", "enter"),
    "Paying": ("78", "enter", "enter"),
    "Finished": ("61", "enter", "enter"),
}
"""The keys that lead to each layer."""


@pytest.mark.parametrize("layer", TO_LAYER)
async def test_a_tap_works_in_every_layer(folder: Path, evening: list[AnyOperation], layer: str) -> None:
    """Whatever the desk is in the middle of, a band that is tapped is answered."""
    async with desk_at_work(folder, first=evening, staff="amy") as desk:
        await desk.press(*TO_LAYER[layer])
        assert desk.layer == layer
        before = desk.result
        await desk.tap("077")
        assert desk.result != before
        assert "077" in desk.text


@pytest.mark.parametrize(("layer", "back"), [("CheckingIn", "Idle"), ("Looking", "Idle"), ("Paying", "Looking"),
                                             ("Finished", "Idle")])  # fmt: skip
async def test_esc_goes_one_layer_back(folder: Path, evening: list[AnyOperation], layer: str, back: str) -> None:
    """First the number that is being typed, then the layer."""
    async with desk_at_work(folder, first=evening, staff="amy") as desk:
        await desk.press(*TO_LAYER[layer])
        await desk.press("1", "2")
        assert desk.screen.typed == "12"
        await desk.press("escape")
        assert (desk.screen.typed, desk.layer) == ("", layer)
        await desk.press("escape")
        assert desk.layer == back


async def test_esc_leaves_a_payment_step_by_step(folder: Path, evening: list[AnyOperation]) -> None:
    """Slip number, way, money on the desk, checkout, bill: one Esc each."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "f7", "100", "enter", "1", "enter", "f6", "enter")
        assert desk.desk.entry.label == "Slip no."
        await desk.press("escape")
        assert desk.desk.entry.label == "Card"
        await desk.press("escape")
        assert desk.desk.entry.label == "Band"
        assert desk.result.startswith("-- ¥86.00 to pay.")
        await desk.press("escape")
        assert desk.result.startswith("-- ¥186.00 to pay.")
        await desk.press("escape")
        assert desk.layer == "Looking"
        await desk.press("escape")
        assert desk.layer == "Idle"


async def test_esc_asks_before_it_leaves_a_party(folder: Path, evening: list[AnyOperation]) -> None:
    """Several bands were tapped: the first Esc asks, the second leaves."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter", "62", "enter", "escape")
        assert desk.result == "-- Esc again leaves this check-in of 2. Enter checks in."
        assert desk.layer == "CheckingIn"
        await desk.press("escape")
        assert desk.layer == "Idle"


async def test_f1_lists_every_key_and_a_tap_closes_the_list(folder: Path, evening: list[AnyOperation]) -> None:
    """The list fits on the smallest screen; Esc, F1 or a tap go back."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("f1")
        first = desk.text
        assert "Esc or F1 goes back" in first
        await desk.press("pagedown")
        text = first + desk.text
        assert all(key.shown in text for key in [*desk.desk.keys()])
        assert all(command.shown in text for command in COMMANDS)
        await desk.press("escape")
        assert "READY" in desk.text
        await desk.press("f1")
        await desk.tap("077")
        assert "BILL  077" in desk.text


async def test_q_closes_only_an_idle_window(folder: Path, evening: list[AnyOperation]) -> None:
    """In the middle of something Q does nothing."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter", "q")
        assert desk.app.is_running
        await desk.press("escape", "q")
        assert desk.app._exit


async def test_ctrl_c_does_not_close_the_till(folder: Path, evening: list[AnyOperation]) -> None:
    """People press it out of habit; it says what closes the window."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("ctrl+c")
        assert desk.result == "-- Ctrl+Q closes this window."
        assert not desk.app._exit


async def test_the_keys_below_are_those_of_the_layer(folder: Path, evening: list[AnyOperation]) -> None:
    """The key bar follows what the desk is in the middle of."""
    async with desk_at_work(folder, first=evening) as desk:
        assert desk.text.splitlines()[-1].startswith(
            " Enter band  W who waits  H house board  F1 help  F2 person  F4 commands"
        )
        await desk.press("61", "enter")
        assert desk.text.splitlines()[-1].startswith(
            " Enter check in  K channel  H deposit  Esc back  F1 help  F4 commands"
        )


async def test_r74_who_works_here_signs_in_with_a_pin(folder: Path, evening: list[AnyOperation]) -> None:
    """F2, name, PIN; the PIN is never seen, and a wrong one is declined in words."""
    async with desk_at_work(folder, first=evening, staff="") as desk:
        assert "nobody signed in" in desk.text
        await desk.press("f2", "a", "m", "y", "enter", "9999")
        assert "PIN> ****" in desk.text
        assert "9999" not in desk.text
        await desk.press("enter")
        await desk.seen("NO  This PIN is not right.")
        assert desk.desk.staff == ""


async def test_a_tap_while_a_pin_is_typed_shows_none_of_it(folder: Path, evening: list[AnyOperation]) -> None:
    """The digits of a PIN do not come up in the next field."""
    async with desk_at_work(folder, first=evening, staff="") as desk:
        await desk.press("f2", "a", "m", "y", "enter", "12")
        assert isinstance(desk.screen.sheet, PersonSheet)
        await desk.tap("077")
        assert desk.screen.typed == ""
        assert "Band> \n" in desk.text.replace("Band>\n", "Band> \n")


async def test_r74_signed_in_is_who_acts_until_signed_out(folder: Path, evening: list[AnyOperation]) -> None:
    """The right PIN: her name stands in the head and in the log; F2 again and it is gone."""
    async with desk_at_work(folder, first=evening, staff="") as desk:
        await desk.press("f2", "a", "m", "y", "enter", "1001", "enter")
        assert desk.result == "OK amy works here now."
        assert "desk-1  amy" in desk.text
        await desk.press("61", "enter", "enter")
        query = "SELECT staff FROM log ORDER BY seq DESC LIMIT 1"
        assert desk.app._needs.sight._reading.query(query) == [("amy",)]
        await desk.press("f2", "enter")
        assert desk.result == "OK amy is signed out."
        assert "nobody signed in" in desk.text


async def test_nobody_signs_out_in_the_middle_of_a_payment(folder: Path, evening: list[AnyOperation]) -> None:
    """What was begun is finished or left first."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "f2")
        assert desk.result == "NO Finish this first (Enter), or leave it (Esc)."
