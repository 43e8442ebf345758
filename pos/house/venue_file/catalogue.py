"""What the house sells: tax rates, outlets, items, and what is sold in advance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, get_args

from msgspec import Struct

from pos.house.goods import Goods, TicketPost
from pos.house.model import Currency, Item, MemberCard, Outlet, Package, TaxRate
from pos.house.venue_file.findings import Path, did_you_mean
from pos.house.venue_file.forms import (
    BASIS_POINTS,
    FLAG,
    NAME,
    WORDS,
    WORDS_LIST,
    amount,
    names_list,
    one_of,
    reference,
    whole,
)
from pos.house.venue_file.names import named_tables
from pos.house.venue_file.section import Form, Section

Day = Literal["weekday", "weekend"]
DAYS: tuple[Day, ...] = get_args(Day)

WORDS_OF_BILLS = ("service", "tax")
"""What stands on a bill where an item's name would, for lines that no item makes."""

PIECES = "pieces"
"""What items are counted in."""

_MANY = whole(0, 1_000_000_000)
_USED = whole(1, 1_000_000)


class Catalogue(Struct, frozen=True):
    """The items and goods, by slug, and how much of the goods is there at the beginning."""

    items: dict[str, Item]
    goods: dict[str, Goods]
    stock: dict[str, int]


def read_taxes(section: Section) -> dict[str, TaxRate]:
    """``[tax]``: code → rate. ``included`` says whether the prices of the file have it in them."""
    return {
        code: TaxRate(code, rate.read("percent", BASIS_POINTS), rate.read_or("included", FLAG, default=True))
        for code, rate in named_tables(section)
    }


def read_outlets(section: Section) -> dict[str, Outlet]:
    """``[outlets]``: the places that sell."""
    return {
        code: Outlet(
            code,
            outlet.read("name", WORDS),
            outlet.read_or("service_percent", whole(0, 100), 0),
            outlet.read_or("favourites", names_list("favourite"), ()),
        )
        for code, outlet in named_tables(section)
    }


def find_unknown_favourites(section: Section, outlets: Mapping[str, Outlet], items: Collection[str]) -> None:
    """A key of a counter is for something that is sold."""
    for code, outlet in outlets.items():
        for slug in outlet.favourites:
            if slug not in items:
                hint = did_you_mean(slug, items)
                section.problem(code, f"has the favourite {slug}, which is no item.{hint}")


class Counted(Struct, frozen=True):
    """What is counted beside the items, what they take of it, and who makes them.

    ``below_zero`` is what the house lets goods do.
    """

    goods: dict[str, Goods]
    stock: dict[str, int]
    recipes: Section
    tickets: dict[str, TicketPost]
    below_zero: bool


def read_tickets(section: Section) -> dict[str, TicketPost]:
    """``[tickets]``: who is sent what was ordered."""
    return {code: TicketPost(code, post.read("name", WORDS)) for code, post in named_tables(section)}


def read_goods(
    section: Section, recipes: Section, tickets: dict[str, TicketPost], money: Form[int], *, below_zero: bool
) -> Counted:
    """``[goods]``: what recipes use and nobody sells as it is; ``[recipes]`` are read with the items."""
    goods: dict[str, Goods] = {}
    stock: dict[str, int] = {}
    for slug, entry in named_tables(section):
        stock[slug] = entry.read_or("stock", _MANY, 0)
        goods[slug] = _goods(entry, slug, money, below_zero=below_zero, unit=entry.read_or("unit", NAME, PIECES))
    return Counted(goods, stock, recipes, tickets, below_zero)


def _goods(entry: Section, slug: str, money: Form[int], *, below_zero: bool, unit: str) -> Goods:
    goods = Goods(
        slug=slug,
        words=entry.read("name", WORDS),
        unit=unit,
        below_zero=entry.read_or("negative_stock", FLAG, default=below_zero),
        cost_minor=entry.read_if("cost", money),
        cost_units=entry.read_or("cost_units", _USED, 1),
    )
    if goods.cost_minor is None and entry.has("cost_units"):
        entry.problem("cost_units", "What do so many cost? Add: cost = 12.")
    return goods


