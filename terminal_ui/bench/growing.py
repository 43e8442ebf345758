"""A house for benchmarks: a log as long as asked, of whole days with their bills paid, and guests inside now.

The days lie in the past, each with the same number of charges on the same number of bills, as in a real
house: a longer log is more days, not longer bills.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from pos.clock import day_number
from pos.errors import LoopbandError
from pos.ids import new_id
from pos.operations import (
    Arrival,
    BeginCheckout,
    CheckIn,
    CloseDay,
    Operation,
    Pay,
    RaiseLimit,
    StockIn,
    Tendered,
)
from terminal_ui.bench.charging import MENU, Baskets, must_be_charged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos.operations import AnyOperation
    from pos.outcomes import Outcome
    from pos.venue import Venue

Asked = TypeVar("Asked", bound=Operation)

CHARGES_A_DAY = 5_000
GUESTS = tuple(f"{number:03d}" for number in (*range(1, 111), *range(121, 201)))
"""The bands that are inside, of both zones: 190."""
BILL_BAND = "111"
"""A guest nobody charges during the benchmark: the bill that is looked at."""
BILL_LINES = 20

_BATCH = 512
_DESK, _CASHIER, _LEAD = "desk-1", "amy", "lin"
_MORE_MINOR = 10**11
_PIECES = 1_000_000
_ADMITTED, _LAST_CHARGE, _PAID, _CLOSED = (timedelta(hours=hours) for hours in (10, 19, 20, 32.1))
"""After midnight of a grown day."""


class NotGrown(LoopbandError):
    """Something that a benchmark's house needs was declined."""


class GrownHouse:
    """Fills a fresh demo house for a benchmark."""

    def __init__(self, venue: Venue) -> None:
        self._venue = venue
        self._zone = ZoneInfo(venue.house.timezone)
        self._today = datetime.now(self._zone).replace(hour=0, minute=0, second=0, microsecond=0)
        self.whole_day = 0
        """A business day (``YYYYMMDD``) that is closed, to look at; 0 if no day was grown."""

    def grow(self, charges: int, progress: Callable[[int, int], None]) -> None:
        """So many charges, on as many days as that takes. Raises NotGrown, NotCharged."""
        self._all([StockIn(item=item, quantity=_PIECES) for *_, item in MENU if self._venue.house.items[item].stock])
        days = -(-charges // CHARGES_A_DAY)
        done = 0
        for number in range(days):
            # The oldest day takes what does not fill a day. Yesterday may not be over yet by the day cut.
            wanted = charges - done - (days - 1 - number) * CHARGES_A_DAY
            day = self._today - timedelta(days=days + 1 - number)
            self._day(day, wanted, partial(_told, progress, done, charges))
            done += wanted

    def let_in(self) -> None:
        """The guests who are charged now, with limits no benchmark reaches, and the one whose bill is looked at."""
        inside = (*GUESTS, BILL_BAND)
        self._all([_check_in((band,)) for band in inside])
        self._all([_placed(RaiseLimit(band=band, by=_MORE_MINOR, reason="benchmark"), _LEAD) for band in GUESTS])
        baskets = Baskets((BILL_BAND,))
        for outcome in self._all([baskets.next(most_of_one=2) for _ in range(BILL_LINES)]):
            must_be_charged(outcome)

    def _day(self, midnight: datetime, charges: int, progress: Callable[[int], None]) -> None:
        self._all([replace(_check_in((band,)), at=midnight + _ADMITTED) for band in GUESTS])
        self._charges(midnight, charges, progress)
        paid_at = midnight + _PAID
        begun = self._all([replace(_placed(BeginCheckout(bands=(band,))), at=paid_at) for band in GUESTS])
        self._all([_pay(band, outcome, paid_at) for band, outcome in zip(GUESTS, begun, strict=True)])
        self._all([replace(_placed(CloseDay(), _LEAD), at=midnight + _CLOSED)])
        self.whole_day = day_number(midnight.date())

    def _charges(self, midnight: datetime, charges: int, progress: Callable[[int], None]) -> None:
        baskets = Baskets(GUESTS)
        from_at = midnight + _ADMITTED + timedelta(minutes=5)
        step = (midnight + _LAST_CHARGE - from_at) / charges
        for first in range(0, charges, _BATCH):
            batch = range(first, min(first + _BATCH, charges))
            outcomes = self._all([baskets.next(from_at + step * number, most_of_one=1) for number in batch])
            for outcome in outcomes:
                must_be_charged(outcome)
            progress(batch.stop)

    def _all(self, operations: Sequence[AnyOperation]) -> list[Outcome]:
        outcomes = self._venue.perform_all(operations)
        for outcome in outcomes:
            if not outcome.ok:
                raise NotGrown(outcome.message)
        return outcomes


def _told(progress: Callable[[int, int], None], before: int, total: int, charged: int) -> None:
    progress(before + charged, total)


def _check_in(bands: tuple[str, ...]) -> CheckIn:
    return _placed(CheckIn(bands=tuple(Arrival(band, "adult") for band in bands)))


def _pay(band: str, begun: Outcome, at: datetime) -> Pay:
    due_minor = begun.facts["due"]
    if not isinstance(due_minor, int):
        raise TypeError(f"the due of a checkout is {due_minor!r}, not a number")
    pay = _placed(Pay(bands=(band,), tenders=(Tendered("qr", due_minor, f"bench-{band}"),)))
    return replace(pay, at=at)


def _placed(operation: Asked, staff: str = _CASHIER) -> Asked:
    return replace(operation, id=new_id(time.time_ns() // 1000), station=_DESK, staff=staff)
