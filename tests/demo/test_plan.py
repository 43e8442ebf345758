"""The planned Saturday is the load model's: for seed 7 closely, for other seeds as Saturdays differ."""

from __future__ import annotations

import time
from collections import Counter
from functools import cache
from itertools import pairwise
from statistics import mean

import pytest

from pos.demo.acts import Ask, GiveAway, MoveLine, PayLines, Settle, SettleAgain, SpentVoucher, TakeBack, Tap
from pos.demo.figures import HOUSE_FULL, MINORS
from pos.demo.saturday import DayPlan, days, in_order, saturday
from pos.operations import (
    Charge,
    CheckIn,
    CloseDay,
    Deposit,
    Discount,
    OutOnDeposit,
    RaiseLimit,
    Recover,
    Replace,
    ReportLost,
    SetBand,
    Swap,
)
from tests.demo.counting import (
    HOUR_US,
    MINUTE_US,
    SECOND_US,
    all_acts,
    busiest,
    inside,
    taps_by_kind,
)
from tests.house import demo_house, instant

SEEDS = tuple(range(1, 11))

MODEL_TAPS = {
    "locker": 2830,
    "shoe": 1034,
    "zone": 810,
    "bar": 744,
    "gate": 517,
    "checkout": 517,
    "scrub": 262,
    "restaurant": 187,
    "room": 114,
    "shop": 49,
}
MODEL_INSIDE = {8: 140, 16: 142, 18: 104, 24: 19}
"""Guests inside by hours after the opening: 16:00, midnight, 02:00, 08:00."""


@cache
def plan_of(seed: int) -> DayPlan:
    """The Saturday of this seed in the CNY house, planned once."""
    return saturday(demo_house(), seed)


@pytest.fixture(params=SEEDS)
def plan(request: pytest.FixtureRequest) -> DayPlan:
    """The Saturday of each seed."""
    return plan_of(request.param)


def near(number: float, model: float, percent: int) -> bool:
    """Whether a figure is so near to the model's."""
    return abs(number - model) * 100 <= model * percent


def test_seed_7_has_the_taps_of_the_model() -> None:
    """Every kind of tap is within 5 per cent of the model, all together within 2."""
    by_kind = taps_by_kind(plan_of(7))
    assert by_kind.keys() == MODEL_TAPS.keys()
    assert {kind: number for kind, number in by_kind.items() if not near(number, MODEL_TAPS[kind], 5)} == {}
    assert near(by_kind.total(), 7060, 2)


def test_seed_7_has_the_guests_of_the_model() -> None:
    """About 517 visits; so many inside at 16:00, at midnight, at 02:00 and at 08:00."""
    plan = plan_of(7)
    assert near(len(plan.guests), 517, 1)
    assert [near(inside(plan, hour), model, 5) for hour, model in MODEL_INSIDE.items()] == [True] * 4


def test_seed_7_is_busiest_in_the_evening() -> None:
    """About 626 taps in the busiest hour, 22 in the busiest minute."""
    hour, in_an_hour = busiest(plan_of(7), HOUR_US)
    assert 19 <= hour + 8 <= 21
    assert near(in_an_hour, 626, 5)
    assert 20 <= busiest(plan_of(7), MINUTE_US)[1] <= 26


def test_seed_7_has_the_merged_bills_of_the_model() -> None:
    """31 bills for several bands, about 3.4 bands each."""
    merged = plan_of(7).merged
    assert near(len(merged), 31, 10)
    assert near(mean(merged), 3.4, 10)


def test_every_seed_is_a_saturday_of_the_model(plan: DayPlan) -> None:
    """No seed's day is far from the model: visits and taps by 3 per cent, each kind by 10."""
    by_kind = taps_by_kind(plan)
    assert near(len(plan.guests), 517, 3)
    assert near(by_kind.total(), 7060, 3)
    assert {kind: number for kind, number in by_kind.items() if not near(number, MODEL_TAPS[kind], 10)} == {}
    assert plan.turned_away <= 25


