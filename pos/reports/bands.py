"""All bands of the house, with their states (R2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

if TYPE_CHECKING:
    from collections.abc import Collection

    from pos.reports.reading import Reading

STATES = ("available", "in_use", "wash", "lost", "defect", "stock", "retired")
"""Every state a band can be in, the usual ones first."""


class BandLine(Struct, frozen=True):
    """A band: printed number, chip, zone (empty: any), state, and the visit that wears it (0 = nobody)."""

    number: str
    uid: str
    zone: str
    state: str
    visit: int


class Bands(Struct, frozen=True):
    """The bands that were asked for, by their numbers, and how many of all are in which state."""

    bands: tuple[BandLine, ...]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many bands the house has in all, retired ones too."""
        return sum(self.counts.values())

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def bands_of(reading: Reading, states: Collection[str] = STATES) -> Bands:
    """The bands that are in one of these states."""
    with reading.snapshot():
        rows = reading.query("SELECT number, uid, zone, state, visit FROM band ORDER BY length(number), number")
        counted = reading.query("SELECT state, count(*) FROM band GROUP BY state")
    counts = {str(state): int(str(count)) for state, count in counted}
    lines = (BandLine(str(n), str(u), str(z), str(s), int(str(v))) for n, u, z, s, v in rows)
    return Bands(
        tuple(line for line in lines if line.state in states), {state: counts.get(state, 0) for state in STATES}
    )


def owner_of(reading: Reading, uid: str) -> tuple[str, str] | None:
    """Number and state of the band with this chip, or None."""
    rows = reading.query("SELECT number, state FROM band WHERE uid = ?", uid)
    return (str(rows[0][0]), str(rows[0][1])) if rows else None


def state_of(reading: Reading, number: str) -> str | None:
    """The state of the band with this printed number, or None."""
    rows = reading.query("SELECT state FROM band WHERE number = ?", number)
    return str(rows[0][0]) if rows else None
