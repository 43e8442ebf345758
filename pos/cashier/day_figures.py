"""The figures of a business day: the X reads what the Z will carry, because both are made here (R62, R63)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ledger.rollup import cells

if TYPE_CHECKING:
    from collections.abc import Callable

    Query = Callable[..., list[tuple[object, ...]]]
    """SQL and its values → rows, all of one moment."""

_RECEIPTS = """
SELECT count(*), coalesce(sum(paid_minor), 0), coalesce(min(receipt), 0), coalesce(max(receipt), 0)
FROM receipt WHERE day = ?
"""
_OPEN_VISITS = """
SELECT count(*), coalesce(sum(due_minor), 0), coalesce(sum(state = 'deposit_out'), 0)
FROM visit JOIN tab USING (visit) WHERE state IN ('open', 'settling', 'kept', 'deposit_out')
"""
_HELD_AND_TIPS = """
SELECT (SELECT coalesce(sum(left_minor), 0) FROM deposit WHERE left_minor <> 0),
       (SELECT coalesce(sum(amount_minor), 0) FROM tip WHERE day = ?1)
"""


_OLDEST_OPEN = """
SELECT min(day) FROM (
  SELECT min(day) AS day FROM day_span WHERE day > ?1
  UNION ALL SELECT min(day) FROM log WHERE day > ?1 AND seq > (SELECT coalesce(max(last_seq), 0) FROM day_span)
)
"""


def oldest_open_day(query: Query, closed_day: int) -> int | None:
    """The oldest business day after one that is closed in which anything was entered.

    The roll-ups know the days up to their watermark; above it the log does.
    """
    ((day,),) = query(_OLDEST_OPEN, closed_day)
    return None if day is None else int(str(day))


def day_figures(query: Query, day: int) -> dict[str, int]:
    """Sales, what was taken off, receipts, and the visits that go over. Amounts in minor units.

    ``query`` reads within one transaction from call to call.
    """
    outlets = cells(query, "outlet", day, day)
    off = {"discount": 0, "gift": 0, "comp": 0, "cover": 0}
    for cell in cells(query, "off_outlet", day, day):
        off[cell.key.partition(":")[0]] -= cell.amount_minor
    sales = sum(cell.amount_minor for cell in outlets)
    receipts, paid, first, last = _row(query, _RECEIPTS, day)
    visits, owed, outside = _row(query, _OPEN_VISITS)
    held, tips = _row(query, _HELD_AND_TIPS, day)
    return {
        "lines": sum(cell.count for cell in outlets),
        "gross": sales + sum(off.values()),
        "discount": off["discount"],
        "gift": off["gift"],
        "comp": off["comp"],
        "covered": off["cover"],
        "sales": sales,
        "receipts": receipts,
        "paid": paid,
        "first_receipt": first,
        "last_receipt": last,
        "open_visits": visits,
        "open_due": owed,
        "out_on_deposit": outside,
        "rounding": sum(cell.amount_minor for cell in cells(query, "rounding", day, day)),
        "deposits_held": held,
        "tips": tips,
    }


def _row(query: Query, sql: str, *values: int) -> list[int]:
    return [int(str(value)) for value in query(sql, *values)[0]]
