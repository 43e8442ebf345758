"""Readers that type, through named pipes with the kernel's own bytes from another process: taken, read, pulled out."""

from __future__ import annotations

import asyncio
import errno
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from readers.events import Failed, Gone, ReaderDown, ReaderUp, Tap
from readers.hub import Hub
from readers.settings import WedgeSettings
from readers.wedge.driver import WedgeDriver
from readers.wedge.keyboards import Keyboards
from readers.wedge.keystrokes import EVENT
from readers.wedge.learning import Learning
from readers.wedge.listening import likely_readers, listen
from readers.wedge.taps import HELD_S, LOST_KEYS
from readers.wedge.watch import QUIET
from tests.readers.support.hearing import Heard, hearing
from tests.readers.support.typing_reader import KEYS_OF_A_BUTTON, TypingReaders, events_of

CHEAP = "usb:ffff:0035"
CHEAP_NAME = "Sycreader RFID Technology Co., Ltd SYC ID&IC USB Reader"
BAND = "AABBCCDD"


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[TypingReaders]:
    """A machine whose keyboards are pipes."""
    made = TypingReaders(tmp_path)
    yield made
    made.close()


def _bar(written: str = "decimal10-reversed", keyboard: str = CHEAP) -> list[WedgeSettings]:
    return [WedgeSettings(keyboard, written, "Bar")]


@pytest.mark.parametrize("end", ["\n", "\t", ""])
async def test_a_typed_number_is_a_tap_and_later_a_going(readers: TypingReaders, end: str) -> None:
    """By its format, whatever key ends it, also none; the band counts as taken away after a hand's while."""
    readers.plug(3, CHEAP_NAME, CHEAP)
    async with hearing(Hub([WedgeDriver(_bar(), keyboards=readers.keyboards)])) as heard:
        await heard.next(ReaderUp, "Bar")
        readers.type(3, f"3721182122{end}")
        tap = await heard.next(Tap)
        assert (tap.reader, tap.uid, tap.technology, tap.proved) == ("Bar", BAND, "typed number", "none")
        gone = await heard.next(Gone)
        assert gone.uid == BAND
        assert (gone.monotonic_us - tap.monotonic_us) / 1e6 >= HELD_S


async def test_two_bands_in_a_row_are_two_taps(readers: TypingReaders) -> None:
    """The second takes the first one's place."""
    readers.plug(3, CHEAP_NAME, CHEAP)
    async with hearing(Hub([WedgeDriver(_bar("hex"), keyboards=readers.keyboards)])) as heard:
        await heard.next(ReaderUp)
        readers.type(3, "AABBCCDD\n04A1B2C3D4E580\n")
        assert (await heard.next(Tap)).uid == BAND
        assert (await heard.next(Gone)).uid == BAND
        assert (await heard.next(Tap)).uid == "04A1B2C3D4E580"


async def test_a_number_of_another_format_fails_with_words(readers: TypingReaders) -> None:
    """It says what is wrong and how the reader is set up anew; the next number is read."""
    readers.plug(3, CHEAP_NAME, CHEAP)
    async with hearing(Hub([WedgeDriver(_bar(), keyboards=readers.keyboards)])) as heard:
        await heard.next(ReaderUp)
        readers.type(3, "372118212\n")
        failed = await heard.next(Failed)
        assert failed.trouble == "unreadable"
        assert "10 decimal digits, last byte first): it has 9 digits, not 10" in failed.detail
        assert "`loopband readers learn`" in failed.detail
        readers.type(3, "3721182122\n")
        assert (await heard.next(Tap)).uid == BAND


async def test_a_number_of_which_keys_were_lost_is_no_number(readers: TypingReaders) -> None:
    """The kernel says that it had to drop some: what is left could be another band's number in a short format."""
    readers.plug(3, CHEAP_NAME, CHEAP)
    async with hearing(Hub([WedgeDriver(_bar("decimal10-short"), keyboards=readers.keyboards)])) as heard:
        await heard.next(ReaderUp)
        readers.write(3, events_of("37211", 1_000_000) + EVENT.pack(1, 9_000, 0, 3, 0) + events_of("22\n", 1_010_000))
        assert (await heard.next(Failed)).detail == LOST_KEYS
    assert not heard.all(Tap)


