"""nfcpy's own PN532 driver on an emulated chip: kinds of bands, conversations, and everything that dies."""

from __future__ import annotations

import asyncio
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from readers.chips.identity import identify
from readers.chips.reading import read_pages, read_signature
from readers.contract import Channel, Examined
from readers.errors import ChipFailed
from readers.events import Event, Failed, Gone, ReaderDown, ReaderUp, Tap
from readers.hub import Hub
from readers.nfc.driver import QUIET, NfcDriver
from tests.readers.support.hearing import hearing
from tests.readers.support.nfc_chips import (
    Babbling,
    Classic,
    FeliCa,
    Nameless,
    NfcChip,
    Ntag213,
    Type4A,
    Type4B,
    Ultralight,
)
from tests.readers.support.pn532 import Pn532

BAND = "04A1B2C3D4E580"
OTHER = "04112233445566"
NAME = "PN532 ttyBar"
PATIENCE_S = 10.0


@pytest.fixture
def pn532(tmp_path: Path) -> Iterator[Pn532]:
    """A chip on a line."""
    chip = Pn532(tmp_path / "ttyBar")
    yield chip
    chip.unplug()


def _driver(pn532: Pn532) -> NfcDriver:
    return NfcDriver([f"tty:{pn532.path}:pn532"])


