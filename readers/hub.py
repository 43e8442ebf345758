"""All readers of this machine as one stream of events, in one asyncio loop.

::

    async with Hub([PcscDriver(), mock]) as hub:
        async for event in hub.events():
            ...

Drivers emit from their own threads. What waits is bounded for each reader: one that floods loses its own
events, counted in :attr:`Hub.dropped`, and nobody else's.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterable
from threading import Lock
from typing import Literal, Self

import msgspec
from msgspec import Struct

from readers.contract import (
    CONVERSATION_S,
    Conversation,
    Conversing,
    Describing,
    Driver,
    Emit,
    Examination,
    ReaderFacts,
    Result,
    Signal,
)
from readers.errors import ChipFailed, ReaderUnavailable
from readers.events import Event, Failed, ReaderDown, ReaderUp, Tap
from readers.hold import HOLD_US, Hold

WAITING_MAX = 256
"""How many events of one reader may wait to be taken."""

Standing = Literal["ready", "unplugged", "failed"]
"""How a reader is. ``failed``: the last band on it could not be read; the next one that can makes it ready."""


class ReaderStanding(Struct, frozen=True):
    """How one reader is, which driver looks after it, and words if something is wrong."""

    driver: str
    standing: Standing
    detail: str = ""


class Hub:
    """Merges drivers into one stream and marks repeats; an asynchronous context manager.

    ``unavailable``
        Drivers that could not start, by name, with words. The others run all the same.
    ``dropped``
        How many events were lost because nobody took them.
    """

    def __init__(
        self,
        drivers: Iterable[Driver],
        *,
        examine: Examination | None = None,
        hold_us: int = HOLD_US,
        waiting_max: int = WAITING_MAX,
    ) -> None:
        """Take drivers that are not started yet.

        ``examine`` is the closer look at every band, by drivers whose readers let us talk to the chip; ``hold_us``
        as in :mod:`readers.hold`; ``waiting_max`` bounds what waits, for each reader.
        """
        self.dropped = 0
        self.unavailable: dict[str, str] = {}
        self._drivers = tuple(drivers)
        self._examine = examine
        self._hold = Hold(hold_us)
        self._waiting_max = waiting_max
        self._lock = Lock()
        self._waiting: deque[Event] = deque()
        self._waiting_of: Counter[str] = Counter()
        self._owners: dict[str, Driver] = {}
        self._standings: dict[str, ReaderStanding] = {}
        self._running: list[Driver] = []
        self._arrived = asyncio.Event()
        self._settled = asyncio.Event()
        self._closed = False

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        for driver in self._drivers:
            try:
                if self._examine is not None and isinstance(driver, Conversing):
                    driver.examine_with(self._examine)
                driver.start(self._emit_of(driver, loop))
            except ReaderUnavailable as missing:
                self.unavailable[driver.name] = str(missing)
            except Exception as broken:  # noqa: BLE001 -- a driver from elsewhere may raise anything; the others go on
                self.unavailable[driver.name] = f"The driver could not start: {broken!r}."
            else:
                self._running.append(driver)
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.gather(*(asyncio.to_thread(driver.stop) for driver in self._running))
        self._closed = True
        self._arrived.set()
        self._settled.set()

    @property
    def readers(self) -> dict[str, ReaderStanding]:
        """How every reader is that was ever seen. Right also if events were dropped."""
        with self._lock:
            return dict(self._standings)

    def signal(self, reader: str, signal: Signal) -> None:
        """Show the guest at this reader something; nothing happens if the reader is not there."""
        owner = self._owner_of(reader)
        if owner is not None:
            owner.signal(reader, signal)

    def facts(self, reader: str) -> ReaderFacts:
        """What this reader is and can do, as far as its driver knows."""
        owner = self._owner_of(reader)
        if owner is not None and isinstance(owner, Describing):
            return owner.facts(reader)
        return ReaderFacts()

    async def converse(
        self, reader: str, uid: str, conversation: Conversation[Result], timeout_s: float = CONVERSATION_S
    ) -> Result:
        """Talk to the band with this number on this reader; see :meth:`readers.contract.Conversing.converse`.

        Raises ChipFailed, or what the conversation raises.
        """
        owner = self._owner_of(reader)
        if owner is None:
            raise ChipFailed("lost", f"The reader {reader} is not there.")
        if not isinstance(owner, Conversing):
            raise ChipFailed("unsupported", f"The reader {reader} tells numbers only; it cannot talk to a chip.")
        talk = owner.converse(reader, uid, conversation, timeout_s)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(talk), timeout_s)
        except TimeoutError:
            raise ChipFailed("timeout", "The band did not answer in time: hold it to the reader again.") from None

    def _owner_of(self, reader: str) -> Driver | None:
        with self._lock:
            return self._owners.get(reader)

    async def events(self) -> AsyncIterator[Event]:
        """Every event, oldest first, until the hub is closed. For one consumer."""
        while True:
            event = self._take()
            if event is not None:
                yield event
                continue
            if self._closed:
                return
            self._settled.set()
            await self._arrived.wait()
            self._arrived.clear()

    async def settled(self) -> None:
        """Wait until the consumer has dealt with everything so far and asks for more.

        There must be a consumer. Who plays a day waits here after each tap: nothing is lost, however fast it goes,
        and the order of what follows from the taps is always the same.
        """
        while not self._closed and (self._anything_waits() or not self._settled.is_set()):
            self._settled.clear()
            self._arrived.set()
            await self._settled.wait()

    # --- in the drivers' threads ----------------------------------------------------------------

    def _emit_of(self, driver: Driver, loop: asyncio.AbstractEventLoop) -> Emit:
        def emit(event: Event) -> None:
            with self._lock:
                self._note(driver, event)
                kept = self._enqueue(event)
            if kept and not loop.is_closed():
                loop.call_soon_threadsafe(self._arrived.set)

        return emit

    def _note(self, driver: Driver, event: Event) -> None:
        standing: Standing = "ready"
        detail = ""
        if isinstance(event, ReaderDown):
            standing, detail = "unplugged", event.detail
            self._owners.pop(event.reader, None)
        elif isinstance(event, Failed):
            standing, detail = "failed", event.detail
        elif isinstance(event, ReaderUp):
            self._owners[event.reader] = driver
        elif not isinstance(event, Tap):
            return
        self._standings[event.reader] = ReaderStanding(driver.name, standing, detail)

    def _enqueue(self, event: Event) -> bool:
        if isinstance(event, Tap):
            event = msgspec.structs.replace(event, repeat=self._hold.is_repeat(event))
        else:
            self._hold.ended(event)
        if self._waiting_of[event.reader] >= self._waiting_max:
            self.dropped += 1
            return False
        self._waiting.append(event)
        self._waiting_of[event.reader] += 1
        return True

    # --- in the loop ----------------------------------------------------------------------------

    def _take(self) -> Event | None:
        with self._lock:
            if not self._waiting:
                return None
            self._settled.clear()
            event = self._waiting.popleft()
            self._waiting_of[event.reader] -= 1
            return event

    def _anything_waits(self) -> bool:
        with self._lock:
            return bool(self._waiting)
