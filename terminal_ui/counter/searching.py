"""Finds what somebody wants to sell by a few letters: of its name, its number, or the pinyin of its Chinese name.

Pinyin is typed as in an input method: every character by its initial or by more of it, ``qdpj``, ``qingdao``,
``qdpij`` for 青岛啤酒. A character with several readings is found by each of them.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terminal_ui.counter.offers import Offer

Readings = tuple[frozenset[str], ...]
"""Of each character how it can be read, in small letters without tones."""


def find(typed: str, offers: Sequence[Offer]) -> list[Offer]:
    """What is meant, the likeliest first; of equally likely ones the order stays."""
    wanted = typed.strip().lower()
    ranked = [(rank, offer) for offer in offers if (rank := _rank(wanted, offer)) is not None]
    return [offer for _, offer in sorted(ranked, key=lambda one: one[0])]


def _rank(wanted: str, offer: Offer) -> int | None:
    """How likely it is meant, 0 most; None if not at all."""
    english, chinese = offer.words.en.lower(), offer.words.zh.lower()
    if not wanted:
        return None
    if wanted in {str(offer.number), offer.slug, english, chinese}:
        return 0
    if english.startswith(wanted) or chinese.startswith(wanted) or spelled(wanted, readings(chinese)):
        return 1
    if any(word.startswith(wanted) for word in english.split()):
        return 2
    units = readings(chinese)
    if any(spelled(wanted, units[first:]) for first in range(1, len(units))):
        return 3
    return 4 if wanted in english or wanted in chinese else None


def spelled(typed: str, units: Readings) -> bool:
    """Whether the letters stand for the first of these characters: at least one letter for each, none left over."""
    reached = {0}
    for unit in units:
        reached = {at + cells for at in reached for reading in unit for cells in _common(typed[at:], reading)}
        if len(typed) in reached:
            return True
    return False


def _common(typed: str, reading: str) -> range:
    """How many letters of a reading may have been typed here: one up to as many as are the same."""
    same = 0
    for letter, other in zip(typed, reading, strict=False):
        if letter != other:
            break
        same += 1
    return range(1, same + 1)


@cache
def readings(name: str) -> Readings:
    """How a Chinese name can be read. What is not Chinese in it stands for itself."""
    # With its phrases the library takes 60 MB and a third of a second, to choose one of several readings; here
    # all of them count. It is loaded only where somebody searches.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, pinyin  # noqa: PLC0415

    units = pinyin(name, style=Style.NORMAL, heteronym=True, v_to_u=False)
    return tuple(frozenset(reading.strip().lower() for reading in unit) for unit in units)
