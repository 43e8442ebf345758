"""Taps and typed lines as one stream, in the order in which they came."""

from __future__ import annotations

import asyncio
import os
import select
import sys
from threading import Event as Flag
from threading import Thread
from typing import TYPE_CHECKING, Self, TextIO

import click

from readers.hub import Hub
from readers.record.replay import Replay

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from readers.contract import Driver, Examination, Signal
    from readers.events import Event

_LOOK_S = 0.1
_AT_ONCE = 4096


class Hearing:
    """These drivers' readers and the lines of this program's input; an asynchronous context manager.

    It ends with the input; while a recording is played, with the recording.
    """

    def __init__(
        self, drivers: Sequence[Driver], *, examine: Examination | None = None, lines: TextIO | None = None
    ) -> None:
        """``examine`` is the closer look at every band; ``lines`` left out: what is typed or piped in."""
        self.hub = Hub(drivers, examine=examine)
        self._recordings = [driver for driver in drivers if isinstance(driver, Replay)]
        self._lines = lines if lines is not None else sys.stdin
        self._heard: asyncio.Queue[Event | str | None] = asyncio.Queue()
        self._ending = Flag()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        await self.hub.__aenter__()
        for words in self.hub.unavailable.values():
            click.echo(words, err=True)
        loop = asyncio.get_running_loop()

        def tell(line: str | None) -> None:
            if not self._ending.is_set():
                loop.call_soon_threadsafe(self._line, line)

        # A daemon, because a line that never comes must not keep the program from ending.
        Thread(target=_read_lines, args=(self._lines, tell, self._ending), name="typed lines", daemon=True).start()
        self._tasks = [asyncio.create_task(self._listen())]
        if self._recordings:
            self._tasks.append(asyncio.create_task(self._play()))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._ending.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.hub.__aexit__()

    async def heard(self) -> AsyncIterator[Event | str]:
        """Everything readers tell, and every line without its end."""
        while (heard := await self._heard.get()) is not None:
            yield heard

    def signal(self, reader: str, signal: Signal) -> None:
        """Show the guest at this reader something; nothing happens if it is no reader."""
        self.hub.signal(reader, signal)

    def _line(self, line: str | None) -> None:
        if line is not None or not self._recordings:
            self._heard.put_nowait(line)

    async def _listen(self) -> None:
        async for event in self.hub.events():
            self._heard.put_nowait(event)

    async def _play(self) -> None:
        for recording in self._recordings:
            while not await asyncio.to_thread(recording.wait, _LOOK_S):
                pass
        await self.hub.settled()
        self._heard.put_nowait(None)


def _read_lines(lines: TextIO, tell: Callable[[str | None], None], ending: Flag) -> None:
    """Read to the end, or until nobody wants more; None is the end."""
    try:
        handle = lines.fileno()
    except (OSError, ValueError):  # a text that is no file
        for text in lines:
            tell(text.rstrip("\n"))
        tell(None)
        return
    rest = b""
    while not ending.is_set():
        # Not a blocking read: Python cannot end while a thread is inside of one.
        ready, _, _ = select.select([handle], [], [], _LOOK_S)
        more = os.read(handle, _AT_ONCE) if ready else b""
        if not ready:
            continue
        if not more:
            break
        *whole, rest = (rest + more).split(b"\n")
        for line in whole:
            tell(line.decode("utf-8", "replace"))
    if rest:
        tell(rest.decode("utf-8", "replace"))
    tell(None)
