"""Packages: what they include costs nothing more, whenever it was taken (R28)."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.conftest import Desk, OpenDesk

WORKED_CASE = (
    ('name = ["Adult weekday", "成人平日"], price = 98', 'name = ["Adult weekday", "成人平日"], price = 15'),
    ('"搓澡"], outlet = "scrub", price = 38', '"搓澡"], outlet = "scrub", price = 10'),
    ('"拔罐"], outlet = "scrub", price = 48', '"拔罐"], outlet = "scrub", price = 15'),
    ('"矿泉水"], outlet = "bar", price = 6', '"矿泉水"], outlet = "bar", price = 3'),
    (
        "[packages]",
        '[packages]\nA = { name = "A", price = 45, includes = { adult = 1, body-scrub = 1, cupping = 1 } }\n#',
    ),
)
"""Ticket 15, scrub 10, cupping 15, water 3; package A at 45 has one of each of the first three."""


@pytest.fixture
def case(desk: Desk) -> Desk:
    """The house of the worked case, with a guest."""
    desk.edit(*WORKED_CASE)
    desk.check_in("077")
    return desk


def scrub(desk: Desk, *items: str) -> int:
    """Charge at the men's scrub; what is due then."""
    return int(desk.charge("077", *items, station="scrub-men", staff="dong")["due"])


def test_r28_worked_case(case: Desk) -> None:
    """Ticket 15, scrub 10, cupping 15, then package A at 45: 45 is due. Water 3: 48. A second cupping: + 15."""
    assert scrub(case, "body-scrub", "cupping") == 4_000
    facts = case.done("add_package", band="077", package="A")
    assert (facts["amount"], facts["due"]) == (500, 4_500)
    assert [cover["item"] for cover in facts["covered"]] == ["T01", "body-scrub", "cupping"]
    assert case.charge("077", "water")["due"] == 4_800
    assert scrub(case, "cupping") == 4_800 + 1_500
    assert case.begin("077") == 6_300
    assert case.pay("077", cash=6_300)["due"] == 0


def test_r28_the_order_of_buying_never_changes_the_due(case: Desk) -> None:
    """Every order of the worked case's four acts comes to the same."""
    acts = ("package", "body-scrub", "cupping", "cupping")
    for place, order in enumerate(sorted(set(permutations(acts)))):
        band = f"{place + 1:03d}"
        case.check_in(band)
        for act in order:
            case.wait(1)
            if act == "package":
                case.done("add_package", band=band, package="A")
            else:
                case.charge(band, act, station="scrub-men", staff="dong")
        assert case.due(band) == 4_500 + 1_500, order


def test_r28_a_covered_line_keeps_its_price_and_is_due_nothing(case: Desk) -> None:
    """What is charged after the package is on the bill at its price, and the outcome says it costs nothing."""
    case.done("add_package", band="077", package="A")
    facts = case.charge("077", "body-scrub", "cupping", station="scrub-men", staff="dong")
    assert [line["due"] for line in facts["lines"]] == [0, 0]
    assert facts["due"] == 4_500
    rows = case.query("SELECT item, quantity, list_minor, due_minor, mark, of FROM line WHERE of > 1 ORDER BY line")
    assert rows == [("body-scrub", 1, 1_000, -1_000, "cover", 4), ("cupping", 1, 1_500, -1_500, "cover", 5)]


def test_r28_one_package_per_visit_of_those_there_are(case: Desk) -> None:
    """Another one needs the first to be taken off; a name nobody knows is refused."""
    case.declined("unknown_package", "add_package", band="077", package="Z")
    case.declined("no_package", "remove_package", band="077")
    case.done("add_package", band="077", package="A")
    case.declined("package_there", "add_package", band="077", package="A")
    case.declined("wrong_station", "remove_package", band="077", station="bar")
    case.done("remove_package", band="077")
    assert case.due("077") == 1_500
    case.done("add_package", band="077", package="A")
    assert case.due("077") == 4_500


def test_r28_removing_it_brings_the_list_prices_back(case: Desk) -> None:
    """As if it had never been there."""
    before = scrub(case, "body-scrub", "2*cupping")
    case.done("add_package", band="077", package="A")
    facts = case.done("remove_package", band="077")
    assert (facts["due"], case.due("077")) == (before, before)


