"""What was handed to somebody and has no end yet: tickets, payments, voucher checks (R33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pos.money import format_minor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos.house.model import House
    from pos.scene import Scene

    Query = Callable[..., list[tuple[object, ...]]]

_TICKETS = """
SELECT kind, ticket, ticket.visit, band, item, quantity, ticket.state, 1, at_us FROM ticket JOIN visit USING(visit)
WHERE ticket.state IN ('queued', 'done')
"""
_HANDOVERS = """
SELECT kind, handover, handover.visit, band, tender, amount_minor, handover.state, asked, since_us
FROM handover JOIN visit USING(visit) WHERE handover.state IN ('unknown', 'done')
"""
_OF_VISIT = (
    f"{_TICKETS} AND ticket.visit = ? ORDER BY ticket",
    f"{_HANDOVERS} AND handover.visit = ? ORDER BY handover",
)
_ALL = (f"{_TICKETS} ORDER BY ticket", f"{_HANDOVERS} ORDER BY handover")


TICKETS = frozenset({"order", "cancel"})
"""Kinds that are tickets; the others are asked of somebody outside."""

MOST_TOLD = 50
"""An outcome names so many; it stays in the log for good."""


class Hanging(Struct, frozen=True):
    """One thing without an end. ``kind`` is ``order`` or ``cancel`` (tickets), ``payment`` or ``voucher``.

    ``what`` is an item of which ``many`` pieces are wanted, or a tender and the amount (minor units). ``asked`` is how
    often somebody outside was asked, ``since_us`` from when on it is open.
    """

    kind: str
    number: int
    visit: int
    band: str
    what: str
    many: int
    state: str
    asked: int
    since_us: int

    def words(self, house: House, clock: Callable[[int], str]) -> str:
        """In a sentence, for people; ``clock`` writes an instant."""
        since = f"since {clock(self.since_us)} (band {self.band})"
        if self.kind in TICKETS:
            item = house.items.get(self.what)
            name = item.words.en if item is not None else self.what
            cancel = "the cancel of " if self.kind == "cancel" else ""
            return f"Ticket {self.number}, {cancel}{self.many} x {name}, is {self.state} {since}"
        tender = house.tenders.get(self.what)
        name = tender.words.en if tender is not None else self.what
        asked = f"{name} {format_minor(self.many, house.currency)} ({self.kind} {self.number})"
        if self.state == "done":
            return f"{asked} has arrived and is on no bill {since}"
        times = f", asked {self.asked} times" if self.asked > 1 else ""
        return f"{asked} has no answer{times} {since}"

    def told(self, house: House, clock: Callable[[int], str]) -> dict[str, object]:
        """As an outcome tells it."""
        return {
            "kind": self.kind, "number": self.number, "visit": self.visit, "band": self.band, "what": self.what,
            "many": self.many, "state": self.state, "asked": self.asked, "words": self.words(house, clock),
        }  # fmt: skip


def hanging(query: Query, visit: int | None = None) -> list[Hanging]:
    """What hangs of a visit, or of all, by ``query`` of the books or of a reading; tickets first, the oldest first."""
    if visit is None:
        return [_hanging(row) for sql in _ALL for row in query(sql)]
    return [_hanging(row) for sql in _OF_VISIT for row in query(sql, visit)]


def told_hanging(scene: Scene, found: Sequence[Hanging], before: Sequence[str] = ()) -> dict[str, object]:
    """What an outcome tells of it: ``hanging`` with all data of the first ones, ``open`` in words after those before.

    Nothing at all if nothing hangs.
    """
    if not found:
        return {}
    told = [one.told(scene.house, scene.clock) for one in found[:MOST_TOLD]]
    more = len(found) - len(told)
    words = [*before, *(str(one["words"]) for one in told), *([f"and {more} more"] if more else [])]
    return {"open": words, "hanging": told}


def _hanging(row: tuple[object, ...]) -> Hanging:
    kind, number, visit, band, what, many, state, asked, since_us = row
    return Hanging(
        kind=str(kind),
        number=int(str(number)),
        visit=int(str(visit)),
        band=str(band),
        what=str(what),
        many=int(str(many)),
        state=str(state),
        asked=int(str(asked)),
        since_us=int(str(since_us)),
    )
