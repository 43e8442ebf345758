"""The checkout: locked, quoted, left or paid (R43, R51)."""

from __future__ import annotations

from tests.rules.conftest import BAR, Desk, basket


def test_r51_nothing_is_added_to_a_bill_that_is_being_paid(desk: Desk) -> None:
    """Not by a counter, not by the desk, not by a void, not by a cancellation; other guests go on."""
    desk.check_in("077", "078")
    line = desk.charge("077", "water")["lines"][0]["line"]
    assert desk.begin("077") == 10_400
    desk.no_charge("in_checkout", "077", "water")
    desk.no_charge("in_checkout", "077", "water", station="desk-1")
    desk.no_charge("in_checkout", "077", "beer", station="vending-1", staff="")
    desk.declined("in_checkout", "void", line=line, reason="no", **BAR)
    desk.declined("in_checkout", "cancel_check_in", band="077", reason="no")
    desk.charge("078", "water")
    assert desk.pay("077", cash=10_400)["due"] == 0


def test_r51_leaving_the_checkout_unlocks(desk: Desk) -> None:
    """Then the bar sells again, and the next checkout has it on the bill."""
    desk.check_in("077")
    desk.begin("077")
    assert desk.done("leave_checkout", bands=["077"]) == {"visits": [{"visit": 1, "band": "077", "due": 9_800}]}
    desk.declined("not_in_checkout", "leave_checkout", bands=["077"])
    desk.charge("077", "water")
    assert desk.begin("077") == 10_400


def test_r51_a_checkout_that_began_can_be_finished_at_another_desk(desk: Desk) -> None:
    """Beginning again changes nothing and tells the same due."""
    desk.check_in("077", "078")
    desk.begin("077")
    before = desk.tables()
    assert desk.done("begin_checkout", bands=["077"], station="desk-2", staff="ben")["due"] == 9_800
    assert desk.tables() == before
    assert desk.done("begin_checkout", bands=["077", "078"], station="desk-2")["due"] == 19_600
    desk.done("pay", bands=["078", "077"], tenders=[{"tender": "cash", "amount": 19_600}], station="desk-2")


def test_r51_all_of_the_named_bands_or_none(desk: Desk) -> None:
    """One that cannot be checked out leaves the others as they are."""
    desk.check_in("077", "078")
    for code, bands in (
        ("band_not_in_use", ["077", "079"]),
        ("unknown_band", ["077", "999"]),
        ("band_twice", ["077", "078", "77"]),
    ):
        desk.declined(code, "begin_checkout", bands=bands)
        desk.declined(code, "leave_checkout", bands=bands)
        desk.declined(code, "pay", bands=bands, tenders=[{"tender": "cash", "amount": 1}])
    desk.begin("077")
    desk.declined("not_in_checkout", "leave_checkout", bands=["077", "078"])
    desk.declined("not_in_checkout", "pay", bands=["077", "078"], tenders=[{"tender": "cash", "amount": 19_600}])
    desk.charge("078", "water")
    desk.no_charge("in_checkout", "077", "water")


def test_r51_a_checkout_is_the_desks(desk: Desk) -> None:
    """The bar neither begins nor leaves nor settles one."""
    desk.check_in("077")
    desk.declined("wrong_station", "begin_checkout", bands=["077"], **BAR)
    desk.begin("077")
    desk.declined("wrong_station", "leave_checkout", bands=["077"], **BAR)
    desk.declined("wrong_station", "pay", bands=["077"], tenders=[{"tender": "cash", "amount": 9_800}], **BAR)


def test_r51_what_is_quoted_is_on_no_bill_until_it_is_paid(desk: Desk) -> None:
    """Overtime of a guest who then leaves the checkout is in no line, no account, no takings."""
    desk.check_in("077")
    desk.wait(hours=13)
    assert desk.begin("077") == 11_800
    assert desk.due("077") == 9_800
    assert desk.quotes(1) == [("T08", 1, 2_000, "overtime")]
    assert desk.lines(1) == [("T01", 1, 9_800, "admission")]
    desk.leave("077")
    assert desk.quotes(1) == []
    desk.begin("077")
    desk.pay("077", cash=11_800)
    assert desk.lines(1) == [("T01", 1, 9_800, "admission"), ("T08", 1, 2_000, "overtime")]
    assert desk.quotes(1) == []


