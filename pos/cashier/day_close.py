"""The close of the business day: numbered, once, never reopened (R61, R62, R63, R72).

Open visits are neither dropped nor settled nor moved by it. What comes late for a closed day belongs to the
next one (:func:`open_day`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pos.cashier.day_checks import first_contradiction
from pos.cashier.hanging import hanging, told_hanging
from pos.clock import day_date, day_number
from pos.errors import Declined
from pos.ledger.facts import DayClosed
from pos.ledger.rollup import cells
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.ledger.books import Books
    from pos.operations import CloseDay
    from pos.scene import Scene


def open_day(books: Books, at_us: int) -> int:
    """The business day of an instant; the day after the last closed one if that day is closed (R62)."""
    day = books.calendar.day(at_us)
    if day > books.closed_day:
        return day
    return day_number(day_date(books.closed_day) + timedelta(days=1))


def close_day(scene: Scene, _asked: CloseDay) -> Ruling:
    """Close the oldest business day with anything in it, if the books hold.

    Raises Declined: not_allowed, nothing_to_close, books_do_not_balance.
    """
    scene.need_lead()
    books = scene.books
    day, today = _oldest_open(books), books.calendar.day(scene.at_us)
    # A day that has not begun is dated by a wrong clock, or by what came after an early close. And pressed
    # twice, the day that has just begun must not be closed with the one before it.
    if day is None or day > today or (day == today and not _happened(books, day)):
        raise Declined("nothing_to_close")
    finding = first_contradiction(books, day)
    if finding:
        raise Declined("books_do_not_balance", finding=finding)
    z = books.number("z") + 1
    figures = _figures(books, day)
    answer: dict[str, object] = {
        "z": z,
        "business_day": day_date(day).isoformat(),
        "head": scene.head.hex(),
        "head_entry": scene.seq - 1,
        **figures,
    } | told_hanging(scene, hanging(books.query))
    return Ruling([DayClosed(z, day, figures)], [], answer)


def _oldest_open(books: Books) -> int | None:
    """The roll-ups know the days up to their watermark; above it the log does."""
    rows = books.query(
        "SELECT min(day) FROM (SELECT min(day) AS day FROM day_span WHERE day > ?1 UNION ALL "
        "SELECT min(day) FROM log WHERE day > ?1 AND seq > (SELECT coalesce(max(last_seq), 0) FROM day_span))",
        books.closed_day,
    )
    return None if rows[0][0] is None else rows[0][0]


def _happened(books: Books, day: int) -> bool:
    """Whether anything of a day is money or a visit."""
    return any(cells(books.query, dimension, day, day) for dimension in ("outlet", "tender", "guest"))


def _figures(books: Books, day: int) -> dict[str, int]:
    """What the Z carries in this version: sales, what was taken off, receipts, and the visits that go over."""
    outlets = cells(books.query, "outlet", day, day)
    off = {"discount": 0, "gift": 0, "comp": 0, "cover": 0}
    for cell in cells(books.query, "off_outlet", day, day):
        off[cell.key.partition(":")[0]] -= cell.amount_minor
    sales = sum(cell.amount_minor for cell in outlets)
    ((receipts, paid, first, last),) = books.query(
        "SELECT count(*), coalesce(sum(paid_minor), 0), coalesce(min(receipt), 0), coalesce(max(receipt), 0) "
        "FROM receipt WHERE day = ?",
        day,
    )
    ((visits, owed, outside),) = books.query(
        "SELECT count(*), coalesce(sum(due_minor), 0), coalesce(sum(state = 'deposit_out'), 0) "
        "FROM visit JOIN tab USING (visit) "
        "WHERE state IN ('open', 'settling', 'kept', 'deposit_out')"
    )
    ((held, tips),) = books.query(
        "SELECT (SELECT coalesce(sum(left_minor), 0) FROM deposit WHERE left_minor <> 0), "
        "(SELECT coalesce(sum(amount_minor), 0) FROM tip WHERE day = ?1)",
        day,
    )
    rounding = cells(books.query, "rounding", day, day)
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
        "rounding": sum(cell.amount_minor for cell in rounding),
        "deposits_held": held,
        "tips": tips,
    }
