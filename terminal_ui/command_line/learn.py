"""``loopband readers learn``: finds out how a reader types, with the person who holds the bands, and writes it down."""

from __future__ import annotations

import asyncio
import errno
import getpass
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct, structs

from pos.errors import Declined
from pos.house.new_bands import read_number, read_uid
from readers.contract import Driver
from readers.errors import ReaderUnavailable
from readers.events import Failed, ReaderUp, Tap
from readers.settings import WedgeSettings, read_settings, settings_file, write_settings
from readers.wedge.keyboards import Keyboard, Keyboards
from readers.wedge.lesson import Lesson
from readers.wedge.listening import likely_readers, listen
from terminal_ui.command_line.hearing import Hearing, KeyboardTyped
from terminal_ui.command_line.readers_words import event_words

if TYPE_CHECKING:
    from readers.events import Event

PATIENCE_S = 600.0
"""Nobody holds bands to a reader for longer; then the keyboard is given back."""
UNCHANGED = "Nothing was changed."
NO_KEYBOARD = "No reader that types is plugged in, as far as this computer tells."
RANDOM = "This chip shows another number each time it is read. Take a band."

ChipOf = Callable[[str], str | None]
"""The chip's number of a band's printed number, or None if it is not known."""


class Learnt(Struct, frozen=True):
    """What came of it: the keyboard as the settings name it (empty: not known), its format, where it was written."""

    keyboard: str
    reader: str
    format: str
    words: str
    settings: str | None


def choose(keyboards: Keyboards, wanted: str | None) -> list[Keyboard]:
    """The keyboards to listen to: the one that was named, or all that look like readers.

    Raises ClickException, with the keyboards that are there, if there is none.
    """
    found = keyboards.found()
    chosen = [each for each in found if each.is_called(wanted)] if wanted else likely_readers(keyboards)
    if chosen:
        return chosen
    words = f"There is no keyboard called {wanted}." if wanted else NO_KEYBOARD
    if not found:
        raise click.ClickException(f"{words} Plug it in and begin again.")
    there = "".join(f"\n  {each.usb_id}  {each.name}" for each in found)
    raise click.ClickException(f"{words} These keyboards are; name one with --keyboard if it is the reader:{there}")


def learn(
    keyboards: Keyboards | None, wanted: str | None, name: str | None, drivers: Sequence[Driver], chip_of: ChipOf
) -> Learnt:
    """Talk until it is learnt, and write it down.

    ``keyboards`` None: the reader types into this window, and the lines are taken in turn: what it typed, which band it
    was. Raises ClickException if it cannot be learnt, OSError if the settings cannot be written.
    """
    try:
        settings = read_settings()
    except ReaderUnavailable as wrong:
        raise click.ClickException(str(wrong)) from None
    pupil = _Pupil(chip_of)
    these = choose(keyboards, wanted) if keyboards is not None else []
    try:
        asyncio.run(pupil.listen(keyboards, these, drivers))
    except OSError as refused:
        raise click.ClickException(_refusal(refused)) from refused
    except KeyboardInterrupt:
        click.echo(UNCHANGED, err=True)
        raise
    found = pupil.lesson.format
    if found is None:
        raise click.ClickException(f"{pupil.lesson.words}\n{UNCHANGED}")
    keyboard = _called(pupil.keyboard, keyboards) if pupil.keyboard is not None else wanted or ""
    if not keyboard:
        return Learnt("", name or "", found.name, found.words, None)
    before = next((each.reader for each in settings.wedge if each.keyboard == keyboard), "")
    wedge = WedgeSettings(keyboard, found.name, name or before)
    others = tuple(each for each in settings.wedge if each.keyboard != keyboard)
    file = write_settings(structs.replace(settings, wedge=(*others, wedge)), settings_file())
    return Learnt(keyboard, wedge.reader, found.name, found.words, str(file))


class _Pupil:
    """The one that listens and asks."""

    def __init__(self, chip_of: ChipOf) -> None:
        self.lesson = Lesson()
        self.keyboard: Keyboard | None = None
        self._chip_of = chip_of

    async def listen(self, keyboards: Keyboards | None, these: Sequence[Keyboard], drivers: Sequence[Driver]) -> None:
        """Until it is learnt, or cannot be, or the input ends. Raises OSError if a keyboard cannot be taken."""
        typing = None if keyboards is None else partial(listen, keyboards, these, PATIENCE_S)
        async with Hearing(drivers, lines=sys.stdin, typing=typing) as hearing:
            self._say(self.lesson.words)
            async for heard in hearing.heard():
                self._hear(heard, own_window=keyboards is None)
                if self.lesson.format is not None or self.lesson.is_hopeless:
                    return

    def _hear(self, heard: Event | str | KeyboardTyped, *, own_window: bool) -> None:
        if isinstance(heard, KeyboardTyped):
            self.keyboard = heard.keyboard
            self.lesson.typed(heard.text)
        elif isinstance(heard, str):
            self._typed(heard.strip(), own_window=own_window)
            return
        elif isinstance(heard, Tap):
            if heard.random_uid:
                self._say(RANDOM)
                return
            self.lesson.known(heard.uid)
        else:
            if isinstance(heard, Failed | ReaderUp):
                self._say(event_words(heard))
            return
        self._say(self.lesson.words)

    def _typed(self, line: str, *, own_window: bool) -> None:
        if not line:
            self._say(self.lesson.words)
        elif own_window and not self.lesson.wants_number:
            self.lesson.typed(line)
            self._say(self.lesson.words)
        else:
            uid = self._number(line)
            if uid is None:
                self._say(f"{line[:20]} is no band that is known here. Type its chip's number.")
                return
            self.lesson.known(uid)
            self._say(self.lesson.words)

    def _number(self, line: str) -> str | None:
        try:
            return read_uid(line)
        except Declined:
            pass
        try:
            return self._chip_of(read_number(line))
        except Declined:
            return None

    def _say(self, words: str) -> None:
        click.echo(words, err=True)


def _called(keyboard: Keyboard, keyboards: Keyboards | None) -> str:
    """What the settings call it: its USB id, with its place if it has a twin."""
    twins = [each for each in keyboards.found() if each.usb_id == keyboard.usb_id] if keyboards is not None else []
    return f"{keyboard.usb_id}@{keyboard.place}" if len(twins) > 1 else keyboard.usb_id


def _refusal(refused: OSError) -> str:
    if isinstance(refused, PermissionError):
        return (
            f"This user may not read keyboards. Run  sudo usermod -aG input {getpass.getuser()}  and log in again. "
            f"{UNCHANGED}"
        )
    if refused.errno == errno.EBUSY:
        return f"Another program has this reader, most likely a desk: close that and begin again. {UNCHANGED}"
    return f"The reader cannot be read: {refused.strerror}. {UNCHANGED}"


def chips_of(folder: Path) -> ChipOf:
    """The chips of a house's bands; none if there is no house in this folder."""
    from pos.house.folder import LEDGER_FILE
    from pos.reports.reading import Reading

    if not (folder / LEDGER_FILE).exists():
        return lambda _: None
    reading = Reading.open(folder)

    def chip_of(number: str) -> str | None:
        rows = reading.query("SELECT uid FROM band WHERE number = ?", number)
        return str(rows[0][0]) if rows else None

    return chip_of
