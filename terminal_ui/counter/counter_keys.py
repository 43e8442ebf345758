"""The keys of a counter, chosen so that a keypad of digits and a row of function keys are enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.languages import later
from terminal_ui.posts.post import PostKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terminal_ui.counter.counter import Counter

FAVOURITES = ("f5", "f6", "f7", "f9", "f10", "f11", "f12")
"""F8 is left out: it counts again, and whoever means a favourite must never do that to the guest before."""
AGAIN = "f8"
TIMES = ("asterisk", "x")
"""After a number: how many."""
NUMBER = "slash"
"""After a number: the number of an item. A number that ends with Enter is a band's."""
EVERY = ("plus", "insert")
UNDO = ("minus", "delete")
SERVED = "full_stop"
"""After the number of a ticket, or alone for the first one."""
SIGNS_AFTER_NUMBER = "xX*/."
SIGNS_ALONE = "+-*/."


def is_sign(char: str, typed: str) -> bool:
    """Whether a character is a key here, and no part of what is typed."""
    return char in (SIGNS_AFTER_NUMBER if typed.isdecimal() else SIGNS_ALONE if not typed else "")


def keys_of(counter: Counter) -> Sequence[PostKey]:
    """What they do now, those of the moment in the key bar."""
    again = counter.served.kind == "again"
    undo = bool(counter.selling.undo_left_s())
    every = later("stop every tap") if counter.every else later("every tap")
    return (
        PostKey("enter", "Enter", later("take it"), later("The item that is marked; after a number, the band of it."),
                in_bar=bool(counter.found)),
        PostKey(AGAIN, "F8", later("counts again"), later("The same once more for the same band."), in_bar=again),
        PostKey("minus", "-", later("take back"), later("Takes the last charge back, for ten seconds. Delete does the "
                "same."), in_bar=undo),
        PostKey("f5", "F5-F12", later("favourites"), later("Choose an item; then hold the band to the reader. Or the "
                "band first."), in_bar=not (again or undo)),
        PostKey("", "a-z", later("search"), later("By name, or by the initials of the pinyin: qdpj. Up and Down mark, "
                "Enter takes.")),
        PostKey("", "28 /", later("item 28"), later("A number and / is an item, a number and Enter is a band.")),
        PostKey("", "3 x", later("three of it"), later("A number and x or * says how many of the next item.")),
        PostKey(SERVED, ".", later("served"), later("The first of what is to be served is with its guest; after a "
                "number, that ticket. A click does the same."), in_bar=bool(counter.serving.tickets)),
        PostKey("plus", "+", every, later("Every tap charges what is chosen, or the first favourite, until + "
                "stops it."), in_bar=True),
    )  # fmt: skip
