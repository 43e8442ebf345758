"""What a planned Saturday comes to, in the figures the load model is told in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pos.demo.acts import Scheduled, SpentVoucher, Tap
from pos.demo.saturday import DayPlan

SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
HOUR_US = 60 * MINUTE_US

NO_GUESTS_TAP = ("check_in", "mishap")
"""A band that is handed out is not yet a guest's; a tap that goes wrong is not in the model's figures."""


def all_acts(plan: DayPlan) -> tuple[Scheduled, ...]:
    """Everything that happens until the last guest has gone."""
    return plan.acts + plan.after


def taps(plan: DayPlan) -> Iterator[tuple[Scheduled, Tap]]:
    """The taps of guests, as the model counts them."""
    for scheduled in all_acts(plan):
        if isinstance(scheduled.act, Tap) and scheduled.act.kind not in NO_GUESTS_TAP:
            yield scheduled, scheduled.act


def taps_by_kind(plan: DayPlan) -> Counter[str]:
    """How many taps of each kind."""
    return Counter(tap.kind for _, tap in taps(plan))


def busiest(plan: DayPlan, span_us: int) -> tuple[int, int]:
    """Which span of the day, counted from 0 at the opening, has most taps, and how many."""
    spans = Counter((scheduled.at_us - plan.opening_us) // span_us for scheduled, _ in taps(plan))
    return max(spans.items(), key=lambda span: (span[1], -span[0]))


def inside(plan: DayPlan, hour: int) -> int:
    """How many guests are in the house, not yet paid, so many hours after the opening."""
    at_s = hour * 3600
    return sum(guest.in_s <= at_s < guest.paid_s for guest in plan.guests)


def refusals(plan: DayPlan) -> list[Scheduled]:
    """The acts of which the venue will say no, or nothing."""
    return [
        one
        for one in all_acts(plan)
        if (isinstance(one.act, Tap) and one.act.kind == "mishap") or isinstance(one.act, SpentVoucher)
    ]
