"""The bill of a guest: every line so far, what was paid, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from pos.errors import Declined
from pos.guests.finding import find_band
from pos.ledger.schema import VISIT_LINES

if TYPE_CHECKING:
    from pos.reports.reading import Reading

_LINES = f"""
SELECT line, item, quantity, list_minor, due_minor, mark, at_us, station, staff FROM {VISIT_LINES} ORDER BY line
"""  # noqa: S608 - our own text
_QUOTES = """
SELECT 0, item, quantity, list_minor, quote.due_minor, mark, checkout_us, '', ''
FROM quote JOIN visit USING(visit) WHERE visit = ? ORDER BY number
"""


class BillLine(Struct, frozen=True):
    """One line. ``list`` is the price of one and ``due`` what the line adds to the bill, in minor units.

    ``line`` is 0 of what the checkout quotes and only a payment will post. ``at`` is ISO 8601 with the
    house's offset.
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


class Bill(Struct, frozen=True):
    """A visit's bill: ``due`` is what is left to pay, with what is quoted; amounts in minor units."""

    visit: int
    bands: tuple[str, ...]
    lines: tuple[BillLine, ...]
    due: int
    paid: int
    currency: str

    def as_dict(self) -> dict[str, object]:
        """The JSON object of the seam."""
        return asdict(self) | {"bands": [*self.bands], "lines": [asdict(line) for line in self.lines]}


def bill_of(reading: Reading, named: str) -> Bill:
    """The bill of who wears this band, or of who wore it last.

    ``named`` is a printed number or a UID. Raises Declined: unknown_band, band_not_in_use (nobody ever wore it).
    """
    with reading.snapshot():
        band = find_band(reading.books(), named)
        visit = band.visit or _last_visit(reading, band.number)
        if not visit:
            raise Declined("band_not_in_use", band=band.number, state=band.state.replace("_", " "))
        rows = reading.query(_LINES, visit) + reading.query(_QUOTES, visit)
        lines = tuple(_line(reading, row) for row in rows)
        ((carrier, paid),) = reading.query(
            "SELECT band, (SELECT coalesce(sum(amount_minor), 0) FROM receipt_share WHERE visit = ?1) "
            "FROM visit WHERE visit = ?1",
            visit,
        )
        paid_minor = int(str(paid))
        due_minor = sum(line.due for line in lines) - paid_minor
        return Bill(visit, (str(carrier),), lines, due_minor, paid_minor, reading.house.currency.code)


def _last_visit(reading: Reading, band: str) -> int:
    ((visit,),) = reading.query("SELECT coalesce(max(visit), 0) FROM visit WHERE band = ?", band)
    return int(str(visit))


def _line(reading: Reading, row: tuple[object, ...]) -> BillLine:
    line, item, quantity, list_minor, due_minor, mark, at_us, station, staff = row
    return BillLine(
        line=int(str(line)),
        item=str(item),
        quantity=int(str(quantity)),
        list=int(str(list_minor)),
        due=int(str(due_minor)),
        mark=str(mark),
        at=reading.wall(int(str(at_us))),
        station=str(station),
        staff=str(staff),
    )
