"""Everything that was handed to somebody and has no end yet (R33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pos.cashier.hanging import hanging

if TYPE_CHECKING:
    from pos.cashier.hanging import Hanging
    from pos.reports.reading import Reading


class HangingNow(Struct, frozen=True):
    """Tickets, payments and voucher checks that are open, each with ``since`` (ISO 8601) and words for people."""

    currency: str
    hanging: tuple[dict[str, object], ...]

    def as_dict(self) -> dict[str, object]:
        """As JSON prints it."""
        return {"currency": self.currency, "hanging": [*self.hanging]}


def hanging_of(reading: Reading) -> HangingNow:
    """What hangs now in the whole house."""
    with reading.snapshot():
        return HangingNow(reading.house.currency.code, tuple(_told(reading, one) for one in hanging(reading.query)))


def _told(reading: Reading, one: Hanging) -> dict[str, object]:
    return one.told(reading.house, reading.calendar.clock_words) | {"since": reading.wall(one.since_us)}
