"""The demo house is complete: every number of the venue's description, typed here a second time."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import asdict

from pos.demo.acts import Tap
from pos.demo.saturday import saturday
from pos.house.bands import paper_uid
from pos.house.demo_house import DemoCurrency, demo_text
from pos.house.model import Fee, House, Package, Units
from pos.house.pins import check_pin
from tests.house import demo_house

CNY, TWD = demo_house("cny"), demo_house("twd")
HOUSES = [pytest.param(CNY, id="cny"), pytest.param(TWD, id="twd")]
FEN = 100
"""Minor units of one yuan; a Taiwan dollar has none."""

MENU = """
 1 body-scrub      搓澡        38  250 M  scrub
 2 milk-scrub      奶浴        58  350 M  scrub
 3 salt-scrub      盐浴        58  350 M  scrub
 4 vinegar-scrub   醋搓        48  300 M  scrub
 5 honey-scrub     蜂蜜浴      68  420 M  scrub
 6 wine-scrub      红酒搓      68  420 M  scrub
 7 two-in-one      二合一      88  520 M  scrub
 8 three-in-one    三合一     108  650 M  scrub
 9 back-tapping    敲背        30  180 M  scrub
10 cupping         拔罐        48  300 M  scrub
11 guasha          刮痧        48  300 M  scrub
12 pedicure        修脚        68  450 M  massage
13 ear-care        采耳        88  550 M  massage
14 foot-massage    足疗       128  800 M  massage
15 chinese-massage 中式按摩   168 1000 M  massage
16 thai-massage    泰式按摩   238 1400 M  massage
17 oil-spa         精油SPA    298 1700 M  massage
18 extra-time      加钟        80  480 M  massage
19 disposables     一次性内裤  15   60 S  bar
20 towel           毛巾        12   50 S  bar
21 water           矿泉水       6   30 S  bar
22 cola            可乐         8   40 S  bar
23 herbal-tea      王老吉       8   45 S  bar
24 red-bull        红牛        12   60 S  bar
25 plum-juice      酸梅汤      12   60 -  bar
26 fresh-orange    鲜榨橙汁    26  120 K  bar
27 coconut         椰子        28  130 S  bar
28 beer            青岛啤酒    15   80 SA bar
29 tea-set         功夫茶      48  220 -  bar
30 latte           咖啡        24  110 K  bar
31 tea-egg         茶叶蛋       4   20 S  bar
32 instant-noodles 方便面      12   60 S  bar
33 sausage         火腿肠       5   25 S  bar
34 beef-noodles    牛肉面      32  160 K  restaurant
35 fried-rice      蛋炒饭      28  130 K  restaurant
36 dumplings       水饺        26  120 K  restaurant
37 hotpot-bowl     麻辣烫      38  180 K  restaurant
38 fruit-plate     果盘        58  260 K  restaurant
39 buffet          自助晚餐    88  480 -  restaurant
40 cigarettes      香烟        26  125 SA bar
41 face-mask       面膜        25  120 S  bar
42 swimsuit        泳衣        98  450 S  bar
"""
ADMISSIONS = """
T01 adult      weekday  98  650  720
T02 adult      weekend 118  750  720
T03 child      -        58  380  720
T04 toddler    -         0    0    -
T05 senior     weekday  78  520  720
T06 early_bird -        68  450  360
T07 night      -       138  880    -
"""
STATIONS = """
desk-1 desk-2 gate-in-1 gate-in-2 gate-out-1 gate-out-2 door-men door-women zone-in zone-out scrub-men scrub-women
fruit-bar bar restaurant massage esports vending-1 vending-2 vending-3
room-r1 room-r2 room-r3 room-r4 room-r5 room-r6 room-r7 room-r8 room-r9 room-r10 room-r11 room-r12
"""
PINS = {
    "amy": "1001", "ben": "1002", "cui": "1003", "chen": "2001", "lin": "2002", "he": "2003",
    "dong": "3001", "du": "3002", "eva": "3003", "ella": "3004", "fan": "4001", "gu": "4002", "hua": "4003",
    **{f"t{number:02d}": f"50{number:02d}" for number in range(1, 19)}, "wu": "9001",
}  # fmt: skip


@pytest.mark.parametrize("house", HOUSES)
def test_the_house_has_its_name_zone_and_day(house: House) -> None:
    """Cloudwater Baths, its time zone, the day cut at 08:00, a fixed id, and that it is a demo."""
    assert (house.name.en, house.name.zh) == ("Cloudwater Baths", "云水汤泉")
    assert house.timezone == {"CNY": "Asia/Shanghai", "TWD": "Asia/Taipei"}[house.currency.code]
    assert house.currency.exponent == {"CNY": 2, "TWD": 0}[house.currency.code]
    assert house.id == f"cloudwater-{house.currency.code.lower()}"
    assert (house.day_cut_min, house.demo, house.sign_in_required) == (480, True, False)


@pytest.mark.parametrize("row", MENU.strip().splitlines())
def test_the_menu_is_complete(row: str) -> None:
    """Number, slug, name, both prices, marks and outlet of each of the 42 items, in order."""
    number, slug, name, yuan, dollars, marks, outlet = row.split()
    for house, price_minor in ((CNY, int(yuan) * FEN), (TWD, int(dollars))):
        item = house.items_by_number[int(number)]
        assert item is house.items[slug]
        assert (item.slug, item.words.zh, item.outlet, item.price_minor) == (slug, name, outlet, price_minor)
        assert item.commissioned is ("M" in marks)
        assert item.stock is ("S" in marks)
        assert bool(item.ticket) is ("K" in marks)
        assert item.adults_only is ("A" in marks)
        assert list(house.items).index(slug) == int(number) - 1


@pytest.mark.parametrize("house", HOUSES)
def test_there_are_42_items_and_stock_for_a_saturday(house: House) -> None:
    """Nothing else is sold, and counted items do not run out on a demo's day."""
    assert sorted(house.items_by_number) == list(range(1, 43))
    counted = {slug for slug, item in house.items.items() if item.stock}
    assert min(house.stock[slug] for slug in counted) >= 2000
    assert not any(house.goods[slug].below_zero for slug in counted)
    # What recipes use may go below zero: nobody weighs a beef noodle soup.
    used = {goods for item in house.items.values() for goods in item.uses} - counted
    assert used == house.goods.keys() - counted == {slug for slug, goods in house.goods.items() if goods.below_zero}


