"""Money goes out: the one thing that is asked twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from terminal_ui.desk.layer import Above
from terminal_ui.languages import later

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk


@dataclass(eq=False)
class Confirming(Above):
    """An amount that leaves the drawer or goes back by card; Enter alone does it."""

    title: str
    amount_minor: int
    then: Callable[[FrontDesk], Awaitable[None]]
    facts: list[tuple[str, str]] = field(default_factory=list)

    enter_words: ClassVar[str] = later("yes, do it")

    async def confirm(self, desk: FrontDesk) -> None:
        """Do it. A number that was typed is a tap, as everywhere, and no yes."""
        await self.then(desk)
