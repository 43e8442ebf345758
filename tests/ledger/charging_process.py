"""A till as a process of its own: charges one band until it is stopped, and notes what was acknowledged.

Run as ``python -m tests.ledger.charging_process FOLDER BAND FILE SECONDS``.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from pos.ids import new_id
from pos.operations import Charge, Wanted
from pos.venue import Venue

QUANTITIES = 90


def main(folder: Path, band: str, acknowledged: Path, seconds: float) -> None:
    """Each id is noted only after the venue answered, in one write that a kill cannot tear."""
    venue = Venue.open(folder)
    notes = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    end = time.monotonic() + seconds
    # Another quantity each time: the same basket within three seconds would be one charge (R21).
    quantity = time.monotonic_ns() % QUANTITIES
    while time.monotonic() < end:
        quantity = quantity % QUANTITIES + 1
        asked = Charge(
            id=new_id(time.time_ns() // 1000), band=band, items=(Wanted("body-scrub", quantity),), station="bar"
        )
        outcome = venue.perform(asked)
        if outcome.ok and not outcome.repeated:
            os.write(notes, f"{asked.id} {outcome.entry} {quantity}\n".encode())
        elif not outcome.ok:
            raise SystemExit(f"not charged: {outcome}")
    venue.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), float(sys.argv[4]))
