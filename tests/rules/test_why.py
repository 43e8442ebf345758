"""Every amount explains itself: its steps can be worked out again by anybody, and add up to it."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.errors import Declined
from pos.money import round_half_up
from pos.reports.reading import Reading
from pos.reports.why import STEPS, Explanation, Step, explanations_of
from tests.house import demo_house
from tests.rules.conftest import Desk, OpenDesk

PRICED = {"sale", "admission", "first_unit", "night", "zone", "lost_band", "package"}
"""Steps that say a price; ``quantity`` of it, if there is one."""
CHANGES = {
    "cap", "cap_paid", "discount_percent", "discount_amount", "gift", "comp", "package_off", "covered", "covered_time",
    "uncovered", "uncovered_time", "moved_away", "moved_here", "void", "cancelled", "refund", "fee_back", "rounding",
    "rounding_back", "offset", "offset_no_more",
}  # fmt: skip
"""Steps whose amount comes from the lines they change."""


def why(desk: Desk, band: str) -> tuple[Explanation, ...]:
    """The explanations of a band's bill, each looked at."""
    with closing(Reading.open(desk.folder)) as reading:
        found = explanations_of(reading, band)
    for one in found:
        check(one)
    check_discounts(found)
    return found


def check(one: Explanation) -> None:
    """The steps are known, each is right by its own numbers, and they add up to the line."""
    assert one.steps, one
    for step in (*one.steps, *one.after):
        assert step.code in STEPS, step
        assert step.code != "other", one
        if step.code not in CHANGES:
            assert step.minor == worked_out(step), step
    assert sum(step.minor for step in one.steps) == one.due, one
    assert one.due + sum(step.minor for step in one.after) == one.now, one
    for step in one.steps:
        if step.code == "cap":
            assert sum(part.minor for part in one.steps if part.minor > 0) + step.minor == step.data["cap_minor"]


def worked_out(step: Step) -> int:
    """The amount of a step from the numbers in it, by the rule it names."""
    data = {name: value for name, value in step.data.items() if isinstance(value, int)}
    if step.code in PRICED:
        return data["price_minor"] * data.get("quantity", 1)
    if step.code == "units":
        # R42: one minute past the grace is the first unit.
        begun, left_min = 0, data["over_min"] - data["grace_min"]
        while left_min > 0:
            begun, left_min = begun + 1, left_min - data["unit_min"]
        assert begun == data["units"], step
        return data["units"] * data["price_minor"]
    if step.code == "no_units":
        assert data["over_min"] <= data["grace_min"], step
    if step.code == "service":
        return round_half_up(data["sold_minor"] * data["percent"], 100)
    if step.code == "tax_added":
        return round_half_up(data["sold_minor"] * data["basis_bp"], 10_000)
    return 0


def check_discounts(found: tuple[Explanation, ...]) -> None:
    """The shares of one discount add up to it, and percent are of what it was off."""
    shares: dict[object, int] = defaultdict(int)
    whole: dict[object, int] = {}
    for one in found:
        entry = next((step.data["entry"] for step in one.steps if step.code in {"by", "by_nobody"}), 0)
        for step in one.steps:
            if step.code.startswith("discount"):
                off_minor = int(step.data["off_minor"])
                shares[entry] -= step.minor
                whole[entry] = off_minor
                if "percent" in step.data:
                    sold, percent = int(step.data["sold_minor"]), int(step.data["percent"])
                    assert off_minor == round_half_up(sold * percent, 100)
    assert shares == whole


def codes(found: tuple[Explanation, ...], mark: str) -> list[str]:
    """The codes of the steps of the first line with this mark."""
    return [step.code for step in next(one for one in found if one.mark == mark).steps]


def test_r42_overtime_says_minutes_grace_and_units(desk: Desk) -> None:
    """In 10:00, out 22:16: twelve hours are included, 16 minutes are over, one hour has begun."""
    desk.check_in("077")
    desk.wait(12 * 60 + 16)
    desk.begin("077")
    overtime = next(one for one in why(desk, "077") if one.mark == "overtime")
    told = {step.code: step.data for step in overtime.steps}
    assert told["included"] == {"included_min": 720}
    assert told["stayed"] == {"stay_min": 736, "over_min": 16}
    assert told["units"] == {"over_min": 16, "grace_min": 15, "units": 1, "unit_min": 60, "price_minor": 2_000}
    assert (overtime.line, overtime.quote, overtime.due) == (0, 1, 2_000)
    assert "quoted" in told


