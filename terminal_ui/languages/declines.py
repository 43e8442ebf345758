"""Why not, in the language spoken now. The book and the vocabulary have it in English (:data:`pos.errors.WORDS`)."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from pos.errors import WORDS, BadOperation, Declined, LoopbandError
from terminal_ui.languages.speaking import say, spoken


def error_words(error: LoopbandError) -> str:
    """What an error says to people."""
    if isinstance(error, Declined | BadOperation):
        return say(WORDS[error.code], **{name: _inner(value) for name, value in error.data.items()})
    return str(error)


def decline_words(code: str, message: str) -> str:
    """A decline as an outcome or an entry of the book carries it: its stable code, and its English words."""
    if spoken() == "en" or code not in WORDS:
        return message
    filled = _pattern(code).fullmatch(message)
    # An entry may be older than the words of its code are now.
    return say(WORDS[code], **{name: _inner(text) for name, text in filled.groupdict().items()}) if filled else message


def _inner(value: object) -> object:
    """What words are filled in with may be a word of the house itself: ``in use``, ``women``."""
    return say(value) if isinstance(value, str) else value


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
