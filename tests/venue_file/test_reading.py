"""What is wrong with a venue file is told with its place, what is wrong, and what is allowed; all at once."""

from __future__ import annotations

import pytest

from pos.errors import HouseError
from pos.house.demo_house import demo_text
from pos.house.model import House
from pos.house.starting_house import starting_text
from pos.house.venue_file.findings import VenueFileError
from pos.house.venue_file.reading import read_house

GOOD = starting_text("house-of-tests")


def changed(old: str, new: str, text: str = GOOD) -> str:
    """The file with one thing changed. The old thing must be there, once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def findings(text: str) -> list[str]:
    """Every finding about a file, as it is shown."""
    with pytest.raises(VenueFileError) as refused:
        read_house(text)
    return [str(finding) for finding in refused.value.findings]


def the_finding(old: str, new: str) -> str:
    """The only finding about a file with one thing changed."""
    (finding,) = findings(changed(old, new))
    return finding


def line_of(text: str, part: str) -> int:
    """The line that begins with this."""
    return next(number for number, line in enumerate(text.splitlines(), start=1) if line.startswith(part))


def test_the_starting_house_is_right_and_small() -> None:
    """A new house can be opened as it is; nobody has a PIN yet, so nobody is asked for one."""
    house = read_house(GOOD)
    assert house.id == "house-of-tests"
    assert (house.demo, house.sign_in_required) == (False, False)
    assert [person.pin for person in house.staff.values()] == ["", "", ""]
    assert house.text == GOOD


def uncommented(text: str) -> str:
    """The file with its examples in comments made real: lines that look like keys or tables."""
    lines = []
    for line in text.splitlines():
        inside = line.removeprefix("# ")
        example = line.startswith("# ") and (inside.startswith("[") or " = " in inside.split("{")[0][:20])
        lines.append(inside if example and not inside.startswith(("overtime", "stock", "pin", "limit")) else line)
    return "\n".join(lines)


def test_the_examples_in_the_starting_file_are_right_too() -> None:
    """What stands there in comments can be taken out of them, all of it at once."""
    house = read_house(uncommented(GOOD))
    assert house.currency.cash_step_minor == 10
    assert house.channel_limits == {"member": 200_000}
    assert [*house.tariffs.zones, *house.tariffs.uses, *house.fees] == ["T10", "T11", "lost_band", "deposit"]
    assert [*house.packages, *house.cards] == ["P1", "SV1000", "C10"]
    assert ("on_account" in house.tenders, [*house.companies]) == (True, ["nebula"])


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        # amounts
        ("price = 98,", "price = 98.5,", "admissions.T01.price", "98.5 is a number with a point, which is never exact"),
        ("price = 98,", "price = nan,", "admissions.T01.price", "nan is no amount. Write 15, or with"),
        ("price = 98,", "price = -98,", "admissions.T01.price", "-98 is less than nothing"),
        ("price = 98,", 'price = "-98",', "admissions.T01.price", "'-98' has a sign"),
        ("price = 98,", 'price = "98.505",', "admissions.T01.price", "too fine: CNY has 2 digits"),
        ("price = 98,", "price = true,", "admissions.T01.price", "true is no amount"),
        ("price = 98,", "price = [98],", "admissions.T01.price", "a list is no amount"),
        ("price = 98,", "price = 98000000000000,", "admissions.T01.price", "is too much"),
        ("price = 98,", f"price = 0x1{'0' * 5000},", "admissions.T01.price", "more digits than fit here is too much"),
        ("limit = 800", "limit = 800.0", "guests.adult.limit", 'Write it in quotes: "800.0"'),
        ("cap = 60", "cap = -60", "overtime.cap", "-60 is less than nothing"),
        # whole numbers, percentages, flags
        ("unit_minutes = 60", "unit_minutes = 0", "overtime.unit_minutes", "0 is no whole number from 1 to 1440"),
        ("grace_minutes = 15", "grace_minutes = 15.0", "overtime.grace_minutes", "15.0 is no whole number from 0"),
        ("number = 21,", "number = 0,", "items.water.number", "0 is no whole number from 1 to 9999"),
        ("stock = 200, adults", "stock = -1, adults", "items.beer.stock", "-1 is no whole number from 0"),
        ("percent = 6", "percent = 6.5", "tax.vat.percent", 'or with a point in quotes: "7.5"'),
        ("percent = 6", "percent = 101", "tax.vat.percent", "101 is more than 100 %"),
        ("percent = 6", "percent = -1", "tax.vat.percent", "-1 is no percentage"),
        ("included = true", 'included = "yes"', "tax.vat.included", "'yes' is neither true nor false"),
        # text and names
        ('name = ["Water", "矿泉水"]', 'name = ["Water"]', "items.water.name", "Write it in English and in Chinese"),
        ('name = ["Water", "矿泉水"]', 'name = ""', "items.water.name", "'' is no text"),
        ('name = ["Water", "矿泉水"]', r'name = "Wa\u001bter"', "items.water.name", "characters that cannot be shown"),
        ('name = ["Water", "矿泉水"]', r'name = "\u202eretaW"', "items.water.name", "characters that cannot be shown"),
        ('name = ["Water", "矿泉水"]', f'name = "{"w" * 101}"', "items.water.name", "Write 1 to 100 characters"),
        ("water = {", '"still water" = {', "items.still water", "'still water' is no short name"),
        ("water = {", "水 = {", "", "cannot be read, line"),
        ("water = {", "T01 = {", "items.T01", "is also a tariff code in [admissions]"),
        ("water = {", "service = {", "items.service", "is also a word that bills use"),
        ("water = {", "adult = {", "items.adult", "is also a guest class"),
        ("number = 22,", "number = 21,", "items.cola", "has the number 21, and so has water"),
        # times
        ('day_cut = "08:00"', 'day_cut = "8"', "house.day_cut", 'Write HH:MM in quotes, like "08:00"'),
        ('day_cut = "08:00"', 'day_cut = "24:00"', "house.day_cut", 'Write midnight as "00:00"'),
        ('day_cut = "08:00"', "day_cut = 08:00:00", "house.day_cut", "08:00:00 is no time of day"),
        ('day_cut = "08:00"', 'day_cut = "08:60"', "house.day_cut", 'The clock goes from "00:00" to "24:00"'),
        ('hours = "02:00-08:00"', 'hours = "02:00"', "overnight.hours", 'Write it like "22:00-04:00"'),
        ('hours = "02:00-08:00"', 'hours = "02:00-02:00"', "overnight.hours", "begins and ends at the same time"),
        ('exempt_from = "06:00"', 'exempt_from = "09:00"', "overnight.exempt_from", "lies outside the hours"),
        ("least_minutes = 60", "least_minutes = 361", "overnight.least_minutes", "The hours have only 360 minutes"),
        ('from = "Fri 17:00"', 'from = "Friday 17:00"', "weekend.from", 'Write it like "Fri 17:00"'),
        ('to = "Sun 24:00"', 'to = "Fri 17:00"', "weekend.to", "is when the weekend begins"),
        ("holidays = []", 'holidays = ["1 May"]', "weekend.holidays", "'1 May' is no date. Write it like 2026-10-01"),
        ("holidays = []", "holidays = [2026-05-01T00:00:00]", "weekend.holidays", "is no date"),
        ("holidays = []", 'country = "China"', "weekend.country", "is no country whose holidays are known"),
        ("holidays = []", "country = 86", "weekend.country", 'Write its two letters, like "CN"'),
        # what the file must have elsewhere
        ('outlet = "bar", price = 6', 'outlet = "baar", price = 6', "items.water.outlet", "Did you mean bar?"),
        ('outlet = "desk" # where', 'outlet = "hall" # where', "house.outlet", "'hall'. Known are: desk, bar"),
        ('tax = "vat" # the', 'tax = "gst" # the', "house.tax", "There is no tax rate 'gst'"),
        ('currency = "CNY"', 'currency = "RMB"', "house.currency", "'RMB' is no known currency. Known are: AUD"),
        ('timezone = "Asia/Shanghai"', 'timezone = "Asia/Shangai"', "house.timezone", "Did you mean Asia/Shanghai?"),
        ('timezone = "Asia/Shanghai"', 'timezone = "../../etc/passwd"', "house.timezone", "is no time zone"),
        ('timezone = "Asia/Shanghai"', 'timezone = "Asia"', "house.timezone", "is no time zone"),
        ('id = "house-of-tests"', 'id = "Ha!"', "house.id", "4 to 64 small letters, digits and -"),
        ('["walk-in", "member"]', '["member"]', "house.channels", "walk-in is missing"),
        ('["walk-in", "member"]', '["walk-in", "walk-in"]', "house.channels", "The channel walk-in is named twice"),
        ('["walk-in", "member"]', '"walk-in"', "house.channels", "no list of 1 to 100 channels"),
        ("needs_external_id = true }\nqr", "needs_external_id = 1 }\nqr", "tenders.card", "1 is neither"),
        ('cash = { name = ["Cash", "现金"] }', 'cash = { name = "Cash", needs_external_id = true }',
         "tenders.cash.needs_external_id", "Cash has no slip"),
        ('cash = { name = ["Cash", "现金"] }', 'cash = { name = "Cash", single_use = true }',
         "tenders.cash.single_use", "nobody knows which one was used"),
        # stations, lockers, bands, people
        ('desk-1 = { kind = "desk"', 'desk-1 = { kind = "bar"', "stations", "There is no kind of station 'bar'"),
        ('bar = { kind = "counter"', 'bar = { kind = "locker"', "stations.bar.kind", "no kind of station 'locker'"),
        ('bar = { kind = "counter"', 'bar = { kind = "room"', "stations.bar.tariff", "is missing"),
        ('bar = { kind = "counter", outlet', 'bar = { kind = "counter", tariff = "T11", outlet',
         "stations.bar.tariff", "A counter has no tariff"),
        ('bar = { kind = "counter", outlet', 'bar = { kind = "room", tariff = "T11", outlet',
         "stations.bar.tariff", "There is no tariff 'T11': the file has none in [uses]"),
        ('bar = { kind = "counter"', '"bar-3..1" = { kind = "counter"', "stations.bar-3..1", "runs backwards"),
        ('bar = { kind = "counter"', '"bar-08..1" = { kind = "counter"', "stations.bar-08..1", "same number of digits"),
        ('bar = { kind = "counter"', '"b-1..99999" = { kind = "counter"', "stations.b-1..9", "at most 10000 numbers"),
        ('bar = { kind = "counter"', 'locker-9 = { kind = "counter"', "stations.locker-9", "belong to [lockers]"),
        ('bar = { kind = "counter"', f'"{"9" * 5000}" = {{ kind = "counter"', "stations.999", "is no range of numbers"),
        ('women = "021..040"\n\n[bands]', 'women = "020..040"\n\n[bands]', "lockers.women", "Locker 020 is named"),
        ('women = "021..040"\n\n[guests]', 'women = "020..040"\n\n[guests]', "bands.women", "Band 020 is named twice"),
        ('women = "021..040"\n\n[guests]', 'women = "A0000001"\n\n[guests]', "bands.women", "at most 7 letters"),
        ('women = "021..040"\n\n[guests]', "women = 21\n\n[guests]", "bands.women", "21 is no range of numbers"),
        ('women = "021..040"\n\n[guests]', f'women = "{"1..9999," * 99}1"\n\n[guests]', "bands.women", "at most 10000"),
        ('women = "021..040"\n\n[bands]', "\n[bands]", "lockers", "There are bands for women, but no locker"),
        ('role = "cashier" }', 'role = "boss" }', "staff.cashier.role", "There is no role 'boss'"),
        ('role = "cashier" }', 'role = "cashier", pin = "1234" }', "staff.cashier.pin", "python -m pos.house.pins"),
        ("sign_in_required = false", "sign_in_required = true", "staff", "No owner has a PIN"),
        # guests and admissions
        ('guest = "child"', 'guest = "kid"', "admissions", "There is no guest class 'kid'"),
        ('day = "weekend", included', 'day = "weekday", included', "admissions", "adult has"),
        ('price = 118, day = "weekend"', "price = 118", "admissions.T02", "adult has several admissions: T01, T02"),
        ("price = 118, day", 'price = 118, until = "09:00", day', "admissions.T02", "not both"),
        ("limit = 800 }", "limit = 800, free_per_adult = 1, else_price = 30 }", "guests.adult.free_per", "Only a"),
        ("limit = 800 }", "limit = 800, else_price = 30 }", "guests.adult.else_price", "are not free"),
        ("minor = true }", "minor = true, free_per_adult = 1 }", "guests.child.else_price", "is missing"),
        ("T03 = {", "T08 = {", "overtime.tariff", "T08 is already used in admissions.T08"),
        ('tariff = "T13"', 'tariff = "T09"', "fees.lost_band.tariff", "T09 is already used in overnight.tariff"),
        # keys nobody knows, and what is missing
        ("negative_stock = false", "negativ_stock = false", "house.negativ_stock", "Did you mean negative_stock?"),
        ("[overtime]", "[overtimes]", "overtimes", "There is no such key. Did you mean overtime?"),
        ("unit_price = 20\n", "", "overtime.unit_price", "is missing"),
        ("lost_band = {", "lost_key = {", "fees.lost_key", "There is no such key. Known here are: lost_band, deposit"),
        ("demo = false", "demo = false\ncash_step = 0", "house.cash_step", "more than nothing"),
    ],
)  # fmt: skip
def test_each_problem_is_told_where_it_is(old: str, new: str, place: str, words: str) -> None:
    """The first finding names the key and says what is wrong or allowed, and names a line of the change."""
    text = changed(old, new)
    with pytest.raises(HouseError) as refused:
        read_house(text)
    assert len(str(refused.value)) < 3000
    if not isinstance(refused.value, VenueFileError):
        assert words in str(refused.value)
        return
    first, *_ = (finding for finding in refused.value.findings if words in finding.message)
    assert first.where.startswith(place)
    assert first.line is not None


def test_a_finding_reads_as_one_line() -> None:
    """Line, key, what is wrong, what is allowed."""
    line = line_of(GOOD, "beer = {")
    told = the_finding('outlet = "bar", price = 15', 'outlet = "baz", price = 15')
    assert told == f"line {line}, items.beer.outlet: There is no outlet 'baz'. Did you mean bar?"


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    """Five mistakes are five findings; one never hides another."""
    text = GOOD
    for old, new in (
        ('currency = "CNY"', 'currency = "XXX"'),
        ("price = 98,", "price = 9.8,"),
        ('outlet = "bar", price = 8', 'outlet = "pub", price = 8'),
        ('role = "lead"', 'role = "boss"'),
        ("[weekend]", "[weekends]"),
    ):
        text = changed(old, new, text)
    found = findings(text)
    assert [part in finding for part, finding in zip(
        ("weekend: is missing", "house.currency", "admissions.T01", "weekends", "items.cola", "staff.lead"),
        found, strict=True,
    )] == [True] * 6  # fmt: skip
    with pytest.raises(VenueFileError, match=r"venue\.toml has 6 problems:"):
        read_house(text)


def test_more_findings_than_anybody_reads_are_counted() -> None:
    """Twenty are listed; the rest is a number, and all are there for a program."""
    text = demo_text("cny").replace('outlet = "', 'outlet = "x')
    with pytest.raises(VenueFileError) as refused:
        read_house(text, "my.toml")
    lines = str(refused.value).splitlines()
    assert lines[0] == f"my.toml has {len(refused.value.findings)} problems:"
    assert len(lines) == 22
    assert lines[-1] == f"  … and {len(refused.value.findings) - 20} more."


def test_broken_toml_is_told_with_its_line() -> None:
    """A bracket that is not closed; a key that stands twice."""
    with pytest.raises(HouseError, match=r"venue\.toml cannot be read, line 2, column \d+: "):
        read_house('[house]\nid = "a\n')
    with pytest.raises(HouseError, match=r"cannot be read, line \d"):
        read_house(changed("demo = false", "demo = false\ndemo = true"))
    with pytest.raises(HouseError, match=r"nested too deep|cannot be read"):
        read_house("a = " + "[" * 50_000)
    with pytest.raises(HouseError, match="thousands of digits"):
        read_house("a = " + "1" * 5000)
    with pytest.raises(HouseError, match="too long"):
        read_house("#" * 1_000_001)


@pytest.mark.parametrize("table", ["house", "tax", "outlets", "tenders", "stations", "guests", "admissions", "overtime",
                                   "overnight", "weekend", "items", "staff"])  # fmt: skip
def test_a_table_that_is_missing_is_one_finding(table: str) -> None:
    """Its keys are not missed one by one, and what refers to it is no second finding about the same."""
    head = f"\n[{table}]"
    begin = GOOD.index(head)
    end = GOOD.find("\n[", begin + 1)
    text = GOOD[:begin] + (GOOD[end:] if end > 0 else "\n")
    found = findings(text)
    assert any(f"Add a table [{table}]" in finding for finding in found)
    assert not any(f"{table}." in finding for finding in found)


@pytest.mark.parametrize("table", ["tenders", "guests", "staff", "stations"])
def test_an_empty_table_is_not_enough(table: str) -> None:
    """Somebody must be able to come in, pay, and close the day, and there must be a desk."""
    begin = GOOD.index(f"\n[{table}]")
    end = GOOD.find("\n[", begin + 1)
    text = GOOD[:begin] + f"\n[{table}]\n" + (GOOD[end:] if end > 0 else "")
    assert any(f", {table}: " in finding for finding in findings(text))


def test_a_zone_needs_a_way_out() -> None:
    """Whoever taps in and cannot tap out would be inside for ever."""
    text = changed("\n[fees]", '\n[zones]\nT10 = { name = "Sauna", price = 30, grace_minutes = 10 }\n\n[fees]')
    text = changed("bar = { kind", 'steam = { kind = "zone_in", outlet = "bar", tariff = "T10" }\nbar = { kind', text)
    (found,) = findings(text)
    assert "stations.steam: There is no zone_out with the tariff T10." in found
    text = changed("bar = { kind", 'mist = { kind = "zone_out", outlet = "bar", tariff = "T10" }\nbar = { kind', text)
    assert read_house(text).stations["mist"].tariff == "T10"


def test_what_books_a_zone_is_sold() -> None:
    """A word that is no item is told where it stands, with the one that was meant."""
    zone = 'T10 = { name = "Sauna", price = 30, grace_minutes = 10, booked_by = ["watr"] }'
    (found,) = findings(changed("\n[fees]", f"\n[zones]\n{zone}\n\n[fees]"))
    assert "zones.T10: There is no item 'watr'. Did you mean water?" in found
    house = read_house(changed("\n[fees]", f"\n[zones]\n{zone.replace('watr', 'water')}\n\n[fees]"))
    assert house.tariffs.zones["T10"].booked_by == ("water",)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ('"11:30-14:00"', "is no list of spans of hours"),
        ("[]", "is no list of spans of hours"),
        ('["11:30"]', "is no span of hours"),
        ('["11:30-14:00", "13:59-15:00"]', "overlap"),
        ('["22:00-02:00", "01:59-03:00"]', "overlap"),
    ],
)
def test_what_is_included_has_hours_that_do_not_overlap(hours: str, words: str) -> None:
    """Each is a span of the day; across midnight, too."""
    text = changed("\n[fees]", f'\n[included]\nT15 = {{ name = "Buffet", hours = {hours} }}\n\n[fees]')
    (found,) = findings(text)
    assert words in found


def test_a_counter_of_what_is_included_names_it() -> None:
    """Without the table, or without a tariff, it could give nothing."""
    buffet = 'buffet = { kind = "included", outlet = "bar", tariff = "T15" }\nbar = { kind'
    assert "the file has none in [included]" in findings(changed("bar = { kind", buffet))[0]
    text = changed("\n[fees]", '\n[included]\nT15 = { name = "Buffet", hours = ["23:00-01:00"] }\n\n[fees]')
    house = read_house(changed("bar = { kind", buffet, text))
    assert house.tariffs.included["T15"].windows == ((1_380, 60),)


@pytest.mark.parametrize(
    ("package", "words"),
    [
        ("includes = { adlt = 1 }", "no guest class, item or room tariff 'adlt'. Did you mean adult?"),
        ("includes = { adult = 0 }", "0 is no whole number from 1 to 10000"),
        ("includes = { T01 = 1 }", "no guest class, item or room tariff 'T01'"),
        ("includes = [1]", "must be a table"),
        ('includes = { adult = 1 }, day = "monday"', "There is no kind of day 'monday'"),
        ('includes = { adult = 1 }, also = "tea"', "is no list of names"),
    ],
)  # fmt: skip
def test_a_package_includes_what_the_house_has(package: str, words: str) -> None:
    """Guest classes, items, minutes of rooms; each at least once."""
    text = changed("\n[staff]", f'\n[packages]\nP1 = {{ name = "Bath", price = 100, {package} }}\n\n[staff]')
    (found,) = findings(text)
    assert found.startswith(f"line {line_of(text, 'P1')}, packages.P1")
    assert words in found


def test_a_member_card_has_a_value_or_visits() -> None:
    """Not both, not neither."""
    for card in ("", ", value = 1080, visits = 10"):
        text = changed("\n[staff]", f'\n[cards]\nC = {{ name = "Card", price = 1000{card} }}\n\n[staff]')
        assert "cards.C: has either a value or a number of visits." in findings(text)[0]


def test_numbers_and_names_may_be_written_as_ranges() -> None:
    """Zeros are kept, single numbers can be added, a list does as well."""
    text = changed('women = "021..040"\n\n[guests]', 'women = ["021..023", "W7"]\nspare = "098..101, 7"\n\n[guests]')
    bands = {band.number: band.zone for band in read_house(text).bands}
    assert [number for number, zone in bands.items() if zone == "women"] == ["021", "022", "023", "W7"]
    assert [number for number, zone in bands.items() if zone is None] == ["098", "099", "100", "101", "7"]


def test_amounts_are_read_in_the_currency_of_the_house() -> None:
    """37.50 is 3750 in CNY and too fine in TWD."""
    assert read_house(changed("price = 98,", 'price = "37.50",')).tariffs.admissions[0].price_minor == 3750
    text = changed("price = 98,", 'price = "37.50",', changed('currency = "CNY"', 'currency = "TWD"'))
    assert "too fine: TWD has no digits" in findings(text)[0]


def test_a_long_file_has_the_right_lines() -> None:
    """Also after text over several lines, quoted keys, comments that look like keys, and odd line separators."""
    text = changed(
        "\n[fees]",
        "\n[zones]\n# T10 = { price = 1 }\n"
        '"T10" = { name = """Sau\\\n  na""", price = 1.5, grace_minutes = 1 }\n\n[fees]',
    )
    (found,) = findings(text)
    line = text[: text.index('"T10" =')].count("\n") + 1
    assert found.startswith(f"line {line}, zones.T10.price: ")


def test_windows_line_ends_are_read() -> None:
    """An editor on Windows changes nothing about the house."""
    house: House = read_house(GOOD.replace("\n", "\r\n"))
    assert house.items == read_house(GOOD).items