def test_r42_a_cap_and_what_of_it_was_charged_before(desk: Desk) -> None:
    """R10: after paying and staying the hours are counted anew, and the cap is for the whole visit."""
    desk.check_in("077")
    desk.wait(hours=14)
    due = desk.begin("077")
    desk.done("pay", bands=["077"], tenders=[{"tender": "cash", "amount": due}], keep=True)
    desk.wait(hours=9)
    desk.begin("077")
    capped = next(one for one in why(desk, "077") if one.mark == "overtime" and one.quote)
    told = {step.code: step for step in capped.steps}
    assert "restarted" in told
    assert told["cap_paid"].data == {"cap_minor": 6_000, "before_minor": 4_000}
    assert capped.due == 2_000


def test_r41_the_night_says_how_long_it_was(desk: Desk) -> None:
    """The overlap with the hours of the night, and from which overlap on it costs."""
    desk.wait_until("2026-03-10 20:00")
    desk.check_in("077")
    desk.wait_until("2026-03-11 03:00")
    desk.begin("077")
    night = next(one for one in why(desk, "077") if one.mark == "overnight")
    assert night.steps[0].data == {
        "inside_min": 60, "from_clock": 120, "to_clock": 480, "least_min": 60, "price_minor": 5_000,
    }  # fmt: skip


def test_r44_a_pause_is_told_where_it_counts(desk: Desk) -> None:
    """A power cut is in the words of every time it made shorter, and in no other line."""
    desk.check_in("077")
    desk.wait(60)
    desk.lead("freeze", reason="power cut")
    desk.wait(30)
    desk.lead("resume")
    desk.wait(hours=13)
    desk.begin("077")
    found = why(desk, "077")
    overtime = next(one for one in found if one.mark == "overtime")
    assert [step.data["reason"] for step in overtime.steps if step.code == "paused"] == ["power cut"]
    assert "paused" not in codes(found, "admission")


def test_r40_every_admission_of_both_houses_is_explained(open_desk: OpenDesk) -> None:
    """Each guest class on a weekday, a weekend and a holiday: price, kind of day, tariff version."""
    for currency in ("cny", "twd"):
        desk = open_desk(currency)
        house = demo_house(currency)
        told: set[str] = set()
        for band, (moment, guests) in enumerate(
            (
                ("2026-03-10 09:00", ("adult", "child", "toddler", "senior", "early_bird")),
                ("2026-03-14 22:30", ("adult", "child", "toddler", "toddler", "night")),
            )
        ):
            desk.wait_until(moment)
            bands = [f"{band * 10 + place + 1:03d}" for place in range(len(guests))]
            desk.check_in(*(f"{band}:{guest}" for band, guest in zip(bands, guests, strict=True)))
            for one in bands:
                (found,) = why(desk, one)
                assert found.steps[0].data["tariff"] == found.item
                assert any(step == Step("tariff", {"version": 1}) for step in found.steps)
                told.add(found.item)
        assert told == {admission.tariff for admission in house.tariffs.admissions}


def test_r42_every_room_seat_and_zone_of_both_houses_is_explained(open_desk: OpenDesk) -> None:
    """One minute, the first unit, one unit more, and long enough for every cap."""
    for currency in ("cny", "twd"):
        desk = open_desk(currency)
        tariffs = demo_house(currency).tariffs
        stations = {
            station.tariff: station.name for station in demo_house(currency).stations.values() if station.tariff
        }
        zones = dict.fromkeys(tariffs.zones, "zone-in")
        for place, (tariff, minutes) in enumerate(
            (tariff, minutes) for tariff in (*tariffs.uses, *tariffs.zones) for minutes in (1, 40, 66, 500)
        ):
            band = f"{place + 1:03d}"
            desk.check_in(band)
            entering = zones.get(tariff, stations[tariff])
            assert desk.granted(band, entering)
            desk.wait(minutes)
            assert desk.granted(band, "zone-out" if tariff in zones else entering)
            lines = [one for one in why(desk, band) if one.item == tariff]
            assert len(lines) == (0 if tariff in zones and minutes == 1 else 1)


