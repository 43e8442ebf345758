"""Check-in and its cancellation (R1–R5)."""

from __future__ import annotations

import json

import pytest

from pos.errors import BadOperation
from pos.wire import read_operation
from tests.rules.conftest import Desk


def test_r01_a_visit_keeps_its_number_and_lines_whoever_wears_the_band_next(desk: Desk) -> None:
    """The band is only the carrier: the next guest with it has a visit of his own and nothing of the first one's."""
    (first,) = desk.check_in("077")["visits"]
    desk.charge("077", "water")
    assert desk.begin("077") == 10_400
    desk.pay("077", cash=10_400)
    before = desk.lines(first["visit"])

    (second,) = desk.check_in("077")["visits"]
    assert second["visit"] == first["visit"] + 1
    assert desk.due("077") == 9_800
    desk.charge("077", "2*beer")
    assert desk.lines(first["visit"]) == before
    assert desk.owed(first["visit"]) == 0
    assert desk.lines(second["visit"]) == [("T01", 1, 9_800, "admission"), ("beer", 2, 3_000, "")]


def test_r02_only_an_available_band_opens_a_visit(desk: Desk) -> None:
    """A band in use is refused with since when and whose visit, in the house's own time."""
    desk.check_in("077")
    desk.wait(5)
    again = desk.declined("band_in_use", "check_in", bands=[{"band": "077", "guest": "adult"}])
    assert again.message == "Band 077 is in use since 10:00 (visit 1)."
    desk.declined("unknown_band", "check_in", bands=[{"band": "999", "guest": "adult"}])
    assert desk.band("077") == "in_use"
    assert desk.band("078") == "available"


def test_r02_a_band_is_known_by_its_chip_and_by_its_printed_number(desk: Desk) -> None:
    """UID in any case, printed number, printed number without its zeros: all are the same band."""
    ((uid,),) = desk.query("SELECT uid FROM band WHERE number = '007'")
    desk.check_in(uid)
    for name in (uid, uid.lower(), "007", "7", "07"):
        desk.declined("band_in_use", "check_in", bands=[{"band": name, "guest": "adult"}])


@pytest.mark.parametrize("state", ["stock", "wash", "lost", "defect", "retired"])
def test_r02_a_band_that_is_not_available_is_refused_by_its_state(desk: Desk, state: str) -> None:
    """The refusal names the state; the table is changed by hand, for no operation of this version makes these."""
    desk.tamper("UPDATE band SET state = ? WHERE number = '077'", state)
    refused = desk.declined("band_not_available", "check_in", bands=[{"band": "077", "guest": "adult"}])
    assert state in refused.message


@pytest.mark.parametrize(
    ("last", "code"),
    [
        ({"band": "999", "guest": "adult"}, "unknown_band"),
        ({"band": "100", "guest": "adult"}, "band_in_use"),
        ({"band": "077", "guest": "adult"}, "band_twice"),
        ({"band": "77", "guest": "adult"}, "band_twice"),
        ({"band": "079", "guest": "king"}, "unknown_guest"),
        ({"band": "079", "guest": "night"}, "class_not_offered"),
        ({"band": "201", "guest": "adult"}, "zone_needed"),
        ({"band": "079", "guest": "adult", "zone": "women"}, "wrong_zone"),
    ],
)
def test_r03_a_check_in_of_several_bands_is_all_or_nothing(desk: Desk, last: dict[str, str], code: str) -> None:
    """One band that cannot be opened leaves all of them closed."""
    desk.check_in("100")
    desk.declined(code, "check_in", bands=[{"band": "077", "guest": "adult"}, {"band": "078", "guest": "adult"}, last])
    assert desk.band("077") == "available"
    assert desk.query("SELECT count(*) FROM visit") == [(1,)]


@pytest.mark.parametrize("field", ["price", "due", "amount", "locker", "limit"])
def test_r03_a_station_cannot_say_a_price(field: str) -> None:
    """The house decides what things cost; there is no field for it."""
    arrival = {"band": "077", "guest": "adult", field: 1}
    wanted = {"item": "beer", field: 1}
    for operation in ({"do": "check_in", "bands": [arrival]}, {"do": "charge", "band": "077", "items": [wanted]}):
        with pytest.raises(BadOperation) as raised:
            read_operation(json.dumps(operation))
        assert raised.value.code == "unknown_field"