def read_items(
    section: Section,
    money: Form[int],
    outlets: Collection[str],
    taxes: Collection[str],
    usual_tax: str,
    counted: Counted,
) -> Catalogue:
    """``[items]``: slug → item. ``stock`` makes it a counted item and is what is there at the beginning.

    A recipe says what one of an item takes of the goods that are ``counted``, and of items that are.
    """
    items: dict[str, Item] = {}
    goods, stock = dict(counted.goods), dict(counted.stock)
    for slug, entry in named_tables(section):
        pieces = entry.read_if("stock", _MANY)
        if slug in counted.goods:
            section.problem(slug, "is also in [goods]. Call one of them something else.")
        recipe = counted.recipes.table(slug, required=False)
        uses = {name: recipe.read(name, _USED) for name in recipe.keys()}  # noqa: SIM118
        items[slug] = Item(
            number=entry.read("number", whole(1, 9999)),
            slug=slug,
            words=entry.read("name", WORDS),
            outlet=entry.read("outlet", reference(outlets, "outlet")),
            price_minor=entry.read("price", money),
            tax=entry.read_or("tax", reference(taxes, "tax rate"), usual_tax),
            commissioned=entry.read_or("commissioned", FLAG, default=False),
            uses=uses if pieces is None else {slug: 1},
            ticket=entry.read_or("ticket", reference(counted.tickets, "ticket post"), ""),
            adults_only=entry.read_or("adults_only", FLAG, default=False),
            no_discount=entry.read_or("no_discount", FLAG, default=False),
        )
        if pieces is not None:
            stock[slug] = pieces
            goods[slug] = _goods(entry, slug, money, below_zero=counted.below_zero, unit=PIECES)
    _find_same_numbers(section, items)
    _find_wrong_recipes(counted.recipes, items, goods)
    _find_no_posts(section, items, counted.tickets)
    return Catalogue(items, goods, stock)


def _find_no_posts(section: Section, items: Mapping[str, Item], tickets: Collection[str]) -> None:
    for slug, item in items.items():
        if item.ticket and not tickets:
            section.problem(slug, "Nobody is sent tickets here. Add a table [tickets].")


def _find_wrong_recipes(section: Section, items: Mapping[str, Item], goods: Collection[str]) -> None:
    for slug, recipe in section.tables():
        _find_unknown(section, slug, items, "item")
        if slug in goods:
            section.problem(slug, "is counted itself. Take out its recipe, or its stock.")
        for name in recipe.keys():  # noqa: SIM118 - this is no mapping
            _find_unknown(recipe, name, goods, "goods or counted item")
            if not goods:
                recipe.problem(name, "Nothing is counted here. Add a table [goods].")


def _find_same_numbers(section: Section, items: Mapping[str, Item]) -> None:
    first: dict[int, str] = {}
    for slug, item in items.items():
        other = first.setdefault(item.number, slug)
        # A number that could not be read has a finding already.
        if other != slug and item.number and items[other].words.en:
            section.problem(slug, f"has the number {item.number}, and so has {other}. Each item has its own.")


def read_packages(section: Section, money: Form[int], sold: Collection[str]) -> dict[str, Package]:
    """``[packages]``: code → package. ``includes`` counts what ``sold`` knows: guests, items, minutes of rooms."""
    packages: dict[str, Package] = {}
    for code, entry in named_tables(section):
        inside = entry.table("includes")
        packages[code] = Package(
            code=code,
            words=entry.read("name", WORDS),
            price_minor=entry.read("price", money),
            includes={name: inside.read(name, whole(1, 10_000)) for name in inside.keys()},  # noqa: SIM118
            day=entry.read_if("day", one_of(DAYS, "kind of day")),
            also=entry.read_or("also", WORDS_LIST, ()),
        )
        for name in packages[code].includes:
            _find_unknown(inside, name, sold, "guest class, item or room tariff")
    return packages


def find_ambiguous(
    section: Section, items: Collection[str], guests: Collection[str], codes: Iterable[tuple[Path, str]]
) -> None:
    """On a bill, and in a package, a name is one thing: an item is called like no tariff and no guest class."""
    taken = dict.fromkeys(WORDS_OF_BILLS, "a word that bills use themselves")
    taken |= {code: f"a tariff code in [{path[0]}]" for path, code in codes}
    taken |= dict.fromkeys(guests, "a guest class")
    for slug in items:
        if slug in taken:
            section.problem(slug, f"is also {taken[slug]}. Call the item something else.")


def _find_unknown(section: Section, name: str, known: Collection[str], what: str) -> None:
    try:
        reference(known, what).parse(name)
    except ValueError as error:
        section.problem(name, str(error))


def read_cards(section: Section, currency: Currency) -> dict[str, MemberCard]:
    """``[cards]``: code → member card, either with a ``value`` or with a number of ``visits``."""
    money = amount(currency)
    cards: dict[str, MemberCard] = {}
    for code, entry in named_tables(section):
        cards[code] = card = MemberCard(
            code=code,
            words=entry.read("name", WORDS),
            price_minor=entry.read("price", money),
            value_minor=entry.read_if("value", money),
            visits=entry.read_if("visits", whole(1, 10_000)),
            months=entry.read_if("months", whole(1, 600)),
            visits_per_day=entry.read_if("visits_per_day", whole(1, 100)),
        )
        if (card.value_minor is None) == (card.visits is None):
            entry.problem("", "has either a value or a number of visits.")
    return cards