async def test_readers_come_and_go_while_it_runs(readers: TypingReaders) -> None:
    """One that is not there is waited for by name; twins get a number; plugged in again it is the same one."""
    driver = WedgeDriver(_bar(), keyboards=readers.keyboards)
    async with hearing(Hub([driver])) as heard:
        await _detail(heard, driver, "Bar is not plugged in.")
        assert driver.state().condition == "waiting"
        readers.plug(3, CHEAP_NAME, CHEAP)
        await heard.next(ReaderUp, "Bar")
        readers.plug(4, CHEAP_NAME, CHEAP)
        await heard.next(ReaderUp, "Bar 2")
        assert driver.state().readers == ("Bar", "Bar 2")
        assert driver.state().detail == QUIET
        readers.type(3, "3721182122\n")
        assert (await heard.next(Tap)).reader == "Bar"
        readers.unplug(3)
        assert (await heard.next(ReaderDown)).reader == "Bar"
        readers.plug(3, CHEAP_NAME, CHEAP)
        await heard.next(ReaderUp, "Bar")
        readers.type(4, "3721182122\n")
        assert (await heard.next(Tap)).reader == "Bar 2"


async def test_twins_are_told_apart_by_their_ports(readers: TypingReaders) -> None:
    """The same model twice, each with its name and format."""
    places = [f"{CHEAP}@usb-0000:00:14.0-{number}/input0" for number in (3, 4)]
    settings = [WedgeSettings(places[1], "hex", "Gate"), WedgeSettings(places[0], "decimal10", "Bar")]
    for number in (3, 4):
        readers.plug(number, CHEAP_NAME, CHEAP)
    async with hearing(Hub([WedgeDriver(settings, keyboards=readers.keyboards)])) as heard:
        await heard.next(ReaderUp)
        await heard.next(ReaderUp)
        readers.type(3, "2864434397\n")
        tap = await heard.next(Tap)
        assert (tap.reader, tap.uid) == ("Bar", BAND)
        readers.type(4, "04A1B2C3D4E580\n")
        tap = await heard.next(Tap)
        assert (tap.reader, tap.uid) == ("Gate", "04A1B2C3D4E580")


async def test_a_reader_that_was_never_set_up_is_pointed_out_and_left_alone(readers: TypingReaders) -> None:
    """So is every real keyboard: nothing is taken that the settings do not name."""
    readers.plug(0, "Power Button", "usb:0000:0001", keys=KEYS_OF_A_BUTTON)
    readers.plug(1, "Logitech USB Keyboard", "usb:046d:c31c")
    readers.plug(2, CHEAP_NAME, CHEAP)
    driver = WedgeDriver(keyboards=readers.keyboards)
    async with hearing(Hub([driver])) as heard:
        hint = f"{CHEAP_NAME} ({CHEAP}) types like a keyboard. To use it, run `loopband readers learn`."
        await _detail(heard, driver, hint)
        assert driver.state().condition == "ready"
        readers.type(2, "3721182122\n")
        await asyncio.sleep(0.2)
    assert not heard.events
    assert [keyboard.name for keyboard in readers.keyboards.found()] == ["Logitech USB Keyboard", CHEAP_NAME]


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (PermissionError(errno.EACCES, "denied"), "add the user to the group input"),
        (OSError(errno.EBUSY, "Device or resource busy"), "another program has it"),
        (FileNotFoundError(errno.ENOENT, "gone"), "just unplugged"),
    ],
)
async def test_a_keyboard_that_cannot_be_taken_says_why(
    readers: TypingReaders, tmp_path: Path, refusal: OSError, words: str
) -> None:
    """It is tried again at every look."""

    def refuse(_: int) -> None:
        raise refusal

    readers.plug(3, CHEAP_NAME, CHEAP)
    keyboards = Keyboards(tmp_path / "dev-input", tmp_path / "sys-class-input", refuse)
    driver = WedgeDriver(_bar(), keyboards=keyboards)
    async with hearing(Hub([driver])) as heard:
        await _detail(heard, driver, words)
        assert driver.state().condition == "waiting"
    assert not heard.events


