"""The takings of a day: the sums, and each way to divide them, beside the mean of the same weekdays before."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pos.clock import day_date, day_number
from pos.reports.made_of import Part
from pos.reports.takings import takings_of
from terminal_ui.languages import day_words, later, name_words, say
from terminal_ui.owner.exceptions_pages import ExceptionKinds, Exceptions
from terminal_ui.owner.made_of_pages import Items, Receipts
from terminal_ui.owner.page import Page, Row, money
from terminal_ui.takings_names import outlet_name, staff_name, tender_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pos.house.model import House
    from pos.reports.reading import Reading
    from pos.reports.takings import Takings

WEEKS = 4
"""So many of the same weekday before are the mean that a day is seen against."""


class Before:
    """The takings of the same weekdays before a day; read once, for nothing is added to them as a rule."""

    def __init__(self) -> None:
        self._known: dict[int, list[Takings]] = {}

    def days(self, reading: Reading, day: int) -> list[Takings]:
        """Those on which anything was sold or paid."""
        if day not in self._known:
            days = [day_number(day_date(day) - timedelta(weeks=weeks)) for weeks in range(1, WEEKS + 1)]
            found = [takings_of(reading, one, one) for one in days]
            self._known[day] = [one for one in found if one.gross or one.paid]
        return self._known[day]


class Division(NamedTuple):
    """A way to divide the takings: its title, the sums, what a key is called, and what it is made of."""

    title: str
    sums: Callable[[Takings], Mapping[str, int]]
    named: Callable[[House, str], str]
    opens: Callable[[int, str, str], Page]


DIVISIONS = (
    Division(later("By outlet"), lambda takings: takings.by_outlet, outlet_name,
             lambda day, key, name: Items(Part(day, "outlet", key), name)),
    Division(later("By hour"), lambda takings: takings.by_hour, lambda _house, key: f"{key}:00",
             lambda day, key, name: Items(Part(day, "hour", key), name)),
    Division(later("By tender"), lambda takings: takings.by_tender, tender_name,
             lambda day, key, name: Receipts(day, "tender", key, name)),
    Division(later("By staff"), lambda takings: takings.by_staff, staff_name,
             lambda day, key, name: Items(Part(day, "staff", key), name)),
    Division(later("By channel"), lambda takings: takings.by_channel, lambda _house, key: key or "-",
             lambda day, key, name: Items(Part(day, "channel", key), name)),
    Division(later("By cashier"), lambda takings: takings.by_cashier, staff_name,
             lambda day, key, name: Receipts(day, "cashier", key, name)),
)  # fmt: skip
"""In the order of Left and Right, after the sums of the day. The first two are looked at most."""


class DayPage(Page):
    """The takings of one business day. ``division`` 0 are its sums, then one of :data:`DIVISIONS` each."""

    has_bars: ClassVar[bool] = True

    def __init__(self, day: int, before: Before, division: int = 0) -> None:
        super().__init__()
        self.day = day
        self.division = division
        self.takings: Takings | None = None
        self._before = before

    def title(self) -> str:
        """Day and division."""
        words = say(DIVISIONS[self.division - 1].title) if self.division else say("Sums")
        return f"{day_words(day_date(self.day))}  {words}"

    def turn(self, step: int) -> None:
        """Another division of the same day."""
        self.division = (self.division + step) % (len(DIVISIONS) + 1)
        self.row = 0

    def read(self, reading: Reading) -> Sequence[Row]:
        """As the book is now."""
        self.takings = takings_of(reading, self.day, self.day)
        before = self._before.days(reading, self.day)
        if not self.division:
            return self._sums(self.takings, before, reading.house)
        return list(self._divided(self.takings, before, reading.house, DIVISIONS[self.division - 1]))

    def _divided(self, takings: Takings, before: list[Takings], house: House, by: Division) -> Sequence[Row]:
        now = by.sums(takings)
        means = mean_of([by.sums(one) for one in before])
        keys = [*now, *(key for key in means if key not in now)]
        if by.title == HOUR:
            keys.sort(key=lambda key: (int(key) - house.day_cut_min // 60) % 24)
        return [
            Row(
                words=by.named(house, key),
                amount=money(now.get(key, 0), house),
                opens=partial(by.opens, self.day, key, by.named(house, key)) if key in now else None,
                minor=now.get(key, 0),
                before_minor=means.get(key, 0) if before else None,
            )
            for key in keys
        ]

    def _sums(self, takings: Takings, before: list[Takings], house: House) -> Sequence[Row]:
        """Each sum with what it is made of."""

        def row(words: str, sum_of: Callable[[Takings], int], opens: Callable[[], Page], count: int = 0) -> Row:
            minor = sum_of(takings)
            told = f"{say(words)} ({count})" if count else say(words)
            mean = round(sum(map(sum_of, before)) / len(before)) if before else None
            return Row(told, money(minor, house), opens=opens, minor=minor, before_minor=mean)

        return [
            row(later("At list price"), lambda one: one.gross, partial(DayPage, self.day, self._before, 1)),
            row(later("Sales"), lambda one: one.sales, partial(DayPage, self.day, self._before, 1)),
            row(later("Paid"), lambda one: one.paid, partial(DayPage, self.day, self._before, 3), takings.receipts),
            row(later("Voids"), lambda one: one.voided, partial(Exceptions, self.day, "void"), takings.voids),
            row(later("Discounts"), lambda one: one.discount, partial(Exceptions, self.day, "discount")),
            row(later("Gifts"), lambda one: one.gift, partial(Exceptions, self.day, "gift")),
            row(later("On the house"), lambda one: one.comp, partial(Exceptions, self.day, "comp")),
            row(later("Refunds"), lambda one: one.refunded, partial(Exceptions, self.day, "refund"), takings.refunds),
            Row(say("Visits"), str(takings.visits), opens=partial(Guests, self.day)),
            Row(say("Exceptions"), "", opens=partial(ExceptionKinds, self.day)),
        ]


HOUR = DIVISIONS[1].title


class Guests(Page):
    """Who came, by class and by channel."""

    def __init__(self, day: int) -> None:
        super().__init__()
        self.day = day

    def title(self) -> str:
        """The day."""
        return say("{day}  Visits", day=day_words(day_date(self.day)))

    def read(self, reading: Reading) -> Sequence[Row]:
        """As the book is now."""
        takings, house = takings_of(reading, self.day, self.day), reading.house
        classes = [
            Row(name_words(house.guests[guest].words) if guest in house.guests else guest, str(count))
            for guest, count in takings.visits_by_guest.items()
        ]
        channels = [Row(channel, str(count), style="dim") for channel, count in takings.visits_by_channel.items()]
        return [*classes, *channels]


def mean_of(days: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """The mean of several days by key; a day without a key counts as nothing."""
    keys = {key for one in days for key in one}
    return {key: round(sum(one.get(key, 0) for one in days) / len(days)) for key in sorted(keys)}
