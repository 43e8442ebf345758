"""What every driver promises (:mod:`readers.contract`), the same tests over each of them.

PC/SC runs on a real ``pcscd``, nfcpy on an emulated PN532, readers that type through pipes from another process, and a
replay plays what is recorded at the same time. A driver from elsewhere can be tried here too: give it a rig
(tests/readers/support/rigs.py).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from readers.contract import Channel, Conversing
from readers.errors import ChipFailed
from readers.events import Event, Failed, Gone, ReaderDown, ReaderUp, Tap
from readers.hub import Hub
from tests.readers.support.hearing import Heard, hearing
from tests.readers.support.rigs import BAND, OTHER, PHONE, RIGS, PcscRig, Rig


@pytest.fixture(params=[*RIGS, pytest.param("pcsc", marks=pytest.mark.hardware_stack)])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    """Every driver in turn."""
    if request.param == "pcsc":
        yield PcscRig(request.getfixturevalue("pcsc_stack"))
        return
    chosen = RIGS[request.param](tmp_path)
    yield chosen
    chosen.close()


async def _all_up(heard: Heard, rig: Rig) -> None:
    up: set[str] = set()
    while not up.issuperset(rig.names):
        up.add((await heard.next(ReaderUp)).reader)


async def test_readers_come_up_and_the_state_tells_them(rig: Rig) -> None:
    """Every reader is told once, and the driver's state names it."""
    assert rig.driver.state().condition == "stopped"
    async with hearing(Hub([rig.driver])) as heard:
        await _all_up(heard, rig)
        state = rig.driver.state()
        assert state.condition == "ready"
        assert set(rig.names) <= set(state.readers)
    assert len(heard.all(ReaderUp, rig.names[0])) == 1
    assert rig.driver.state().condition == "stopped"


async def test_a_tap_is_told_once_with_all_it_is(rig: Rig) -> None:
    """UID in upper-case hex, technology, reader, both clocks, nothing proved; then its gone."""
    bar, _ = rig.names
    async with hearing(Hub([rig.driver])) as heard:
        await _all_up(heard, rig)
        rig.lay(BAND, bar)
        tap = await heard.next(Tap)
        assert (tap.reader, tap.uid, tap.proved, tap.repeat, tap.random_uid) == (bar, BAND, "none", False, False)
        assert tap.technology
        rig.lift(bar)
        gone = await heard.next(Gone)
        assert (gone.reader, gone.uid) == (bar, BAND)
        assert gone.at_us >= tap.at_us > 0
        assert gone.monotonic_us >= tap.monotonic_us > 0
    assert len(heard.all(Tap)) == 1


async def test_the_same_band_again_is_a_repeat_and_still_told(rig: Rig) -> None:
    """R21's first line of defence: marked within the hold, on the same reader only."""
    bar, gate = rig.names
    async with hearing(Hub([rig.driver])) as heard:
        await _all_up(heard, rig)
        repeats = []
        for uid, reader in ((BAND, bar), (BAND, bar), (BAND, gate), (OTHER, bar)):
            rig.lay(uid, reader)
            repeats.append((await heard.next(Tap)).repeat)
            rig.lift(reader)
            await heard.next(Gone)
        assert repeats == [False, True, False, False]


async def test_after_the_hold_the_same_band_is_a_new_tap(rig: Rig) -> None:
    """The hold counts from when the band left."""
    bar, _ = rig.names
    async with hearing(Hub([rig.driver], hold_us=100_000)) as heard:
        await _all_up(heard, rig)
        for _ in range(2):
            rig.lay(BAND, bar)
            assert not (await heard.next(Tap)).repeat
            await asyncio.sleep(0.2)  # lies there longer than the hold
            rig.lift(bar)
            await heard.next(Gone)
            await asyncio.sleep(0.12)


async def test_a_made_up_number_is_marked_and_never_a_repeat(rig: Rig) -> None:
    """A phone shows a number of its own making: the tap says so."""
    bar, _ = rig.names
    async with hearing(Hub([rig.driver])) as heard:
        await _all_up(heard, rig)
        for _ in range(2):
            rig.lay(PHONE, bar)
            tap = await heard.next(Tap)
            assert (tap.uid, tap.random_uid, tap.repeat) == (PHONE, True, False)
            rig.lift(bar)
            await heard.next(Gone)


async def test_readers_read_side_by_side(rig: Rig) -> None:
    """Bands on two readers at once: one tap each, none in another's place."""
    bar, gate = rig.names
    async with hearing(Hub([rig.driver])) as heard:
        await _all_up(heard, rig)
        rig.lay(BAND, bar)
        rig.lay(OTHER, gate)
        taps = {tap.reader: tap.uid for tap in (await heard.next(Tap), await heard.next(Tap))}
        assert taps == {bar: BAND, gate: OTHER}


