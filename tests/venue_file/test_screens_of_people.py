"""What a venue file says about the screens of its people: their language, and when a screen locks."""

from __future__ import annotations

import pytest

from pos.house.model import LANGUAGES
from pos.house.starting_house import starting_text
from pos.house.venue_file.findings import VenueFileError
from pos.house.venue_file.reading import read_house

GOOD = starting_text("house-of-tests")
OWNER = 'owner = { name = ["Owner", "老板"],'


def test_r74_a_screen_locks_after_ten_minutes_unless_the_house_says_otherwise() -> None:
    """Never is a choice, too."""
    assert read_house(GOOD).lock_after_min == 10
    assert read_house(GOOD.replace("# lock_minutes = 10", "lock_minutes = 0")).lock_after_min == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_has_a_language_of_their_own(language: str) -> None:
    """Those who name none have the computer's."""
    house = read_house(GOOD.replace(OWNER, OWNER + f' language = "{language}",'))
    assert (house.staff["owner"].language, house.staff["lead"].language) == (language, "")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (OWNER, OWNER + ' language = "fr",', "There is no language 'fr'. Known are: en, zh_Hans, zh_Hant."),
        ("# lock_minutes = 10", "lock_minutes = -1", "-1 is no whole number from 0 to 1440 minutes."),
    ],
)
def test_a_language_nobody_speaks_here_is_a_finding(old: str, new: str, words: str) -> None:
    """With what is allowed."""
    with pytest.raises(VenueFileError) as refused:
        read_house(GOOD.replace(old, new))
    assert words in str(refused.value)