@pytest.mark.parametrize("row", ADMISSIONS.strip().splitlines())
def test_t01_to_t07_admissions(row: str) -> None:
    """Class, kind of day, both prices, and how long each holds."""
    code, guest, day, yuan, dollars, included = row.split()
    for house, price_minor in ((CNY, int(yuan) * FEN), (TWD, int(dollars))):
        (entry,) = (entry for entry in house.tariffs.admissions if entry.tariff == code)
        assert (entry.guest, entry.day or "-", entry.price_minor) == (guest, day, price_minor)
        assert str(entry.included_min or "-") == included
        assert entry.included_until == (540 if code == "T07" else None)
        assert entry.includes_night is (code == "T07")
        assert len(house.tariffs.admissions) == 7


@pytest.mark.parametrize("house", HOUSES)
def test_guest_classes_and_their_hours(house: House) -> None:
    """Who is a minor, whom the desk may pick when, who never pays for time; limits by class and channel."""
    guests = house.guests
    assert list(guests) == ["adult", "child", "toddler", "senior", "early_bird", "night"]
    assert {code for code, guest in guests.items() if guest.minor} == {"child", "toddler"}
    assert {code: guest.offered for code, guest in guests.items() if guest.offered} == {
        "senior": (480, 960),
        "early_bird": (480, 600),
        "night": (1320, 240),
    }
    assert [code for code, guest in guests.items() if guest.offered_days] == ["senior"]
    assert [code for code, guest in guests.items() if not (guest.overtime and guest.overnight)] == ["toddler"]
    adult, child, corporate, toddler = (
        (800 * FEN, 100 * FEN, 2000 * FEN, 30 * FEN) if house is CNY else (4000, 500, 10_000, 200)
    )
    assert {code: guest.limit_minor for code, guest in guests.items()} == {
        "adult": adult, "child": child, "toddler": child, "senior": adult, "early_bird": adult, "night": adult,
    }  # fmt: skip
    assert house.channel_limits == {"corporate": corporate}
    assert (guests["toddler"].free_per_adult, guests["toddler"].else_minor) == (1, toddler)


