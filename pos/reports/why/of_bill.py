"""Explains the lines of a bill, those of a running checkout and of a closed bill too: reads, and has it explained."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

from pos.errors import Declined
from pos.guests.standing import LineRow
from pos.house.venue_file.reading import read_house
from pos.ledger.schema import VISIT_LINES
from pos.reports.bill import visit_of
from pos.reports.why.explaining import amount_steps, explain
from pos.reports.why.known import LineKnown, VisitKnown, Written

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.house.model import House
    from pos.reports.reading import Reading
    from pos.reports.why.steps import Step

_COLUMNS = "line, visit, item, quantity, list_minor, due_minor, outlet, tax, mark, of, why, at_us, station, staff"
_LINES = f"SELECT {_COLUMNS}, seq FROM {VISIT_LINES} ORDER BY line"  # noqa: S608 - our own text
_LINE = f"SELECT {_COLUMNS}, seq FROM line WHERE line = ?"  # noqa: S608 - our own text
# Quotes are numbered below zero, so that none is mixed up with a line.
_QUOTES = """
SELECT -number, visit, item, quantity, list_minor, quote.due_minor, outlet, tax, mark, -of, why, checkout_us, '', '', 0
FROM quote JOIN visit USING(visit) WHERE visit = ? ORDER BY number
"""
_ENTRY = """
SELECT seq, kind, at_us, station, staff, content ->> '$.asked',
  coalesce((SELECT staff FROM right_used WHERE right_used.seq = log.seq AND approved = 1 LIMIT 1), '')
FROM log WHERE seq = ?
"""
_PAUSES = (
    "SELECT reason, from_us, to_us FROM pause WHERE visit IN (0, ?1) AND (to_us = 0 OR to_us > ?2) ORDER BY from_us"
)


class Explanation(Struct, frozen=True):
    """Why a line adds what it adds. ``list`` is the price of one, amounts in minor units.

    ``line`` is 0 of what the checkout quotes; its ``quote`` is numbered then. The amounts of ``steps`` add up to
    ``due``. ``after`` is what later lines changed of it, and ``now`` what it adds since.
    """

    line: int
    quote: int
    item: str
    quantity: int
    list: int
    due: int
    mark: str
    of: int
    steps: tuple[Step, ...]
    after: tuple[Step, ...]
    now: int

    def as_dict(self) -> dict[str, object]:
        """As JSON: the steps with their codes, data and amounts, without words."""
        return asdict(self) | {"steps": [asdict(step) for step in self.steps], "after": [*map(asdict, self.after)]}


def explanations_of(reading: Reading, named: str, line: int | None = None) -> tuple[Explanation, ...]:
    """Every line of the bill of who wears this band, or wore it last, or one of them.

    Raises Declined: unknown_band, band_not_in_use (nobody ever wore it), line_elsewhere.
    """
    with reading.snapshot():
        finder = _Finder(reading)
        visit = visit_of(reading, named)
        known = finder.lines_of(visit)
        found = [_explained(one, known) for one in known]
    if line is None:
        return tuple(found)
    wanted = tuple(one for one in found if one.line == line and line > 0)
    if not wanted:
        raise Declined("line_elsewhere", line=line)
    return wanted


def explanation_of(reading: Reading, line: int) -> Explanation:
    """One line of whatever bill, open or closed long ago. Raises Declined("line_elsewhere") if there is none."""
    with reading.snapshot():
        rows = reading.query("SELECT visit FROM line WHERE line = ?", line)
        if not rows:
            raise Declined("line_elsewhere", line=line)
        known = _Finder(reading).lines_of(int(str(rows[0][0])))
        return next(_explained(one, known) for one in known if one.row.line == line)


def _explained(known: LineKnown, all_known: list[LineKnown]) -> Explanation:
    row = known.row
    about = [one for one in all_known if one.row.of == row.line]
    return Explanation(
        line=max(0, row.line),
        quote=max(0, -row.line),
        item=row.item,
        quantity=row.quantity,
        list=row.list_minor,
        due=row.due_minor,
        mark=row.mark,
        of=max(0, row.of),
        steps=explain(known),
        after=tuple(step for one in about for step in amount_steps(one)),
        now=row.due_minor + sum(one.row.due_minor for one in about),
    )


class _Finder:
    """Looks up what an explanation needs, each thing once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        ((newest,),) = self._rows("SELECT max(version) FROM house_file")
        self._newest = int(newest)
        self._house: Callable[[int], House] = cache(self._read_house)
        self._entry: Callable[[int], Written | None] = cache(self._read_entry)
        self._visit: Callable[[int], VisitKnown] = cache(self._read_visit)

    def lines_of(self, visit: int) -> list[LineKnown]:
        """The lines of a visit, then what its checkout quotes."""
        rows = self._rows(_LINES, visit) + self._rows(_QUOTES, visit)
        own = {row[0] for row in rows}
        marked = self._rows("SELECT line FROM disputed WHERE line BETWEEN ? AND ?", min(own), max(own))
        disputed = {int(line) for (line,) in marked}
        return [replace(self._line(row, own), disputed=row[0] in disputed) for row in rows]

    def _line(self, row: tuple[Any, ...], own: set[int]) -> LineKnown:
        *columns, seq = row
        line = LineRow(*columns)
        why: dict[str, int | str] = msgspec.json.decode(line.why) if line.why else {}
        origin = self._origin(line) if line.mark == "transfer" and line.of not in own else None
        return LineKnown(line, why, self._visit(line.visit), self._entry(seq), origin)

    def _origin(self, line: LineRow) -> LineKnown:
        """The line as it was first charged, on whatever bill."""
        row = line
        while row.mark == "transfer":
            (found,) = self._rows(_LINE, row.of)
            row = LineRow(*found[:-1])
        return self._line(found, {row.of})

    def _read_visit(self, visit: int) -> VisitKnown:
        ((version, tariff, in_us),) = self._rows("SELECT version, tariff, in_us FROM visit WHERE visit = ?", visit)
        pauses = self._rows(_PAUSES, visit, in_us)
        return VisitKnown(version, self._newest, self._house, tariff, tuple(pauses))

    def _read_entry(self, seq: int) -> Written | None:
        if not seq:
            return None
        ((number, kind, at_us, station, staff, asked, approver),) = self._rows(_ENTRY, seq)
        return Written(number, kind, at_us, station, staff, msgspec.json.decode(asked), approver)

    def _read_house(self, version: int) -> House:
        if version == self._newest:
            return self._reading.house
        return read_house(self._reading.books().house_text(version))

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._reading.query(sql, *values)
