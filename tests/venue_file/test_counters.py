"""What the venue file says of counters: the keys of an outlet, and when a second tap confirms (R23)."""

from __future__ import annotations

import pytest

from pos.house.demo_house import demo_text
from pos.house.starting_house import starting_text
from pos.house.venue_file.findings import VenueFileError
from pos.house.venue_file.reading import read_house
from tests.house import demo_house

FAVOURITES = 'favourites = ["beer", "water", "cola", "herbal-tea", "plum-juice", "tea-egg", "instant-noodles"]'


def test_an_outlet_names_the_items_of_its_keys() -> None:
    """In the order of the keys; an outlet that names none has none here."""
    outlets = demo_house().outlets
    assert outlets["bar"].favourites[:3] == ("beer", "water", "cola")
    assert outlets["massage"].favourites == ()
    assert read_house(starting_text("my-house")).outlets["bar"].favourites == ("water", "beer")


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ('favourites = ["beers"]', "has the favourite beers, which is no item. Did you mean beer?"),
        ("favourites = []", "is no list of 1 to 100 favourites"),
        ('favourites = ["beer", "beer"]', "The favourite beer is named twice"),
        ('favourites = "beer"', "is no list of 1 to 100 favourites"),
    ],
)
def test_what_is_wrong_with_favourites(new: str, words: str) -> None:
    """One finding, with the key and what is allowed."""
    text = demo_text("cny")
    assert text.count(FAVOURITES) == 1
    with pytest.raises(VenueFileError) as refused:
        read_house(text.replace(FAVOURITES, new))
    (finding,) = refused.value.findings
    assert words in str(finding)


def test_r23_a_house_says_from_when_on_a_second_tap_confirms() -> None:
    """In its own money; a house that says nothing asks for none."""
    assert demo_house("cny").confirm_from_minor == 200_00
    assert demo_house("twd").confirm_from_minor == 1200
    text = demo_text("cny").replace("confirm_from = 200 ", "#")
    assert read_house(text).confirm_from_minor is None
