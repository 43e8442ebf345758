"""A computer that does not know yet what it is asks three questions: which house, which station, which reader."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from pos.house.model import House, Station
    from readers.contract import Driver
    from terminal_ui.computer.settings import Settings

WELCOME = "This computer does not know its place yet. Three questions, once; Ctrl+C stops and changes nothing."


def ask_all(settings: Settings, usual_house: Path, drivers: Callable[[], Sequence[Driver]], lines: TextIO) -> Settings:
    """The settings with the answers in them. ``drivers`` are those of this computer, asked for only in the end.

    Raises HouseError if the house cannot be read or made.
    """
    from pos.house.folder import read_house_of

    click.echo(WELCOME)
    folder = _ask_house(usual_house)
    house = read_house_of(folder)
    station = _ask_station(house)
    reader = asyncio.run(_ask_reader(drivers(), lines))
    return replace(settings, house=str(folder), station=station, reader=reader)


def _ask_house(usual: Path) -> Path:
    """A folder with a house in it; one is made there if that is wanted."""
    from pos.house.folder import VENUE_FILE, create

    while True:
        words = click.prompt("1. Which house? Its folder", default=str(usual))
        folder = Path(words).expanduser().resolve()
        if (folder / VENUE_FILE).exists():
            return folder
        if click.confirm(f"   There is no house in {folder}. Make a new one there?", default=False):
            create(folder)
            click.echo(f"   It is made. Its people, prices and stations stand in {folder / VENUE_FILE}.")
            return folder


def _ask_station(house: House) -> str:
    """A station at which somebody works, by its number in the list or by its name."""
    from terminal_ui.app import stations_with_posts

    stations = stations_with_posts(house)
    click.echo(f"2. Which station of {house.name.en} is this computer?")
    for number, station in enumerate(stations, start=1):
        click.echo(f"   {number:>3}  {station.name:<12} {house.outlets[station.outlet].words.en}")
    while True:
        answer: str = click.prompt("   Number or name", default="1")
        if named := _chosen(stations, answer.strip()):
            return named
        click.echo(f"   There is no {answer} in the list.")


def _chosen(stations: Sequence[Station], answer: str) -> str:
    names = [station.name for station in stations]
    if answer.isdecimal() and 1 <= int(answer) <= len(names):
        return names[int(answer) - 1]
    return answer if answer in names else ""


async def _ask_reader(drivers: Sequence[Driver], lines: TextIO) -> str:
    """The reader that is shown by a tap; empty if it has none, or if all of them are this station's."""
    from readers.events import Tap
    from terminal_ui.command_line.hearing import Hearing

    click.echo("3. Which reader? Hold any band or card to it. Enter alone: all readers there are, or none.")
    async with Hearing(drivers, lines=lines) as hearing:
        async for heard in hearing.heard():
            if isinstance(heard, Tap):
                hearing.signal(heard.reader, "ok")
                click.echo(f"   It is {heard.reader}.")
                return heard.reader
            if isinstance(heard, str):
                break
    return ""
