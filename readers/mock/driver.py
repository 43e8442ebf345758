"""Mock readers: bands are tapped from code, for tests, for demonstrations and from keys of a screen."""

from __future__ import annotations

from collections.abc import Iterable
from threading import RLock

from readers.contract import Driver, DriverState, Emit, Signal
from readers.events import (
    Doubt,
    Event,
    Failed,
    Gone,
    ReaderDown,
    ReaderUp,
    Tap,
    Trouble,
    is_random_uid,
    steady_us,
    wall_us,
)

TECHNOLOGY = "mock"
SIGNALS_MAX = 10_000
"""How many signals are remembered; the oldest go first."""


class MockReaders(Driver):
    """Any number of readers, by name; a name that is new is plugged in by its first tap.

    ``signals``
        What readers were told to show, oldest first: (reader, signal).

    Everything may be called from any thread. ``at_us`` moves an event to another time (a played day); then it is
    also the reader's steady clock.
    """

    name = "mock"

    def __init__(self, readers: Iterable[str] = ("mock",)) -> None:
        """``readers`` are there from the start."""
        self.signals: list[tuple[str, Signal]] = []
        self._lock = RLock()
        self._emit: Emit | None = None
        self._bands: dict[str, str] = dict.fromkeys(readers, "")

    def start(self, emit: Emit) -> None:
        """Begin to emit; every reader comes up."""
        with self._lock:
            self._emit = emit
            for reader in self._bands:
                self._tell(ReaderUp(reader=reader))

    def stop(self) -> None:
        """Emit nothing more. Bands are taken off, the readers stay for the next start."""
        with self._lock:
            self._emit = None
            self._bands = dict.fromkeys(self._bands, "")

    def signal(self, reader: str, signal: Signal) -> None:
        """Remember what was shown."""
        with self._lock:
            self.signals.append((reader, signal))
            del self.signals[:-SIGNALS_MAX]

    def state(self) -> DriverState:
        """Ready while started."""
        with self._lock:
            if self._emit is None:
                return DriverState("stopped")
            return DriverState("ready", readers=tuple(self._bands))

    # --- what a hand does -----------------------------------------------------------------------

    def tap(self, uid: str, reader: str = "mock", *, at_us: int | None = None, doubt: Doubt = "") -> None:
        """Lay a band (hex, any case) on a reader; it stays there until it is lifted or another one comes.

        ``doubt`` makes it one that owes its proof: ``wrong`` is a copy.

        Raises ValueError if ``uid`` is no hex number.
        """
        chip = bytes.fromhex(uid)
        with self._lock:
            self.plug(reader, at_us=at_us)
            self.lift(reader, at_us=at_us)
            number = chip.hex().upper()
            self._bands[reader] = number
            when_us, steady = _stamps(at_us)
            self._tell(
                Tap(
                    reader=reader,
                    uid=number,
                    technology=TECHNOLOGY,
                    doubt=doubt,
                    random_uid=is_random_uid(chip),
                    at_us=when_us,
                    monotonic_us=steady,
                ),
            )

    def lift(self, reader: str = "mock", *, at_us: int | None = None) -> None:
        """Take the band off; nothing happens if there is none."""
        with self._lock:
            uid = self._bands.get(reader, "")
            if uid:
                self._bands[reader] = ""
                when_us, steady = _stamps(at_us)
                self._tell(Gone(reader=reader, uid=uid, at_us=when_us, monotonic_us=steady))

    def touch(self, uid: str, reader: str = "mock", *, at_us: int | None = None) -> None:
        """Lay a band on a reader and take it off at once, as a key of a screen does.

        Raises ValueError if ``uid`` is no hex number.
        """
        with self._lock:
            self.tap(uid, reader, at_us=at_us)
            self.lift(reader, at_us=at_us)

    # --- what goes wrong ------------------------------------------------------------------------

    def fail(
        self, reader: str = "mock", trouble: Trouble = "unreadable", detail: str = "It could not be read."
    ) -> None:
        """A band comes that cannot be read."""
        with self._lock:
            self.plug(reader)
            self._tell(Failed(reader=reader, trouble=trouble, detail=detail))

    def unplug(self, reader: str = "mock") -> None:
        """Pull the reader's plug; nothing happens if it is not there. What lies on it goes without a word."""
        with self._lock:
            if self._bands.pop(reader, None) is not None:
                self._tell(ReaderDown(reader=reader, detail="The reader was unplugged."))

    def plug(self, reader: str = "mock", *, at_us: int | None = None) -> None:
        """Plug a reader in; nothing happens if it is there."""
        with self._lock:
            if reader not in self._bands:
                self._bands[reader] = ""
                when_us, steady = _stamps(at_us)
                self._tell(ReaderUp(reader=reader, at_us=when_us, monotonic_us=steady))

    def _tell(self, event: Event) -> None:
        if self._emit is not None:
            self._emit(event)


def _stamps(at_us: int | None) -> tuple[int, int]:
    """Wall clock and steady clock of an event: now, or the played time for both."""
    return (wall_us(), steady_us()) if at_us is None else (at_us, at_us)
