"""Saying things in the language that is spoken now."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.errors import WORDS, Declined, HouseError
from pos.house.model import Words
from terminal_ui.languages import (
    LANGUAGES,
    Language,
    clock_words,
    day_words,
    decline_words,
    error_words,
    know_names,
    language_named,
    later,
    name_words,
    say,
    say_many,
    speak,
    speaking,
    spoken,
)
from tests.house import demo_house

UNKNOWN = WORDS["unknown_band"]


def test_english_says_the_text_itself() -> None:
    """With its names filled in."""
    assert say(UNKNOWN, band="077") == "Band 077 is not known here."


def test_another_language_says_it_in_its_own_words() -> None:
    """From the moment on at which it is spoken."""
    speak("zh_Hans")
    assert say(UNKNOWN, band="077") == "这里没有手牌 077。"
    speak("zh_Hant")
    assert say(UNKNOWN, band="077") == "這裡沒有手牌 077。"


def test_a_block_speaks_a_language_and_then_the_one_before() -> None:
    """Also if it ends by an error."""

    def fail() -> None:
        assert spoken() == "zh_Hans"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), speaking("zh_Hans"):
        fail()
    assert spoken() == "en"


def test_a_text_without_translation_is_said_in_english() -> None:
    """Better than nothing."""
    speak("zh_Hans")
    assert say(later("{count} of no catalogue"), count=3) == "3 of no catalogue"


def test_a_number_of_things_has_a_plural_in_english_only() -> None:
    """One band, two bands."""
    text = ("{count} thing of no catalogue", "{count} things of no catalogue")
    assert [say_many(*text, count) for count in (0, 1, 2)] == [
        "0 things of no catalogue",
        "1 thing of no catalogue",
        "2 things of no catalogue",
    ]
    speak("zh_Hans")
    assert say_many(*text, 2) == "2 thing of no catalogue"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("en", "en"),
        ("en_GB.UTF-8", "en"),
        ("zh_CN.UTF-8", "zh_Hans"),
        ("zh", "zh_Hans"),
        ("zh-Hans-CN", "zh_Hans"),
        ("zh_TW", "zh_Hant"),
        ("zh-Hant", "zh_Hant"),
        ("zh_HK", "zh_Hant"),
        ("C", None),
        ("", None),
        ("fr_FR", None),
    ],
)
def test_a_language_has_many_names(name: str, language: Language | None) -> None:
    """As systems, venue files and people write them."""
    assert language_named(name) == language


def test_a_name_of_the_house_is_the_one_of_the_language() -> None:
    """The venue file has two."""
    beer = Words("Beer", "青岛啤酒")
    assert name_words(beer) == "Beer"
    speak("zh_Hans")
    assert name_words(beer) == "青岛啤酒"


def test_days_are_written_as_the_language_does() -> None:
    """Times with 24 hours everywhere."""
    written = []
    for language in LANGUAGES:
        with speaking(language):
            written.append(day_words(date(2026, 3, 7)))
            assert clock_words(datetime(2026, 3, 7, 20, 5, 9)) == "20:05:09"  # noqa: DTZ001 - a wall time
    assert written == ["Sat, Mar 7", "3月7日周六", "3月7日 週六"]


@given(st.sampled_from(sorted(WORDS)), st.data())
def test_a_decline_of_the_book_is_said_again_in_another_language(code: str, data: st.DataObject) -> None:
    """From its code and its English words alone, with all that was filled in."""
    from string import Formatter

    names = {name for _, name, _, _ in Formatter().parse(WORDS[code]) if name}
    filled = {name: data.draw(st.text("ab7", min_size=1, max_size=4)) for name in sorted(names)}
    message = str(Declined(code, **filled))
    assert decline_words(code, message) == message
    with speaking("zh_Hans"):
        told = decline_words(code, message)
        assert told == error_words(Declined(code, **filled))
        assert all(value in told for value in filled.values())


def test_a_decline_in_words_nobody_knows_is_told_as_it_is() -> None:
    """An old book may hold words of before; a code may be of a newer program."""
    with speaking("zh_Hans"):
        assert decline_words("unknown_band", "Never heard of it.") == "Never heard of it."
        assert decline_words("no_such_code", "Whatever.") == "Whatever."
        assert error_words(HouseError("The house is gone.")) == "The house is gone."


def test_a_decline_calls_what_the_house_sells_by_its_name() -> None:
    """The book has it in English; who works in Chinese reads the house's own name of it."""
    know_names(demo_house())
    with speaking("zh_Hans"):
        assert decline_words("adults_only", "Beer is for adults only.").startswith("青岛啤酒")
        assert error_words(Declined("sold_out", item="Beer", left=0)).startswith("青岛啤酒")
    assert decline_words("adults_only", "Beer is for adults only.") == "Beer is for adults only."
