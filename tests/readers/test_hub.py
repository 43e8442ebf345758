"""The hub: one stream, bounded, in order; no reader holds up another."""

from __future__ import annotations

import asyncio
import time
from threading import Thread

import pytest

from readers.contract import DriverState, Emit, Signal
from readers.errors import ReaderUnavailable
from readers.events import Event, Failed, ReaderUp, Tap
from readers.hub import Hub
from readers.mock.driver import MockReaders
from tests.readers.support.figures import Figures
from tests.readers.support.hearing import hearing


def uid(number: int) -> str:
    """A band's UID."""
    return f"04{number:012X}"


class Useless:
    """A driver that raises when it is started."""

    name = "useless"

    def __init__(self, raised: Exception) -> None:
        self._raised = raised

    def start(self, emit: Emit) -> None:
        """Fail."""
        raise self._raised

    def stop(self) -> None:
        """Must not be called: it never started."""
        raise AssertionError

    def signal(self, reader: str, signal: Signal) -> None:
        """Nothing."""

    def state(self) -> DriverState:
        """Stopped."""
        return DriverState("stopped")


@pytest.mark.parametrize("raised", [ReaderUnavailable("Plug it in."), OSError("Plug it in.")])
async def test_a_driver_that_cannot_start_leaves_the_others_alone(raised: Exception) -> None:
    """What is missing is told in words; the mock reads all the same."""
    mock = MockReaders()
    hub = Hub([Useless(raised), mock])
    async with hearing(hub) as heard:
        mock.tap(uid(1))
        assert (await heard.next(Tap)).uid == uid(1)
        assert "Plug it in." in hub.unavailable["useless"]


async def test_nothing_is_lost_of_a_thousand_taps_a_second(figures: Figures) -> None:
    """Four readers tapped from four threads, 1,000 taps in all in about a second: each once, in order per reader."""
    names = ("a", "b", "c", "d")
    mock = MockReaders(names)
    hub = Hub([mock])

    def hand(reader: str) -> None:
        for number in range(250):
            at_s = began + number / 250
            time.sleep(max(0.0, at_s - time.monotonic()))
            mock.touch(uid(number), reader)

    async with hearing(hub) as heard:
        began = time.monotonic()
        threads = [Thread(target=hand, args=(name,)) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            await asyncio.to_thread(thread.join)
        await hub.settled()
        took_s = time.monotonic() - began
        for name in names:
            assert [tap.uid for tap in heard.all(Tap, name)] == [uid(number) for number in range(250)]
    assert hub.dropped == 0
    figures(f"Mock readers through the hub: 1,000 taps told in {took_s:.2f} s, none lost, none twice")


async def test_the_hub_alone_could_take_far_more(figures: Figures) -> None:
    """20,000 taps and as many ends, as fast as one thread can: counted, in order."""
    mock = MockReaders()
    hub = Hub([mock], waiting_max=50_000)

    def hand() -> None:
        for number in range(20_000):
            mock.touch(uid(number))

    async with hearing(hub) as heard:
        began = time.monotonic()
        await asyncio.to_thread(hand)
        await hub.settled()
        took_s = time.monotonic() - began
        assert [tap.uid for tap in heard.all(Tap)] == [uid(number) for number in range(20_000)]
    assert hub.dropped == 0
    figures(f"Mock readers through the hub, as fast as it goes: {20_000 / took_s:,.0f} taps a second")


async def test_a_flood_loses_only_the_flooding_readers_events() -> None:
    """Nobody takes what comes: the noisy reader's share fills up and is counted, the quiet one's tap is kept."""
    mock = MockReaders(["noisy", "quiet"])
    async with Hub([mock], waiting_max=10) as hub:
        for number in range(100):
            mock.fail("noisy", detail=str(number))
        mock.tap(uid(7), "quiet")
        got: list[Event] = []
        async for event in hub.events():
            got.append(event)
            if isinstance(event, Tap):
                break
        assert [event.detail for event in got if isinstance(event, Failed)] == [str(number) for number in range(9)]
        assert (got[-1].reader, hub.dropped) == ("quiet", 91)
        assert hub.readers["noisy"].detail == "99"  # the standing is right whatever was dropped


async def test_events_wait_for_a_consumer_that_comes_late() -> None:
    """What happened before anybody listened is still told, oldest first."""
    mock = MockReaders()
    async with Hub([mock]) as hub:
        mock.touch(uid(1))
        kinds = []
        async for event in hub.events():
            kinds.append(type(event).__name__)
            if len(kinds) == 3:
                break
    assert kinds == ["ReaderUp", "Tap", "Gone"]


async def test_the_stream_ends_with_the_hub() -> None:
    """A consumer that waits is let go when the hub closes, and so is whoever waits for it to be settled."""
    mock = MockReaders()
    hub = Hub([mock])
    seen: list[Event] = []

    async def listen() -> None:
        seen.extend([event async for event in hub.events()])

    async with hub:
        listener = asyncio.create_task(listen())
        await hub.settled()
        mock.tap(uid(1))
    await asyncio.wait_for(listener, 5)
    await asyncio.wait_for(hub.settled(), 5)
    assert [type(event) for event in seen] == [ReaderUp, Tap]


async def test_settled_waits_until_the_consumer_has_dealt_with_the_tap() -> None:
    """It returns after the consequences of a tap, not merely after it was taken."""
    mock = MockReaders()
    hub = Hub([mock])
    done: list[str] = []

    async def serve() -> None:
        async for event in hub.events():
            await asyncio.sleep(0.01)
            if isinstance(event, Tap):
                done.append(event.uid)

    async with hub:
        server = asyncio.create_task(serve())
        for number in range(5):
            mock.tap(uid(number))
            await hub.settled()
            assert done[-1] == uid(number)
    await server


async def test_signals_reach_the_driver_that_has_the_reader() -> None:
    """Two drivers: each is told only what is for its own readers."""
    here, there = MockReaders(["bar"]), MockReaders(["gate"])
    async with Hub([here, there]) as hub:
        hub.signal("bar", "ok")
        hub.signal("gate", "refused")
        there.unplug("gate")
        hub.signal("gate", "wait")
    assert here.signals == [("bar", "ok")]
    assert there.signals == [("gate", "refused")]
