"""It is done; shown until the next tap."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from terminal_ui.desk.layer import Layer
from terminal_ui.languages import later

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk


@dataclass(eq=False)
class Finished(Layer):
    """What came of it. ``amount_minor`` is the number to say aloud: change, or what is due."""

    title: str
    lines: list[tuple[str, str]]
    amount_words: str = ""
    amount_minor: int | None = None
    bands: list[str] = field(default_factory=list)

    enter_words: ClassVar[str] = later("next")

    def pointed(self) -> list[str]:
        """The bands it was done with."""
        return self.bands

    async def confirm(self, desk: FrontDesk) -> None:
        """On to the next guest."""
        desk.home()
