"""What was measured of one way to write: how often a second, and how long one took."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NS_PER_S = 1_000_000_000
NS_PER_MS = 1_000_000


class Measured:
    """Durations of single acts, gathered over several rounds, and the time the rounds took."""

    def __init__(self) -> None:
        self._took_ns: list[int] = []
        self._elapsed_ns = 0

    def add(self, took_ns: Sequence[int], elapsed_ns: int) -> None:
        """One more round: how long each act took, and how long the whole round."""
        self._took_ns += took_ns
        self._elapsed_ns += elapsed_ns

    @property
    def per_s(self) -> float:
        """Acts a second. Raises ZeroDivisionError before the first round."""
        return len(self._took_ns) * NS_PER_S / self._elapsed_ns

    def as_dict(self) -> dict[str, float]:
        """``per_s``, ``p50_ms``, ``p99_ms``."""
        in_order = sorted(self._took_ns)
        return {
            "per_s": round(self.per_s, 1),
            "p50_ms": milliseconds(percentile(in_order, 50)),
            "p99_ms": milliseconds(percentile(in_order, 99)),
        }


def percentile(in_order: Sequence[int], percent: int) -> int:
    """The smallest value that so many percent of the values do not exceed. Raises IndexError if there is none."""
    return in_order[max(0, -(-len(in_order) * percent // 100) - 1)]


def milliseconds(ns: int) -> float:
    """Nanoseconds as milliseconds, to a tenth of a microsecond."""
    return round(ns / NS_PER_MS, 4)
