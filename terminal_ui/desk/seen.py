"""What a desk sees of the house: values made from its tables, ready to be laid out. Amounts are minor units."""

from __future__ import annotations

from typing import NamedTuple


class BandSeen(NamedTuple):
    """A band as the tables show it. ``lost_by`` is the visit of a guest inside who lost it and has no other yet."""

    number: str
    state: str
    zone: str
    visit: int
    visit_state: str
    lost_by: int = 0


class LineSeen(NamedTuple):
    """A line of a bill. ``clock`` is the local time of its tap, empty for what the checkout would add."""

    clock: str
    item: str
    quantity: int
    due_minor: int
    mark: str
    where: str
    """Station and person."""
    line: int = 0
    """Its number; 0 of what is only quoted."""
    of: int = 0
    """The line that this one is about, or 0."""
    disputed: bool = False


class BillSeen(NamedTuple):
    """The bill of one band. ``about`` says who wears it, in words."""

    band: str
    about: str
    lines: tuple[LineSeen, ...]
    due_minor: int
    paid_minor: int
    visit: int = 0
    state: str = ""
    """Of the visit."""
    party: tuple[str, ...] = ()
    """The other bands of the party that are inside."""
    held_minor: int = 0
    """What the house holds for this guest as a deposit."""
    limit_minor: int = 0
    outlets: tuple[str, ...] = ()
    """Where something of it was sold."""
    package: bool = False
    """Whether a package is on the bill."""
    frozen: bool = False


class HouseCounts(NamedTuple):
    """The house in a few numbers. ``free`` are free lockers by zone."""

    inside: int
    checkout: int
    free: dict[str, int]
    rooms: int
    due_minor: int


class WaitingSeen(NamedTuple):
    """A guest whose checkout was begun and not finished: the clocks stand since ``since_us``."""

    band: str
    about: str
    since_us: int
    due_minor: int


class GuestSeen(NamedTuple):
    """A guest inside: where, since when, and the latest things on the bill."""

    band: str
    locker: str
    about: str
    zone: str
    state: str
    since: str
    due_minor: int
    last: tuple[str, ...]
    """What was taken: items and tariffs, the latest first."""
    known_by: str
    """All names of that in small letters, to be searched."""


class ReceiptSeen(NamedTuple):
    """A receipt: when, for which bands, how much, and which kind (``whole``, ``part``, ``refund``, ``mirror``)."""

    receipt: int
    clock: str
    bands: tuple[str, ...]
    paid_minor: int
    kind: str
    tenders: tuple[str, ...]
    staff: str
