"""A front desk on a real demo house, driven by keys: what its tests are written with."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from terminal_ui.screens.front_desk_screen import FrontDeskScreen
<<<<<<< HEAD
from terminal_ui.screens.liking import Liking
from terminal_ui.screens.loopband_app import LoopbandApp
from tests.house import instant
=======
from tests.screens.support.post_at_work import NARROW, WIDE, PostAtWork, post_at_work
>>>>>>> 6518763828ea26b236e3a2fde557e82e495a0acb

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from pos.operations import AnyOperation
    from readers.contract import Driver
    from terminal_ui.desk.front_desk import FrontDesk

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
<<<<<<< HEAD
    clock = SetClock(instant("2026-03-07 20:14:07"))
    with closing(Venue.open(folder, clock=clock)) as venue:
        for outcome in venue.perform_all(first) if first else []:
            assert outcome.ok, outcome.message
        with closing(Reading.open(folder)) as reading:
            examine = examination_of(venue.house, folder)
            needs = PostNeeds(venue, HouseSight(reading, folder), clock, "desk-1", staff)
            app = LoopbandApp(needs, folder=folder, readers=readers, examine=examine, liking=liking)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                yield DeskAtWork(app, pilot, venue, clock, folder)
=======
    async with post_at_work(folder, "desk-1", size=size, staff=staff, readers=readers, first=first) as post:
        yield DeskAtWork(post.app, post.pilot, post.venue, post.clock, post.folder)
>>>>>>> 6518763828ea26b236e3a2fde557e82e495a0acb
