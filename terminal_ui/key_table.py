"""The keys of the front desk, in one table: what each does, the key bar and the help come from it."""

from __future__ import annotations

from typing import NamedTuple

from terminal_ui.languages import later
from terminal_ui.posts.commands import BACK
from terminal_ui.posts.post import PostKey


class Key(NamedTuple):
    """A key, what it does, and how the key bar and the help say it.

    ``names`` are the terminal's names of it, ``action`` what the screen does then; both are empty for keys
    that are only explained. In the key bar of ``layers`` (by class name) it stands with ``words``.
    """

    names: tuple[str, ...]
    shown: str
    action: str
    words: str
    help: str
    layers: frozenset[str] = frozenset()


LAYERS = frozenset({"Idle", "CheckingIn", "Looking", "Paying", "Finished"})
CHOICE_KEYS = ("f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12")
"""Keys that choose: ways of paying on a bill, guest classes at check-in."""
CHOOSE = "choose"

KEYS: tuple[Key, ...] = (
    Key(CHOICE_KEYS, "F5-F12", CHOOSE, "", later("The choices on the right: how it is paid, or the class of the "
        "guest.")),
    Key(("up",), "Up Down", "up", later("choose"), later("Choose a band of the check-in."), frozenset({"CheckingIn"})),
    Key(("down",), "", "down", "", ""),
    Key(("m",), "M", "men", "", later("Check-in: a band without a zone goes to the men's side.")),
    Key(("w",), "W", "women", "", later("Check-in: a band without a zone goes to the women's side.")),
    Key(("backspace",), "Backspace", "rub_out", later("take off"),
        later("Rubs out a character; with none typed, takes the last band off."),
        frozenset({"CheckingIn", "Looking"})),
    Key(("pagedown",), "PgDn PgUp", "next_page", later("page"), later("Turns the pages of a long bill."),
        frozenset({"Looking", "Paying"})),
    Key(("pageup",), "", "page_before", "", ""),
    Key(("q",), "Q", "", later("close"), later("Closes this window, while nothing is half done."),
        frozenset({"Idle"})),
)  # fmt: skip
"""In the order the help lists them; those without ``shown`` need no line of their own."""

ENTER_WORDS = {
    "CheckingIn": later("check in"),
    "Looking": later("checkout"),
    "Paying": later("take it"),
    "Finished": later("next"),
}

ENTER_HELP = later("With a number: as a tap of that band, as a click on its locker. Alone: what the line above says.")

_ACTIONS = {name: key.action for key in KEYS for name in key.names}


def action_of(name: str) -> str:
    """What the key of this name does; empty if nothing."""
    return _ACTIONS.get(name, "")


def keys_of(layer: str) -> list[PostKey]:
    """All keys; those of a layer are in its key bar."""
    enter = ("Enter", ENTER_WORDS[layer]) if layer in ENTER_WORDS else ("0-9 Enter", later("band"))
    listed = [PostKey(key.names[0], key.shown, key.words, key.help, layer in key.layers) for key in KEYS if key.shown]
    back = [BACK] if layer != "Idle" else []
    return [PostKey("enter", *enter, ENTER_HELP, in_bar=True), *listed, *back]
