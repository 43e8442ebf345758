"""A few letters find what is meant: of the English name, of the number, of the pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.house.model import Words
from terminal_ui.counter.offers import Offer
from terminal_ui.counter.searching import find, readings, spelled
from tests.house import demo_house

OFFERS = [Offer(item.slug, item.number, item.words, item.price_minor) for item in demo_house().items.values()]
DRINKS = [
    Offer("iced-tea", 1, Words("Long Island iced tea", "长岛冰茶"), 6800),
    Offer("hotpot", 2, Words("Chongqing hotpot", "重慶火鍋"), 12800),
    Offer("spa", 3, Words("Oil SPA", "精油SPA"), 29800),
]


def found(typed: str) -> list[str]:
    """The slugs that are found in the demo house."""
    return [offer.slug for offer in find(typed, OFFERS)]


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("beer", "beer"),
        ("BEE", "beer"),
        ("qdpj", "beer"),
        ("qingdao", "beer"),
        ("qdpij", "beer"),
        ("青岛", "beer"),
        ("28", "beer"),
        ("beef", "beef-noodles"),
        ("noodles", "instant-noodles"),
        ("nrm", "beef-noodles"),
        ("cz", "body-scrub"),
        ("body-scrub", "body-scrub"),
    ],
)
def test_the_likeliest_is_the_first(typed: str, slug: str) -> None:
    """By name in both languages, by the short name, the number, the initials or more of the pinyin."""
    assert found(typed)[0] == slug


def test_a_later_word_and_a_later_character_are_found_too() -> None:
    """Somebody types what comes to mind first; what begins with it stands before what has it inside."""
    assert "beer" in found("pj")
    assert found("scrub")[0] == "body-scrub"
    assert "two-in-one" not in found("scrub")
    assert found("tea")[:2] == ["tea-set", "tea-egg"]
    assert "herbal-tea" in found("tea")


@pytest.mark.parametrize("typed", ["cdbc", "zdbc", "changdao", "zhangdaobingcha"])
def test_a_character_is_found_by_each_of_its_readings(typed: str) -> None:
    """Nobody has to know which one the program thinks of."""
    assert find(typed, DRINKS) == [DRINKS[0]]


def test_traditional_characters_and_letters_among_them() -> None:
    """The initials are of the characters as the house writes them; letters stand for themselves."""
    assert find("cqhg", DRINKS) == [DRINKS[1]]
    assert find("jyspa", DRINKS) == [DRINKS[2]]


@pytest.mark.parametrize("typed", ["", "  ", "zzz", "qdpjx", "999"])
def test_what_is_nothing_finds_nothing(typed: str) -> None:
    """No letter may be left over."""
    assert found(typed) == []


@given(st.sampled_from([offer.words.zh for offer in OFFERS]), st.data())
def test_any_way_to_type_a_name_finds_it(name: str, data: st.DataObject) -> None:
    """Of each character any reading, and of that at least the first letter."""
    units = readings(name)
    typed = ""
    for unit in units:
        reading = data.draw(st.sampled_from(sorted(unit)))
        typed += reading[: data.draw(st.integers(1, max(1, len(reading))))]
    assert spelled(typed, units)
    assert not spelled(typed + "v", units)
