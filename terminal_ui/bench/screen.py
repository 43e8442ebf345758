"""How fast the front desk's screen is in a real terminal while the house is busy, and what it costs to have it open."""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing, contextmanager
from random import Random
from threading import Event, Thread
from typing import TYPE_CHECKING

from msgspec import Struct

from pos.house.folder import create
from pos.venue import Venue
from terminal_ui.bench.charging import Baskets, must_be_charged
from terminal_ui.bench.growing import GUESTS, GrownHouse
from terminal_ui.bench.measured import Measured
from terminal_ui.bench.terminal import ROWS, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TAPS_PER_S = 20
KEYS = 400
"""So many keys are pressed: a digit, Backspace, a digit …"""
SECONDS = 10.0
"""How long the idle screen is watched, and the busy one."""
SETTLES_S = 2.0
_OPENS_WITHIN_S = 60.0
_PAINTS_WITHIN_S = 10.0
_ENTRY_ROW = ROWS - 2
_BACKSPACE = "\x7f"


class ScreenFigures(Struct, frozen=True):
    """What ``bench --screen --json`` prints.

    ``key_ms`` is the time from a key to its paint with ``taps_per_s`` charges a second coming in, ``rows`` charges in
    the book, and a board of ``lockers``. The processor time of the open screen is in percent of a core, and so is
    ``load``: the system's mean number of running programs in the minute before, times a hundred.
    """

    rows: int
    lockers: int
    taps_per_s: int
    keys: int
    key_ms: dict[str, float]
    idle_percent: float
    busy_percent: float
    load: float


def measure_screen(folder: Path, rows: int, told: Callable[[str, int, int], None]) -> ScreenFigures:
    """Make a house in this empty folder, open its front desk in a terminal, and measure.

    Raises NotPainted if the desk does not show what is typed, NotCharged or NotGrown if anything was declined.
    """
    house = folder / "house"
    create(house, "cny")
    with closing(Venue.open(house, lasting=True)) as venue:
        grown = GrownHouse(venue)
        grown.grow(rows, lambda done, total: told("Filling the book", done, total))
        grown.let_in()
        lockers = sum(station.kind == "locker" for station in venue.house.stations.values())
    command = [sys.executable, "-m", "terminal_ui", "desk", "--house", str(house), "--staff", "amy"]
    with Terminal(command, _environment(folder)) as terminal:
        terminal.see(lambda shown: "amy" in shown.row(0), _OPENS_WITHIN_S)
        terminal.watch(SETTLES_S)
        told("Measuring", 0, 3)
        idle = _cpu_percent(terminal)
        with _taps(house):
            told("Measuring", 1, 3)
            terminal.watch(SETTLES_S)
            busy = _cpu_percent(terminal)
            told("Measuring", 2, 3)
            keys = _keys(terminal)
        told("Measuring", 3, 3)
    return ScreenFigures(
        rows=rows,
        lockers=lockers,
        taps_per_s=TAPS_PER_S,
        keys=KEYS,
        key_ms={name: value for name, value in keys.as_dict().items() if name != "per_s"},
        idle_percent=idle,
        busy_percent=busy,
        load=round(os.getloadavg()[0] * 100),
    )


def _environment(folder: Path) -> dict[str, str]:
    """A plain terminal, and no settings of this computer."""
    own = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(folder)}
    others = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}}
    return others | own


def _cpu_percent(terminal: Terminal) -> float:
    before_s, began_s = terminal.cpu_s, time.monotonic()
    terminal.watch(SECONDS)
    return round(100 * (terminal.cpu_s - before_s) / (time.monotonic() - began_s), 2)


def _keys(terminal: Terminal) -> Measured:
    """From each key to its paint."""
    dice = Random(7)  # noqa: S311 - moments of a benchmark are no secret
    took_ns: list[int] = []
    began_ns = time.perf_counter_ns()
    for number in range(KEYS):
        terminal.watch(dice.uniform(0.03, 0.08))
        key, typed = ("7", "> 7") if number % 2 == 0 else (_BACKSPACE, ">")
        one_ns = time.perf_counter_ns()
        terminal.key(key)
        terminal.see(lambda shown, typed=typed: shown.row(_ENTRY_ROW).endswith(typed), _PAINTS_WITHIN_S)  # type: ignore[misc]
        took_ns.append(time.perf_counter_ns() - one_ns)
    measured = Measured()
    measured.add(took_ns, time.perf_counter_ns() - began_ns)
    return measured


@contextmanager
def _taps(house: Path) -> Iterator[None]:
    """Meanwhile counters charge, so many times a second. Raises at the end what they could not."""
    over, failed = Event(), list[Exception]()

    def charge() -> None:
        try:
            with closing(Venue.open(house)) as venue:
                baskets = Baskets(GUESTS)
                next_s = time.monotonic()
                while not over.wait(max(0.0, next_s - time.monotonic())):
                    must_be_charged(venue.perform(baskets.next()))
                    next_s += 1 / TAPS_PER_S
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            failed.append(error)

    charging = Thread(target=charge, name="taps")
    charging.start()
    try:
        yield
    finally:
        over.set()
        charging.join()
    if failed:
        raise failed[0]