@pytest.mark.parametrize(
    ("when", "guest", "tariff", "due"),
    [
        ("2026-03-10 10:00", "adult", "T01", 9_800),
        ("2026-03-13 16:59", "adult", "T01", 9_800),
        ("2026-03-13 17:00", "adult", "T02", 11_800),
        ("2026-03-15 23:59", "adult", "T02", 11_800),
        ("2026-03-16 00:00", "adult", "T01", 9_800),
        ("2026-02-17 12:00", "adult", "T02", 11_800),
        ("2026-03-10 10:00", "child", "T03", 5_800),
        ("2026-03-10 08:00", "senior", "T05", 7_800),
        ("2026-03-10 08:00", "early_bird", "T06", 6_800),
        ("2026-03-10 03:59", "night", "T07", 13_800),
    ],
)
def test_r04_a_check_in_posts_the_admission_of_class_and_day(
    desk: Desk, when: str, guest: str, tariff: str, due: int
) -> None:
    """The admission line has the tariff's code and price, and is the only line."""
    desk.wait_until(when)
    (visit,) = desk.check_in("077", guest=guest)["visits"]
    assert visit == {"visit": 1, "band": "077", "locker": "077", "due": due}
    assert desk.lines(1) == [(tariff, 1, due, "admission")]
    assert desk.due("077") == due


@pytest.mark.parametrize(
    ("when", "guest", "words"),
    [
        ("2026-03-10 07:59", "senior", "on weekdays from 08:00 to 16:00"),
        ("2026-03-10 16:00", "senior", "on weekdays from 08:00 to 16:00"),
        ("2026-03-14 10:00", "senior", "on weekdays from 08:00 to 16:00"),
        ("2026-03-10 10:00", "early_bird", "from 08:00 to 10:00"),
        ("2026-03-10 21:59", "night", "from 22:00 to 04:00"),
        ("2026-03-10 04:00", "night", "from 22:00 to 04:00"),
    ],
)
def test_r04_a_class_is_offered_only_in_its_hours(desk: Desk, when: str, guest: str, words: str) -> None:
    """Outside its hours the refusal says when it is offered."""
    desk.wait_until(when)
    refused = desk.declined("class_not_offered", "check_in", bands=[{"band": "077", "guest": guest}])
    assert words in refused.message


def test_r04_one_toddler_is_free_with_each_adult(desk: Desk) -> None:
    """The second one with one adult pays; the limit of a child is a child's."""
    visits = desk.check_in("077", "078:toddler", "079:toddler")["visits"]
    assert [visit["due"] for visit in visits] == [9_800, 0, 3_000]
    assert [desk.visit(number, "limit_minor") for number in (1, 2, 3)] == [80_000, 10_000, 10_000]


def test_r04_prices_in_a_currency_without_minor_units(taipei: Desk) -> None:
    """In TWD the amounts are whole dollars, all the way."""
    assert taipei.check_in("077")["visits"][0]["due"] == 650
    assert taipei.charge("077", "beer")["due"] == 730


def test_r04_the_locker_is_that_of_the_bands_number_if_it_can_be(desk: Desk) -> None:
    """A spare band gets the first free locker of its zone, and the guest whose number it is the next free one."""
    assert desk.check_in("077")["visits"][0]["locker"] == "077"
    spare = {"band": "201", "guest": "adult", "zone": "women"}
    assert desk.done("check_in", bands=[spare])["visits"][0]["locker"] == "121"
    assert desk.check_in("121")["visits"][0]["locker"] == "122"
    assert desk.check_in("122")["visits"][0]["locker"] == "123"


def test_r04_no_locker_no_check_in(desk: Desk) -> None:
    """The house is full for one zone, not for the other; a locker comes free with its guest."""
    for first in range(1, 121, 40):
        desk.check_in(*(f"{number:03}" for number in range(first, first + 40)))
    man = {"band": "201", "guest": "adult", "zone": "men"}
    desk.declined("no_locker", "check_in", bands=[man])
    desk.done("check_in", bands=[man | {"zone": "women"}])
    desk.begin("005")
    desk.pay("005", cash=9_800)
    assert desk.check_in("005")["visits"][0]["locker"] == "005"


