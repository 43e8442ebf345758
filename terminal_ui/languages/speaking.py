"""The language that is spoken now, and saying things in it."""

from __future__ import annotations

import locale
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Literal, get_args

from terminal_ui.languages.catalogue import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.house.model import Words

Language = Literal["en", "zh_Hans", "zh_Hant"]
"""A language of the screens, as its catalogue is called."""
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
OWN_NAMES: Final[dict[Language, str]] = {"en": "English", "zh_Hans": "简体中文", "zh_Hant": "繁體中文"}
"""What a language calls itself."""


class _Tongue:
    """The language of this process: one process shows one screen to one person."""

    language: Language = "en"


def spoken() -> Language:
    """The language that is spoken now."""
    return _Tongue.language


def speak(language: Language) -> None:
    """From now on everything is said in this language. What was said before stays as it was."""
    _Tongue.language = language


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak this language for the length of the block."""
    before = spoken()
    speak(language)
    try:
        yield
    finally:
        speak(before)


def language_named(name: str) -> Language | None:
    """The language of a name as settings, venue files and systems write it; None if it is none of ours."""
    tag = name.partition(".")[0].replace("-", "_").lower()
    if tag.startswith(("zh_hant", "zh_tw", "zh_hk", "zh_mo")):
        return "zh_Hant"
    if tag.partition("_")[0] == "zh":
        return "zh_Hans"
    return "en" if tag.partition("_")[0] == "en" else None


def usual_language() -> Language:
    """What this computer's system speaks; English if that is none of ours."""
    return language_named(locale.getlocale()[0] or "") or "en"


def later(text: str) -> str:
    """A text that is kept for later and will be said then: it belongs in the catalogues, and stays English here."""
    return text


def say(text: str, **data: object) -> str:
    """The English text in the language spoken now, with its ``{names}`` filled in."""
    told = text if _Tongue.language == "en" else texts_of(_Tongue.language).get(text, text)
    return told.format_map(data) if data else told


def say_many(one: str, many: str, count: int, **data: object) -> str:
    """As :func:`say`, for a number of things: ``{count}`` is filled in too. Chinese has no plural."""
    if _Tongue.language == "en":
        return (one if count == 1 else many).format(count=count, **data)
    return say(one, count=count, **data)


def name_words(words: Words) -> str:
    """A name of the venue file. It has one Chinese name, in the characters that the house writes."""
    return words.en if _Tongue.language == "en" else words.zh
