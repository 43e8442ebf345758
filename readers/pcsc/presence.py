"""What two states of a reader, one after the other, say about the band on it. Pure."""

from __future__ import annotations

import re
from typing import Literal

from readers.pcsc import codes

Change = Literal["came", "came mute", "left"]
"""``came mute``: something lies there that does not answer, a metal object or half a chip."""

_SLOT = re.compile(r"\[([^]]*)]")
_KEY_CARD = re.compile(r"(?<!\+ )\bSAM\b")
"""\"Contactless + SAM Reader\" is the name of a whole device, bands included."""


def changes(before: int, after: int) -> tuple[Change, ...]:
    """What happened between two states (words of flags), in order.

    The counter in the upper half moves by one at each insertion and removal. So a band that was taken away and
    laid back between two looks is told from one that stayed.
    """
    if not after & codes.CHANGED:
        return ()
    was = bool(before & codes.PRESENT)
    now = bool(after & codes.PRESENT)
    swapped = was and now and before >> codes.COUNTER_SHIFT != after >> codes.COUNTER_SHIFT
    found: list[Change] = []
    if was and (swapped or not now):
        found.append("left")
    if now and (swapped or not was):
        found.append("came mute" if after & codes.MUTE else "came")
    return tuple(found)


def known(after: int) -> int:
    """The state to wait from next."""
    return after & ~codes.CHANGED


def is_for_bands(reader: str) -> bool:
    """Whether bands can be held to this reader: not to the slot for a key card (SAM) inside some readers.

    pcscd puts the slot's own name in brackets after the device's, where the device has one.
    """
    slot = _SLOT.search(reader)
    return _KEY_CARD.search(slot[1] if slot else reader) is None
