"""A tap as a little picture: what was read of the band, drawn as a card."""

from __future__ import annotations

import textwrap
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from terminal_ui.command_line.readers_words import shows_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readers.contract import ReaderFacts
    from readers.events import Proof, Tap

WIDTH = 44
"""Of what stands inside, in cells."""

_PROVED: dict[Proof, str] = {
    "none": "nothing was asked of it: a number can be copied",
    "originality": "proved: its maker's signature",
    "sun": "proved: a message that only it can make",
    "mutual": "proved: its key",
}


def tap_card(tap: Tap, facts: ReaderFacts, band: str) -> Iterator[str]:
    """The card. ``band`` says in words which band of the house it is; empty if there is no house to ask."""
    at = datetime.fromtimestamp(tap.at_us / 1e6).astimezone().strftime("%H:%M:%S")
    yield f"{tap.reader}  {at}{'  (again)' if tap.repeat else ''}"
    yield f"╭─{'─' * WIDTH}─╮"
    for line in _lines(tap, band):
        for piece in textwrap.wrap(line, WIDTH) or [""]:
            yield f"│ {set_cell_size(piece, WIDTH)} │"
    yield f"╰─{'─' * WIDTH}─╯"
    yield f"Tried at the reader: {shows_words(facts) or 'nothing, it shows nothing'}."


def is_good(tap: Tap) -> bool:
    """Whether a guest would be shown a yes for it."""
    return not tap.doubt and not tap.random_uid


def _lines(tap: Tap, band: str) -> Iterator[str]:
    pairs = " ".join(textwrap.wrap(tap.uid, 2))
    yield f"{pairs}  ({len(tap.uid) // 2} bytes)"
    yield tap.technology
    if tap.random_uid:
        yield "shows another number each time: no band"
    elif tap.doubt:
        yield f"NOT PROVED ({tap.doubt}): {tap.doubt_words}" if tap.doubt_words else f"NOT PROVED ({tap.doubt})"
    else:
        yield _PROVED[tap.proved]
    if tap.count is not None:
        yield f"its own count of taps: {tap.count}"
    if band:
        yield band
