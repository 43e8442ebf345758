"""PC/SC on a real ``pcscd`` with virtual readers and cards that speak real commands."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from pathlib import Path

import pytest

from readers.events import Failed, Gone, ReaderDown, ReaderUp, Tap
from readers.hub import Hub
from readers.listing import list_readers
from readers.pcsc.commands import GET_UID
from readers.pcsc.driver import PcscDriver
from tests.readers.support.hearing import hearing
from tests.readers.support.pcsc_stack import PcscStack, StackMaker
from tests.readers.support.virtual_card import CLASSIC_1K, DESFIRE, Card

pytestmark = pytest.mark.hardware_stack

BAND = "04A1B2C3D4E580"
OTHER = "04112233445566"


async def test_a_band_is_read_with_its_uid_and_technology(pcsc_stack: PcscStack) -> None:
    """A tap carries what the chip really answered, and what the reader says it is."""
    bar = pcsc_stack.readers[0]
    async with hearing(Hub([PcscDriver()])) as heard:
        card = bar.insert(BAND)
        tap = await heard.next(Tap)
        assert (tap.reader, tap.uid, tap.proved) == (bar.name, BAND, "none")
        assert tap.technology == "MIFARE Ultralight or NTAG"
        assert abs(tap.at_us - time.time_ns() // 1000) < 5_000_000
        assert GET_UID in card.asked
        bar.remove()
        assert (await heard.next(Gone)).uid == BAND


@pytest.mark.parametrize(
    ("atr", "words"), [(CLASSIC_1K, "MIFARE Classic 1K"), (DESFIRE, "ISO 14443-4 (DESFire, NTAG 424 or a phone)")]
)
async def test_the_answer_to_reset_names_the_chip(pcsc_stack: PcscStack, atr: bytes, words: str) -> None:
    """Chips are told apart as far as the reader tells."""
    async with hearing(Hub([PcscDriver()])) as heard:
        pcsc_stack.readers[1].insert(Card("11223344", atr=atr))
        assert (await heard.next(Tap)).technology == words


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL])
async def test_after_the_service_came_back_the_next_tap_is_read(pcsc_stack: PcscStack, by: signal.Signals) -> None:
    """The service ends or is killed: readers go down with words, come back with it, and read."""
    driver = PcscDriver()
    async with hearing(Hub([driver])) as heard:
        for _ in pcsc_stack.readers:
            await heard.next(ReaderUp)
        pcsc_stack.stop(by=by)
        for _ in pcsc_stack.readers:
            assert "The service for PC/SC readers" in (await heard.next(ReaderDown)).detail
        await asyncio.sleep(0.3)
        assert driver.state().condition == "waiting"
        assert "systemctl start pcscd" in driver.state().detail
        pcsc_stack.start()
        began = time.monotonic()
        for _ in pcsc_stack.readers:
            await heard.next(ReaderUp)
        assert time.monotonic() - began < 1.5
        assert driver.state().condition == "ready"
        pcsc_stack.readers[2].insert(BAND)
        assert (await heard.next(Tap)).uid == BAND


async def test_a_reader_that_is_missing_when_the_service_comes_back_is_down(pcsc_stack: PcscStack) -> None:
    """A reader that was pulled meanwhile stays down; the others are up."""
    hub = Hub([PcscDriver()])
    async with hearing(hub) as heard:
        for _ in pcsc_stack.readers:
            await heard.next(ReaderUp)
        pcsc_stack.stop()
        for _ in pcsc_stack.readers:
            await heard.next(ReaderDown)
        pcsc_stack.start(pairs=1)
        for _ in range(2):
            await heard.next(ReaderUp)
        standings = {reader: standing.standing for reader, standing in hub.readers.items()}
    names = [reader.name for reader in pcsc_stack.readers]
    assert standings == dict(zip(names, ["ready", "ready", "unplugged", "unplugged"], strict=True))


async def test_the_driver_waits_for_a_service_that_starts_later(pcsc_stack: PcscStack) -> None:
    """The till may be switched on before pcscd: nothing is raised, and it goes on by itself."""
    pcsc_stack.stop()
    async with hearing(Hub([PcscDriver()])) as heard:
        await asyncio.sleep(0.3)
        pcsc_stack.start()
        await heard.next(ReaderUp)


async def test_a_stuck_card_delays_no_other_reader(pcsc_stack: PcscStack) -> None:
    """A card that thinks for 4 s is called slow after 3 s and read in the end; others are read at once."""
    stuck, quick, *_ = pcsc_stack.readers
    async with hearing(Hub([PcscDriver()])) as heard:
        for _ in pcsc_stack.readers:
            await heard.next(ReaderUp)
        slow = stuck.insert(Card(OTHER, delay_s=4.0))
        await asyncio.to_thread(slow.wait_for, GET_UID)
        for _ in range(2):
            began = time.monotonic()
            quick.insert(BAND)
            assert (await heard.next(Tap)).uid == BAND
            assert time.monotonic() - began < 1.2
            quick.remove()
            await heard.next(Gone)
        assert (await heard.next(Failed)).trouble == "slow"
        late = await heard.next(Tap)
        assert (late.reader, late.uid) == (stuck.name, OTHER)
    assert len(heard.all(Tap, stuck.name)) == 1


async def test_a_band_pulled_in_the_middle_is_told_and_the_next_one_read(pcsc_stack: PcscStack) -> None:
    """The card goes away inside the command: words for the guest, then the reader is ready again."""
    bar = pcsc_stack.readers[0]
    async with hearing(Hub([PcscDriver()])) as heard:
        bar.insert(Card(BAND, pulled_at=GET_UID))
        failed = await heard.next(Failed)
        assert failed.trouble == "pulled"
        assert "too soon" in failed.detail
        assert (await heard.next(Gone)).uid == ""
        bar.insert(BAND)
        assert (await heard.next(Tap)).uid == BAND


async def test_a_band_that_took_the_place_of_a_pulled_one_is_read(pcsc_stack: PcscStack) -> None:
    """The service saw only one band come; the one that lies there now is read all the same, once."""
    bar = pcsc_stack.readers[0]
    async with hearing(Hub([PcscDriver()])) as heard:
        bar.insert(Card(BAND, pulled_at=GET_UID))
        await heard.next(Failed)
        bar.insert(OTHER)
        assert (await heard.next(Tap)).uid == OTHER
        await asyncio.sleep(0.6)
        assert len(heard.all(Tap)) == 1
        assert len(heard.all(Failed)) == 1


async def test_two_bands_in_quick_succession_are_both_read(pcsc_stack: PcscStack) -> None:
    """A band that takes another's place within one look of pcscd is seen as another band."""
    bar = pcsc_stack.readers[0]
    async with hearing(Hub([PcscDriver()])) as heard:
        bar.insert(BAND)
        assert (await heard.next(Tap)).uid == BAND
        # vpcd does not notice a card that goes within milliseconds of being seen, if another takes its place at once.
        await asyncio.sleep(0.1)
        bar.remove()
        await asyncio.sleep(0.05)
        bar.insert(OTHER)
        assert (await heard.next(Gone)).uid == BAND
        assert (await heard.next(Tap)).uid == OTHER


