"""What a number of the takings is made of: items, then the lines of an item, receipts, and the entry of each (R64).

Each level adds up to the one above it. The lines of a day are found by where its first entry stands in the log, so a
day costs the same after ten years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from pos.ledger.rollup import PIECES, TAKEN_OFF

if TYPE_CHECKING:
    from pos.reports.reading import Reading

Sales = Literal["outlet", "hour", "staff", "channel"]
"""Ways to divide sales: the names that the takings have for them."""
Payments = Literal["tender", "cashier"]
"""Ways to divide payments."""

_KEYS: dict[Sales, str] = {
    "outlet": "line.outlet",
    "hour": "printf('%02d', line.hour)",
    "staff": "line.staff",
    "channel": "coalesce(visit.channel, '')",
}
_PAID_BY: dict[Payments, str] = {"tender": "tender.tender", "cashier": "receipt.staff"}
_AT_LIST = f"line.mark NOT IN {TAKEN_OFF} AND line.mark <> 'rounding'"
_FROM = "FROM line LEFT JOIN visit ON visit.visit = line.visit WHERE line.line >= ? AND line.day = ?"
_FIRST_ENTRY = """
SELECT min(seq) FROM (
  SELECT first_seq AS seq FROM day_span WHERE day = ?1
  UNION ALL SELECT min(seq) FROM log WHERE day = ?1 AND seq > (SELECT coalesce(max(last_seq), 0) FROM day_span)
)
"""


class Part(NamedTuple):
    """A part of the takings: of which day, divided how, and which of the parts."""

    day: int
    by: Sales
    key: str


class ItemSold(Struct, frozen=True):
    """What was sold of an item at list price, voids taken off (minor units), and how many pieces."""

    item: str
    pieces: int
    gross: int


class LineSold(Struct, frozen=True):
    """A line of that: which entry put it on whose bill. ``due`` is at list price, ``at`` ISO 8601."""

    line: int
    entry: int
    band: str
    quantity: int
    due: int
    mark: str
    at: str
    station: str
    staff: str


class ReceiptPaid(Struct, frozen=True):
    """A receipt, and what of it was paid that way (minor units). ``kind`` is whole, part, refund or mirror."""

    receipt: int
    entry: int
    kind: str
    paid: int
    at: str
    station: str
    staff: str


def items_of(reading: Reading, part: Part) -> list[ItemSold]:
    """The items of a part, the dearest first."""
    with reading.snapshot():
        rows = reading.query(
            f"SELECT line.item, sum({PIECES}), sum(line.due_minor) {_FROM} AND {_AT_LIST} AND {_KEYS[part.by]} = ? "
            "GROUP BY line.item ORDER BY 3 DESC, 1",
            first_line_of(reading, part.day),
            part.day,
            part.key,
        )
    return [ItemSold(str(item), int(str(pieces)), int(str(gross))) for item, pieces, gross in rows]


def lines_of(reading: Reading, part: Part, item: str) -> list[LineSold]:
    """The lines of an item in a part, in the order of the book."""
    with reading.snapshot():
        rows = reading.query(
            "SELECT line.line, line.seq, coalesce(visit.band, ''), line.quantity, line.due_minor, line.mark, "
            f"line.at_us, line.station, line.staff {_FROM} AND {_AT_LIST} AND {_KEYS[part.by]} = ? AND line.item = ? "
            "ORDER BY line.line",
            first_line_of(reading, part.day),
            part.day,
            part.key,
            item,
        )
    return [
        LineSold(
            line=int(str(line)),
            entry=int(str(seq)),
            band=str(band),
            quantity=int(str(quantity)),
            due=int(str(due)),
            mark=str(mark),
            at=reading.wall(int(str(at_us))),
            station=str(station),
            staff=str(staff),
        )
        for line, seq, band, quantity, due, mark, at_us, station, staff in rows
    ]


def receipts_of(reading: Reading, day: int, by: Payments, key: str) -> list[ReceiptPaid]:
    """The receipts of a day with what was paid by a tender, or what a cashier took."""
    paid = "sum(tender.kept_minor)" if by == "tender" else "receipt.paid_minor"
    joined = "receipt JOIN tender USING(receipt)" if by == "tender" else "receipt"
    rows = reading.query(
        f"SELECT receipt.receipt, seq, kind, {paid}, at_us, station, staff FROM {joined} "  # noqa: S608 - our own names
        f"WHERE receipt.day = ? AND {_PAID_BY[by]} = ? GROUP BY receipt.receipt ORDER BY receipt.receipt",
        day,
        key,
    )
    return [
        ReceiptPaid(
            receipt=int(str(receipt)),
            entry=int(str(seq)),
            kind=str(kind),
            paid=int(str(minor)),
            at=reading.wall(int(str(at_us))),
            station=str(station),
            staff=str(staff),
        )
        for receipt, seq, kind, minor, at_us, station, staff in rows
    ]


def first_entry_of(reading: Reading, day: int) -> int:
    """The first entry of a business day; above all entries if it has none."""
    ((seq,),) = reading.query(_FIRST_ENTRY, day)
    return int(str(seq)) if seq is not None else 1 << 62


def first_line_of(reading: Reading, day: int) -> int:
    """A line below which no line is of this day: lines are numbered as entries are, so it is found by halves."""
    entry = first_entry_of(reading, day)
    ((last,),) = reading.query("SELECT coalesce(max(line), 0) FROM line")
    low, high = 1, int(str(last)) + 1
    while low < high:
        middle = (low + high) // 2
        ((seq,),) = reading.query("SELECT seq FROM line WHERE line >= ? ORDER BY line LIMIT 1", middle)
        if int(str(seq)) < entry:
            low = middle + 1
        else:
            high = middle
    return low
