"""Why not, in the language spoken now. The book and the vocabulary have it in English (:data:`pos.errors.WORDS`)."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

from pos.errors import WORDS, BadOperation, Declined, LedgerError, LoopbandError
from terminal_ui.languages.speaking import later, name_words, say, spoken

if TYPE_CHECKING:
    from pos.house.model import House, Words

_names: dict[str, Words] = {}
"""English names of the house, as the book's declines have them, with both languages: one process shows one house."""

NOT_WRITTEN = frozenset({
    later("the disk is full; free some space"),
    later("the disk does not take it; see whether it is full or broken"),
    later("another program holds the book; close it"),
})  # fmt: skip
"""Why the book could not be written, as the ledger says it."""


def error_words(error: LoopbandError) -> str:
    """What an error says to people."""
    if isinstance(error, Declined | BadOperation):
        return say(WORDS[error.code], **{name: _inner(value) for name, value in error.data.items()})
    if isinstance(error, LedgerError) and str(error) in NOT_WRITTEN:
        return say(WORDS["ledger_unavailable"], detail=say(str(error)))
    return str(error)


def decline_words(code: str, message: str) -> str:
    """A decline as an outcome or an entry of the book carries it: its stable code, and its English words."""
    if spoken() == "en" or code not in WORDS:
        return message
    filled = _pattern(code).fullmatch(message)
    # An entry may be older than the words of its code are now.
    return say(WORDS[code], **{name: _inner(text) for name, text in filled.groupdict().items()}) if filled else message


def know_names(house: House) -> None:
    """From now on declines call what this house sells, and its guests, in the language spoken."""
    named = [item.words for item in house.items.values()]
    named += [guest.words for guest in house.guests.values()]
    named += [tender.words for tender in house.tenders.values()]
    named += [package.words for package in house.packages.values()]
    _names.clear()
    _names.update((words.en, words) for words in named)


def _inner(value: object) -> object:
    """What words are filled in with may be a word of the program, ``in use``, or a name of the house, ``Beer``."""
    if not isinstance(value, str):
        return value
    return name_words(_names[value]) if value in _names else say(value)


@cache
def _pattern(code: str) -> re.Pattern[str]:
    """Finds in a decline's words what they were filled in with."""
    named: set[str] = set()
    parts: list[str] = []
    for text, name, _, _ in Formatter().parse(WORDS[code]):
        parts.append(re.escape(text))
        if name:
            parts.append(f"(?P={name})" if name in named else f"(?P<{name}>.*?)")
            named.add(name)
    return re.compile("".join(parts), re.DOTALL)
