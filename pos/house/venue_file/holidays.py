"""The public holidays of a country, as values, when a venue file is read (R40).

A library keeps them; China's days off are announced each November, so they come with its releases. Which of
them are holidays was decided for everybody inside when the file was read: pricing only looks into a table.
"""

from __future__ import annotations

from functools import cache

from pos.house.model import Words
from pos.house.venue_file.findings import as_written, did_you_mean
from pos.house.venue_file.section import Form

YEARS = range(2020, 2051)
"""The years whose holidays a house knows. Later ones are reckoned by law, before the days off are announced."""

_ENGLISH = ("en_US", "en_GB", "en")


@cache
def public_holidays(country: str) -> dict[str, Words]:
    """Date (ISO 8601) → name of every public holiday of a country, by its two-letter code; in order.

    Days off that are moved next to a holiday are holidays, too. Raises KeyError if the country is not known.
    """
    # Loaded only for a house that asks for it: it takes as long as the rest of a small command.
    from holidays import country_holidays, list_supported_countries  # noqa: PLC0415

    if country not in list_supported_countries():
        raise KeyError(country)
    spoken = country_holidays(country, years=()).supported_languages
    english, chinese = (
        country_holidays(country, years=YEARS, language=next((one for one in wanted if one in spoken), None))
        for wanted in (_ENGLISH, _chinese_of(country) + _ENGLISH)
    )
    return {day.isoformat(): Words(english[day], chinese[day]) for day in sorted(english)}


def _chinese_of(country: str) -> tuple[str, ...]:
    """Written as people there write it, if the library has it."""
    return ("zh_TW", "zh_CN") if country == "TW" else ("zh_CN", "zh_TW")


def _country(value: object) -> str:
    if isinstance(value, str):
        try:
            public_holidays(value)
        except KeyError:
            pass
        else:
            return value
    raise ValueError(_unknown(value))


def _unknown(value: object) -> str:
    from holidays import list_supported_countries  # noqa: PLC0415

    hint = did_you_mean(str(value), list_supported_countries())
    return f'{as_written(value)} is no country whose holidays are known. Write its two letters, like "CN".{hint}'


COUNTRY = Form(_country, "")
"""A country by its two letters, as ISO 3166 has it."""