def test_every_seed_has_its_peaks(plan: DayPlan) -> None:
    """The evening is the busy part, and the house is never fuller than it may be."""
    hour, in_an_hour = busiest(plan, HOUR_US)
    assert 18 <= hour + 8 <= 22
    assert near(in_an_hour, 626, 13)
    assert 18 <= busiest(plan, MINUTE_US)[1] <= 32
    assert max(inside(plan, hour) for hour in range(26)) <= HOUSE_FULL


def test_all_seeds_together_have_the_means_of_the_model() -> None:
    """Over ten Saturdays the open tabs and the busiest hour are the model's."""
    plans = [plan_of(seed) for seed in SEEDS]
    open_tabs = {hour: mean(inside(plan, hour) for plan in plans) for hour in MODEL_INSIDE}
    assert {hour: tabs for hour, tabs in open_tabs.items() if not near(tabs, MODEL_INSIDE[hour], 7)} == {}
    assert near(mean(busiest(plan, HOUR_US)[1] for plan in plans), 626, 5)
    assert near(mean(len(plan.merged) for plan in plans), 31, 12)


def test_a_party_of_eight_makes_a_burst_of_twenty_a_second() -> None:
    """Its bands lie on the reader of the checkout together, 50 ms from one to the next."""
    bursts: dict[int, int] = {}
    for seed in SEEDS:
        taps = [one for one in plan_of(seed).acts if isinstance(one.act, Tap) and one.act.kind == "checkout"]
        for first, second in pairwise(taps):
            apart_us = second.at_us - first.at_us
            if first.station == second.station and apart_us < SECOND_US:
                bursts[apart_us] = bursts.get(apart_us, 0) + 1
    assert bursts.keys() == {50_000}


def test_the_acts_are_in_order_and_the_close_is_the_last(plan: DayPlan) -> None:
    """The day begins at 08:00, is closed at 08:05 with guests inside, and they all leave after it."""
    times = [scheduled.heard_us for scheduled in all_acts(plan)]
    assert times == sorted(times)
    assert plan.opening_us == instant("2026-03-07 08:00") <= times[0]
    assert plan.acts[-1].act == Ask(CloseDay())
    assert instant("2026-03-08 08:05") <= plan.closing_us == plan.acts[-1].at_us < instant("2026-03-08 08:06")
    assert sum(scheduled.act == Ask(CloseDay()) for scheduled in all_acts(plan)) == 1
    staying = [guest for guest in plan.guests if guest.gone_s * SECOND_US + plan.opening_us > plan.closing_us]
    assert 5 <= len(staying) <= 35
    assert all(guest.gone_s for guest in plan.guests)


def test_what_goes_wrong_is_as_often_as_in_the_model(plan: DayPlan) -> None:
    """As often as the load model says, at every seed."""
    acts = Counter(type(one.act) for one in all_acts(plan))
    assert acts[TakeBack] == 14
    assert (acts[MoveLine], acts[GiveAway]) == (9, 5)
    assert (acts[PayLines], acts[SettleAgain], acts[SpentVoucher]) == (9, 2, 1)
    assert sum(isinstance(one.act, Settle) and one.act.keep for one in all_acts(plan)) == 7
    asked = Counter(type(one.act.operation) for one in all_acts(plan) if isinstance(one.act, Ask))
    assert (asked[ReportLost], asked[Replace], asked[Recover]) == (3, 3, 1)
    assert (asked[Swap], asked[SetBand]) == (6 + 1, 6 + 1)
    assert (asked[Deposit], asked[OutOnDeposit]) == (3, 3)
    assert (asked[Discount], asked[Charge], asked[RaiseLimit]) == (11, 2, 4)


def test_the_bar_is_three_minutes_off_the_network(plan: DayPlan) -> None:
    """The house hears of eleven charges when the bar is back, with the time at which they were made."""
    late = [one for one in all_acts(plan) if one.sent_us]
    assert len(late) == 11
    assert {one.station for one in late} == {"bar"}
    assert len({one.sent_us for one in late}) == 1
    assert all(0 < one.sent_us - one.at_us <= 3 * MINUTE_US for one in late)
    between = [one for one in all_acts(plan) if one.station == "bar" and late[0].at_us <= one.at_us < late[0].sent_us]
    assert between == late


