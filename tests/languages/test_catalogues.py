"""The catalogues say all that the program says, and nothing else."""

from __future__ import annotations

from string import Formatter

import pytest
from babel.messages.catalog import Message

from terminal_ui.languages import LANGUAGES
from terminal_ui.languages.catalogue import catalogue_file, read_file
from terminal_ui.languages.gathering import gathered, said, written

TRANSLATED = LANGUAGES[1:]
NOT_SIMPLIFIED = "櫃檯帳單號時間還沒開關銷錢點數"
NOT_TRADITIONAL = "柜账单号时间还没开关销钱点数"
"""Characters that only the other script writes."""


def _messages(locale: str) -> list[Message]:
    return [message for message in read_file(locale) if message.id]


def _strings(message: Message) -> list[str]:
    string = message.string
    return [string] if isinstance(string, str) else list(string or [""])


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_text_is_translated(locale: str) -> None:
    """`make words` names what is missing."""
    have = {message.id for message in _messages(locale) if all(_strings(message))}
    assert said() - have == set()


@pytest.mark.parametrize("locale", TRANSLATED)
def test_nothing_is_translated_that_nobody_says(locale: str) -> None:
    """A text that was changed leaves no old one behind."""
    assert {message.id for message in _messages(locale)} - said() == set()


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_translation_is_a_guess(locale: str) -> None:
    """What is marked as doubtful would be said in English."""
    assert [message.id for message in _messages(locale) if message.fuzzy] == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_translation_is_filled_in_with_the_same(locale: str) -> None:
    """No amount and no band is lost on the way, and none is made up."""
    for message in _messages(locale):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = set[str]().union(*map(_names, ids))
        assert all(_names(text) == wanted for text in _strings(message)), message.id


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_catalogue_is_written_in_one_way(locale: str) -> None:
    """The file is what `make words` writes: a change of one text is a change of one place."""
    assert catalogue_file(locale).read_bytes() == written(gathered(locale), locale)


@pytest.mark.parametrize(("locale", "foreign"), [("zh_Hans", NOT_SIMPLIFIED), ("zh_Hant", NOT_TRADITIONAL)])
def test_no_character_is_of_the_other_script(locale: str, foreign: str) -> None:
    """Simplified stays simplified, traditional traditional."""
    shared = set(NOT_SIMPLIFIED) & set(NOT_TRADITIONAL)
    texts = "".join(text for message in _messages(locale) for text in _strings(message))
    assert set(texts) & (set(foreign) - shared) == set()
