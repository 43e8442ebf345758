"""What is known about a line when it is explained."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from pos.guests.standing import LineRow
from pos.house.model import House, TaxRate

Pause = tuple[str, int, int]
"""Reason, from and to (UTC µs); ``to`` is 0 while the clocks stand."""


class Written(Struct, frozen=True):
    """The entry that put a line on the bill: who did it, where and when, and what was asked.

    ``approver`` is the second person who approved it, or empty.
    """

    seq: int
    kind: str
    at_us: int
    station: str
    staff: str
    asked: dict[str, object]
    approver: str = ""

    @property
    def reason(self) -> str:
        """Why it was asked for, as it was typed; empty if nobody had to say."""
        return str(self.asked.get("reason", ""))


class VisitKnown(Struct, frozen=True):
    """A visit and the houses it was in. ``version`` and ``tariff`` are those of its check-in.

    ``houses`` gives a version of the venue file, ``newest`` is the one in force; ``pauses`` are when its clocks stood.
    """

    version: int
    newest: int
    houses: Callable[[int], House]
    tariff: str
    pauses: tuple[Pause, ...] = ()

    @property
    def house(self) -> House:
        """The house as it was at the check-in."""
        return self.houses(self.version)

    @property
    def house_now(self) -> House:
        """The house as it is."""
        return self.houses(self.newest)

    @property
    def versions(self) -> range:
        """Versions of the venue file that its lines may go by, oldest first."""
        return range(self.version, self.newest + 1)

    def tax_rate(self, code: str) -> TaxRate | None:
        """The rate of a line's tax, the newest of its name; None if the line has none."""
        for version in reversed(self.versions):
            rate = self.houses(version).tax.get(code)
            if rate is not None:
                return rate
        return None


class LineKnown(Struct, frozen=True):
    """One line to be explained.

    ``entry`` is None of what a checkout only quotes; the clocks stopped at ``row.at_us`` then. ``origin`` is the line
    as it was first charged, of one that came from another bill. ``disputed`` is R8's.
    """

    row: LineRow
    why: dict[str, int | str]
    visit: VisitKnown
    entry: Written | None = None
    origin: LineKnown | None = None
    disputed: bool = False