@pytest.mark.parametrize(
    ("house", "unit", "cap", "night", "zone"),
    [pytest.param(CNY, 2000, 6000, 5000, 3000, id="cny"), pytest.param(TWD, 120, 360, 300, 200, id="twd")],
)
def test_t08_to_t10_overtime_night_and_sweat_rooms(house: House, unit: int, cap: int, night: int, zone: int) -> None:
    """20 an hour, grace 15, cap 60; 50 for 60 minutes in 02-08, exempt from 06; 30 after 10 minutes."""
    over = house.tariffs.overtime
    assert (over.tariff, over.unit_min, over.unit_minor, over.grace_min, over.cap_minor) == ("T08", 60, unit, 15, cap)
    fee = house.tariffs.night
    assert (fee.tariff, fee.price_minor, fee.from_min, fee.to_min) == ("T09", night, 120, 480)
    assert (fee.least_min, fee.exempt_from_min) == (60, 360)
    assert [(code, fee.price_minor, fee.grace_min) for code, fee in house.tariffs.zones.items()] == [("T10", zone, 10)]


@pytest.mark.parametrize("house", HOUSES)
def test_t15_is_included_and_a_tea_set_books_the_sweat_rooms(house: House) -> None:
    """Fruit and congee in the morning, in the afternoon and late; who orders tea in the sweat rooms pays no fee."""
    assert house.tariffs.zones["T10"].booked_by == ("tea-set",)
    (included,) = house.tariffs.included.values()
    assert (included.tariff, included.words.zh) == ("T15", "水果粥品")
    assert included.windows == ((390, 600), (840, 1_020), (1_260, 1_440))
    assert house.clocks_stand_outside is False


def use(house: House, code: str) -> tuple[int, int, int, int, int, int | None]:
    """The numbers of a room or seat."""
    units: Units = house.tariffs.uses[code]
    numbers = units.first_min, units.first_minor, units.unit_min, units.unit_minor
    return (*numbers, units.grace_min, units.cap_minor)


def test_t11_and_t12_rooms_and_seats() -> None:
    """The hour, then a quarter of it per 15 minutes with 5 of grace; seats by half hours up to 60."""
    assert use(CNY, "T11") == (60, 80_00, 15, 20_00, 5, None)
    assert use(CNY, "T11V") == (60, 150_00, 15, 37_50, 5, None)
    assert use(CNY, "T12") == (30, 12_00, 30, 12_00, 0, 60_00)
    assert use(TWD, "T11") == (60, 400, 15, 100, 5, None)
    assert use(TWD, "T11V") == (60, 750, 15, 190, 5, None)  # a quarter is 187.50, which nobody can pay
    assert use(TWD, "T12") == (30, 60, 30, 60, 0, 300)
    assert CNY.tariffs.uses.keys() == TWD.tariffs.uses.keys() == {"T11", "T11V", "T12"}


@pytest.mark.parametrize(
    ("house", "lost", "deposit"), [pytest.param(CNY, 2000, 20_000, id="cny"), pytest.param(TWD, 150, 1000, id="twd")]
)
def test_t13_and_t14_lost_band_and_deposit(house: House, lost: int, deposit: int) -> None:
    """20 for a lost band, 200 of deposit."""

    def fee(kind: str) -> tuple[str, int]:
        entry: Fee = house.fees[kind]
        return entry.tariff, entry.price_minor

    assert (fee("lost_band"), fee("deposit")) == (("T13", lost), ("T14", deposit))


