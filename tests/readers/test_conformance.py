"""What every driver promises (:mod:`readers.contract`), the same tests over each of them.

The PC/SC driver runs on a real ``pcscd``. A driver from elsewhere can be tried here too: give it a rig.
"""

from __future__ import annotations

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator

import pytest

from readers.contract import Driver
from readers.events import Event, Failed, Gone, ReaderDown, ReaderUp, Tap
from readers.hub import Hub
from readers.mock.driver import MockReaders
from readers.pcsc.commands import GET_UID
from readers.pcsc.driver import PcscDriver
from tests.readers.support.hearing import Heard, hearing
from tests.readers.support.pcsc_stack import PcscStack
from tests.readers.support.virtual_card import Card

BAND = "04A1B2C3D4E580"
OTHER = "04112233445566"
PHONE = "08AABBCC"


class Rig(ABC):
    """A driver and hands for its readers; ``names`` are two of them."""

    driver: Driver
    names: tuple[str, str]

    @abstractmethod
    def lay(self, uid: str, reader: str) -> None:
        """Lay a band on a reader."""

    @abstractmethod
    def lift(self, reader: str) -> None:
        """Take it away."""

    @abstractmethod
    def spoil(self, reader: str) -> None:
        """Lay a band that cannot be read, and take it away."""

    @abstractmethod
    def cut(self) -> None:
        """Pull the plug of every reader."""

    @abstractmethod
    def mend(self) -> None:
        """Plug them in again."""


class MockRig(Rig):
    """Mock readers."""

    def __init__(self) -> None:
        self.names = ("bar", "gate")
        self.driver = self._mock = MockReaders(self.names)

    def lay(self, uid: str, reader: str) -> None:
        """See :class:`Rig`, as for all below."""
        self._mock.tap(uid, reader)

    def lift(self, reader: str) -> None:
        """Take it away."""
        self._mock.lift(reader)

    def spoil(self, reader: str) -> None:
        """It fails."""
        self._mock.fail(reader)

    def cut(self) -> None:
        """Unplug."""
        for name in self.names:
            self._mock.unplug(name)

    def mend(self) -> None:
        """Plug."""
        for name in self.names:
            self._mock.plug(name)


class PcscRig(Rig):
    """Virtual readers on a real pcscd."""

    def __init__(self, stack: PcscStack) -> None:
        self.driver = PcscDriver()
        self._stack = stack
        self._readers = {reader.name: reader for reader in stack.readers}
        self.names = (stack.readers[0].name, stack.readers[1].name)

    def lay(self, uid: str, reader: str) -> None:
        """See :class:`Rig`, as for all below."""
        self._readers[reader].insert(uid)

    def lift(self, reader: str) -> None:
        """Take it away."""
        self._readers[reader].remove()

    def spoil(self, reader: str) -> None:
        """It is pulled in the middle."""
        self._readers[reader].insert(Card(BAND, pulled_at=GET_UID))

    def cut(self) -> None:
        """The service ends."""
        for reader in self._stack.readers:
            reader.remove()
        self._stack.stop()

    def mend(self) -> None:
        """The service starts."""
        self._stack.start()


@pytest.fixture(params=["mock", pytest.param("pcsc", marks=pytest.mark.hardware_stack)])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    """Every driver in turn."""
    if request.param == "mock":
        yield MockRig()
        return
    yield PcscRig(request.getfixturevalue("pcsc_stack"))


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
