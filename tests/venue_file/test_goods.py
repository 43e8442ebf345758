"""``[goods]``, ``[recipes]``, ``cost`` and ``negative_stock`` of the venue file (R31)."""

from __future__ import annotations

from importlib.resources import files

import pytest

from pos.house.demo_house import demo_text
from pos.house.venue_file.findings import VenueFileError
from pos.house.venue_file.reading import read_house

STARTING = files("pos.house.starting_house").joinpath("venue.toml").read_text(encoding="utf-8")
GOODS = '[goods]\nkeg = { name = "Keg", unit = "ml", stock = 60000, cost = 420, cost_units = 30000 }\n'


def house_text(goods: str, recipes: str, item: str = "") -> str:
    """The starting house with these goods and recipes, and something in the item of the latte."""
    text = STARTING.replace("HOUSE-ID", "house-of-tests").replace('ticket = "bar" }', f'ticket = "bar"{item} }}')
    return text.replace("\n[items]", f"\n{goods}\n[recipes]\n{recipes}\n[items]", 1)


def test_goods_recipes_and_costs_are_read() -> None:
    """A keg in millilitres with its cost; an item that uses it; counted items are goods in pieces."""
    house = read_house(house_text(GOODS, "latte = { keg = 500, cola = 1 }"))
    keg, cola = house.goods["keg"], house.goods["cola"]
    assert (keg.unit, keg.cost_minor, keg.cost_units, keg.below_zero) == ("ml", 42_000, 30_000, False)
    assert (cola.unit, cola.cost_minor, cola.cost_units) == ("pieces", None, 1)
    assert (house.items["latte"].uses, house.items["latte"].stock) == ({"keg": 500, "cola": 1}, False)
    assert (house.items["cola"].uses, house.items["cola"].stock) == ({"cola": 1}, True)
    assert house.stock["keg"] == 60_000


def test_negative_stock_is_the_house_s_unless_goods_say_otherwise() -> None:
    """Both ways."""
    text = house_text(GOODS, "").replace("negative_stock = false", "negative_stock = true")
    text = text.replace("stock = 200, adults", "stock = 200, negative_stock = false, adults")
    house = read_house(text)
    assert (house.goods["keg"].below_zero, house.goods["beer"].below_zero) == (True, False)


@pytest.mark.parametrize(
    ("goods", "recipes", "item", "where", "words"),
    [
        (GOODS, "latte = { kegs = 1 }", "", "recipes.latte.kegs", "Did you mean keg?"),
        (GOODS, "latté = { keg = 1 }", "", "recipes", "cannot be read"),
        (GOODS, "late = { keg = 1 }", "", "recipes.late", "Did you mean latte?"),
        (GOODS, "latte = { keg = 0 }", "", "recipes.latte.keg", "0 is no whole number from 1"),
        (GOODS, "latte = 5", "", "recipes.latte", "must be a table"),
        (GOODS, "beer = { keg = 1 }", "", "recipes.beer", "is counted itself"),
        (GOODS.replace("keg =", "beer ="), "", "", "items.beer", "is also in [goods]"),
        (GOODS.replace("cost = 420, ", ""), "", "", "goods.keg.cost_units", "What do so many cost?"),
        (GOODS.replace('"ml"', '"half litre"'), "", "", "goods.keg.unit", "is no short name"),
        (GOODS, "", ", cost = 5", "items.latte.cost", "There is no such key"),
    ],
)
def test_what_is_wrong_says_where_and_what(goods: str, recipes: str, item: str, where: str, words: str) -> None:
    """Names that are not there, items that are counted themselves, and costs of nothing."""
    with pytest.raises(Exception, match=r"(?s).*") as raised:
        read_house(house_text(goods, recipes, item))
    told = str(raised.value)
    assert words in told
    assert where in told or not isinstance(raised.value, VenueFileError)


@pytest.mark.parametrize("currency", ["cny", "twd"])
def test_the_demo_house_uses_what_it_counts(currency: str) -> None:
    """Four recipes of its kitchen and bar; what they use is bought by weight and has its price."""
    house = read_house(demo_text("twd" if currency == "twd" else "cny"))
    recipes = {slug for slug, item in house.items.items() if item.uses and not item.stock}
    assert recipes == {"fresh-orange", "latte", "beef-noodles", "fried-rice"}
    assert all(house.goods[goods].cost_minor for slug in recipes for goods in house.items[slug].uses)
