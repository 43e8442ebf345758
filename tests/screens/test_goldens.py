"""The screen as text, letter by letter, at the smallest and at a comfortable size.

To take over a screen that was changed on purpose, run with ``LOOPBAND_UPDATE_GOLDENS=1`` and read the diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pos.operations import AnyOperation, Charge, Present, Wanted
from terminal_ui.computer.settings import Settings
from terminal_ui.languages import Language
from terminal_ui.screens.liking import Liking
from tests.screens.support.desk_at_work import desk_at_work
from tests.screens.support.goldens import BY_LANGUAGE, BY_SIZE, looks_as_it_did

KEYS_TO = {
    "idle": (),
    "check-in": ("61", "enter", "62", "enter", "f6"),
    "bill": ("77", "enter"),
    "paying": ("77", "enter", "enter", "f5"),
    "finished": ("77", "enter", "enter", "f5", "200", "enter"),
    "declined": ("999", "enter"),
    "help": ("f1",),
}


@BY_LANGUAGE
@BY_SIZE
@pytest.mark.parametrize("name", KEYS_TO)
async def test_a_screen_looks_as_it_did(
    folder: Path, evening: list[AnyOperation], name: str, size: tuple[int, int], language: Language
) -> None:
    """Every cell is where it was, in every language, and no line is wider than the terminal."""
    meanwhile: list[AnyOperation] = [
        Charge(band="078", items=(Wanted("coconut"),), station="vending-1"),
        Present(band="150", station="zone-in"),
    ]
    liking = Liking(Settings(language=language))
    async with desk_at_work(folder, first=[*evening, *meanwhile], size=size, liking=liking) as desk:
        await desk.press(*KEYS_TO[name])
        looks_as_it_did(desk, name, size, language)