async def test_an_acr122u_is_told_to_light_up(make_pcsc_stack: StackMaker) -> None:
    """The reader's own light and buzzer are used while the band lies there, and the tap goes on unharmed."""
    stack = make_pcsc_stack(["ACS ACR122U PICC Interface"])
    reader = stack.readers[0]
    hub = Hub([PcscDriver()])
    async with hearing(hub) as heard:
        card = reader.insert(BAND)
        tap = await heard.next(Tap)
        hub.signal(tap.reader, "refused")
        await asyncio.to_thread(card.wait_for, bytes.fromhex("FF00405D0402010201"))
        reader.remove()
        assert (await heard.next(Gone)).uid == BAND


async def test_nothing_is_left_behind(pcsc_stack: PcscStack) -> None:
    """Starts and ends, also of the service: no thread and no handle stays."""

    async def once(driver: PcscDriver) -> None:
        async with hearing(Hub([driver])) as heard:
            pcsc_stack.readers[0].insert(BAND)
            await heard.next(Tap)
            pcsc_stack.stop()
            await heard.next(ReaderDown)
            pcsc_stack.start()
            await heard.next(ReaderUp)
        pcsc_stack.readers[0].remove()

    def handles() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    driver = PcscDriver()
    await once(driver)
    before = handles()
    for _ in range(3):
        await once(driver)
        assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("reader")]
    assert handles() <= before


def test_the_list_names_every_reader(pcsc_stack: PcscStack) -> None:
    """`loopband readers` lists what pcscd has."""
    listed = [info for info in list_readers() if info.driver == "pcsc"]
    assert [info.name for info in listed] == [reader.name for reader in pcsc_stack.readers]
    assert {info.state for info in listed} == {"ready"}


def test_the_list_says_when_the_service_does_not_run(pcsc_stack: PcscStack) -> None:
    """Without pcscd the list says so and what to do; nothing is raised."""
    pcsc_stack.stop()
    (info,) = [info for info in list_readers() if info.driver == "pcsc"]
    assert info.state == "waiting"
    assert "systemctl start pcscd" in info.detail
