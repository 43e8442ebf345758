"""A front desk on a real demo house, driven by keys: what its tests are written with."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from terminal_ui.screens.front_desk_screen import FrontDeskScreen
from tests.screens.support.post_at_work import NARROW, WIDE, PostAtWork, post_at_work

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from pos.operations import AnyOperation
    from readers.contract import Driver
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.screens.liking import Liking

__all__ = ["NARROW", "WIDE", "DeskAtWork", "desk_at_work"]


class DeskAtWork(PostAtWork):
    """A running desk. Keys go in, the screen as text comes out."""

    @property
    def screen(self) -> FrontDeskScreen:
        """The screen."""
        screen = self.app.screen
        assert isinstance(screen, FrontDeskScreen)
        return screen

    @property
    def desk(self) -> FrontDesk:
        """The desk behind the screen."""
        return self.screen.post

    @property
    def layer(self) -> str:
        """What the desk is in the middle of."""
        return type(self.desk.layer).__name__


@asynccontextmanager
async def desk_at_work(
    folder: Path,
    *,
    size: tuple[int, int] = NARROW,
    staff: str = "amy",
    readers: Sequence[Driver] = (),
    first: Sequence[AnyOperation] = (),
    liking: Liking | None = None,
) -> AsyncIterator[DeskAtWork]:
    """Open the house of ``folder`` at desk-1, after ``first`` was done in it, on a Saturday evening."""
    options: dict[str, Any] = {"size": size, "staff": staff, "readers": readers, "first": first, "liking": liking}
    async with post_at_work(folder, "desk-1", **options) as post:
        yield DeskAtWork(post.app, post.pilot, post.venue, post.clock, post.folder)