def test_r28_a_void_uncovers_what_was_next(case: Desk) -> None:
    """The oldest cupping is covered; when that goes, the next one is, and the bill comes down by one at list price."""
    case.done("add_package", band="077", package="A")
    first = case.charge("077", "cupping", station="scrub-men", staff="dong")["lines"][0]["line"]
    case.wait(1)
    assert scrub(case, "cupping") == 4_500 + 1_500
    facts = case.done("void", line=first, reason="wrong guest", station="scrub-men", staff="dong")
    assert (facts["amount"], facts["due"]) == (-1_500, 4_500)


def test_r28_some_units_of_a_line_are_covered(case: Desk) -> None:
    """Three scrubs in one line: one is in the package, two are not; void two and nothing is due for the third."""
    line = case.charge("077", "3*body-scrub", station="scrub-men", staff="dong")["lines"][0]["line"]
    case.done("add_package", band="077", package="A")
    assert case.due("077") == 4_500 + 2_000
    case.done("void", line=line, quantity=2, reason="no", station="scrub-men", staff="dong")
    assert case.due("077") == 4_500


def test_r28_the_oldest_by_the_time_of_service_is_covered(case: Desk) -> None:
    """A line that came from another bill is as old as its service, not as its way here."""
    case.check_in("078")
    old = case.charge("078", "cupping", station="scrub-men", staff="dong")["lines"][0]["line"]
    case.wait(30)
    scrub(case, "cupping")
    case.done("add_package", band="077", package="A")
    case.done("transfer", lines=[old], to="077", reason="one pays")
    (row,) = case.query("SELECT line FROM line WHERE mark = 'transfer' AND visit = 1")
    covered = case.query(
        "SELECT of, sum(quantity) FROM line WHERE mark = 'cover' AND item = 'cupping' GROUP BY of HAVING sum(quantity)"
    )
    assert covered == [(row[0], 1)]
    assert case.due("077") == 4_500 + 1_500


def test_r28_two_baths_on_one_bill(desk: Desk) -> None:
    """The couple's package covers both admissions once they are on one bill."""
    desk.check_in("077", "078")
    desk.done("add_package", band="077", package="P3")
    assert desk.due("077") == 38_800
    desk.done("transfer", lines=[2], to="077", reason="one pays for both")
    assert (desk.due("077"), desk.due("078")) == (38_800, 0)
    desk.charge("077", "2*foot-massage", station="massage", staff="hua")
    assert desk.due("077") == 38_800


def test_r28_on_its_day_only(desk: Desk) -> None:
    """P1 is for weekdays, by the time of the check-in; who came on Friday noon may buy it in the evening."""
    desk.wait_until("2026-03-13 16:00")
    desk.check_in("077")
    desk.wait_until("2026-03-13 20:00")
    desk.done("add_package", band="077", package="P1")
    desk.check_in("078")
    refused = desk.declined("package_day", "add_package", band="078", package="P1")
    assert "weekday" in refused.message


def test_r28_minutes_of_a_room(desk: Desk) -> None:
    """Three hours of the VIP room are in P5: at 3 h 05 nothing more, at 3 h 06 one quarter, at list price."""
    prices = {180: 0, 185: 0, 186: 3_750, 240: 15_000}
    for place, (minutes, more) in enumerate(prices.items()):
        band = f"{place + 1:03d}"
        desk.check_in(band)
        desk.done("raise_limit", band=band, by=100_000, reason="package", staff="chen")
        desk.done("add_package", band=band, package="P5")
        assert desk.granted(band, "room-r9")
        desk.wait(minutes)
        if place % 2:
            assert desk.begin(band) == 56_800 + more
        else:
            desk.present(band, "room-r9")
            assert desk.due(band) == 56_800 + more
            desk.begin(band)
        desk.pay(band, cash=56_800 + more)


def test_r28_minutes_that_are_left_cover_the_next_time(desk: Desk) -> None:
    """Ninety minutes now, ninety later; a minute of the third time costs its first hour."""
    desk.check_in("077")
    desk.done("raise_limit", band="077", by=100_000, reason="package", staff="chen")
    desk.done("add_package", band="077", package="P5")
    for minutes, due in ((90, 56_800), (90, 56_800), (10, 56_800 + 15_000)):
        desk.present("077", "room-r9")
        desk.wait(minutes)
        desk.present("077", "room-r9")
        assert desk.due("077") == due


