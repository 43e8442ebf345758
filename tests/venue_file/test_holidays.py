"""The public holidays of a country, as a venue file gets them (R40)."""

from __future__ import annotations

import re

import pytest

from pos.house.venue_file.holidays import YEARS, public_holidays


@pytest.mark.parametrize("country", ["CN", "TW", "DE", "US"])
def test_r40_every_year_has_holidays_with_names(country: str) -> None:
    """In order, each with words in both languages; where the library has no Chinese, the English ones stand for it."""
    days = public_holidays(country)
    assert {int(day[:4]) for day in days} == set(YEARS)
    assert [*days] == sorted(days)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) and words.en and words.zh for day, words in days.items())


def test_r40_an_unknown_country_has_none() -> None:
    """The venue file turns that into a finding."""
    with pytest.raises(KeyError):
        public_holidays("XX")


def test_r40_each_side_of_the_strait_reads_its_own_characters() -> None:
    """Simplified in China, traditional in Taiwan."""
    assert public_holidays("CN")["2026-05-01"].zh == "劳动节"
    assert public_holidays("TW")["2026-05-01"].zh == "勞動節"