def test_the_channels_are_those_of_the_model(plan: DayPlan) -> None:
    """Channels by visit are within two points of the model's shares."""
    shares = {"walk-in": 31, "meituan": 27, "douyin": 14, "member": 20, "referral": 4, "corporate": 3, "hotel": 1}
    found = dict.fromkeys(shares, 0)
    for guest in plan.guests:
        found[guest.channel] += 1
    assert {name: abs(number * 100 / len(plan.guests) - shares[name]) < 2 for name, number in found.items()} == (
        dict.fromkeys(shares, True)
    )


def test_children_come_with_grown_ups(plan: DayPlan) -> None:
    """The first of every party is grown up, and children leave when that one does."""
    first = {guest.party: guest for guest in plan.guests if guest.place == 0}
    assert not any(guest.guest in MINORS for guest in first.values())
    minors = [guest for guest in plan.guests if guest.minor]
    assert minors
    assert all(guest.out_s == first[guest.party].out_s for guest in minors)


def test_a_band_is_one_guests_at_a_time(plan: DayPlan) -> None:
    """A band is handed out again only after its guest has gone."""
    gone_s: dict[str, int] = {}
    for guest in plan.guests:
        assert gone_s.get(guest.band, 0) < guest.in_s
        gone_s[guest.band] = guest.gone_s
    assert len(gone_s) <= 200


def test_a_person_at_a_desk_does_one_thing_after_the_other(plan: DayPlan) -> None:
    """At the cashier's desk nothing is asked for within two seconds of the last thing."""
    times = [one.at_us for one in all_acts(plan) if one.station == "desk-1" and not isinstance(one.act, Tap)]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 2 * SECOND_US


def test_planning_takes_less_than_two_seconds() -> None:
    """The plan is there before anybody gets impatient."""
    began = time.process_time()
    saturday(demo_house(), 4711)
    assert time.process_time() - began < 2


def test_the_twd_house_has_the_same_guests() -> None:
    """The currency changes what is paid, not who comes."""
    assert saturday(demo_house("twd"), 7).guests == plan_of(7).guests


def test_other_seeds_are_other_days() -> None:
    """No two seeds have the same guests."""
    days = {tuple((guest.in_s, guest.band) for guest in plan_of(seed).guests) for seed in SEEDS}
    assert len(days) == len(SEEDS)


def test_everybody_checks_in_and_pays_once(plan: DayPlan) -> None:
    """Every guest is in one check-in, and everybody but who turned round in the door is paid for."""
    acts = [scheduled.act for scheduled in all_acts(plan)]
    arrived = [
        arrival.band
        for act in acts
        if isinstance(act, Ask) and isinstance(act.operation, CheckIn)
        for arrival in act.operation.bands
    ]
    assert sorted(arrived) == sorted(guest.uid for guest in plan.guests)
    paid = [band for act in acts if isinstance(act, Settle) and act.whole and not act.keep for band in act.bands]
    assert sorted(paid) == sorted(guest.uid for guest in plan.guests if guest.story != "cancels")


def test_days_that_follow_hand_out_no_band_that_is_still_worn() -> None:
    """Over a week every band is one guest's at a time, also of those who slept there, and nobody checks in twice."""
    worn_until: dict[str, int] = {}
    for plan in days(demo_house(), 7, 7):
        for guest in sorted(plan.guests, key=lambda guest: guest.in_s):
            in_us = plan.opening_us + guest.in_s * SECOND_US
            assert worn_until.get(guest.uid, 0) < in_us
            worn_until[guest.uid] = plan.opening_us + guest.gone_s * SECOND_US


def test_the_acts_of_days_that_follow_are_in_order() -> None:
    """Each day is closed once, in the middle of the next one's first minutes; the last act is the last close."""
    acts = list(in_order(days(demo_house(), 7, 3)))
    heard = [one.heard_us for one in acts]
    assert heard == sorted(heard)
    assert [place for place, one in enumerate(acts) if one.act == Ask(CloseDay())][-1] == len(acts) - 1
    assert sum(one.act == Ask(CloseDay()) for one in acts) == 3
    assert tuple(in_order(days(demo_house(), 7, 1))) == plan_of(7).acts
