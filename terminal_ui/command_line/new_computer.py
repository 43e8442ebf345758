"""A computer that does not know yet what it is asks three questions: which house, which station, which reader."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from terminal_ui.languages import later, name_words, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from pos.house.model import House, Station
    from readers.contract import Driver
    from terminal_ui.computer.settings import Settings

WELCOME = later("This computer does not know its place yet. Three questions, once; Ctrl+C stops and changes nothing.")


def ask_all(settings: Settings, usual_house: Path, drivers: Callable[[], Sequence[Driver]], lines: TextIO) -> Settings:
    """The settings with the answers in them. ``drivers`` are those of this computer, asked for only in the end.

    Raises HouseError if the house cannot be read or made.
    """
    from pos.house.folder import read_house_of

    click.echo(say(WELCOME))
    folder = _ask_house(usual_house)
    house = read_house_of(folder)
    station = _ask_station(house)
    reader = asyncio.run(_ask_reader(drivers(), lines))
    return replace(settings, house=str(folder), station=station, reader=reader)


def _ask_house(usual: Path) -> Path:
    """A folder with a house in it; one is made there if that is wanted."""
    from pos.house.folder import VENUE_FILE, create

    while True:
        words = click.prompt(say("1. Which house? Its folder"), default=str(usual))
        folder = Path(words).expanduser().resolve()
        if (folder / VENUE_FILE).exists():
            return folder
        if click.confirm(
            "   " + say("There is no house in {folder}. Make a new one there?", folder=folder), default=False
        ):
            create(folder)
            file = folder / VENUE_FILE
            click.echo("   " + say("It is made. Its people, prices and stations stand in {file}.", file=file))
            return folder


def _ask_station(house: House) -> str:
    """A station at which somebody works, by its number in the list or by its name."""
    from terminal_ui.app import stations_with_posts

    stations = stations_with_posts(house)
    click.echo(say("2. Which station of {house} is this computer?", house=name_words(house.name)))
    for number, station in enumerate(stations, start=1):
        click.echo(f"   {number:>3}  {station.name:<12} {name_words(house.outlets[station.outlet].words)}")
    while True:
        answer: str = click.prompt("   " + say("Number or name"), default="1")
        if named := _chosen(stations, answer.strip()):
            return named
        click.echo("   " + say("There is no {answer} in the list.", answer=answer))


def _chosen(stations: Sequence[Station], answer: str) -> str:
    names = [station.name for station in stations]
    if answer.isdecimal() and 1 <= int(answer) <= len(names):
        return names[int(answer) - 1]
    return answer if answer in names else ""


async def _ask_reader(drivers: Sequence[Driver], lines: TextIO) -> str:
    """The reader that is shown by a tap; empty if it has none, or if all of them are this station's."""
    from readers.events import Tap
    from terminal_ui.command_line.hearing import Hearing

    click.echo(say("3. Which reader? Hold any band or card to it. Enter alone: all readers there are, or none."))
    async with Hearing(drivers, lines=lines) as hearing:
        async for heard in hearing.heard():
            if isinstance(heard, Tap):
                hearing.signal(heard.reader, "ok")
                click.echo("   " + say("It is {reader}.", reader=heard.reader))
                return heard.reader
            if isinstance(heard, str):
                break
    return ""
