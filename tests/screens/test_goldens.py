"""The screen as text, letter by letter, at the smallest and at a comfortable size.

To take over a screen that was changed on purpose, run with ``LOOPBAND_UPDATE_GOLDENS=1`` and read the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.cells import cell_len

from pos.operations import AnyOperation, Charge, Present, Wanted
from terminal_ui.computer.settings import Settings
from terminal_ui.languages import LANGUAGES, Language
from terminal_ui.screens.liking import Liking
from tests.screens.support.desk_at_work import NARROW, WIDE, desk_at_work

GOLDENS = Path(__file__).parent / "goldens"
UPDATE = os.environ.get("LOOPBAND_UPDATE_GOLDENS", "") == "1"
KEYS_TO = {
    "idle": (),
    "check-in": ("61", "enter", "62", "enter", "f6"),
    "bill": ("77", "enter"),
    "paying": ("77", "enter", "enter", "f5"),
    "finished": ("77", "enter", "enter", "f5", "200", "enter"),
    "declined": ("999", "enter"),
    "help": ("f1",),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "160x48"])
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
        assert all(cell_len(line) <= size[0] for line in desk.text.splitlines())
        golden = GOLDENS / language / f"{name}-{size[0]}x{size[1]}.txt"
        if UPDATE:
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(desk.text, encoding="utf-8")
        assert desk.text == golden.read_text(encoding="utf-8")