@pytest.mark.parametrize(
    ("code", "yuan", "dollars", "includes"),
    [
        ("P1", 118, 780, {"adult": 1, "body-scrub": 1}),
        ("P2", 258, 1580, {"adult": 1, "two-in-one": 1, "buffet": 1}),
        ("P3", 388, 2400, {"adult": 2, "foot-massage": 2}),
        ("P4", 168, 1050, {"night": 1}),
        ("P5", 568, 3400, {"T11V": 180, "adult": 2, "fruit-plate": 1}),
    ],
)
def test_packages(code: str, yuan: int, dollars: int, includes: dict[str, int]) -> None:
    """What is in each and what it costs; P1 on weekdays, P4 with breakfast."""
    for house, price_minor in ((CNY, yuan * FEN), (TWD, dollars)):
        package: Package = house.packages[code]
        assert (package.price_minor, package.includes) == (price_minor, includes)
        assert package.day == ("weekday" if code == "P1" else None)
        assert [words.en for words in package.also] == (["Breakfast"] if code == "P4" else [])
        assert len(house.packages) == 5


@pytest.mark.parametrize("house", HOUSES)
def test_member_cards(house: House) -> None:
    """Three cards of stored value, and ten baths in a year, one a day."""
    unit = FEN if house is CNY else 1
    values = [(card.price_minor, card.value_minor) for card in house.cards.values() if card.value_minor is not None]
    assert values == [(1000 * unit, 1080 * unit), (3000 * unit, 3400 * unit), (5000 * unit, 5900 * unit)]
    (baths,) = (card for card in house.cards.values() if card.visits is not None)
    assert (baths.price_minor, baths.visits) == ((880 * FEN if house is CNY else 5800), 10)
    assert (baths.months, baths.visits_per_day) == (12, 1)


@pytest.mark.parametrize("house", HOUSES)
def test_stations_lockers_and_bands(house: House) -> None:
    """Every station by its name, 200 lockers, 220 bands; a band has the zone and number of its locker."""
    posts = {name for name, station in house.stations.items() if station.kind != "locker"}
    assert posts == set(STATIONS.split())
    lockers = {name: station for name, station in house.stations.items() if station.kind == "locker"}
    assert list(lockers) == [f"locker-{number:03d}" for number in range(1, 201)]
    assert [locker.zone for locker in lockers.values()] == ["men"] * 120 + ["women"] * 80
    assert [band.number for band in house.bands] == [f"{number:03d}" for number in range(1, 221)]
    assert [band.zone for band in house.bands] == ["men"] * 120 + ["women"] * 80 + [None] * 20
    assert all(lockers[f"locker-{band.number}"].zone == band.zone for band in house.bands if band.zone)
    assert all(locker.number == name.removeprefix("locker-") for name, locker in lockers.items())


@pytest.mark.parametrize("house", HOUSES)
def test_the_chips_are_made_from_the_numbers(house: House) -> None:
    """``04`` and twelve hex digits, each once, the same in both houses."""
    uids = [band.uid for band in house.bands]
    assert len(set(uids)) == 220
    assert all(len(uid) == 14 and uid.startswith("04") and uid == uid.upper() for uid in uids)
    assert uids == [paper_uid(band.number) for band in house.bands]
    assert paper_uid("077") == "0431095DA733B4"


@pytest.mark.parametrize("house", HOUSES)
def test_rooms_seats_and_zones_are_where_they_cost(house: House) -> None:
    """R1-R8 by T11, R9-R12 VIP; the gates cost nothing; men's and women's doors and scrubs are theirs."""
    tariffs = {name: station.tariff for name, station in house.stations.items() if station.tariff}
    rooms = {f"room-r{number}": "T11" if number <= 8 else "T11V" for number in range(1, 13)}
    assert tariffs == rooms | {"zone-in": "T10", "zone-out": "T10", "esports": "T12", "fruit-bar": "T15"}
    zoned = {name: station.zone for name, station in house.stations.items() if station.zone and not station.number}
    assert zoned == {"door-men": "men", "scrub-men": "men", "door-women": "women", "scrub-women": "women"}


@pytest.mark.parametrize("house", HOUSES)
def test_outlets_tax_and_service(house: House) -> None:
    """VAT is in the prices, 6 % or 5 %; Taiwan adds 10 % service in restaurant and rooms."""
    assert list(house.outlets) == ["desk", "scrub", "massage", "bar", "restaurant", "rooms", "zone", "esports"]
    service = {code: outlet.service_percent for code, outlet in house.outlets.items() if outlet.service_percent}
    assert service == ({} if house is CNY else {"restaurant": 10, "rooms": 10})
    assert [(rate.basis_points, rate.included) for rate in house.tax.values()] == [(600 if house is CNY else 500, True)]
    assert {item.tax for item in house.items.values()} == {house.time_tax} == set(house.tax)