def test_r28_every_package_fee_and_long_stay_of_both_houses_is_explained(open_desk: OpenDesk) -> None:
    """Overtime to its cap, the night, a lost band, and each package with what it covers, a room by the minute too."""
    for currency in ("cny", "twd"):
        desk = open_desk(currency)
        house = demo_house(currency)
        desk.check_in("077")
        desk.done("report_lost", band="077", reason="gone", staff="chen")
        desk.wait(hours=23)
        desk.begin("077")
        marks = {one.mark: [step.code for step in one.steps] for one in why(desk, "077")}
        assert {"overtime", "overnight", "lost_band"} <= marks.keys()
        assert "cap" in marks["overtime"]
        told: set[str] = set()
        for place, package in enumerate(house.packages.values()):
            desk.wait_until("2026-03-10 22:30" if "night" in package.includes else "2026-03-10 10:00")
            band = f"{place + 1:03d}"
            desk.check_in(band, guest="night" if "night" in package.includes else "adult")
            if "T11V" in package.includes:
                assert desk.granted(band, "room-r9")
                desk.wait(200)
                assert desk.granted(band, "room-r9")
            desk.done("add_package", band=band, package=package.code)
            told |= {step.code for one in why(desk, band) for step in one.steps}
        assert {"package", "covered", "covered_time"} <= told


def test_r24_to_r28_what_changes_a_line_is_told_with_reason_and_names(desk: Desk) -> None:
    """Discount, gift, comp, package, cover, transfer and void: who, why, what of it, and what is left of the line."""
    desk.check_in("077")
    desk.check_in("078")
    desk.charge("077", "3*beer", "body-scrub")
    desk.done("discount", band="077", percent=10, scope="bill", reason="regular")
    desk.done("gift", line=3, quantity=1, reason="birthday")
    desk.done("add_package", band="077", package="P1")
    desk.done("transfer", lines=[{"line": 3, "quantity": 1}], to="078", reason="her beer")
    desk.done("void", line=3, quantity=1, reason="warm", staff="chen")
    desk.done("comp", band="077", signer="wu", reason="flood", staff="chen")
    found = why(desk, "077")
    assert {"discount", "gift", "package", "cover", "transfer", "void", "comp"} <= {one.mark for one in found}
    beer = next(one for one in found if one.line == 3)
    assert [step.code for step in beer.after] == ["discount_percent", "gift", "moved_away", "void"]
    assert beer.now == 0
    void = next(one for one in found if one.mark == "void").steps
    assert void[0].data == {"quantity": 1, "reason": "warm"}
    assert next(step for step in void if step.code == "by").data["staff"] == "chen"
    (moved,) = [one for one in why(desk, "078") if one.mark == "transfer"]
    assert [step.code for step in moved.steps][:3] == ["sale", "moved_here", "served"]
    assert moved.steps[2].data["staff"] == "fan"
    assert moved.due == 1_350


def test_r74_who_approved_is_told(desk: Desk) -> None:
    """Over a cap the second person is in the explanation."""
    desk.check_in("077")
    desk.done("discount", band="077", percent=20, reason="waited", approved_by="chen")
    discount = next(one for one in why(desk, "077") if one.mark == "discount")
    assert Step("approved", {"staff": "chen"}) in discount.steps


def test_r8_a_lost_band_and_its_way_back(desk: Desk) -> None:
    """The fee, lines in dispute, and the fee that comes back with the band."""
    desk.check_in("077")
    desk.wait(5)
    desk.charge("077", "beer")
    desk.done("report_lost", band="077", reason="in the pool", staff="chen")
    found = why(desk, "077")
    assert codes(found, "lost_band")[0] == "lost_band"
    assert "disputed" in codes(found, "")
    desk.done("recover", band="077")
    assert codes(why(desk, "077"), "void")[0] == "fee_back"


