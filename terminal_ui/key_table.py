"""Every key of the screens, in one table: bindings, the key bar and the help listing come from it."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding


class Key(NamedTuple):
    """A key, what it does, and how the key bar and the help say it.

    ``action`` is the screen's action; empty for keys that are only explained. ``layers`` are the layers (by
    class name) in whose key bar it stands; ``words`` is then what it does there.
    """

    key: str
    shown: str
    action: str
    words: str
    help: str
    layers: frozenset[str] = frozenset()


EVERYWHERE = frozenset({"Idle", "CheckingIn", "Looking", "Paying", "Finished", "SigningIn"})
CHOICE_KEYS = ("f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12")
"""Keys that choose: ways of paying on a bill, guest classes at check-in."""

KEYS: tuple[Key, ...] = (
    Key("", "0-9", "", "", "A band's printed number, or an amount. Works everywhere."),
    Key("enter", "Enter", "", "go on", "Does what the line above the keys says."),
    Key("escape", "Esc", "", "back", "One step back. What was locked for payment is unlocked.", EVERYWHERE - {"Idle"}),
    Key("f1", "F1", "help", "help", "This list.", EVERYWHERE),
    Key("f2", "F2", "sign", "sign in/out", "Sign in with name and PIN, or sign out.", frozenset({"Idle", "Finished"})),
    Key("", "F5-F12", "", "", "The choices listed on the right: how it is paid, or the class of the guest."),
    Key("up,down", "Up Down", "", "choose band", "Choose a band of the check-in.", frozenset({"CheckingIn"})),
    Key("m", "M", "", "", "Check-in: a band without a zone goes to the men's side."),
    Key("w", "W", "", "", "Check-in: a band without a zone goes to the women's side."),
    Key("backspace", "Backspace", "", "take off", "Rubs out a digit; with none typed, takes the last band off.",
        frozenset({"CheckingIn", "Looking"})),
    Key("pageup,pagedown", "PgUp PgDn", "page", "page", "Turns the pages of a long bill."),
    Key("q", "Q", "", "quit", "Closes this window; only while nothing is half done. Ctrl+Q does it at any time.",
        frozenset({"Idle"})),
)  # fmt: skip
"""In the order the help lists them."""

ENTER_WORDS = {
    "CheckingIn": "check in",
    "Looking": "checkout",
    "Paying": "take it",
    "Finished": "next",
    "SigningIn": "go on",
}


def bar(layer: str) -> list[tuple[str, str]]:
    """Keys and words for the key bar of a layer, at most seven."""
    enter = [("Enter", ENTER_WORDS[layer])] if layer in ENTER_WORDS else [("0-9 Enter", "band")]
    return enter + [(key.shown, key.words) for key in KEYS if layer in key.layers]


def function_key_bindings() -> list[Binding]:
    """Function keys work over everything; printable keys must never be taken from what is being typed."""
    fixed = [Binding("f1", "help", "help", priority=True), Binding("f2", "sign", "sign in/out", priority=True)]
    choices = [Binding(key, f"choose({slot})", "choose", priority=True) for slot, key in enumerate(CHOICE_KEYS)]
    return [*fixed, *choices, Binding("ctrl+q", "leave", "quit", priority=True)]
