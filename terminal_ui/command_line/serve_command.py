"""``serve``: the screen of a station in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from pos.errors import HouseError
from terminal_ui.command_line.options import (
    chosen_house,
    chosen_station,
    house_option,
    staff_option,
    station_option,
    takes,
)
from terminal_ui.command_line.sections import in_section

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8765
DEFAULT_SESSIONS = 4
NOT_THERE = 'The browser screen is an extra that is not installed: pip install "loopband[serve]"'


@click.command()
@click.option("--host", default=LOOPBACK, show_default=True, help="The address of this computer that is listened on.")
@click.option(
    "--port", type=click.IntRange(1, 65_535), default=DEFAULT_PORT, show_default=True, help="The port listened on."
)
@click.option(
    "--sessions", type=click.IntRange(1, 64), default=DEFAULT_SESSIONS, show_default=True, help="Windows open at once."
)
@takes(station_option(), staff_option(), house_option())
def serve(host: str, port: int, sessions: int, station: str | None, staff: str | None, house: Path | None) -> None:
    """Open the screen of a station in a browser.

    The address that is printed is the key: whoever has it can work there. It is another one each time. Readers of
    this computer are not heard in the browser; numbers are typed, or come from a reader that types.

    \b
    Example:
      loopband serve --station bar
    """
    try:
        from terminal_ui.serving.server import PostsServer, Served
    except ImportError as missing:
        raise HouseError(NOT_THERE) from missing
    from pos.house.folder import read_house_of
    from terminal_ui.app import station_named

    folder = chosen_house(house)
    served = Served(folder.absolute(), station_named(read_house_of(folder), chosen_station(station) or ""), staff or "")
    if host != LOOPBACK:
        click.echo("Others on this network can read what is typed: put HTTPS or a tunnel in between.", err=True)
    PostsServer(served, host=host, port=port, sessions=sessions, told=click.echo).serve()


COMMANDS = (in_section("Begin", serve),)
