"""The whole benchmark: in one run what the disk gives, what charges cost, and how long looking takes.

Disks drift by a third within minutes. So everything is measured in short rounds, one after the other and
again and again, and every ratio compares what was measured side by side.
"""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import TYPE_CHECKING

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from pos.house.folder import create
from pos.venue import Venue
from terminal_ui.bench.charging import Baskets, charge_round
from terminal_ui.bench.disk import BareFile, SqliteRows
from terminal_ui.bench.growing import GUESTS, GrownHouse
from terminal_ui.bench.looking import bill_ms, takings_ms
from terminal_ui.bench.measured import Measured
from terminal_ui.bench.processes import TogetherMeasured, charge_together

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


ROUNDS = 8
BARE_COUNT = 800
ROW_COUNT = 500
CHARGE_COUNTS = {1: 600, 8: 2_400, 32: 4_800, 128: 6_400}
"""Callers → charges in a round."""


class Figures(Struct, frozen=True):
    """What ``bench --json`` prints: acts a second and milliseconds an act; ``rows`` charges were in the log.

    ``ratio`` of a number of callers is its ``per_s`` over that of ``bare``.
    """

    bare: dict[str, float]
    sqlite_row: dict[str, float]
    charge: dict[str, dict[str, float]]
    bill_ms: float
    takings_ms: float
    rows: int
    processes: TogetherMeasured | UnsetType = UNSET


def measure(folder: Path, rows: int, told: Callable[[str, int, int], None]) -> Figures:
    """Make a house in this empty folder, grow its log to so many charges, and measure.

    Raises NotCharged or NotGrown if anything was declined, OSError and LedgerError of the disk.
    """
    house = folder / "house"
    create(house, "cny")
    with closing(Venue.open(house, lasting=True)) as venue:
        grown = GrownHouse(venue)
        grown.grow(rows, lambda done, total: told("Filling the book", done, total))
        grown.let_in()
        bill, takings = bill_ms(house), takings_ms(house, grown.whole_day)
        disk, charges = _rounds(folder, venue, told)
    bare = disk["bare"]
    return Figures(
        bare=bare.as_dict(),
        sqlite_row=disk["sqlite_row"].as_dict(),
        charge={
            str(callers): measured.as_dict() | {"ratio": round(measured.per_s / bare.per_s, 3)}
            for callers, measured in charges.items()
        },
        bill_ms=bill,
        takings_ms=takings,
        rows=rows,
    )


def measure_together(folder: Path, figures: Figures, processes: int, rate: int) -> Figures:
    """The figures, and beside them those of several processes on the house that :func:`measure` made."""
    return replace(figures, processes=charge_together(folder / "house", processes, rate))


def _rounds(
    folder: Path, venue: Venue, told: Callable[[str, int, int], None]
) -> tuple[dict[str, Measured], dict[int, Measured]]:
    disk = {"bare": Measured(), "sqlite_row": Measured()}
    charges = {callers: Measured() for callers in CHARGE_COUNTS}
    baskets = Baskets(GUESTS)
    with closing(BareFile(folder)) as bare, closing(SqliteRows(folder)) as rows, asyncio.Runner() as runner:
        for number in range(ROUNDS):
            told("Measuring", number, ROUNDS)
            disk["sqlite_row"].add(*rows.round(ROW_COUNT))
            for callers, count in CHARGE_COUNTS.items():
                disk["bare"].add(*bare.round(BARE_COUNT // len(CHARGE_COUNTS)))
                operations = [baskets.next() for _ in range(count)]
                charges[callers].add(*runner.run(charge_round(venue, operations, callers)))
        told("Measuring", ROUNDS, ROUNDS)
    return disk, charges
