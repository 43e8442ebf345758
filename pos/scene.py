"""What a rule sees when it decides: the books, the house, and who asks where and when.

Rules read a :class:`Scene` and return a :class:`Ruling`; they never write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pos.errors import Declined
from pos.money import format_minor

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from zoneinfo import ZoneInfo

    from pos.house.model import House, Person, Station, TaxRate
    from pos.ledger.books import Books
    from pos.ledger.entry import Posting
    from pos.ledger.facts import AnyFact

LEADS = frozenset({"lead", "owner"})
"""Roles that may do what a shift lead may."""


class Ruling(Struct):
    """What a rule decided: the facts, the money moved, and what the asker is told.

    ``kind`` names the entry if it is not the operation's own name.
    """

    facts: list[AnyFact]
    postings: list[Posting]
    answer: dict[str, object]
    kind: str = ""


class Scene(Struct):
    """The moment of one operation. ``staff`` is empty and ``person`` None if nobody is signed in."""

    books: Books
    house: House
    at_us: int
    day: int
    station: Station
    staff: str
    person: Person | None
    house_of: Callable[[int], House]
    """The venue file of an older version, for visits that keep its tariffs (R4)."""
    seq: int
    """Sequence of the entry that this operation will become."""
    head: bytes
    """Hash of the entry before it."""
    pin_is_right: bool = False
    """Whether the PIN that came with the operation is that of the person it should be."""

    @property
    def zone(self) -> ZoneInfo:
        """The house's time zone."""
        return self.books.calendar.zone

    @property
    def leads(self) -> bool:
        """Whether the person may do what is a shift lead's."""
        return self.person is not None and self.person.role in LEADS

    def clock(self, at_us: int) -> str:
        """An instant in words, ``14:02``."""
        return self.books.calendar.clock_words(at_us)

    def clock_s(self, at_us: int) -> str:
        """An instant in words to the second, ``14:02:07``."""
        return self.books.calendar.wall(at_us).strftime("%H:%M:%S")

    def tax_rate(self, code: str) -> TaxRate:
        """The rate of a line's tax; of one the house has given up, as it was last. Raises LookupError."""
        for version in range(self.books.house_version, 0, -1):
            rate = self.house_of(version).tax.get(code)
            if rate is not None:
                return rate
        raise LookupError(f"tax rate {code} is named but was never there")

    def need_station(self, kinds: Collection[str], wanted: str) -> None:
        """Declines at a station of another kind; ``wanted`` says where to go. Raises Declined("wrong_station")."""
        if self.station.kind not in kinds:
            kind = self.station.kind.replace("_", " ")
            raise Declined("wrong_station", station=self.station.name, kind=kind, wanted=wanted)

    def need_desk(self) -> None:
        """Declines at a station that is no desk. Raises Declined("wrong_station")."""
        self.need_station(("desk",), "desk")

    def money(self, amount_minor: int) -> str:
        """An amount in words, ``¥98.00``."""
        return format_minor(amount_minor, self.house.currency)

    def need_signed_in(self) -> None:
        """Declines unless the person who asks is signed in here. Raises Declined("staff_needed") (R74)."""
        if not self.staff or self.staff not in self.books.signed_in(self.station.name):
            raise Declined("staff_needed")

    def need_lead(self) -> None:
        """Declines unless a shift lead asks. Raises Declined("not_allowed")."""
        if not self.leads:
            raise Declined("not_allowed", staff=self.staff or "Nobody signed in", who="a shift lead")
