"""A language's catalogue: English texts and what is said instead of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from babel.messages.catalog import Catalog

FOLDER = Path(__file__).parent


def catalogue_file(locale: str) -> Path:
    """The file of a language other than English."""
    return FOLDER / locale / "LC_MESSAGES" / "loopband.po"


def read_file(locale: str) -> Catalog:
    """All of a catalogue, with remarks and doubts. An absent file is an empty catalogue."""
    # It takes a while to load, and who works in English never needs it.
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    file = catalogue_file(locale)
    if not file.exists():
        return Catalog(locale=locale)
    with file.open("rb") as opened:
        return read_po(opened, locale=locale)


@cache
def texts_of(locale: str) -> Mapping[str, str]:
    """English text → text of the language. What has no plural in the language is there by its singular."""
    texts: dict[str, str] = {}
    for message in read_file(locale):
        english, text = _first(message.id), _first(message.string)
        if english and text and not message.fuzzy:
            texts[english] = text
    return texts


def _first(text: str | Sequence[str] | None) -> str:
    """A text itself; of one with a plural its singular."""
    if text is None or isinstance(text, str):
        return text or ""
    return text[0] if text else ""
