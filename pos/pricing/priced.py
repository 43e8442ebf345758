"""A price that was worked out, with the reason."""

from __future__ import annotations

from msgspec import Struct


class Priced(Struct, frozen=True):
    """One line for a bill, priced by a tariff. Money in minor units.

    ``quantity`` × ``unit_minor`` is the list price, ``due_minor`` what is to be paid: less where a cap
    holds or something is free. ``why`` are the numbers it came from, for the log and for whoever asks.
    """

    tariff: str
    quantity: int
    unit_minor: int
    due_minor: int
    why: dict[str, int | str]
