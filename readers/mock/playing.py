"""Playing taps through mock readers: a script or a day made up from a seed, at any speed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable

from readers.mock.driver import MockReaders
from readers.mock.timed import TimedTap

Settled = Callable[[], Awaitable[None]]
"""Returns when everything that followed from the last tap is done; :meth:`readers.hub.Hub.settled` is one."""


class Pace:
    """Turns played time into waiting: ``speed`` 1 is real time, 60 a minute a second, None as fast as it goes.

    Several players may share one pace. Played time runs from the first instant that is waited for.
    """

    def __init__(self, speed: float | None) -> None:
        """Raises ValueError if ``speed`` is not above 0."""
        if speed is not None and speed <= 0:
            raise ValueError("the speed must be above 0")
        self._speed = speed
        self._began: tuple[int, float] | None = None

    async def until(self, at_us: int) -> None:
        """Wait until the played time is ``at_us`` (UTC µs); returns at once if it is past."""
        if self._speed is None:
            return
        if self._began is None:
            self._began = at_us, time.monotonic()
        first_us, began_s = self._began
        due_s = began_s + (at_us - first_us) / 1e6 / self._speed
        # Also a wait of nothing lets the screen draw.
        await asyncio.sleep(max(0.0, due_s - time.monotonic()))


async def play(mock: MockReaders, taps: Iterable[TimedTap], pace: Pace, settled: Settled) -> int:
    """Play taps, which come in the order of their times, and return how many there were.

    Events carry the played time. Bands are lifted when their time is over, or when the next one comes to the same
    reader. After each tap ``settled`` is awaited, so that the next one finds its consequences done, and the order
    of things is the same at every speed.
    """
    held: dict[str, int] = {}
    count = 0
    for tap in taps:
        await _lift(mock, held, tap.at_us, pace)
        await pace.until(tap.at_us)
        mock.tap(tap.uid, tap.reader, at_us=tap.at_us)
        held[tap.reader] = tap.at_us + tap.hold_us
        count += 1
        await settled()
    while held:
        await _lift(mock, held, max(held.values()), pace)
    await settled()
    return count


async def _lift(mock: MockReaders, held: dict[str, int], now_us: int, pace: Pace) -> None:
    """Lift what is due by ``now_us``, earliest first; ``held`` is reader → when its band goes."""
    for at_us, reader in sorted((at_us, reader) for reader, at_us in held.items() if at_us <= now_us):
        await pace.until(at_us)
        mock.lift(reader, at_us=at_us)
        del held[reader]