def test_r33_the_checkout_tells_what_is_still_hanging(desk: Desk) -> None:
    """Every clock that runs, of every guest, by station and since when."""
    desk.check_in("077", "078")
    desk.granted("077", "room-r1")
    desk.wait(5)
    desk.granted("078", "esports")
    desk.wait(55)
    facts = desk.done("begin_checkout", bands=["077", "078"])
    assert facts["open"] == [
        "room-r1 is in use since 10:00 (band 077)",
        "esports is in use since 10:05 (band 078)",
    ]
    assert facts["visits"] == [{"visit": 1, "band": "077", "due": 17_800}, {"visit": 2, "band": "078", "due": 12_200}]
    desk.pay("077", "078", cash=30_000)
    assert desk.query("SELECT count(*) FROM use WHERE to_us = 0") == [(0,)]


def test_service_charge_is_added_at_the_checkout(taipei: Desk) -> None:
    """In TWD 10 % on restaurant and rooms, as a line of its own for each; voids take their share with them."""
    taipei.check_in("077")
    taipei.charge("077", "fried-rice", station="restaurant", staff="gu")
    line = taipei.charge("077", "buffet", station="restaurant", staff="gu")["lines"][0]["line"]
    taipei.charge("077", "2*beer")
    taipei.granted("077", "room-r1")
    taipei.wait(66)
    taipei.granted("077", "room-r1")
    room = taipei.due("077") - (650 + 130 + 480 + 160)
    assert taipei.begin("077") == 650 + 130 + 480 + 160 + room + 61 + room // 10
    assert taipei.quotes(1) == [("service", 1, 61, "service"), ("service", 1, room // 10, "service")]
    taipei.leave("077")
    taipei.lead("void", line=line, reason="cold")
    assert taipei.begin("077") == 650 + 130 + 160 + room + 13 + room // 10
    taipei.pay("077", cash=650 + 130 + 160 + room + 13 + room // 10)
    assert taipei.query("SELECT outlet, due_minor FROM line WHERE mark = 'service' ORDER BY line") == [
        ("restaurant", 13),
        ("rooms", room // 10),
    ]


CINEMA = 'cinema = { kind = "seat", outlet = "zone", tariff = "T12C" }\n'
CINEMA_TARIFF = (
    'T12C = { name = ["Cinema", "影院"], first_minutes = 30, first_price = 10, unit_minutes = 30, unit_price = 10 }\n'
)
SAUNA = """
sauna-in = { kind = "zone_in", outlet = "zone", tariff = "T10S" }
sauna-out = { kind = "zone_out", outlet = "zone", tariff = "T10S" }
"""
SAUNA_TARIFF = 'T10S = { name = ["Sauna", "桑拿"], price = 40, grace_minutes = 10 }\n'


def test_r04_a_tariff_that_came_after_the_guest_still_has_a_price(desk: Desk) -> None:
    """A zone and a seat that opened, and closed again, while he was inside cost what the venue file of then says."""
    desk.check_in("077")
    desk.edit(
        ("[stations]\n", "[stations]\n" + CINEMA + SAUNA),
        ("[uses]\n", "[uses]\n" + CINEMA_TARIFF),
        ("[zones]\n", "[zones]\n" + SAUNA_TARIFF),
    )
    desk.granted("077", "sauna-in")
    desk.granted("077", "cinema")
    desk.wait(30)
    assert desk.present("077", "sauna-out")["line"]["due"] == 4_000
    assert desk.begin("077") == 9_800 + 4_000 + 1_000
    desk.leave("077")
    desk.edit((CINEMA, ""), (CINEMA_TARIFF, ""))
    assert desk.begin("077") == 9_800 + 4_000 + 1_000
    desk.pay("077", cash=14_800)


def test_r55_a_guest_can_pay_for_what_the_house_has_given_up(desk: Desk) -> None:
    """An item, an outlet and a tax rate that were taken out of the venue file stay on the bill as they were."""
    desk.edit(
        ("[tax]\n", "[tax]\nfood = { percent = 13, included = true }\n"),
        ('outlet = "restaurant", price = 28', 'outlet = "kiosk", price = 28, tax = "food"'),
        ("[outlets]\n", '[outlets]\nkiosk = { name = ["Kiosk", "小卖部"] }\n'),
    )
    desk.check_in("077")
    desk.done("charge", band="077", items=basket("fried-rice"))
    desk.edit(
        ("food = { percent = 13, included = true }\n", ""),
        ('outlet = "kiosk", price = 28, tax = "food"', 'outlet = "restaurant", price = 28'),
        ('kiosk = { name = ["Kiosk", "小卖部"] }\n', ""),
    )
    assert desk.begin("077") == 12_600
    desk.pay("077", cash=12_600)
    assert desk.query("SELECT tax, gross_minor, net_minor, tax_minor FROM receipt_tax ORDER BY tax") == [
        ("food", 2_800, 2_478, 322),
        ("vat", 9_800, 9_245, 555),
    ]
