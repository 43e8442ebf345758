"""Whatever is pressed: the desk goes on, a tap is answered, and Esc leads home."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pos.operations import AnyOperation
from terminal_ui.desk.paying import Paying
from tests.screens.support.desk_at_work import DeskAtWork, desk_at_work

KEYS = (
    *"0123456789", *"ghijklmnopqrstuvwxyz", "full_stop", "space", "enter", "enter", "enter", "escape", "backspace",
    "up", "down", "pagedown", "pageup", "plus", "f1", "f4", "f5", "f6", "f7", "f8", "f10", "f12",
)  # fmt: skip
"""All keys of the desk but those that change the screen or close the window."""
BANDS = ("061", "077", "078", "150", "201")


async def _home(desk: DeskAtWork) -> None:
    """As somebody gets home: Esc, and where money was taken, the rest waits in the queue."""
    for _ in range(40):
        if desk.layer == "Idle" and desk.screen.sheet is None and not desk.screen.typed:
            return
        layer = desk.desk.layer
        waits = isinstance(layer, Paying) and layer.moved and not (layer.tender or layer.tenders or desk.screen.typed)
        await desk.press("w" if waits and desk.screen.sheet is None else "escape")
    raise AssertionError(f"no way home from {desk.layer}: {desk.result}")


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_key_leads_to_where_a_tap_does_not_arrive(
    folder: Path, evening: list[AnyOperation], seed: int
) -> None:
    """After every few keys a band is tapped: there is an answer. The book verifies by itself at each entry."""
    dice = random.Random(seed)
    async with desk_at_work(folder, first=evening, staff="chen") as desk:
        for _ in range(20):
            for key in dice.choices(KEYS, k=8):
                if key != "q" or not desk.desk.at_rest:
                    await desk.press(key)
            before = desk.desk.result
            await desk.tap(dice.choice(BANDS))
            assert desk.desk.result is not before, desk.layer
        await _home(desk)
        await desk.tap("150")
        assert desk.layer in {"CheckingIn", "Looking", "Resting"}
