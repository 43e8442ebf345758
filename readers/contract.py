"""What every driver promises. The hub and the conformance tests rely on exactly this.

A driver looks after all readers of its kind on this machine: it finds them, follows them coming and going,
and never lets one that is slow or dead hold up another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

from msgspec import Struct

from readers.events import Event

Emit = Callable[[Event], None]
"""Where a driver puts its events: from any thread, never blocks, never raises."""

Signal = Literal["ok", "refused", "wait"]
"""What a reader can show to the guest with its light and sound."""

Condition = Literal["stopped", "starting", "ready", "waiting"]
"""``waiting``: the driver runs, but what it needs is away (a service that was stopped); it goes on by itself."""


class DriverState(Struct, frozen=True):
    """How a driver is: its condition, words if something is missing, and the readers that are there now."""

    condition: Condition
    detail: str = ""
    readers: tuple[str, ...] = ()


class Driver(Protocol):
    """All readers of one kind.

    The events of one reader come in the order in which things happened: up, then taps, each followed by its
    gone, then down. Names of readers are unique on the machine.
    """

    @property
    def name(self) -> str:
        """The kind of reader, as in ``loopband readers``: ``pcsc``, ``mock``."""
        ...

    def start(self, emit: Emit) -> None:
        """Begin to emit; returns at once, readers come as :class:`~readers.events.ReaderUp`.

        Raises :class:`~readers.errors.ReaderUnavailable` if this machine lacks what the driver needs.
        What is merely away for now raises nothing: the driver waits for it.
        """
        ...

    def stop(self) -> None:
        """End all threads and give everything back; afterwards nothing is emitted. It can be started again."""
        ...

    def signal(self, reader: str, signal: Signal) -> None:
        """Show the guest something, as well as this reader can. Never blocks, never raises, may do nothing."""
        ...

    def state(self) -> DriverState:
        """How the driver is right now; may be asked from any thread."""
        ...
