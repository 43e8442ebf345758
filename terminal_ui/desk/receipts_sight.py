"""The last receipts, and what they were for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.guests.standing import standing_lines
from terminal_ui.desk.seen import LineSeen, ReceiptSeen

if TYPE_CHECKING:
    from pos.reports.reading import Reading

COUNT = 60

_LAST = "SELECT receipt, at_us, paid_minor, kind, staff FROM receipt ORDER BY receipt DESC LIMIT ?"
_BANDS = "SELECT band FROM receipt_share JOIN visit USING(visit) WHERE receipt = ? ORDER BY visit"
_TENDERS = "SELECT tender FROM tender WHERE receipt = ? ORDER BY number"
_VISITS = "SELECT visit, band FROM receipt_share JOIN visit USING(visit) WHERE receipt = ? ORDER BY visit"


def last_receipts(reading: Reading, count: int = COUNT) -> list[ReceiptSeen]:
    """The last so many, the newest first."""
    with reading.snapshot():
        return [
            ReceiptSeen(
                receipt=int(str(receipt)),
                clock=reading.calendar.clock_words(int(str(at_us))),
                bands=tuple(str(band) for (band,) in reading.query(_BANDS, receipt)),
                paid_minor=int(str(paid_minor)),
                kind=str(kind),
                tenders=tuple(dict.fromkeys(str(tender) for (tender,) in reading.query(_TENDERS, receipt))),
                staff=str(staff),
            )
            for receipt, at_us, paid_minor, kind, staff in reading.query(_LAST, count)
        ]


def paid_lines(reading: Reading, receipt: int) -> list[LineSeen]:
    """The lines of the bills that a receipt paid, with what is still due for each; ``where`` is the band."""
    lines: list[LineSeen] = []
    with reading.snapshot():
        for visit, band in reading.query(_VISITS, receipt):
            for number, line in standing_lines(reading.books(), int(str(visit))).items():
                if line.due_minor > 0 and line.row.mark != "tax":
                    clock = reading.calendar.clock_words(line.row.at_us)
                    lines.append(
                        LineSeen(clock, line.row.item, line.left, line.due_minor, line.row.mark, str(band), number)
                    )
    return lines