@pytest.mark.parametrize(
    ("chip", "uid", "technology", "name"),
    [
        (Ntag213(BAND), BAND, "MIFARE Ultralight or NTAG", "NTAG213"),
        (Ultralight(BAND), BAND, "MIFARE Ultralight or NTAG", "MIFARE Ultralight"),
        (Classic("11223344"), "11223344", "MIFARE Classic 1K", "MIFARE Classic 1K"),
        (Type4A(BAND), BAND, "ISO 14443-4 (DESFire, NTAG 424 or a phone)", "MIFARE DESFire EV2"),
        (Type4B("A1B2C3D4"), "A1B2C3D4", "ISO 14443 B", "MIFARE DESFire EV2"),
        (FeliCa("0101020304050607"), "0101020304050607", "FeliCa", "FeliCa"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, NfcChip) else "",
)
async def test_every_kind_of_chip_is_read_asked_and_stays_until_it_is_lifted(
    pn532: Pn532, chip: NfcChip, uid: str, technology: str, name: str
) -> None:
    """Type A with and without a processor, B and FeliCa: one tap, its name by asking, one going."""
    hub = Hub([_driver(pn532)])

    def asked(channel: Channel) -> str:
        return identify(channel).name

    async with hearing(hub) as heard:
        await heard.next(ReaderUp)
        pn532.lay(chip)
        tap = await heard.next(Tap)
        assert (tap.uid, tap.technology, tap.random_uid) == (uid, technology, False)
        assert await hub.converse(NAME, uid, asked) == name
        await asyncio.sleep(0.3)
        pn532.lift()
        assert (await heard.next(Gone)).uid == uid
    assert len(heard.all(Tap)) == len(heard.all(Gone)) == 1


async def test_pages_and_signature_are_read_and_a_refusal_does_not_end_the_conversation(pn532: Pn532) -> None:
    """A chip that said no is mute until it is found again: that is done, and the next question is answered."""
    hub = Hub([_driver(pn532)])

    def asked(channel: Channel) -> tuple[bytes, bytes]:
        for unknown in ("refused", "refused"):
            with pytest.raises(ChipFailed) as failed:
                channel.transceive_frame(b"\x30\xff" if unknown else b"\x99")
            assert failed.value.why == unknown
        with pytest.raises(ChipFailed) as processor:
            channel.transceive_apdu(b"\x00\xa4\x04\x00")
        assert processor.value.why == "unsupported"
        return read_pages(channel, 0, 2), read_signature(channel)

    async with hearing(hub) as heard:
        await heard.next(ReaderUp)
        pn532.lay(Ntag213(BAND))
        await heard.next(Tap)
        pages, signature = await hub.converse(NAME, BAND, asked)
        assert pages[:3] + pages[4:8] == bytes.fromhex(BAND)
        assert signature == Ntag213.signature
        pn532.lift()
        await heard.next(Gone)


async def test_a_closer_look_goes_into_the_tap(pn532: Pn532) -> None:
    """What the house wants to know of every band is asked before the tap is told; a doubt is told with it."""
    doubts: list[Examined | Exception] = [
        Examined("NTAG213", proved="originality"),
        ChipFailed("refused", "It says no."),
        RuntimeError("boom"),
    ]

    def look(channel: Channel) -> Examined:
        found = doubts.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    async with hearing(Hub([_driver(pn532)], examine=look)) as heard:
        await heard.next(ReaderUp)
        told = []
        for _ in range(3):
            pn532.lay(Ntag213(BAND))
            tap = await heard.next(Tap)
            told.append((tap.technology, tap.proved, tap.doubt))
            pn532.lift()
            await heard.next(Gone)
        assert told[0] == ("NTAG213", "originality", "")
        assert told[1] == ("MIFARE Ultralight or NTAG", "none", "refused")
        assert told[2][1:] == ("none", "refused")


async def test_a_swap_is_a_going_and_a_coming(pn532: Pn532) -> None:
    """Another band in the place of the first: nothing is mixed up."""
    async with hearing(Hub([_driver(pn532)])) as heard:
        await heard.next(ReaderUp)
        pn532.lay(Ntag213(BAND))
        await heard.next(Tap)
        pn532.lay(Type4A(OTHER))
        assert (await heard.next(Gone)).uid == BAND
        assert (await heard.next(Tap)).uid == OTHER


async def test_something_without_a_number_fails_once_and_goes(pn532: Pn532) -> None:
    """However long it lies there: one failure with words, one going without a number."""
    async with hearing(Hub([_driver(pn532)])) as heard:
        await heard.next(ReaderUp)
        pn532.lay(Nameless())
        failed = await heard.next(Failed)
        assert (failed.trouble, failed.detail[:31]) == ("unreadable", "The band could not be read: tak")
        await asyncio.sleep(0.2)
        pn532.lift()
        assert (await heard.next(Gone)).uid == ""
    assert len(heard.all(Failed)) == 1


@pytest.mark.parametrize("seed", range(25))
async def test_chips_that_answer_anything_never_stop_the_reader(pn532: Pn532, seed: int) -> None:
    """Short, long, no and nonsensical answers: each tap has its going, the reader stays, the next band is read."""
    hub = Hub([_driver(pn532)])

    def ask(channel: Channel) -> str:
        try:
            return identify(channel).name
        except ChipFailed as failed:
            return failed.why

    async with hearing(hub) as heard:
        await heard.next(ReaderUp)
        babbling = Babbling(seed)
        pn532.lay(babbling)
        await asyncio.sleep(0.15)
        for tap in heard.all(Tap):
            with suppress(ChipFailed):  # it may be taken for gone by now
                assert await hub.converse(NAME, tap.uid, ask, 0.5)
        pn532.lift()
        pn532.lay(Ntag213(BAND))
        while (await heard.next(Tap)).uid != BAND:
            pass
        assert hub.readers[NAME].standing == "ready"
    taps, gone = heard.all(Tap), [each.uid for each in heard.all(Gone) if each.uid]
    assert [tap.uid for tap in taps[:-1]] == gone
    assert not heard.all(ReaderDown)


async def test_a_dead_chip_is_down_with_words_and_back_when_it_answers(pn532: Pn532) -> None:
    """It does not answer, though the line is there; it goes on at the speed nfcpy had left it at."""
    driver = _driver(pn532)
    async with hearing(Hub([driver])) as heard:
        await heard.next(ReaderUp)
        pn532.lay(Ntag213(BAND))
        await heard.next(Tap)
        pn532.is_dead = True
        assert "does not answer" in (await heard.next(ReaderDown)).detail
        assert "does not answer" in driver.state().detail
        assert driver.state().condition == "waiting"
        pn532.is_dead = False
        await heard.next(ReaderUp)
        assert (await heard.next(Tap)).uid == BAND
        assert driver.state().condition == "ready"
        assert driver.state().detail == QUIET
    kinds = [type(event) for event in heard.events]
    assert kinds == [ReaderUp, Tap, ReaderDown, ReaderUp, Tap]


async def test_a_line_that_is_pulled_eight_times_leaves_nothing_behind(pn532: Pn532) -> None:
    """Down and up each time, within a second of being put back; no thread and no handle is leaked."""
    driver = _driver(pn532)
    async with hearing(Hub([driver])) as heard:
        await heard.next(ReaderUp)
        back_s = []
        for round_ in range(9):
            if round_ == 1:
                before = _held()
            pn532.unplug()
            await heard.next(ReaderDown)
            pn532.plug()
            began_s = time.monotonic()
            await heard.next(ReaderUp)
            back_s.append(time.monotonic() - began_s)
        assert _held() == before
        assert statistics.median(back_s) < 1.5
        pn532.lay(Ntag213(BAND))
        assert (await heard.next(Tap)).uid == BAND
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("reader")]