def test_r54_r58_service_rounding_and_refunds(open_desk: OpenDesk) -> None:
    """What the checkout adds, what coins could not say, and what was given back."""
    desk = open_desk("cny")
    desk.check_in("077")
    desk.charge("077", "beer")
    desk.done("discount", band="077", amount=3, reason="odd", staff="chen")
    due = desk.begin("077")
    receipt = desk.pay("077", cash=due + 3)["receipt"]
    assert codes(why(desk, "077"), "rounding") == ["rounding", "by"]
    desk.done("refund", receipt=receipt, reason="angry", staff="chen")
    assert codes(why(desk, "077"), "refund")[0] == "refund"
    taipei = open_desk("twd")
    taipei.check_in("077")
    taipei.charge("077", "beef-noodles", station="restaurant", staff="gu")
    taipei.begin("077")
    assert codes(why(taipei, "077"), "service")[0] == "service"


def test_r55_tax_that_is_added_says_rate_and_sum(desk: Desk) -> None:
    """A house whose prices do not include tax."""
    desk.edit(("included = true", "included = false"))
    desk.check_in("077")
    desk.charge("077", "beer")
    desk.begin("077")
    found = why(desk, "077")
    tax = next(one for one in found if one.mark == "tax")
    assert tax.steps[0].data["sold_minor"] == sum(one.due for one in found if one.mark != "tax")


def test_a_line_of_another_bill_is_declined(desk: Desk) -> None:
    """One line can be asked for; it must be on the bill of that band."""
    desk.check_in("077")
    desk.check_in("078")
    with closing(Reading.open(desk.folder)) as reading:
        assert [one.line for one in explanations_of(reading, "078", 2)] == [2]
        with pytest.raises(Declined) as elsewhere:
            explanations_of(reading, "078", 1)
        assert elsewhere.value.code == "line_elsewhere"


ACTS = st.sampled_from(
    ("beer", "scrub", "room", "percent", "amount", "gift", "void", "transfer", "package", "no_package", "wait", "lost")
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(acts=st.lists(st.tuples(ACTS, st.integers(1, 12)), max_size=14), keep=st.booleans(), twd=st.booleans())
def test_whatever_happens_to_a_bill_its_numbers_explain_it(
    desk: Desk, taipei: Desk, acts: list[tuple[str, int]], keep: bool, twd: bool
) -> None:
    """Any acts in any order, accepted or declined: open, in checkout, paid, and after the guest stayed."""
    house = taipei if twd else desk
    free = house.query("SELECT number FROM band WHERE zone = 'men' AND state = 'available' ORDER BY number LIMIT 2")
    one, other = (str(number) for (number,) in free)
    house.check_in(one)
    house.check_in(other)
    first = int(house.query("SELECT max(line) FROM line")[0][0]) - 1
    for act, number in acts:
        act_on(house, one, other, act, number, first)
    for band in (one, other):
        why(house, band)
        due = house.begin(band)
        why(house, band)
        tenders = [{"tender": "cash", "amount": due + 100}] if due > 0 else []
        house.done("pay", bands=[band], tenders=tenders, keep=keep)
        why(house, band)
        if keep:
            house.wait(hours=14)
            house.begin(band)
            why(house, band)


def act_on(house: Desk, one: str, other: str, act: str, number: int, first: int) -> None:
    """One act, whatever comes of it."""
    line = first + number
    if act == "beer":
        house.do("charge", band=one, items=[{"item": "beer", "quantity": number}], station="bar", staff="fan")
    elif act == "scrub":
        house.do("charge", band=one, items=[{"item": "body-scrub"}], station="scrub-men", staff="dong")
    elif act == "room":
        house.present(one, "esports")
    elif act == "wait":
        house.wait(number * 37)
    elif act in {"percent", "amount"}:
        house.do("discount", band=one, reason="r", approved_by="wu", **{act: number})
    elif act in {"gift", "void"}:
        house.do(act, line=line, reason="r", staff="wu", **({"quantity": 1} if number % 2 else {}))
    elif act == "transfer":
        house.do("transfer", lines=[line], to=other, reason="r", staff="chen")
    elif act == "package":
        house.do("add_package", band=one, package="P1")
    elif act == "no_package":
        house.do("remove_package", band=one)
    else:
        house.do("report_lost", band=one, reason="r", staff="chen")
        house.do("recover", band=one)