def test_r04_a_tariff_stays_the_version_of_the_check_in_after_the_venue_file_changed(desk: Desk) -> None:
    """Who came before the change pays the old overtime and night; who comes after it the new ones."""
    desk.wait_until("2026-03-10 10:00")
    desk.check_in("077")
    desk.edit(
        ("unit_price = 20\ngrace_minutes = 15", "unit_price = 33\ngrace_minutes = 0"),
        ("price = 98, day", "price = 108, day"),
    )
    (later,) = desk.check_in("078")["visits"]
    assert later["due"] == 10_800
    desk.wait_until("2026-03-10 22:16")
    assert desk.begin("077", "078") == 11_800 + 10_800 + 3_300
    assert desk.quotes(1) == [("T08", 1, 2_000, "overtime")]
    assert desk.quotes(2) == [("T08", 1, 3_300, "overtime")]


def test_r04_a_line_keeps_the_price_of_its_tap(desk: Desk) -> None:
    """A price that is set holds from now on, for every guest; lines that are there keep theirs."""
    desk.check_in("077")
    assert desk.charge("077", "beer")["lines"][0]["due"] == 1_500
    assert desk.lead("set_price", item="beer", price=1_800) == {"item": "beer", "price": 1_800, "before": 1_500}
    desk.wait(1)
    assert desk.charge("077", "beer")["lines"][0]["due"] == 1_800
    assert desk.lead("set_price", item=28, price=1_700)["before"] == 1_800
    desk.reopen()
    desk.wait(1)
    assert desk.charge("077", "beer")["lines"][0]["due"] == 1_700
    assert desk.due("077") == 9_800 + 1_500 + 1_800 + 1_700
    assert desk.query("SELECT list_minor FROM line WHERE item = 'beer' ORDER BY line") == [(1_500,), (1_800,), (1_700,)]


def test_r04_the_channel_is_kept_and_known(desk: Desk) -> None:
    """A check-in by a channel the house does not have is refused with those it has."""
    refused = desk.declined("unknown_channel", "check_in", bands=[{"band": "077", "guest": "adult"}], channel="tiktok")
    assert "douyin" in refused.message
    desk.check_in("077", channel="douyin")
    assert desk.visit(1, "channel") == "douyin"


def test_r05_a_check_in_can_be_taken_back_for_ten_minutes(desk: Desk) -> None:
    """At ten minutes to the microsecond it can; the admission is reversed, band and locker are free again."""
    desk.check_in("077")
    desk.wait(10)
    assert desk.done("cancel_check_in", band="077", reason="changed his mind") == {"visit": 1, "band": "077"}
    assert desk.lines(1) == [("T01", 1, 9_800, "admission"), ("T01", 1, -9_800, "void")]
    assert (desk.owed(1), desk.band("077"), desk.visit(1, "state")) == (0, "available", "cancelled")
    assert desk.check_in("077")["visits"][0]["locker"] == "077"


def test_r05_a_moment_after_ten_minutes_it_cannot(desk: Desk) -> None:
    """The refusal says how long ago it was."""
    desk.check_in("077")
    desk.clock.at_us += 600_000_001
    refused = desk.declined("too_late_to_cancel", "cancel_check_in", band="077", reason="too late")
    assert "10 minutes" in refused.message


def test_r05_not_with_anything_else_on_the_visit(desk: Desk) -> None:
    """A sale, a sale that was taken back, a zone that was entered, money that came in: check it out instead."""
    desk.check_in("077", "078", "079", "080")
    line = desk.charge("077", "water")["lines"][0]["line"]
    desk.declined("has_lines", "cancel_check_in", band="077", reason="no")
    desk.done("void", line=line, reason="wrong", station="bar", staff="fan")
    desk.declined("has_lines", "cancel_check_in", band="077", reason="no")
    assert desk.granted("078", "zone-in")
    desk.declined("has_lines", "cancel_check_in", band="078", reason="no")
    desk.begin("079")
    desk.pay("079", cash=100)
    desk.declined("in_checkout", "cancel_check_in", band="079", reason="no")
    desk.leave("079")
    desk.declined("has_lines", "cancel_check_in", band="079", reason="no")
    desk.done("cancel_check_in", band="080", reason="yes")


def test_r05_only_where_guests_are_checked_in(desk: Desk) -> None:
    """Not at the bar; not for a band that nobody wears; not twice."""
    desk.check_in("077")
    desk.declined("wrong_station", "cancel_check_in", band="077", reason="no", station="bar")
    desk.declined("band_not_in_use", "cancel_check_in", band="078", reason="no")
    desk.done("cancel_check_in", band="077", reason="yes")
    desk.declined("band_not_in_use", "cancel_check_in", band="077", reason="again")
    desk.declined("wrong_station", "check_in", bands=[{"band": "077", "guest": "adult"}], station="bar")
