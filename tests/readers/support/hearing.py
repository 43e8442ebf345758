"""Listening to a hub in a test: every event in order, and a patient wait for the one that matters."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from readers.events import Event
from readers.hub import Hub

PATIENCE_S = 10.0
Kind = TypeVar("Kind", bound=Event)


class Heard:
    """What a hub told so far; waiting looks only at what was not waited for yet."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._looked = 0
        self._new = asyncio.Event()

    def hear(self, event: Event) -> None:
        """One more event."""
        self.events.append(event)
        self._new.set()

    async def next(self, kind: type[Kind], reader: str | None = None, patience_s: float = PATIENCE_S) -> Kind:
        """The next event of this kind (at this reader), from where the last wait ended."""
        async with asyncio.timeout(patience_s):
            while True:
                while self._looked < len(self.events):
                    event = self.events[self._looked]
                    self._looked += 1
                    if isinstance(event, kind) and reader in {None, event.reader}:
                        return event
                self._new.clear()
                await self._new.wait()

    def all(self, kind: type[Kind], reader: str | None = None) -> list[Kind]:
        """Every event of this kind so far (at this reader)."""
        return [event for event in self.events if isinstance(event, kind) and reader in {None, event.reader}]


@asynccontextmanager
async def hearing(hub: Hub) -> AsyncIterator[Heard]:
    """Run a hub and hear everything it tells until the end of the block."""
    heard = Heard()

    async def listen() -> None:
        async for event in hub.events():
            heard.hear(event)

    async with hub:
        listener = asyncio.create_task(listen())
        yield heard
    await listener


async def until(done: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Wait for something that is only seen by looking. Raises TimeoutError."""
    async with asyncio.timeout(patience_s):
        while not done():  # noqa: ASYNC110 -- nobody tells when it is so
            await asyncio.sleep(0.01)
