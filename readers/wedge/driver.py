"""All readers that type like a keyboard, as one driver."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Thread

from readers.contract import Driver, DriverState, Emit, ReaderFacts, Signal
from readers.settings import WedgeSettings
from readers.wedge.keyboards import Keyboards
from readers.wedge.watch import Watch

STOP_S = 3.0


class WedgeDriver(Driver):
    """The readers of the settings, each its keyboard, taken for us alone.

    Such a reader tells numbers only: no band's going, no chip. It also is :class:`readers.contract.Describing`.
    A keyboard that looks like a reader and is in no settings is pointed out by :meth:`state`, and left alone.
    """

    name = "wedge"

    def __init__(self, settings: Sequence[WedgeSettings] = (), *, keyboards: Keyboards | None = None) -> None:
        """``keyboards`` are those of this machine if nothing else is given."""
        self._settings = tuple(settings)
        self._keyboards = keyboards or Keyboards()
        self._thread: Thread | None = None
        self._watch: Watch | None = None

    def start(self, emit: Emit) -> None:
        """Begin to look for the keyboards of the settings, and to read them."""
        self._watch = Watch(self._keyboards, self._settings, emit)
        self._thread = Thread(target=self._watch.run, name="readers wedge", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and give all keyboards back; afterwards nothing is emitted."""
        watch, thread = self._watch, self._thread
        if watch is not None and thread is not None:
            watch.end()
            thread.join(STOP_S)
            self._watch = self._thread = None

    def signal(self, reader: str, signal: Signal) -> None:
        """Nothing: such a reader beeps by itself, before anybody decided."""

    def state(self) -> DriverState:
        """Ready if any reader is there or none is wanted; ``waiting`` says for which."""
        watch = self._watch
        return DriverState("stopped") if watch is None else watch.state()

    def facts(self, reader: str) -> ReaderFacts:
        """That it notices nobody's leaving."""
        watch = self._watch
        is_there = watch is not None and reader in watch.state().readers
        return ReaderFacts(leaving=False) if is_there else ReaderFacts()