async def test_what_is_no_keyboard_cannot_be_taken(readers: TypingReaders, tmp_path: Path) -> None:
    """The kernel itself is asked here, for a pipe: it refuses, and that is said."""
    readers.plug(3, CHEAP_NAME, CHEAP)
    driver = WedgeDriver(_bar(), keyboards=Keyboards(tmp_path / "dev-input", tmp_path / "sys-class-input"))
    async with hearing(Hub([driver])) as heard:
        await _detail(heard, driver, f"the kernel refuses it ({os.strerror(errno.ENOTTY)})")
    assert not heard.events


async def test_whatever_a_device_says_the_next_number_is_read(readers: TypingReaders) -> None:
    """A thousand rounds of noise, cut anywhere: no crash, the reader stays, its state is clear."""
    dice = random.Random(20261125)
    readers.plug(3, CHEAP_NAME, CHEAP)
    hub = Hub([WedgeDriver(_bar("hex"), keyboards=readers.keyboards)])
    async with hearing(hub) as heard:
        await heard.next(ReaderUp)
        for _ in range(1000):
            readers.write(3, dice.randbytes(24 * dice.randrange(1, 6)))
        while not (taps := heard.all(Tap)) or taps[-1].uid != "04A1B2C3D4E580":
            readers.type(3, "04A1B2C3D4E580\n")
            await asyncio.sleep(0.05)
        assert hub.readers["Bar"].standing == "ready"
    assert len(heard.all(ReaderUp)) == 1
    assert not heard.all(ReaderDown)


async def test_nothing_is_left_open(readers: TypingReaders) -> None:
    """Started, plugged in and out, stopped: as many handles as before."""
    driver = WedgeDriver(_bar(), keyboards=readers.keyboards)
    before = _handles()
    for _ in range(3):
        readers.plug(3, CHEAP_NAME, CHEAP)
        async with hearing(Hub([driver])) as heard:
            await heard.next(ReaderUp)
            readers.type(3, "3721182122\n")
            await heard.next(Tap)
            readers.unplug(3)
            await heard.next(ReaderDown)
    assert _handles() == before


def test_a_format_is_learnt_from_what_is_typed(readers: TypingReaders) -> None:
    """The likely reader is listened to before it is set up; two bands with known numbers settle its format."""
    readers.plug(1, "Logitech USB Keyboard", "usb:046d:c31c")
    readers.plug(3, CHEAP_NAME, CHEAP)
    [likely] = likely_readers(readers.keyboards)
    assert likely.usb_id == CHEAP
    learning = Learning()
    texts = listen(readers.keyboards, [likely], timeout_s=10)
    known = iter(["AABBCCDD", "04112233"])
    typed = iter(["3721182122\n", "0857870596\n"])
    for _ in range(2):
        text = _heard(texts, readers, next(typed))
        learning.feed(text, next(known))
    texts.close()
    assert learning.verdict.is_sure
    assert learning.verdict.format is not None
    assert learning.verdict.format.name == "decimal10-reversed"


def test_listening_ends_with_its_time_and_with_the_last_reader(readers: TypingReaders) -> None:
    """And it gives the keyboards back."""
    readers.plug(3, CHEAP_NAME, CHEAP)
    began_s = time.monotonic()
    assert list(listen(readers.keyboards, readers.keyboards.found(), timeout_s=0.2)) == []
    assert time.monotonic() - began_s >= 0.2
    texts = listen(readers.keyboards, readers.keyboards.found(), timeout_s=30)
    assert _heard(texts, readers, "3721182122\n") == "3721182122"
    readers.unplug(3)
    assert list(texts) == []


def _heard(texts: Iterator[tuple[object, str]], readers: TypingReaders, typed: str) -> str:
    """What is heard of what is typed once somebody listens, which the first look brings about."""
    timer = Timer(0.2, readers.type, (3, typed))
    timer.start()
    _, text = next(texts)
    timer.join()
    return text


def _handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def _detail(heard: Heard, driver: WedgeDriver, words: str) -> None:
    """Wait until the state says this."""
    async with asyncio.timeout(10):
        while words not in driver.state().detail:  # noqa: ASYNC110 -- a state is looked at, it tells nobody
            await asyncio.sleep(0.01)
