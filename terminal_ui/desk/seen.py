"""What a desk sees of the house: values made from its tables, ready to be laid out. Amounts are minor units."""

from __future__ import annotations

from typing import NamedTuple


class LineSeen(NamedTuple):
    """A line of a bill. ``clock`` is the local time of its tap, empty for what the checkout would add."""

    clock: str
    item: str
    quantity: int
    due_minor: int
    mark: str
    where: str
    """Station and person."""


class BillSeen(NamedTuple):
    """The bill of one band. ``about`` says who wears it, in words."""

    band: str
    about: str
    lines: tuple[LineSeen, ...]
    due_minor: int
    paid_minor: int


class HouseCounts(NamedTuple):
    """The house in a few numbers. ``free`` are free lockers by zone."""

    inside: int
    checkout: int
    free: dict[str, int]
    rooms: int
    due_minor: int
