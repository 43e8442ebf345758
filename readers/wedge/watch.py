"""The one thread that waits for all readers that type: the kernel keeps their keys, so none can hold up another."""

from __future__ import annotations

import os
import select
import time
from threading import Lock

from readers.contract import DriverState, Emit
from readers.events import ReaderDown, ReaderUp
from readers.settings import WedgeSettings
from readers.wedge.formats import read_format
from readers.wedge.keyboards import Keyboard, Keyboards
from readers.wedge.known import looks_like_a_reader
from readers.wedge.taps import Taps
from readers.wedge.typist import KeyboardLost, Typist

LOOK_S = 0.5
"""How often keyboards are looked for that came or went."""
UNPLUGGED = "The reader was unplugged."
QUIET = "These readers show nothing to the guest that Loopband could choose: only the screen answers."


class _Wedge:
    """A reader that is there."""

    def __init__(self, typist: Typist, taps: Taps) -> None:
        self.typist = typist
        self.taps = taps

    @property
    def due_at(self) -> float | None:
        due = [at for at in (self.typist.due_at, self.taps.due_at) if at is not None]
        return min(due, default=None)

    def do_what_is_due(self) -> None:
        typed = self.typist.rest()
        if typed is not None:
            self.taps.typed(typed)
        if self.taps.due_at is not None and self.taps.due_at <= time.monotonic():
            self.taps.leave()


class Watch:
    """One start of the driver to its stop; :meth:`run` is its thread."""

    def __init__(self, keyboards: Keyboards, settings: tuple[WedgeSettings, ...], emit: Emit) -> None:
        self._keyboards = keyboards
        self._settings = settings
        self._emit = emit
        self._wedges: dict[str, _Wedge] = {}
        self._woken, self._waker = os.pipe()
        self._look_at = 0.0
        self._new: list[str] = []
        self._lock = Lock()
        self._state = DriverState("starting")

    def end(self) -> None:
        """Let the thread end."""
        os.close(self._waker)

    def state(self) -> DriverState:
        """How it is, as of the last look."""
        with self._lock:
            return self._state

    def run(self) -> None:
        """Watch until the end."""
        while True:
            if self._look_at <= time.monotonic():
                self._look()
            handles = {wedge.typist.handle: path for path, wedge in self._wedges.items()}
            ready, _, _ = select.select([self._woken, *handles], [], [], self._wait_s())
            if self._woken in ready:
                break
            for handle in ready:
                self._read(handles[handle])
            for wedge in self._wedges.values():
                wedge.do_what_is_due()
        for wedge in self._wedges.values():
            wedge.typist.close()
        os.close(self._woken)

    def _wait_s(self) -> float:
        due = [wedge.due_at for wedge in self._wedges.values()]
        return max(0.0, min([self._look_at, *(at for at in due if at is not None)]) - time.monotonic())

    def _read(self, path: str) -> None:
        wedge = self._wedges[path]
        try:
            for typed in wedge.typist.read():
                wedge.taps.typed(typed)
        except KeyboardLost:
            self._lose(path)
            self._look_at = 0.0

    # --- coming and going -----------------------------------------------------------------------

    def _look(self) -> None:
        """Take keyboards that came, and let go those that left."""
        self._look_at = time.monotonic() + LOOK_S
        found = self._keyboards.found()
        for path in [path for path in self._wedges if path not in {keyboard.path for keyboard in found}]:
            self._lose(path)
        troubles = []
        missing = list(self._settings)
        unknown = []
        for keyboard in found:
            settings = next((each for each in self._settings if keyboard.is_called(each.keyboard)), None)
            if settings is None:
                unknown += [keyboard] if looks_like_a_reader(keyboard) else []
                continue
            missing = [each for each in missing if each is not settings]
            if keyboard.path not in self._wedges:
                troubles += self._take(keyboard, settings)
        troubles += [f"{each.reader or each.keyboard} is not plugged in." for each in missing]
        self._set_state(troubles, unknown)

    def _set_state(self, troubles: list[str], unknown: list[Keyboard]) -> None:
        hints = [
            f"{keyboard.name} ({keyboard.usb_id}) types like a keyboard. To use it, run `loopband readers learn`."
            for keyboard in unknown
        ]
        up = tuple(wedge.taps.reader for wedge in self._wedges.values())
        detail = " ".join([*troubles, *hints]) or (QUIET if up else "")
        with self._lock:
            self._state = DriverState("waiting" if troubles and not up else "ready", detail, up)
        # Whoever hears that a reader is up finds the state right.
        new, self._new = self._new, []
        for reader in new:
            self._emit(ReaderUp(reader=reader))

    def _take(self, keyboard: Keyboard, settings: WedgeSettings) -> list[str]:
        """Take a keyboard; what is wrong if it cannot be taken."""
        name = self._name_for(settings.reader or keyboard.name)
        try:
            typist = Typist(self._keyboards, keyboard)
        except OSError as refused:
            return [f"{name} cannot be taken: {_why(refused)}"]
        self._wedges[keyboard.path] = _Wedge(typist, Taps(name, read_format(settings.format), self._emit))
        self._new.append(name)
        return []

    def _lose(self, path: str) -> None:
        wedge = self._wedges.pop(path)
        wedge.typist.close()
        self._emit(ReaderDown(reader=wedge.taps.reader, detail=UNPLUGGED))

    def _name_for(self, wanted: str) -> str:
        """A name that no other reader has: with a number from the second on."""
        taken = {wedge.taps.reader for wedge in self._wedges.values()}
        names = [wanted, *(f"{wanted} {number}" for number in range(2, len(taken) + 3))]
        return next(name for name in names if name not in taken)


def _why(refused: OSError) -> str:
    if isinstance(refused, PermissionError):
        return "this user may not read it; add the user to the group input (hardware.md)."
    if isinstance(refused, FileNotFoundError):
        return "it was just unplugged."
    return f"another program has it, or the kernel refuses it ({refused.strerror})."
