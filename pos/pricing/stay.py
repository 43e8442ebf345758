"""How long somebody was here, as far as it counts (R44, R45)."""

from __future__ import annotations

from msgspec import Struct

from pos.pricing.wall import MINUTE_US


class Stay(Struct, frozen=True):
    """From when to when, with the times at which the clocks stood (R44). Instants in UTC µs.

    Pauses may overlap, reach over either end, or come in any order. Elapsed time counts, so the night of
    a clock change has an hour more or less (R45).
    """

    in_us: int
    out_us: int
    pauses: tuple[tuple[int, int], ...] = ()
    restart_us: int = 0
    """When the guest paid and stayed, so that hours are counted anew (R10); 0 if never."""

    def elapsed_before_restart_us(self) -> int:
        """How much of what counts lies before the restart, in µs."""
        return self.overlap_us(self.in_us, self.restart_us)

    def intervals(self) -> tuple[tuple[int, int], ...]:
        """What counts: the stay without the pauses, in order, as ``[from, to)`` in UTC µs."""
        counted: list[tuple[int, int]] = []
        begin = self.in_us
        for pause_from, pause_to in sorted(self.pauses):
            if pause_to <= begin or pause_to <= pause_from:
                continue
            if pause_from >= self.out_us:
                break
            if pause_from > begin:
                counted.append((begin, pause_from))
            begin = pause_to
        if begin < self.out_us:
            counted.append((begin, self.out_us))
        return tuple(counted)

    def elapsed_us(self) -> int:
        """How much of it counts, in µs; never negative, also if the clock went back."""
        return sum(end - begin for begin, end in self.intervals())

    def minutes(self) -> int:
        """How much of it counts, in whole minutes that have passed."""
        return self.elapsed_us() // MINUTE_US

    def overlap_us(self, from_us: int, to_us: int) -> int:
        """How much of what counts lies in ``[from_us, to_us)``, in µs."""
        return sum(max(0, min(end, to_us) - max(begin, from_us)) for begin, end in self.intervals())
