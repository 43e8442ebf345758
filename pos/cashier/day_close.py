"""The close of the business day: numbered, once, never reopened (R61, R62, R63, R72).

Open visits are neither dropped nor settled nor moved by it. What comes late for a closed day belongs to the
next one (:func:`open_day`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pos.cashier.day_checks import first_contradiction
from pos.cashier.day_figures import day_figures, oldest_open_day
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
    day, today = oldest_open_day(books.query, books.closed_day), books.calendar.day(scene.at_us)
    # A day that has not begun is dated by a wrong clock, or by what came after an early close. And pressed
    # twice, the day that has just begun must not be closed with the one before it.
    if day is None or day > today or (day == today and not _happened(books, day)):
        raise Declined("nothing_to_close")
    finding = first_contradiction(books, day)
    if finding:
        raise Declined("books_do_not_balance", finding=finding)
    z = books.number("z") + 1
    figures = day_figures(books.query, day)
    answer: dict[str, object] = {
        "z": z,
        "business_day": day_date(day).isoformat(),
        "head": scene.head.hex(),
        "head_entry": scene.seq - 1,
        **figures,
    } | told_hanging(scene, hanging(books.query))
    return Ruling([DayClosed(z, day, figures)], [], answer)


def _happened(books: Books, day: int) -> bool:
    """Whether anything of a day is money or a visit."""
    return any(cells(books.query, dimension, day, day) for dimension in ("outlet", "tender", "guest"))
