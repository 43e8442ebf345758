"""What a stay costs when it is longer, looked at in between, or cut in two (R10, R40–R45); through the public door."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.house import instant
from tests.rules.conftest import Desk, OpenDesk

ZURICH = ('timezone = "Asia/Shanghai"', 'timezone = "Europe/Zurich"')
MORNING_US = {"Shanghai": instant("2026-03-10 08:00"), "Zurich": instant("2026-03-28 08:00", "Europe/Zurich")}
"""A Tuesday; and the day before the clock goes forward."""
QUIET = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
MINUTES = st.integers(0, 26 * 60)
WAITS = st.lists(st.one_of(st.integers(1, 20), st.integers(20, 500), st.just(60)), min_size=2, max_size=8)
CLOCKS = st.lists(
    st.sampled_from(["room-r1", "room-r9", "zone-in", "esports", "freeze", "P5"]), unique=True, max_size=4
)
HOUR = 2_000


def opened(open_desk: OpenDesk, where: str, minutes: int) -> Desk:
    """A fresh house at some minute of the next day."""
    desk = open_desk("cny")
    if where == "Zurich":
        desk.edit(ZURICH)
    desk.clock.at_us = MORNING_US[where] + minutes * 60_000_000
    return desk


def start(desk: Desk, what: str, band: str) -> None:
    """A clock of the guest's own begins, or all of them stand."""
    if what == "freeze":
        desk.done("freeze", bands=[band], reason="unwell", staff="chen")
    elif what == "P5":
        desk.done("raise_limit", band=band, by=100_000, reason="package", staff="chen")
        desk.done("add_package", band=band, package=what)
    else:
        assert desk.granted(band, what)


def due(desk: Desk, band: str) -> int:
    """What would be due now; the guest stays after all."""
    minor = desk.begin(band)
    desk.leave(band)
    return minor


def pay_and_stay(desk: Desk, band: str) -> int:
    """Pay everything and stay; what it was."""
    minor = desk.begin(band)
    tenders = [{"tender": "card", "amount": minor, "external_id": "x"}] if minor else []
    desk.done("pay", bands=[band], tenders=tenders, keep=True)
    return minor


@pytest.mark.slow
@pytest.mark.parametrize("where", MORNING_US)
def test_r40_a_longer_stay_never_costs_less_at_the_desk(open_desk: OpenDesk, where: str) -> None:
    """Admission, overtime, night, rooms, seat, zone, package, pauses: the due never falls while time goes on."""

    @QUIET
    @given(MINUTES, CLOCKS, WAITS)
    def longer(came: int, clocks: list[str], waits: list[int]) -> None:
        desk = opened(open_desk, where, came)
        desk.check_in("001")
        dues = [due(desk, "001")]
        for place, minutes in enumerate(waits):
            desk.wait(minutes, seconds=minutes % 60)
            dues.append(due(desk, "001"))
            if place < len(clocks):
                start(desk, clocks[place], "001")
                dues.append(due(desk, "001"))
        assert dues == sorted(dues)

    longer()


@pytest.mark.slow
def test_r43_looking_at_the_bill_in_between_changes_nothing(open_desk: OpenDesk) -> None:
    """Who begins a checkout and stays after all owes what somebody owes who never looked, however often."""

    @QUIET
    @given(MINUTES, CLOCKS.filter(lambda clocks: "room-r1" not in clocks), WAITS)
    def looked(came: int, clocks: list[str], waits: list[int]) -> None:
        desk = opened(open_desk, "Shanghai", came)
        desk.check_in("001", "002")
        for place, minutes in enumerate(waits):
            desk.wait(minutes)
            desk.begin("001")
            desk.wait(3)
            desk.leave("001")
            for band in ("001", "002") if place < len(clocks) else ():
                # Of one party: the room is theirs, and its clock is the first one's; so each has a room of their own.
                room = {"room-r9": f"room-r{9 + int(band)}", "esports": "zone-in"}.get(clocks[place], clocks[place])
                desk.present(band, room) if room in {"zone-in", "room-r10", "room-r11"} else start(desk, room, band)
        assert desk.begin("001") == desk.begin("002")

    looked()


@pytest.mark.slow
def test_r42_a_minute_that_has_begun_costs_nothing_yet(open_desk: OpenDesk) -> None:
    """Cut back to its last whole minute a stay costs the same; cut further back never more."""

    @QUIET
    @given(MINUTES, MINUTES, st.integers(0, 59), st.integers(0, 600))
    def cut(came: int, stayed: int, seconds: int, earlier: int) -> None:
        desk = opened(open_desk, "Shanghai", came)
        desk.check_in("001")
        desk.wait(max(0, stayed - earlier))
        early = due(desk, "001")
        desk.wait(min(stayed, earlier))
        whole = due(desk, "001")
        desk.wait(seconds=seconds)
        assert early <= whole == due(desk, "001")

    cut()


@pytest.mark.parametrize(
    ("first", "then", "in_one", "in_two"), [(20, 80, 2 * HOUR, 3 * HOUR), (15, 15, HOUR, 0), (30, 30, HOUR, 2 * HOUR)]
)
def test_r10_paying_in_between_begins_the_hours_anew(
    desk: Desk, first: int, then: int, in_one: int, in_two: int
) -> None:
    """As R10 has it, a stay cut in two by a payment can be dearer or cheaper: each part has its grace and its hours."""
    desk.check_in("001", "002")
    desk.wait(first, hours=12)
    paid = pay_and_stay(desk, "001")
    desk.wait(then)
    assert (desk.begin("002"), paid + desk.begin("001")) == (9_800 + in_one, 9_800 + in_two)


@pytest.mark.slow
def test_r10_one_payment_in_between_makes_one_started_hour_of_difference_at_most(open_desk: OpenDesk) -> None:
    """Dearer or cheaper, wherever the stay is cut; the cap and the night stay those of one visit."""

    @QUIET
    @given(MINUTES, st.integers(1, 26 * 60), st.integers(1, 26 * 60))
    def cut(came: int, first: int, then: int) -> None:
        desk = opened(open_desk, "Shanghai", came)
        desk.check_in("001", "002")
        desk.wait(first)
        paid = pay_and_stay(desk, "001")
        desk.wait(then)
        assert abs(paid + desk.begin("001") - desk.begin("002")) <= HOUR

    cut()
