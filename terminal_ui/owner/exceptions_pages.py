"""What an owner asks about: by kind, then each with who, why and how much, then the entry."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from pos.clock import day_date
from pos.reports.exceptions import KINDS, exceptions_of
from terminal_ui.languages import day_words, later, say
from terminal_ui.owner.entry_page import EntryPage
from terminal_ui.owner.page import Page, Row, clock, money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.reports.exceptions import Exceptional, Kind
    from pos.reports.reading import Reading

NAMES: dict[Kind, str] = {
    "void": later("Voids"),
    "discount": later("Discounts"),
    "gift": later("Gifts"),
    "comp": later("On the house"),
    "resettle": later("Settled again"),
    "refund": later("Refunds"),
    "raise_limit": later("Limits raised"),
    "cancel_check_in": later("Check-ins cancelled"),
    "transfer": later("Lines moved"),
    "waive": later("Small change waived"),
    "no_sale": later("Drawers opened for no sale"),
    "walk_out": later("Left without paying"),
    "write_off": later("Written off"),
    "typed": later("Bands typed, not tapped"),
}
NO_SUM = frozenset({"raise_limit", "typed", "transfer", "no_sale"})
"""Kinds whose amounts make no sum."""


class _Seen(Page):
    """The exceptional entries of a day so far; only those that are new are read again."""

    def __init__(self, day: int) -> None:
        super().__init__()
        self.day = day
        self._found: list[Exceptional] = []
        self._upto = 0

    def found(self, reading: Reading) -> list[Exceptional]:
        """All of them, the oldest first."""
        with reading.snapshot():
            ((last,),) = reading.query("SELECT coalesce(max(seq), 0) FROM log")
            self._found += exceptions_of(reading, self.day, self._upto)
            self._upto = int(str(last))
        return self._found


class ExceptionKinds(_Seen):
    """How many of each kind, and how much."""

    has_bars: ClassVar[bool] = True

    def title(self) -> str:
        """The day."""
        return say("{day}  Exceptions", day=day_words(day_date(self.day)))

    def read(self, reading: Reading) -> Sequence[Row]:
        """Every kind, those that did not happen, too."""
        found = self.found(reading)
        rows = []
        for kind in KINDS:
            mine = [one for one in found if one.kind == kind]
            minor = 0 if kind in NO_SUM else sum(one.amount for one in mine)
            rows.append(
                Row(
                    words=f"{len(mine):>3}  {say(NAMES[kind])}",
                    amount=money(minor, reading.house) if minor else "",
                    opens=partial(Exceptions, self.day, kind) if mine else None,
                    minor=minor,
                    style="" if mine else "dim",
                )
            )
        return rows


class Exceptions(_Seen):
    """Those of a kind, the latest on top."""

    def __init__(self, day: int, kind: Kind) -> None:
        super().__init__(day)
        self._kind = kind

    def title(self) -> str:
        """Day and kind."""
        return f"{day_words(day_date(self.day))}  {say(NAMES[self._kind])}"

    def read(self, reading: Reading) -> Sequence[Row]:
        """Who, about what, why, how much; who approved it where there is room."""
        return [
            Row(
                words=f"{clock(one.at)} {_people(one)} {one.about}  {one.reason}".rstrip(),
                amount=money(one.amount, reading.house) if one.amount else "",
                more=one.station,
                opens=partial(EntryPage, one.entry),
            )
            for one in reversed(self.found(reading))
            if one.kind == self._kind
        ]


def _people(one: Exceptional) -> str:
    """Who did it, and whose right it rests on."""
    who = one.staff or say("nobody")
    return f"{who} + {one.approved_by}" if one.approved_by else who
