"""One thing that is done at the shift's screen: what is typed into it, its keys, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from terminal_ui.languages import later
from terminal_ui.posts.post import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terminal_ui.posts.post import PostKey
    from terminal_ui.shift.shift import Shift

NUMBER = Entry(later("Band"), "0123456789")
"""What is typed where nothing is asked for: a number is a tap, here too."""
STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}
"""Keys that move in a list, and how far."""


class Step:
    """The base of them all: Enter and Esc go back, a number is a tap."""

    half_done: ClassVar[bool] = False
    """Whether somebody is in the middle of something that nobody else should take over."""
    enter_words: ClassVar[str] = later("back")
    first_words: str = ""
    """What to do first, in English for the catalogues."""

    @property
    def entry(self) -> Entry:
        """What the keyboard types into."""
        return NUMBER

    def keys(self, shift: Shift) -> Sequence[PostKey]:  # noqa: ARG002 - most have none of their own
        """Keys beside Enter and Esc."""
        return ()

    def look(self, shift: Shift) -> None:
        """Somebody wrote in the book. May raise LoopbandError."""

    async def enter(self, shift: Shift, typed: str) -> None:
        """Enter, with what was typed before it."""
        if typed:
            await shift.tapped(typed)
        else:
            await self.back(shift)

    async def press(self, shift: Shift, key: str) -> None:
        """Any other key."""

    async def back(self, shift: Shift) -> None:
        """Esc."""
        shift.rest()


class Listing(Step):
    """A step with more lines than may fit: the arrow keys show the next ones. ``top`` is the first that is shown."""

    def __init__(self) -> None:
        self.top = 0

    async def press(self, shift: Shift, key: str) -> None:  # noqa: ARG002 - it needs nothing else
        """Up, Down, PgUp, PgDn; how far down there is something is known when it is painted."""
        self.top = max(0, self.top + STEPS.get(key, 0))
