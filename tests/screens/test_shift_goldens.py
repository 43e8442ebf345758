"""Shift and owner as text, letter by letter, in three languages and two sizes.

To take over a screen that was changed on purpose, run with ``LOOPBAND_UPDATE_GOLDENS=1`` and read the diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pos.operations import (
    AnyOperation,
    Arrival,
    BeginCheckout,
    Charge,
    CheckIn,
    Pay,
    Tendered,
    Void,
    Wanted,
)
from terminal_ui.computer.settings import Settings
from terminal_ui.languages import Language
from terminal_ui.screens.liking import Liking
from tests.screens.support.days import last_saturday
from tests.screens.support.goldens import BY_LANGUAGE, BY_SIZE, looks_as_it_did
from tests.screens.support.post_at_work import post_at_work

AT_THE_TILL = {
    "shift": (),
    "shift-counting": ("f5", "6", "enter", "0", "enter", "1"),
    "shift-counted": ("enter", "f5", "enter"),
    "shift-x": ("enter", "f9"),
    "shift-closing": ("escape", "up", "enter"),
    "shift-handover": ("escape", "up", "enter"),
}
"""One after the other: each begins where the one before ended."""
OF_THE_OWNER = {
    "owner": (),
    "owner-hours": ("right", "right"),
    "owner-items": ("left", "enter"),
    "owner-lines": ("enter",),
    "owner-entry": ("enter",),
    "owner-exceptions": ("f6",),
    "owner-voids": ("enter",),
}


def saturday(evening: list[AnyOperation], *, lines_before: int = 0) -> list[AnyOperation]:
    """The evening, with a guest who paid in cash and a beer that came back warm."""
    return [
        *evening,
        Void(line=lines_before + 4, quantity=1, reason="warm", station="bar", staff="fan"),
        CheckIn(bands=(Arrival("079", "adult"),), station="desk-1", staff="amy"),
        Charge(band="079", items=(Wanted("beer"), Wanted("latte")), station="bar", staff="fan"),
        BeginCheckout(bands=("079",), station="desk-1", staff="amy"),
        Pay(bands=("079",), tenders=(Tendered("cash", 20_000),), station="desk-1", staff="amy"),
    ]


@BY_LANGUAGE
@BY_SIZE
@pytest.mark.parametrize("post", ["shift", "owner"])
async def test_shift_and_owner_look_as_they_did(
    folder: Path, evening: list[AnyOperation], post: str, size: tuple[int, int], language: Language
) -> None:
    """The drawer and its blind count, X, the checks of the close; takings with their bars down to an entry."""
    first = saturday(evening) if post == "shift" else [*last_saturday(), *saturday(evening, lines_before=2)]
    staff = "amy" if post == "shift" else "wu"
    liking = Liking(Settings(language=language))
    async with post_at_work(folder, "desk-1", post=post, staff=staff, first=first, size=size, liking=liking) as work:
        for name, keys in (AT_THE_TILL if post == "shift" else OF_THE_OWNER).items():
            await work.press(*keys)
            looks_as_it_did(work, name, size, language)
