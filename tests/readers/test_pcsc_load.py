"""Sixteen readers at once on a real ``pcscd``, each tapped as fast as a virtual reader can be; how long a tap takes.

The figures are printed at the end of the run, beside those of the bare calls. Only counts and order are asserted.
"""

from __future__ import annotations

import asyncio
import time
from threading import Event, Thread

import pytest

from readers.events import Event as Told
from readers.events import ReaderUp, Tap
from readers.hub import Hub
from readers.pcsc import codes
from readers.pcsc.commands import GET_UID, uid_in
from readers.pcsc.driver import PcscDriver
from readers.pcsc.scard import PyScard, ScardError
from tests.readers.support.card_house import Hand, Hands, Tapped, uid_of
from tests.readers.support.figures import Figures, spread_ms
from tests.readers.support.pcsc_stack import PcscStack, StackMaker

pytestmark = [pytest.mark.hardware_stack, pytest.mark.slow]

TAPS = 14
STUCK_TAPS = 3
PAIRS = 8


async def test_sixteen_readers_lose_nothing_while_one_is_stuck(make_pcsc_stack: StackMaker, figures: Figures) -> None:
    """Fifteen readers tapped about once a second, the sixteenth's chips thinking 3 s: every tap once, in order."""
    stack = make_pcsc_stack([f"Virtual {number:02d}" for number in range(PAIRS)])
    bare, bare_ms = await asyncio.to_thread(_bare, stack)
    taken: dict[str, float] = {}
    told: list[Told] = []
    up = asyncio.Event()

    async def listen(hub: Hub) -> None:
        async for event in hub.events():
            if isinstance(event, Tap):
                taken.setdefault(event.uid, time.monotonic())
            told.append(event)
            if sum(isinstance(event, ReaderUp) for event in told) == len(stack.readers):
                up.set()

    async with Hub([PcscDriver()]) as hub:
        listener = asyncio.create_task(listen(hub))
        await asyncio.wait_for(up.wait(), 10)
        *quick, stuck = [reader.port for reader in stack.readers]
        hands = Hands([*(Hand(port, TAPS) for port in quick), Hand(stuck, STUCK_TAPS, delay_s=3.0)])
        began = time.process_time()
        held = await asyncio.to_thread(hands.taps, 90.0)
        busy_s = time.process_time() - began
        await asyncio.sleep(0.6)
        await hub.settled()
        assert hub.dropped == 0
    await listener

    for reader in stack.readers:
        count = STUCK_TAPS if reader.port == stuck else TAPS
        assert [tap.uid for tap in held[reader.port]] == [uid_of(reader.port, number) for number in range(count)]
        taps = [event.uid for event in told if isinstance(event, Tap) and event.reader == reader.name]
        assert taps == [uid_of(reader.port, number) for number in range(count)]
    seen = [tap for port in quick for tap in held[port]]
    hub_s = [taken[tap.uid] - tap.seen_at for tap in seen]
    figures(
        f"Card seen by pcscd → number in Python, ms; 15 readers, {len(seen)} taps each time"
        f"\n  bare calls (SCardGetStatusChange, SCardConnect, GET UID)  {bare_ms}"
        f"\n  tap from the hub, and a 16th reader stuck for 3 s          {spread_ms(hub_s)}"
        f"\n  median {_median(hub_s) / _median(bare):.1f} times the bare one; {busy_s:.1f} s of a processor",
    )


def _median(times_s: list[float]) -> float:
    return sorted(times_s)[len(times_s) // 2]


def _bare(stack: PcscStack) -> tuple[list[float], str]:
    """The same without any of Loopband: how long from a card that pcscd saw to its number."""
    taken: dict[str, float] = {}
    ending = Event()
    watcher = Thread(target=_watch, args=(taken, ending))
    watcher.start()
    held = Hands([Hand(reader.port, TAPS) for reader in stack.readers[:-1]]).taps(60.0)
    ending.set()
    watcher.join()
    seen: list[Tapped] = [tap for taps in held.values() for tap in taps]
    times_s = [taken[tap.uid] - tap.seen_at for tap in seen if tap.uid in taken]
    return times_s, spread_ms(times_s) + ("" if len(times_s) == len(seen) else f"  ({len(seen) - len(times_s)} missed)")


def _watch(taken: dict[str, float], ending: Event) -> None:
    scard = PyScard()
    context = scard.establish()
    states = dict.fromkeys(scard.readers(context), codes.UNAWARE)
    while not ending.is_set():
        for reader, state, _ in scard.wait(context, 200, states):
            came = state & codes.PRESENT and not states[reader] & codes.PRESENT
            states[reader] = state & ~codes.CHANGED
            if not came:
                continue
            try:
                card = scard.connect(context, reader)
                uid = uid_in(scard.transmit(card, GET_UID))
                now = time.monotonic()
                scard.disconnect(card)
            except ScardError:
                continue
            if uid is not None:
                taken.setdefault(uid.hex().upper(), now)
    scard.release(context)
