"""Counter and rooms as text, letter by letter, in three languages and two sizes.

To take over a screen that was changed on purpose, run with ``LOOPBAND_UPDATE_GOLDENS=1`` and read the diff.
"""

from __future__ import annotations

from pathlib import Path

from pos.operations import AnyOperation, Arrival, CheckIn, Present
from terminal_ui.computer.settings import Settings
from terminal_ui.languages import Language
from terminal_ui.screens.liking import Liking
from tests.screens.support.goldens import BY_LANGUAGE, BY_SIZE, looks_as_it_did
from tests.screens.support.post_at_work import post_at_work

AT_THE_COUNTER = {
    "counter": (),
    "counter-chosen": ("3", "x", "f5", "f6"),
    "counter-ok": ("78", "enter"),
    "counter-again": ("3", "x", "f5", "f6", "78", "enter"),
    "counter-no": ("f5", "079", "enter"),
    "counter-found": ("escape", "t", "e", "a", "down"),
    "counter-every": ("escape", "plus"),
    "counter-help": ("f1",),
}
"""One after the other: each begins where the one before ended."""


@BY_LANGUAGE
@BY_SIZE
async def test_a_counter_looks_as_it_did(
    folder: Path, evening: list[AnyOperation], size: tuple[int, int], language: Language
) -> None:
    """What is sold, what is chosen, how it went: each from afar."""
    child = CheckIn(bands=(Arrival("079", "child"),), station="desk-2", staff="ben")
    liking = Liking(Settings(language=language))
    async with post_at_work(folder, "bar", staff="fan", first=[*evening, child], size=size, liking=liking) as bar:
        for name, keys in AT_THE_COUNTER.items():
            await bar.press(*keys)
            looks_as_it_did(bar, name, size, language)


@BY_LANGUAGE
@BY_SIZE
async def test_the_rooms_look_as_they_did(
    folder: Path, evening: list[AnyOperation], size: tuple[int, int], language: Language
) -> None:
    """Free, in use, several at once; one is marked, and a band waits for one."""
    meanwhile: list[AnyOperation] = [
        CheckIn(bands=(Arrival("081", "adult"), Arrival("082", "adult")), station="desk-2", staff="ben"),
        Present(band="081", station="room-r3"),
        Present(band="077", station="esports"),
        Present(band="150", station="zone-in"),
    ]
    liking = Liking(Settings(language=language))
    first = [*evening, *meanwhile]
    async with post_at_work(folder, "massage", post="rooms", first=first, size=size, liking=liking) as board:
        board.clock.wait(42 * 60)
        await board.seen("20:56:07")
        await board.press("3", "slash", "78", "enter")
        looks_as_it_did(board, "rooms", size, language)
