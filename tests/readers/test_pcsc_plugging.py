"""PC/SC readers plugged in and out while the service runs, which virtual readers cannot do: a made-up PC/SC."""

from __future__ import annotations

import asyncio

from readers.events import Failed, Gone, ReaderDown, ReaderUp, Tap
from readers.hub import Hub
from readers.pcsc.driver import PcscDriver
from tests.readers.support.fake_scard import FakeScard
from tests.readers.support.hearing import hearing

BAND = bytes.fromhex("04A1B2C3D4E580")


async def test_a_reader_plugged_in_later_reads() -> None:
    """Hot plug is told at once, and the first tap on the new reader is read."""
    scard = FakeScard("desk")
    async with hearing(Hub([PcscDriver(scard)])) as heard:
        await heard.next(ReaderUp)
        scard.plug("bar")
        assert (await heard.next(ReaderUp)).reader == "bar"
        scard.lay("bar", BAND)
        assert (await heard.next(Tap)).uid == BAND.hex().upper()


async def test_unplugging_says_down_and_leaves_the_others_alone() -> None:
    """One reader goes with a band on it, another goes on reading, and the first comes back."""
    scard = FakeScard("desk", "bar")
    hub = Hub([PcscDriver(scard)])
    async with hearing(hub) as heard:
        scard.lay("bar", BAND)
        await heard.next(Tap)
        scard.unplug("bar")
        down = await heard.next(ReaderDown)
        assert (down.reader, down.detail) == ("bar", "The reader was unplugged.")
        scard.lay("desk", BAND)
        assert (await heard.next(Tap)).reader == "desk"
        scard.plug("bar")
        await heard.next(ReaderUp, "bar")
        assert hub.readers["bar"].standing == "ready"
    assert not heard.all(Failed)


async def test_a_reader_that_comes_and_goes_is_told_in_order() -> None:
    """A hundred times in and out: up and down take turns, and nothing is left behind."""
    scard = FakeScard("desk")
    async with hearing(Hub([PcscDriver(scard)])) as heard:
        await heard.next(ReaderUp, "desk")
        for _ in range(100):
            scard.plug("bar")
            await heard.next(ReaderUp, "bar")
            scard.unplug("bar")
            await heard.next(ReaderDown, "bar")
        kinds = [type(event) for event in heard.events if event.reader == "bar"]
        assert kinds == [ReaderUp, ReaderDown] * 100
    assert scard.contexts == set()
    assert scard.cards == set()


async def test_a_swap_nobody_saw_is_two_bands() -> None:
    """The service's count moved on while a band was always there: the old one went, the new one came."""
    scard = FakeScard("bar")
    other = bytes.fromhex("04112233445566")
    async with hearing(Hub([PcscDriver(scard)])) as heard:
        scard.lay("bar", BAND)
        await heard.next(Tap)
        scard.swap("bar", other)
        assert (await heard.next(Gone)).uid == BAND.hex().upper()
        assert (await heard.next(Tap)).uid == other.hex().upper()


async def test_sixteen_readers_are_watched_without_spinning() -> None:
    """At the ceiling there is no room for the pseudo reader that tells of plugging: the list does it."""
    names = [f"reader {number:02d}" for number in range(16)]
    scard = FakeScard(*names)
    async with hearing(Hub([PcscDriver(scard)])) as heard:
        for _ in names:
            await heard.next(ReaderUp)
        scard.lay("reader 15", BAND)
        assert (await heard.next(Tap)).reader == "reader 15"
        waits = scard.waits
        await asyncio.sleep(0.6)
        assert scard.waits - waits <= 3
        scard.unplug("reader 00")
        assert (await heard.next(ReaderDown)).reader == "reader 00"


async def test_the_key_card_slot_of_a_reader_is_no_reader() -> None:
    """An ACR1252U has a slot for a key card inside, which is no place for bands."""
    picc, sam = (f"ACS ACR1252 Dual Reader [ACR1252 Dual Reader {slot}] 00 00" for slot in ("PICC", "SAM"))
    scard = FakeScard(picc, sam)
    driver = PcscDriver(scard)
    async with hearing(Hub([driver])) as heard:
        await heard.next(ReaderUp)
        assert driver.state().readers == (picc,)


async def test_a_hundred_ends_of_the_service_lose_nothing() -> None:
    """The service goes and comes again and again: every time down, up, and the next tap is read."""
    scard = FakeScard("bar")
    async with hearing(Hub([PcscDriver(scard)])) as heard:
        await heard.next(ReaderUp)
        for round_ in range(100):
            scard.serve(running=False)
            await heard.next(ReaderDown)
            scard.serve(running=True)
            await heard.next(ReaderUp)
            uid = bytes([4, *round_.to_bytes(6, "big")])
            scard.lay("bar", uid)
            assert (await heard.next(Tap)).uid == uid.hex().upper()
            scard.lay("bar", b"")
            await heard.next(Gone)
    assert scard.contexts == set()
    assert scard.cards == set()