def test_r28_a_room_that_ends_during_the_checkout_stays_covered(desk: Desk) -> None:
    """The quote becomes the line and so does its cover; what is due stays as quoted (R43)."""
    desk.check_in("077")
    desk.done("raise_limit", band="077", by=100_000, reason="package", staff="chen")
    desk.done("add_package", band="077", package="P5")
    desk.present("077", "room-r9")
    desk.wait(200)
    quoted = desk.begin("077")
    desk.present("077", "room-r9")
    assert desk.begin("077") == quoted
    assert desk.pay("077", cash=quoted)["due"] == 0


def test_r28_a_package_counts_against_the_limit(desk: Desk) -> None:
    """More than the limit leaves is refused like any charge (R22)."""
    desk.check_in("077:child")
    desk.declined("limit_reached", "add_package", band="077", package="P1")


def test_r22_r28_what_a_package_includes_is_served_over_the_limit_too(desk: Desk) -> None:
    """A fee or an hour in a room may go over the limit; what runs up nothing is not declined for it."""
    desk.check_in("077")
    desk.charge("077", "2*oil-spa", station="massage", staff="hua")
    desk.done("add_package", band="077", package="P1")
    desk.done("report_lost", band="077", reason="x")
    desk.done("replace", band="077", to="078")
    desk.lead("set_price", item="water", price=6_500)
    desk.charge("078", "water")
    desk.present("078", "room-r1")
    desk.wait(60)
    desk.present("078", "room-r1")
    assert desk.due("078") > 80_000
    desk.declined("limit_reached", "charge", band="078", items=[{"item": "tea-egg"}], station="bar", staff="fan")
    due = desk.due("078")
    assert desk.charge("078", "body-scrub", station="scrub-men", staff="dong")["due"] == due


def test_r28_paid_and_frozen(desk: Desk) -> None:
    """A guest who paid and stays cannot give the package back; what it still includes goes on covering."""
    desk.check_in("077")
    desk.done("add_package", band="077", package="P2")
    due = desk.begin("077")
    desk.done("pay", bands=["077"], tenders=[{"tender": "cash", "amount": due}], keep=True)
    desk.declined("line_settled", "remove_package", band="077")
    desk.charge("077", "buffet", station="restaurant", staff="gu")
    assert desk.due("077") == 0
    desk.charge("077", "two-in-one", "two-in-one", station="scrub-men", staff="dong")
    assert desk.due("077") == 8_800


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("charge"), st.sampled_from(["body-scrub", "cupping", "water"]), st.integers(1, 3)),
        st.tuples(st.just("package"), st.just(""), st.just(0)),
        st.tuples(st.just("void"), st.just(""), st.integers(0, 9)),
    ),
    max_size=8,
)


def test_r28_whatever_was_done_the_bill_is_what_its_lines_say(open_desk: OpenDesk) -> None:
    """Charges, voids, the package on and off in any order: the due is the package and the rest at list price."""
    desk = open_desk("cny")
    desk.edit(*WORKED_CASE)
    prices = {"body-scrub": 1_000, "cupping": 1_500, "water": 300}

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(ACTS)
    def whatever(acts: list[tuple[str, str, int]]) -> None:
        desk.check_in("077")
        has: dict[int, tuple[str, int]] = {}
        bought = False
        for act, item, number in acts:
            desk.wait(seconds=4)
            if act == "charge":
                line = desk.charge("077", f"{number}*{item}", station="desk-1", staff="chen")["lines"][0]["line"]
                has[line] = (item, number)
            elif act == "package":
                desk.done(
                    "remove_package" if bought else "add_package", band="077", **({} if bought else {"package": "A"})
                )
                bought = not bought
            elif has:
                line = sorted(has)[number % len(has)]
                desk.done("void", line=line, reason="no", staff="chen")
                del has[line]
        count = {item: sum(n for name, n in has.values() if name == item) for item in prices}
        free = {"body-scrub": 1, "cupping": 1} if bought else {}
        rest = sum(price * max(0, count[item] - free.get(item, 0)) for item, price in prices.items())
        assert desk.due("077") == rest + (4_500 if bought else 1_500)
        desk.pay("077", cash=desk.begin("077"))

    whatever()