async def test_what_cannot_be_read_is_told_and_the_next_band_read(rig: Rig) -> None:
    """A failure has words for the guest and leaves the reader usable."""
    bar, _ = rig.names
    hub = Hub([rig.driver])
    async with hearing(hub) as heard:
        await _all_up(heard, rig)
        rig.spoil(bar)
        failed = await heard.next(Failed)
        assert failed.reader == bar
        assert failed.detail
        assert hub.readers[bar].standing == "failed"
        rig.lay(BAND, bar)
        assert (await heard.next(Tap)).uid == BAND
        assert hub.readers[bar].standing == "ready"


async def test_readers_go_and_come_back(rig: Rig) -> None:
    """Down with words, up again, and the next tap is read."""
    bar, gate = rig.names
    hub = Hub([rig.driver])
    async with hearing(hub) as heard:
        await _all_up(heard, rig)
        rig.cut()
        assert (await heard.next(ReaderDown, bar)).detail
        assert len(heard.all(ReaderUp, bar)) == 1
        rig.mend()
        while len(heard.all(ReaderUp, gate)) < 2:
            await heard.next(ReaderUp)
        assert hub.readers[gate].standing == "ready"
        rig.lay(BAND, gate)
        assert (await heard.next(Tap)).uid == BAND
    assert [type(event) for event in heard.events if event.reader == gate][:3] == [ReaderUp, ReaderDown, ReaderUp]


async def test_a_signal_never_raises_wherever_it_goes(rig: Rig) -> None:
    """With a band, without one, to a reader that is not there: at worst nothing happens."""
    bar, gate = rig.names
    hub = Hub([rig.driver])
    async with hearing(hub) as heard:
        await _all_up(heard, rig)
        rig.lay(BAND, bar)
        await heard.next(Tap)
        for reader in (bar, gate, "nowhere"):
            hub.signal(reader, "ok")
            hub.signal(reader, "refused")
            rig.driver.signal(reader, "wait")
        rig.lift(bar)
        assert (await heard.next(Gone)).uid == BAND


async def test_what_a_reader_cannot_do_is_declared(rig: Rig) -> None:
    """Whether it notices that a band leaves, has light and sound, reaches chips: as declared, and so it behaves."""
    bar, _ = rig.names
    hub = Hub([rig.driver])
    async with hearing(hub) as heard:
        await _all_up(heard, rig)
        facts = hub.facts(bar)
        assert rig.facts in {None, facts}
        rig.lay(BAND, bar)
        await heard.next(Tap)
        if facts.leaving:
            await asyncio.sleep(0.7)
            assert not heard.all(Gone)
            rig.lift(bar)
        assert (await heard.next(Gone)).uid == BAND


async def test_a_conversation_reaches_the_band_or_says_that_none_can_be_had(rig: Rig) -> None:
    """With the band that lies there, and no other; a driver that tells numbers only says so."""
    bar, _ = rig.names
    hub = Hub([rig.driver])
    assert isinstance(rig.driver, Conversing) == rig.converses

    def told(channel: Channel) -> tuple[str, str]:
        return channel.uid, channel.speaks

    async with hearing(hub) as heard:
        await _all_up(heard, rig)
        rig.lay(BAND, bar)
        await heard.next(Tap)
        if rig.converses:
            assert await hub.converse(bar, BAND, told) == (BAND, "frames")
            with pytest.raises(ChipFailed) as another:
                await hub.converse(bar, OTHER, told)
            assert another.value.why == "pulled"
        else:
            with pytest.raises(ChipFailed) as impossible:
                await hub.converse(bar, BAND, told)
            assert impossible.value.why == "unsupported"
        rig.lift(bar)
        assert (await heard.next(Gone)).uid == BAND
    assert len(heard.all(Tap)) == 1


async def test_stopped_means_silent_and_it_can_start_again(rig: Rig) -> None:
    """After the end nothing is emitted and no thread of the driver is left; a new start begins afresh."""
    bar, _ = rig.names
    told: list[Event] = []
    for _ in range(2):
        async with hearing(Hub([rig.driver])) as heard:
            await _all_up(heard, rig)
        assert not [thread for thread in threading.enumerate() if thread.name.startswith("reader")]
    rig.driver.start(told.append)
    await asyncio.to_thread(rig.driver.stop)
    count = len(told)
    rig.lay(BAND, bar)
    await asyncio.sleep(0.6)
    rig.lift(bar)
    assert len(told) == count
    rig.driver.stop()