@pytest.mark.parametrize("house", HOUSES)
def test_tenders_and_channels(house: House) -> None:
    """Seven ways to pay, all but cash with a slip (R53); seven ways to be found."""
    tenders = ["cash", "card", "qr", "stored_value", "group_buy", "on_account", "comp"]
    assert list(house.tenders) == tenders
    assert [code for code, tender in house.tenders.items() if not tender.needs_external_id] == ["cash"]
    channels = ("walk-in", "meituan", "douyin", "member", "referral", "corporate", "hotel")
    assert house.channels == channels


@pytest.mark.parametrize("house", HOUSES)
def test_everybody_works_here_and_has_the_documented_pin(house: House) -> None:
    """Names, roles, skills; the PINs of the demo's page open the hashes of the file, and others do not."""
    assert list(house.staff) == list(PINS)
    roles = {
        role: [code for code, person in house.staff.items() if person.role == role] for role in ("cashier", "lead")
    }
    assert roles == {"cashier": ["amy", "ben", "cui"], "lead": ["chen", "lin", "he"]}
    assert house.staff["wu"].role == "owner"
    skills = [person.skill for person in house.staff.values() if person.role == "technician"]
    assert skills == ["feet"] * 9 + ["massage"] * 9
    for code in ("amy", "he", "t18", "wu"):
        assert check_pin(house.staff[code].pin, PINS[code])
        assert not check_pin(house.staff[code].pin, "0000")


def test_every_pin_is_the_documented_one() -> None:
    """The two files have the same hashes, each of its person's PIN."""
    assert [person.pin for person in CNY.staff.values()] == [person.pin for person in TWD.staff.values()]
    assert all(check_pin(CNY.staff[code].pin, pin) for code, pin in PINS.items())


def test_the_two_houses_are_one_house_in_two_currencies() -> None:
    """They differ in amounts, currency, time zone, tax, service charge and holidays, and in nothing else."""
    same = ("name", "day_cut_min", "desk_outlet", "stations", "staff", "channels", "tenders", "bands", "stock")
    for part in same:
        assert getattr(CNY, part) == getattr(TWD, part), part
    for one, other in zip(CNY.items.values(), TWD.items.values(), strict=True):
        assert asdict(one) | {"price_minor": 0} == asdict(other) | {"price_minor": 0}


def test_holidays_are_the_country_s_and_the_house_s_own() -> None:
    """The model Saturday is none, so its prices are those of a weekend; the house has a day of its own."""
    for house, country in ((CNY, "CN"), (TWD, "TW")):
        weekend = house.tariffs.weekend
        assert weekend.country == country
        assert len([day for day in weekend.official if day.startswith("2026-")]) >= 14
        assert weekend.holidays == ("2026-08-08",)
        assert not {"2026-03-07", *weekend.holidays} & weekend.official.keys()
        ZoneInfo(house.timezone)


@pytest.mark.parametrize("house", HOUSES)
def test_the_saturday_finds_everything_it_names(house: House) -> None:
    """Stations, people and items of the simulated day are the house's."""
    day = saturday(house, 7)
    for scheduled in day.acts:
        assert scheduled.station in house.stations
        assert not scheduled.staff or scheduled.staff in house.staff
        if isinstance(scheduled.act, Tap):
            assert all(wanted.item in house.items_by_number for wanted in scheduled.act.items)
    assert {guest.guest for guest in day.guests} <= house.guests.keys()
    assert {guest.channel for guest in day.guests} <= set(house.channels)


@pytest.mark.parametrize("currency", ["cny", "twd"])
def test_the_file_is_made_to_be_read(currency: DemoCurrency) -> None:
    """No line runs off a wide screen but the ones of people, which have a hash in them."""
    text = demo_text(currency)
    assert max(len(line) for line in text.splitlines() if "scrypt" not in line) <= 160
    assert text.endswith("\n")
    assert "\r" not in text
