"""Commands that every screen has, in one table: keys, the key bar, the list of commands and the help come from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from terminal_ui.languages import later
from terminal_ui.posts.post import PostKey

if TYPE_CHECKING:
    from collections.abc import Sequence

Name = Literal["help", "person", "next_post", "commands", "language", "theme", "sound", "lock", "quit", "stay"]


class Command(NamedTuple):
    """What is done, by which keys, and how it is told. Without ``words`` it is in no list."""

    name: Name
    keys: tuple[str, ...]
    shown: str
    words: str
    help: str = ""
    in_bar: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("help", ("f1",), "F1", later("help"), later("The keys of this screen."), in_bar=True),
    Command("person", ("f2",), "F2", later("person"), later("Sign in, change who works here, or sign out."),
            in_bar=True),
    Command("next_post", ("f3",), "F3", later("next screen"), later("The next screen of this computer. What is half "
            "done on this one stays as it is.")),
    Command("commands", ("f4", "ctrl+p"), "F4", later("commands"), later("Everything that can be done now, to "
            "choose from. Ctrl+P does the same."), in_bar=True),
    Command("language", ("ctrl+l",), "Ctrl+L", later("language"), later("English, 简体中文, 繁體中文.")),
    Command("theme", ("ctrl+t",), "Ctrl+T", later("colours"), later("Dark, light, or with high contrast.")),
    Command("sound", ("ctrl+b",), "Ctrl+B", later("sound"), later("The bell on or off.")),
    Command("lock", ("ctrl+k",), "Ctrl+K", later("lock"), later("Lock the screen until somebody signs in.")),
    Command("quit", ("ctrl+q",), "Ctrl+Q", later("close"), later("Closes this window.")),
    Command("stay", ("ctrl+c",), "", ""),
)  # fmt: skip
"""In the order they are listed."""

BY_KEY = {key: command.name for command in COMMANDS for key in command.keys}
MOST_IN_BAR = 7
"""More nobody finds in a hurry."""
BACK = PostKey("escape", "Esc", later("back"), later("One step back."), in_bar=True)
"""The way back, for the keys of a post that has one now."""


def bar_keys(of_post: Sequence[PostKey], *, at_rest: bool) -> list[PostKey]:
    """The key bar: first what the post does, then what is the same everywhere, as far as there is room."""
    # Who works here does not change while something is half done.
    same = [one for one in COMMANDS if one.in_bar and (at_rest or one.name != "person")]
    keys = [one for one in of_post if one.in_bar] + [PostKey(one.keys[0], one.shown, one.words) for one in same]
    return keys[:MOST_IN_BAR]


def listed() -> list[Command]:
    """Those that can be chosen from a list."""
    return [one for one in COMMANDS if one.words and one.name != "commands"]
