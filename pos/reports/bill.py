"""The bill of a guest: every line so far, what was paid, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict

from pos.cashier.hanging import hanging
from pos.errors import Declined
from pos.guests.finding import find_band
from pos.ledger.schema import VISIT_LINES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.reports.reading import Reading

_LINES = f"""
SELECT line, of, line, item, quantity, list_minor, due_minor, mark, at_us, station, staff FROM {VISIT_LINES}
ORDER BY line
"""  # noqa: S608 - our own text
# Quotes are numbered below zero, so that none is mixed up with a line.
_QUOTES = """
SELECT -number, -of, 0, item, quantity, list_minor, quote.due_minor, mark, checkout_us, '', ''
FROM quote JOIN visit USING(visit) WHERE visit = ? ORDER BY number
"""
NOTHING_DUE = {"comp": "comp", "gift": "gift", "cover": "in package", "offset": "booked"}
"""What takes a line's due away whole, and what the line is marked with then; the first one that is there."""


class BillLine(Struct, frozen=True):
    """One line. ``list`` is the price of one and ``due`` what the line adds to the bill, in minor units.

    ``line`` is 0 of what the checkout quotes and only a payment will post; ``of`` is the line that this one is
    about. ``at`` is ISO 8601 with the house's offset. A line for which nothing is due any more, because it is in a
    package, a gift, comped or offset by a booking, stands there with its price, due 0 and a mark that says so.
    """

    line: int
    item: str
    quantity: int
    list: int
    due: int
    mark: str
    at: str
    station: str
    staff: str
    of: int = 0


class Bill(Struct, frozen=True):
    """A visit's bill: ``due`` is what is left to pay, with what is quoted; amounts in minor units.

    ``open`` is what was handed to somebody for this guest and has no end yet, in words (R33).
    """

    visit: int
    bands: tuple[str, ...]
    lines: tuple[BillLine, ...]
    due: int
    paid: int
    currency: str
    open: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The JSON object of the seam; ``open`` is in it only if something is."""
        document = asdict(self) | {"bands": [*self.bands], "lines": [asdict(line) for line in self.lines]}
        hanging = document.pop("open")
        return document | ({"open": [*hanging]} if hanging else {})


def bill_of(reading: Reading, named: str) -> Bill:
    """The bill of who wears this band, or of who wore it last.

    ``named`` is a printed number or a UID. Raises Declined: unknown_band, band_not_in_use (nobody ever wore it).
    """
    with reading.snapshot():
        visit = visit_of(reading, named)
        rows = [_Row(*row) for row in (*reading.query(_LINES, visit), *reading.query(_QUOTES, visit))]  # type: ignore[arg-type]  # STRICT tables
        lines = tuple(_line(reading, row) for row in _shown(rows))
        ((carrier, paid),) = reading.query(
            "SELECT band, (SELECT coalesce(sum(amount_minor), 0) FROM receipt_share WHERE visit = ?1) "
            "FROM visit WHERE visit = ?1",
            visit,
        )
        paid_minor = int(str(paid))
        due_minor = sum(line.due for line in lines) - paid_minor
        house, clock = reading.house, reading.calendar.clock_words
        waiting = tuple(one.words(house, clock) for one in hanging(reading.query, visit))
        return Bill(visit, (str(carrier),), lines, due_minor, paid_minor, house.currency.code, waiting)


def visit_of(reading: Reading, named: str) -> int:
    """The visit of who wears this band, or of who wore it last. Raises Declined: unknown_band, band_not_in_use."""
    band = find_band(reading.books(), named)
    if band.visit:
        return band.visit
    ((visit,),) = reading.query("SELECT coalesce(max(visit), 0) FROM visit WHERE band = ?", band.number)
    if not visit:
        raise Declined("band_not_in_use", band=band.number, state=band.state.replace("_", " "))
    return int(str(visit))


class _Row(NamedTuple):
    """A line or a quote: its key, the key of what it is about, and what is shown of it."""

    key: int
    of: int
    line: int
    item: str
    quantity: int
    list_minor: int
    due_minor: int
    mark: str
    at_us: int
    station: str
    staff: str


def _shown(rows: list[_Row]) -> Iterator[_Row]:
    """The lines as a guest reads them: what a package covers of a line is one line, or the line itself says so."""
    about: dict[int, list[_Row]] = {}
    keys = {row.key for row in rows}
    for row in rows:
        if row.of in keys:
            about.setdefault(row.of, []).append(row)
    gone: set[int] = set()
    for row in rows:
        taken_off = [one for one in about.get(row.key, ()) if one.mark in {*NOTHING_DUE, "discount"}]
        mark = next((words for mark, words in NOTHING_DUE.items() if any(one.mark == mark for one in taken_off)), "")
        if row.key in gone:
            continue
        if mark and row.due_minor + sum(one.due_minor for one in taken_off) == 0:
            gone |= {one.key for one in taken_off}
            yield row._replace(due_minor=0, mark=mark)
            continue
        yield row
        covers = [one for one in taken_off if one.mark in {"cover", "offset"}]
        gone |= {one.key for one in covers}
        units, minor = sum(one.quantity for one in covers), sum(one.due_minor for one in covers)
        if units or minor:
            yield covers[-1]._replace(quantity=units, due_minor=minor, mark="in package")


def _line(reading: Reading, row: _Row) -> BillLine:
    return BillLine(
        line=row.line,
        item=row.item,
        quantity=row.quantity,
        list=row.list_minor,
        due=row.due_minor,
        mark=row.mark,
        at=reading.wall(row.at_us),
        station=row.station,
        staff=row.staff,
        of=max(0, row.of),
    )
