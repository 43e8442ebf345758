"""Opens the posts of a station on a house. Loads all of Textual: import it only when a desk is really opened."""

from __future__ import annotations

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
from terminal_ui.languages import usual_language
from terminal_ui.playing.live import LivePlay, clock_of
from terminal_ui.posts.needs import PostNeeds
from terminal_ui.screens.liking import Liking
from terminal_ui.screens.loopband_app import Listening, LoopbandApp, run_app
from terminal_ui.screens.posts import posts_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pos.house.model import House, Station
    from readers.contract import Driver
from terminal_ui.playing.live import DemoPlay


class ScreenError(LoopbandError):
    """The window closed because of an error of the program; where it was written down."""

    code = "screen"


def open_posts(
    folder: Path,
    station: str = "",
    *,
    staff: str = "",
    demo: DemoPlay | None = None,
    readers: Sequence[Driver] = (),
    reader: str = "",
) -> None:
    """Show the posts of a station on this terminal until they are closed.

    ``station`` is one at which somebody works; left out, the first desk. ``demo`` plays the model Saturday in the
    background. ``readers`` are this machine's; all of them belong to this station, or only the ``reader`` of this
    name while it is there.
    Raises HouseError, LedgerError or Declined if it cannot be opened, ScreenError if it ended by an error.
    """
    house = read_house_of(folder)
    here = station_named(house, station)
    playing = LivePlay(house, demo, desk=here) if demo is not None else None
    clock = clock_of(playing, SystemClock())
    with closing(Venue.open(folder, clock=clock, lasting=True)) as venue, closing(Reading.open(folder)) as reading:
        pace = (lambda: playing.pace) if playing is not None else str
        needs = PostNeeds(venue, HouseSight(reading, folder), clock, here, staff, pace)
        listening = Listening(readers, examination_of(house, folder) if readers else None, reader)
        app = LoopbandApp(needs, folder=folder, listening=listening, playing=playing, liking=liking_here())
        words = run_app(app)
    if words:
        raise ScreenError(words)


def station_named(house: House, station: str) -> str:
    """The station of this name; the first desk if none is named. Raises Declined: unknown_station, wrong_station."""
    if not station:
        desks = [one.name for one in house.stations.values() if one.kind == "desk"]
        if not desks:
            raise Declined("unknown_station", station="desk")
        return desks[0]
    if station not in house.stations:
        raise Declined("unknown_station", station=station)
    if not posts_at(house, station):
        raise Declined("wrong_station", station=station, kind=house.stations[station].kind, wanted="desk")
    return station


def stations_with_posts(house: House) -> list[Station]:
    """The stations at which somebody works with a screen; desks first."""
    offered = [station for name, station in house.stations.items() if posts_at(house, name)]
    return sorted(offered, key=lambda station: station.kind != "desk")


def liking_here() -> Liking:
    """How this computer's people like the screen. Raises HouseError if its settings cannot be read."""
    file = settings_file()
    return Liking(read_settings(file), partial(write_settings, file), usual=usual_language())
