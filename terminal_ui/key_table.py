"""Every key of the screens, in one table: what it does, the key bar and the help listing come from it."""

from __future__ import annotations

from typing import NamedTuple


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


EVERYWHERE = frozenset({"Idle", "CheckingIn", "Looking", "Paying", "Finished", "SigningIn"})
CHOICE_KEYS = ("f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12")
"""Keys that choose: ways of paying on a bill, guest classes at check-in."""
CHOOSE = "choose"

KEYS: tuple[Key, ...] = (
    Key((), "0-9", "", "", "A band's number, or an amount. A click on its locker does the same."),
    Key(("enter",), "Enter", "enter", "", "Does what the line above the keys says."),
    Key(("escape",), "Esc", "back", "back", "One step back. What was locked for payment is unlocked.",
        EVERYWHERE - {"Idle"}),
    Key(("f1",), "F1", "help", "help", "This list.", EVERYWHERE),
    Key(("f2",), "F2", "sign", "sign in/out", "Sign in with name and PIN, or sign out.",
        frozenset({"Idle", "Finished"})),
    Key(CHOICE_KEYS, "F5-F12", CHOOSE, "", "The choices on the right: how it is paid, or the class of the guest."),
    Key(("up",), "Up Down", "up", "choose", "Choose a band of the check-in.", frozenset({"CheckingIn"})),
    Key(("down",), "", "down", "", ""),
    Key(("m",), "M", "men", "", "Check-in: a band without a zone goes to the men's side."),
    Key(("w",), "W", "women", "", "Check-in: a band without a zone goes to the women's side."),
    Key(("backspace",), "Backspace", "rub_out", "take off",
        "Rubs out a character; with none typed, takes the last band off.", frozenset({"CheckingIn", "Looking"})),
    Key(("pagedown",), "PgDn PgUp", "next_page", "page", "Turns the pages of a long bill.",
        frozenset({"Looking", "Paying"})),
    Key(("pageup",), "", "page_before", "", ""),
    Key(("q",), "Q", "leave", "quit", "Closes this window, while nothing is half done. Ctrl+Q does at any time.",
        frozenset({"Idle"})),
    Key(("ctrl+c",), "", "stay", "", ""),
)  # fmt: skip
"""In the order the help lists them; those without ``shown`` need no line of their own."""

ENTER_WORDS = {
    "CheckingIn": "check in",
    "Looking": "checkout",
    "Paying": "take it",
    "Finished": "next",
    "SigningIn": "go on",
}

_ACTIONS = {name: key.action for key in KEYS for name in key.names}


def action_of(name: str) -> str:
    """What the key of this name does; empty if nothing."""
    return _ACTIONS.get(name, "")


def bar(layer: str) -> list[tuple[str, str]]:
    """Keys and words for the key bar of a layer, at most seven."""
    enter = [("Enter", ENTER_WORDS[layer])] if layer in ENTER_WORDS else [("0-9 Enter", "band")]
    return enter + [(key.shown, key.words) for key in KEYS if layer in key.layers]


def help_rows() -> list[tuple[str, str]]:
    """Every key and what it does, for the help listing."""
    return [(key.shown, key.help) for key in KEYS if key.shown]
