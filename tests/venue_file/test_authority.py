"""``[authority]`` in the venue file: who may do what, and how far (R26, R27, R74)."""

from __future__ import annotations

import pytest

from pos.errors import HouseError
from pos.house.demo_house import DemoCurrency, demo_text
from pos.house.model import Cap
from pos.house.starting_house import starting_text
from pos.house.venue_file.authority import RIGHTS
from pos.house.venue_file.findings import VenueFileError
from pos.house.venue_file.reading import read_house

GOOD = starting_text("house-of-tests")
WITHOUT = GOOD[: GOOD.index("\n[authority]")] + "\n"


def finding(text: str) -> str:
    """The only finding about a file."""
    with pytest.raises(VenueFileError) as refused:
        read_house(text)
    (found,) = refused.value.findings
    return str(found)


def test_r74_without_the_table_leads_and_owners_may_everything() -> None:
    """As before there was one; and nobody else any of it."""
    authority = read_house(WITHOUT).authority
    assert set(authority) == {"lead", "owner"}
    assert all(set(rights) == set(RIGHTS) for rights in authority.values())
    assert {cap for rights in authority.values() for cap in rights.values()} == {Cap()}


def test_r26_the_caps_of_the_starting_house() -> None:
    """Everything is everything, and the caps below it hold."""
    authority = read_house(GOOD).authority
    assert authority["owner"] == dict.fromkeys(RIGHTS, Cap())
    assert set(authority["lead"]) == set(RIGHTS)
    assert authority["lead"]["discount"] == Cap(percent_bp=3_000, bill_minor=30_000, day_minor=300_000)
    assert authority["cashier"]["gift"] == Cap(bill_minor=5_000, month_minor=30_000, month_times=10)
    assert authority["cashier"]["transfer"] == Cap()
    assert "comp" not in authority["cashier"]


@pytest.mark.parametrize("currency", ["cny", "twd"])
def test_r26_the_demo_houses_say_who_may_what(currency: DemoCurrency) -> None:
    """The same roles and rights in both, and the item that no discount is given on."""
    house = read_house(demo_text(currency))
    cny = read_house(demo_text("cny"))
    assert {role: set(rights) for role, rights in house.authority.items()} == {
        role: set(rights) for role, rights in cny.authority.items()
    }
    assert [slug for slug, item in house.items.items() if item.no_discount] == ["cigarettes"]


def test_every_right_is_named_in_the_starting_house() -> None:
    """Whoever changes the table finds there what it may hold."""
    comment = GOOD[GOOD.index("# Known:") : GOOD.index("[authority.owner]")]
    assert set(comment.replace("# Known:", "").replace("#", "").replace(",", " ").split()) == set(RIGHTS)


@pytest.mark.parametrize(
    ("table", "place", "words"),
    [
        ("[authority.boss]\neverything = true", "authority.boss", "There is no role boss."),
        ("[authority.cashier]\ndiscounts = {}", "authority.cashier.discounts", "Did you mean discount?"),
        ("[authority.cashier]\ndiscount = 10", "authority.cashier.discount", "must be a table"),
        ("[authority.cashier]\ndiscount = { percent = 101 }", "discount.percent", "101 is more than 100 %"),
        ("[authority.cashier]\ndiscount = { bill = 1.5 }", "discount.bill", "a number with a point"),
        ("[authority.cashier]\ngift = { times_a_month = -1 }", "gift.times_a_month", "no whole number from 0"),
        ("[authority.cashier]\ngift = { times = 1 }", "gift.times", "There is no such key"),
        ('[authority.cashier]\neverything = "yes"', "cashier.everything", "'yes' is neither true nor false"),
    ],
)
def test_what_is_wrong_with_it_is_told(table: str, place: str, words: str) -> None:
    """With its place and what is allowed."""
    found = finding(f"{WITHOUT}\n[authority.owner]\neverything = true\n\n{table}\n")
    assert place in found
    assert words in found


def test_somebody_must_be_able_to_approve_everything() -> None:
    """Or something could never be done again."""
    assert "everything = true" in finding(f"{WITHOUT}\n[authority.lead]\ndiscount = {{}}\n")


def test_a_staff_band_is_a_chip_and_nobody_elses() -> None:
    """Written with colons or without."""
    cashier = 'cashier = { name = ["Cashier", "收银"], role = "cashier" }'
    lead = 'lead = { name = ["Shift lead", "领班"], role = "lead" }'
    assert cashier in GOOD
    assert lead in GOOD
    good = GOOD.replace(cashier, cashier.replace(" }", ', band = "04:a1:b2:c3" }'))
    assert read_house(good).staff["cashier"].band == "04A1B2C3"
    assert "is no chip number" in finding(GOOD.replace(cashier, cashier.replace(" }", ', band = "077" }')))
    both = good.replace(lead, lead.replace(" }", ', band = "04A1B2C3" }'))
    assert "has the band of lead" in finding(both)


def test_no_discount_is_a_flag_of_an_item() -> None:
    """Nothing else is read as one."""
    beer = "stock = 200, adults_only = true }"
    assert read_house(GOOD.replace(beer, beer.replace(" }", ", no_discount = true }"))).items["beer"].no_discount
    with pytest.raises(HouseError, match="neither true nor false"):
        read_house(GOOD.replace(beer, beer.replace(" }", ", no_discount = 1 }")))
