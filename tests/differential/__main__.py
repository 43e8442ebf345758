"""``python -m tests.differential --visits 100000``: the second implementation of the bill against the house."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from tests.differential.playing import HOUSES, Tally, play

VISITS_A_HOUSE = 2_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, tell how far it is, and what disagreed; 1 if anything did."""
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--visits", type=int, default=100_000, help="how many guests in all")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same guests")
    parser.add_argument("--processes", type=int, default=2, help="how many at the same time")
    parser.add_argument("--house", choices=HOUSES, action="append", help="only this one; may be repeated")
    told = parser.parse_args(arguments)
    houses = told.house or HOUSES
    count = -(-told.visits // VISITS_A_HOUSE)
    names = [houses[place % len(houses)] for place in range(count)]
    seeds = [told.seed * 1_000 + place for place in range(count)]
    visits = [min(VISITS_A_HOUSE, told.visits - place * VISITS_A_HOUSE) for place in range(count)]
    tally, begin = Tally(), time.monotonic()
    with ProcessPoolExecutor(told.processes) as processes:
        for one in processes.map(play, names, seeds, visits):
            tally.add(one)
            for wrong in one.disagreements:
                print(wrong, end="\n\n", flush=True)  # noqa: T201 - this is a command
            report(tally, told.visits, time.monotonic() - begin)
    print(f"{tally.visits} visits, {tally.operations} operations ({tally.declined} declined), {tally.lines} lines, "  # noqa: T201
          f"{tally.receipts} receipts: {len(tally.disagreements)} disagreements")  # fmt: skip
    return 1 if tally.disagreements else 0


def report(tally: Tally, visits: int, seconds: float) -> None:
    """One line of how far it is."""
    sys.stderr.write(
        f"\r{tally.visits}/{visits} visits, {len(tally.disagreements)} disagreements, "
        f"{seconds:.0f} s, {seconds / max(1, tally.visits) * max(0, visits - tally.visits):.0f} s to go   "
    )
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
