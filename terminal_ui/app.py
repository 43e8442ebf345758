"""Opens a front desk on a house. Loads all of Textual: import it only when a desk is really opened."""

from __future__ import annotations

import locale
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from pos.clock import SystemClock
from pos.errors import Declined, LoopbandError
from pos.house.folder import read_house_of
from pos.reports.reading import Reading
from pos.venue import Venue
from terminal_ui.computer.settings import read_settings, settings_file, write_settings
from terminal_ui.desk.house_sight import HouseSight
from terminal_ui.desk.proofs import examination_of
from terminal_ui.languages import language_named
from terminal_ui.playing.live import LivePlay, clock_of
from terminal_ui.posts.needs import PostNeeds
from terminal_ui.screens.liking import Liking
from terminal_ui.screens.loopband_app import LoopbandApp, run_app

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pos.house.model import House
    from readers.contract import Driver
from terminal_ui.playing.live import DemoPlay


class ScreenError(LoopbandError):
    """The window closed because of an error of the program; where it was written down."""

    code = "screen"


def open_front_desk(
    folder: Path,
    station: str = "",
    *,
    staff: str = "",
    demo: DemoPlay | None = None,
    readers: Sequence[Driver] = (),
) -> None:
    """Show the front desk of a house on this terminal until it is closed.

    ``station`` is a desk of the house; left out, its first one. ``demo`` plays the model Saturday in the
    background. ``readers`` are this machine's, and all of them belong to this desk.
    Raises HouseError, LedgerError or Declined if it cannot be opened, ScreenError if it ended by an error.
    """
    house = read_house_of(folder)
    desk = desk_named(house, station)
    playing = LivePlay(house, demo, desk=desk) if demo is not None else None
    clock = clock_of(playing, SystemClock())
    with closing(Venue.open(folder, clock=clock, lasting=True)) as venue, closing(Reading.open(folder)) as reading:
        pace = (lambda: playing.pace) if playing is not None else str
        needs = PostNeeds(venue, HouseSight(reading, folder), clock, desk, staff, pace)
        examine = examination_of(house, folder) if readers else None
        app = LoopbandApp(needs, folder=folder, readers=readers, examine=examine, playing=playing, liking=liking_here())
        words = run_app(app)
    if words:
        raise ScreenError(words)


def desk_named(house: House, station: str) -> str:
    """The desk of this name; the first one if none is named. Raises Declined: unknown_station, wrong_station."""
    if not station:
        desks = [one.name for one in house.stations.values() if one.kind == "desk"]
        if not desks:
            raise Declined("unknown_station", station="desk")
        return desks[0]
    if station not in house.stations:
        raise Declined("unknown_station", station=station)
    kind = house.stations[station].kind
    if kind != "desk":
        raise Declined("wrong_station", station=station, kind=kind, wanted="desk")
    return station


def liking_here() -> Liking:
    """How this computer's people like the screen. Raises HouseError if its settings cannot be read."""
    file = settings_file()
    usual = language_named(locale.getlocale()[0] or "") or "en"
    return Liking(read_settings(file), partial(write_settings, file), usual=usual)
