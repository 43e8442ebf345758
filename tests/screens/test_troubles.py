"""A reader is pulled, the book is held or cannot be written: words of the desk, a screen that lives, nothing lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pos.errors import LedgerError
from pos.house.folder import LEDGER_FILE
from pos.operations import AnyOperation
from readers.mock.driver import MockReaders
from terminal_ui.languages import error_words, speaking
from terminal_ui.screens import loopband_app
from tests.screens.support.desk_at_work import DeskAtWork, desk_at_work

HOLD = """
import sys
from pos.ledger.sqlite import sqlite3
book = sqlite3.connect(sys.argv[1], isolation_level=None)
book.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
"""What another program does that begins to write and does not end."""


@contextmanager
def another_program(folder: Path) -> Iterator[None]:
    """It holds the book meanwhile."""
    command = [sys.executable, "-c", HOLD, str(folder / LEDGER_FILE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.stdin.close()


def _state(desk: DeskAtWork, number: str) -> str:
    ((state,),) = desk.query("SELECT state FROM band WHERE number = ?", number)
    return str(state)


async def test_who_does_not_want_to_wait_for_the_book_leaves(folder: Path, evening: list[AnyOperation]) -> None:
    """Esc takes back what was asked: it is never written, not even when the book is free again."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter")
        head = desk.venue.head
        desk.patient = False
        with another_program(folder):
            await desk.press("enter")
            await desk.seen("Not written yet: the book is busy.")
            await desk.press("f1")
            assert "KEYS" in desk.text
            await desk.press("escape")
            await desk.seen("Not written yet")
            await desk.press("escape")
            await desk.seen("NO  Left. What is not in the book yet was not done.")
            assert desk.layer == "CheckingIn"
        await desk.pilot.pause(0.1)
        assert desk.venue.head == head
        await desk.press("enter")
        await desk.seen("OK  Band 061 is checked in")


async def test_bands_that_waited_are_tapped_anew_after_leaving(folder: Path, evening: list[AnyOperation]) -> None:
    """Who leaves starts from what is on the screen, not from what somebody held there meanwhile."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter")
        desk.patient = False
        with another_program(folder):
            await desk.press("enter")
            await desk.seen("Not written yet")
            await desk.tap("077")
            await desk.press("escape")
            await desk.seen("NO  Left.")
        await desk.pilot.pause(0.1)
        assert desk.layer == "CheckingIn"
        assert _state(desk, "061") == "available"


async def test_a_book_that_is_held_for_too_long_is_said(folder: Path, evening: list[AnyOperation]) -> None:
    """After a while nobody is left hoping: why, that nothing was done, and that it can be tried again."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter")
        desk.venue._log.patience_s = 0.6
        desk.patient = False
        with another_program(folder):
            await desk.press("enter")
            await desk.seen("NO  The book could not be written: another program holds the book; close it.")
            assert desk.layer == "CheckingIn"
        await desk.press("enter")
        await desk.seen("OK  Band 061 is checked in")


async def test_signing_in_can_be_left(folder: Path, evening: list[AnyOperation]) -> None:
    """The person's own band and the PIN go through the book, too, and hold nothing up."""
    async with desk_at_work(folder, first=evening) as desk:
        desk.patient = False
        with another_program(folder):
            await desk.press("f2", *"ben", "enter", "1002", "enter")
            await desk.seen("Not written yet")
            await desk.press("escape")
            await desk.seen("NO  Left.")
            assert desk.app.duty.staff == "amy"
        await desk.press("escape", "f2", *"ben", "enter", "1002", "enter")
        await desk.seen("OK  ben works here now.")


async def test_the_window_can_be_closed_while_the_book_is_held(
    folder: Path, evening: list[AnyOperation], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+Q waits a moment for what should be left in order, and no longer."""
    monkeypatch.setattr(loopband_app, "LEAVE_S", 0.2)
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter")
        desk.patient = False
        with another_program(folder):
            await desk.press("f5", "enter")
            await desk.seen("Not written yet")
            await desk.press("ctrl+q")
            await desk.pilot.pause(0.3)
            assert desk.app._exit
        assert _state(desk, "077") == "in_use"


async def test_a_reader_is_pulled_in_the_middle_of_work(folder: Path, evening: list[AnyOperation]) -> None:
    """It is said where it disturbs nobody; what was begun goes on by numbers, and by the reader when it is back."""
    mock = MockReaders(["front"])
    async with desk_at_work(folder, first=evening, readers=[mock]) as desk:
        await desk.pilot.pause(0.05)
        uids = {band.number: band.uid for band in desk.house.bands}
        mock.touch(uids["061"], "front")
        await desk.seen("CHECK-IN  1 band")
        mock.unplug("front")
        await desk.seen("! ")
        assert desk.screen.notice == "The reader was unplugged."
        assert "CHECK-IN  1 band" in desk.text
        await desk.press("62", "enter")
        await desk.seen("CHECK-IN  2 bands")
        mock.plug("front")
        await desk.pilot.pause(0.05)
        mock.touch(uids["063"], "front")
        await desk.seen("CHECK-IN  3 bands")
        assert desk.screen.notice == ""


def test_why_the_book_could_not_be_written_is_said_in_every_language() -> None:
    """What the ledger says has words of the desk around it."""
    full = LedgerError("the disk is full; free some space")
    assert error_words(full).startswith("The book could not be written: the disk is full; free some space. Nothing")
    with speaking("zh_Hans"):
        assert "磁盘已满" in error_words(full)
