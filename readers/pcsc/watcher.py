"""One thread that watches all readers of the machine and survives its service: it never speaks to a chip."""

from __future__ import annotations

import sys
import time
from threading import Event, Lock, Thread
from typing import Protocol

from readers.pcsc import codes
from readers.pcsc.presence import changes, is_for_bands, known
from readers.pcsc.scard import Scard, ScardError

LOOK_MS = 500
"""How often the list of readers is looked at even if nothing changes."""
BACKOFF_FIRST_S = 0.05
BACKOFF_MAX_S = 0.5
"""How long to wait before the next try while the service is away; it doubles from the first to the last."""

_AWAY = {
    codes.NO_SERVICE: (
        "The service for PC/SC readers does not run: start it with `systemctl start pcscd`, "
        "or install it with `apt-get install pcscd`."
    ),
    codes.NOT_ALLOWED: (
        "The service for PC/SC readers does not let this user in: it needs a polkit rule, see hardware.md."
    ),
}


class Watched(Protocol):
    """Who is told. Called in the watcher's thread; must return at once."""

    def readers_are(self, came: list[str], left: list[str]) -> None:
        """The service answers; these readers are new, and these are no longer there. Also told if none changed."""
        ...

    def service_away(self, detail: str) -> None:
        """The service does not answer, or no more; all readers are gone with it."""
        ...

    def band_came(self, reader: str, atr: bytes) -> None:
        """A band lies on a reader."""
        ...

    def band_came_mute(self, reader: str) -> None:
        """Something lies on a reader and does not answer."""
        ...

    def band_left(self, reader: str) -> None:
        """A reader is empty again."""
        ...

    def looked(self) -> None:
        """Once for each look round, at the latest every :data:`LOOK_MS`."""
        ...


class Watcher:
    """Watches from :meth:`start` to :meth:`stop`."""

    def __init__(self, scard: Scard, told: Watched) -> None:
        self._scard = scard
        self._told = told
        self._ending = Event()
        self._lock = Lock()
        self._context: int | None = None
        self._states: dict[str, int] = {}
        self._thread = Thread(target=self._run, name="readers", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """End the thread, and tell nothing more."""
        self._ending.set()
        with self._lock:
            if self._context is not None:
                self._scard.cancel(self._context)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        pause_s = BACKOFF_FIRST_S
        while not self._ending.is_set():
            try:
                context = self._scard.establish()
            except ScardError as error:
                self._away(error)
                self._ending.wait(pause_s)
                pause_s = min(pause_s * 2, BACKOFF_MAX_S)
                continue
            with self._lock:
                self._context = context
            try:
                self._follow(context)
            except ScardError as error:
                self._away(error)
                self._ending.wait(BACKOFF_FIRST_S)
            else:
                pause_s = BACKOFF_FIRST_S
            with self._lock:
                self._context = None
            self._scard.release(context)

    def _away(self, error: ScardError) -> None:
        detail = _AWAY.get(error.code, f"The service for PC/SC readers went away: {error}.")
        self._states.clear()
        self._told.service_away(detail)

    def _follow(self, context: int) -> None:
        """Watch until the end. Raises ScardError when the service goes away."""
        plugs: dict[str, int] = {}
        look_at = 0.0
        while not self._ending.is_set():
            # Bands come and go far more often than readers: the list is not asked for each time.
            if time.monotonic() >= look_at:
                look_at = time.monotonic() + LOOK_MS / 1000
                self._look(context, plugs)
            try:
                seen = self._scard.wait(context, LOOK_MS, self._states | plugs)
            except ScardError as error:
                if error.code != codes.UNKNOWN_READER:
                    raise
                # A reader went between the list and the look; the next list lacks it.
                self._ending.wait(BACKOFF_FIRST_S)
                look_at = 0.0
                continue
            for reader, state, atr in seen:
                if reader in plugs:
                    plugs[reader] = known(state)
                    look_at = 0.0
                else:
                    self._changed(reader, state, atr)
                    look_at = 0.0 if state & codes.AWAY else look_at

    def _look(self, context: int, plugs: dict[str, int]) -> None:
        """Compare the list of readers with the known ones, and watch the plugs if there is room."""
        self._compare([reader for reader in self._scard.readers(context) if is_for_bands(reader)])
        if len(self._states) >= codes.READERS_MAX or sys.platform == "darwin":
            plugs.clear()
        else:
            plugs.setdefault(codes.PLUG_WATCH, len(self._states) << codes.COUNTER_SHIFT)
        self._told.looked()

    def _compare(self, there: list[str]) -> None:
        left = [reader for reader in self._states if reader not in there]
        came = [reader for reader in there if reader not in self._states]
        for reader in left:
            del self._states[reader]
        self._states.update(dict.fromkeys(came, codes.UNAWARE))
        self._told.readers_are(came, left)

    def _changed(self, reader: str, state: int, atr: bytes) -> None:
        for change in changes(self._states[reader], state):
            if change == "left":
                self._told.band_left(reader)
            elif change == "came":
                self._told.band_came(reader, atr)
            else:
                self._told.band_came_mute(reader)
        self._states[reader] = known(state)
