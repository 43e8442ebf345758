"""Taps and typed lines as one stream, in the order in which they came."""

from __future__ import annotations

import asyncio
from threading import Event as Flag
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple, Self, TextIO

import click

from readers.hub import Hub
from readers.record.coming import lines_as_they_come
from readers.record.replay import Replay

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence

    from readers.contract import Driver, Examination, Signal
    from readers.events import Event
    from readers.wedge.keyboards import Keyboard

    Typing = Callable[[Callable[[], bool]], Iterable[tuple[Keyboard, str]]]
    """What readers type that are not set up yet, until it is over; runs in a thread. May raise OSError."""

_LOOK_S = 0.1
_STOP_S = 1.0


class KeyboardTyped(NamedTuple):
    """A reader that is not set up yet typed this, all at once."""

    keyboard: Keyboard
    text: str


class Hearing:
    """These drivers' readers, the lines of an input, and readers that type; an asynchronous context manager.

    It ends with the input; while a recording is played, with the recording.
    """

    def __init__(
        self,
        drivers: Sequence[Driver],
        *,
        examine: Examination | None = None,
        lines: TextIO | None = None,
        typing: Typing | None = None,
    ) -> None:
        """``examine`` is the closer look at every band; without ``lines`` nothing is read that is typed."""
        self.hub = Hub(drivers, examine=examine)
        self._recordings = [driver for driver in drivers if isinstance(driver, Replay)]
        self._lines = lines
        self._typing = typing
        self._heard: asyncio.Queue[Event | str | KeyboardTyped | OSError | None] = asyncio.Queue()
        self._ending = Flag()
        self._tasks: list[asyncio.Task[None]] = []
        self._threads: list[Thread] = []

    async def __aenter__(self) -> Self:
        await self.hub.__aenter__()
        for words in self.hub.unavailable.values():
            click.echo(words, err=True)
        loop = asyncio.get_running_loop()

        def tell(heard: str | KeyboardTyped | OSError | None) -> None:
            if not self._ending.is_set():
                loop.call_soon_threadsafe(self._come, heard)

        if self._lines is not None:
            self._begin("lines", _read_lines, self._lines, tell)
        if self._typing is not None:
            self._begin("typing", _read_typing, self._typing, tell)
        self._tasks = [asyncio.create_task(self._listen())]
        if self._recordings:
            self._tasks.append(asyncio.create_task(self._play()))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._ending.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for thread in self._threads:
            await asyncio.to_thread(thread.join, _STOP_S)
        await self.hub.__aexit__()

    async def heard(self) -> AsyncIterator[Event | str | KeyboardTyped]:
        """Everything readers tell, and every line without its end. Raises OSError if a keyboard cannot be taken."""
        while (heard := await self._heard.get()) is not None:
            if isinstance(heard, OSError):
                raise heard
            yield heard

    def signal(self, reader: str, signal: Signal) -> None:
        """Show the guest at this reader something; nothing happens if it is no reader."""
        self.hub.signal(reader, signal)

    def _begin(self, name: str, read: Callable[..., None], *values: object) -> None:
        # A daemon, because a line that never comes must not keep the program from ending.
        thread = Thread(target=read, args=(*values, self._ending), name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _come(self, heard: str | KeyboardTyped | OSError | None) -> None:
        if heard is not None or not self._recordings:
            self._heard.put_nowait(heard)

    async def _listen(self) -> None:
        async for event in self.hub.events():
            self._heard.put_nowait(event)

    async def _play(self) -> None:
        for recording in self._recordings:
            while not await asyncio.to_thread(recording.wait, _LOOK_S):
                pass
        await self.hub.settled()
        self._heard.put_nowait(None)


def _read_typing(typing: Typing, tell: Callable[[KeyboardTyped | OSError | None], None], ending: Flag) -> None:
    """Hear what is typed until nobody wants more; its end is the end of all."""
    try:
        for keyboard, text in typing(ending.is_set):
            tell(KeyboardTyped(keyboard, text))
    except OSError as refused:
        tell(refused)
    tell(None)


def _read_lines(lines: TextIO, tell: Callable[[str | None], None], ending: Flag) -> None:
    """Read to the end, or until nobody wants more; None is the end."""
    try:
        handle = lines.fileno()
    except (OSError, ValueError):  # a text that is no file
        for text in lines:
            tell(text.rstrip("\n"))
        tell(None)
        return
    for line in lines_as_they_come(handle, ending):
        tell(line.rstrip(b"\n").decode("utf-8", "replace"))
    tell(None)
