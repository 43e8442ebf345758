"""What a part of the takings is made of: its items, the lines of an item, receipts, and at the end the entry."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from pos.reports.made_of import items_of, lines_of, receipts_of
from terminal_ui.desk.line_words import line_words
from terminal_ui.languages import later, name_words, say
from terminal_ui.owner.entry_page import EntryPage
from terminal_ui.owner.page import Page, Row, clock, money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pos.reports.made_of import Part, Payments
    from pos.reports.reading import Reading

KINDS = {"part": later("part"), "refund": later("given back"), "mirror": later("taken back")}
"""Receipts that are no plain ones."""
MARKS = {"void": later("void"), "refund": later("given back"), "transfer": later("moved")}
"""Lines that take something back, or come from another bill."""


class Items(Page):
    """The items of a part of the takings, the dearest first."""

    has_bars: ClassVar[bool] = True

    def __init__(self, part: Part, name: str) -> None:
        super().__init__()
        self._part = part
        self._name = name

    def title(self) -> str:
        """The part."""
        return say("{part}: items", part=self._name)

    def read(self, reading: Reading) -> Sequence[Row]:
        """As the book is now."""
        house = reading.house
        rows = []
        for sold in items_of(reading, self._part):
            name = name_words(line_words(sold.item, house))
            rows.append(
                Row(
                    words=f"{sold.pieces} x {name}",
                    amount=money(sold.gross, house),
                    opens=partial(Lines, self._part, sold.item, f"{self._name}, {name}"),
                    minor=sold.gross,
                )
            )
        return rows


class Lines(Page):
    """The lines of an item, in the order of the book."""

    def __init__(self, part: Part, item: str, name: str) -> None:
        super().__init__()
        self._part = part
        self._item = item
        self._name = name

    def title(self) -> str:
        """The part and the item."""
        return say("{part}: lines", part=self._name)

    def read(self, reading: Reading) -> Sequence[Row]:
        """As the book is now."""
        return [
            Row(
                words=f"{clock(line.at)} {line.band} x {line.quantity} {_marked(line.mark, MARKS)}".rstrip(),
                amount=money(line.due, reading.house),
                more=f"{line.station} {line.staff}",
                opens=partial(EntryPage, line.entry, line.line),
                style="warn" if line.due < 0 else "",
            )
            for line in lines_of(reading, self._part, self._item)
        ]


class Receipts(Page):
    """The receipts with a tender, or of a cashier."""

    def __init__(self, day: int, by: Payments, key: str, name: str) -> None:
        super().__init__()
        self._of = (day, by, key)
        self._name = name

    def title(self) -> str:
        """The tender or the cashier."""
        return say("{part}: receipts", part=self._name)

    def read(self, reading: Reading) -> Sequence[Row]:
        """As the book is now."""
        day, by, key = self._of
        return [
            Row(
                words=f"{clock(one.at)} R{one.receipt} {_marked(one.kind, KINDS)}".rstrip(),
                amount=money(one.paid, reading.house),
                more=f"{one.station} {one.staff}",
                opens=partial(EntryPage, one.entry),
                style="warn" if one.paid < 0 else "",
            )
            for one in receipts_of(reading, day, by, key)
        ]


def _marked(mark: str, words: Mapping[str, str]) -> str:
    """What is said of a mark; nothing of a plain one."""
    return say(words[mark]) if mark in words else ""