def _wait_until(is_so: Callable[[], bool]) -> None:
    until_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < until_s
        time.sleep(0.005)


def _held() -> tuple[int, int]:
    return len(list(Path("/proc/self/fd").iterdir())), threading.active_count()


KILLED = """
import sys, time
from readers.nfc.driver import NfcDriver
driver = NfcDriver([f"tty:{sys.argv[1]}:pn532"])
driver.start(lambda event: print(type(event).__name__, flush=True))
time.sleep(60)
"""


def _use_and_be_killed(pn532: Pn532) -> None:
    program = subprocess.Popen([sys.executable, "-c", KILLED, str(pn532.path)], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "ReaderUp\n"
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()


async def test_a_chip_that_a_killed_program_left_at_high_speed_is_woken(pn532: Pn532) -> None:
    """Nobody has to unplug it: it is told to speak slowly again."""
    await asyncio.to_thread(_use_and_be_killed, pn532)
    async with hearing(Hub([_driver(pn532)])) as heard:
        await heard.next(ReaderUp)
        pn532.lay(Ntag213(BAND))
        assert (await heard.next(Tap)).uid == BAND


async def test_one_reader_is_not_used_by_two_programs(pn532: Pn532) -> None:
    """The second says who is in the way, and takes over when the first lets go."""
    first, second = _driver(pn532), _driver(pn532)
    told: list[Event] = []
    async with hearing(Hub([first])) as heard:
        await heard.next(ReaderUp)
        second.start(told.append)
        await asyncio.to_thread(_wait_until, lambda: second.state().condition != "starting")
        assert second.state().detail == (
            f"{NAME}: Another program has this reader: close it there, perhaps another desk."
        )
        assert not told
    await asyncio.to_thread(_wait_until, lambda: bool(told))
    assert isinstance(told[0], ReaderUp)
    await asyncio.to_thread(second.stop)


async def test_paths_that_cannot_be_meant_are_told_and_the_others_work(pn532: Pn532) -> None:
    """An ACR122U belongs to PC/SC; a word that is no path is quoted."""
    driver = NfcDriver(["usb:072f:2200", "serial:1", f"tty:{pn532.path}:pn532"])
    async with hearing(Hub([driver])) as heard:
        await heard.next(ReaderUp)
        state = driver.state()
        assert state.condition == "ready"
        assert "An ACR122U is not read through nfcpy" in state.detail
        assert "'serial:1' is no place of an NFC reader" in state.detail


async def test_taps_come_fast(pn532: Pn532, capsys: pytest.CaptureFixture[str]) -> None:
    """From the chip in the field to the tap in Python; the figures are printed, the bound is generous."""
    took_ms = []
    async with hearing(Hub([_driver(pn532)])) as heard:
        await heard.next(ReaderUp)
        for number in range(20):
            uid = f"04{number:012X}"
            laid_us = time.monotonic_ns() // 1000
            pn532.lay(Ntag213(uid))
            tap = await heard.next(Tap)
            assert tap.uid == uid
            took_ms.append((tap.monotonic_us - laid_us) / 1000)
            pn532.lift()
            await heard.next(Gone)
    took_ms.sort()
    with capsys.disabled():
        print(f"\n  nfcpy, PN532: chip to tap p50 {took_ms[10]:.1f} ms, max {took_ms[-1]:.1f} ms")  # noqa: T201
    assert statistics.median(took_ms) < 250


def test_a_line_that_is_not_there_has_words(tmp_path: Path) -> None:
    """It is waited for."""
    driver = NfcDriver([f"tty:{tmp_path}/ttyBar:pn532"])
    driver.start(lambda _: None)
    try:
        _wait_until(lambda: driver.state().condition != "starting")
        state = driver.state()
        assert state.detail == f"{NAME}: It is not there: is it plugged in, and is its name right?"
        assert state.condition == "waiting"
    finally:
        driver.stop()
