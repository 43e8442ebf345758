"""Commands that open a screen: ``desk``, ``demo``, and ``loopband`` alone. Without a screen: ``demo --headless``."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Literal

import click

from pos.errors import HouseError
from terminal_ui.command_line.asking import DECLINED, print_json
from terminal_ui.command_line.days import day_words
from terminal_ui.command_line.options import (
    chosen_house,
    chosen_station,
    house_option,
    json_option,
    recording_option,
    staff_option,
    station_option,
    takes,
)
from terminal_ui.command_line.progress import progress
from terminal_ui.command_line.sections import in_section
from terminal_ui.command_line.takings_words import takings_words
from terminal_ui.command_line.trust_commands import head_words, verified_document, verified_words, verify_book

if TYPE_CHECKING:
    from terminal_ui.playing.days import DaysPlayed
    from terminal_ui.playing.live import DemoPlay

DEFAULT_SEED = 7
DEFAULT_SPEED = 20
MOST_DAYS = 3660


@click.command()
@takes(recording_option(), station_option(), staff_option(), house_option())
def desk(recording: Path | None, station: str | None, staff: str | None, house: Path | None) -> None:
    """Open the front desk.

    It shows the board of lockers, bands as they are tapped, and their bills.

    \b
    Example:
      loopband desk --station desk-2 --staff amy
    """
    open_desk(chosen_house(house), chosen_station(station), staff=staff, recording=recording)


@click.command()
@click.option("--make-only", is_flag=True, help="Only make the training house, and say where it is.")
@takes(station_option(), staff_option(), house_option())
def train(make_only: bool, station: str | None, staff: str | None, house: Path | None) -> None:
    """Practise at the front desk without touching the takings.

    A house with the same bands, prices and people and a book of its own is opened. All that comes out of it is marked
    as training. It lies in the folder "training" of the house; other commands find it with --house.

    \b
    Examples:
      loopband train --staff amy
      loopband train --make-only
    """
    from pos.house.training import training_house

    folder = training_house(chosen_house(house))
    click.echo(f"The training house is in {folder}.", err=not make_only)
    if not make_only:
        open_desk(folder, chosen_station(station), staff=staff)


@click.command()
@click.option("--headless", is_flag=True, help="Without a screen: play the whole day at once and print its takings.")
@click.option(
    "--days",
    type=click.IntRange(1, MOST_DAYS),
    default=1,
    show_default=True,
    help="With --headless: play so many days, the Saturday and those that follow it.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    default=DEFAULT_SEED,
    show_default=True,
    help="Which Saturday; the same number is always the same day.",
)
@click.option(
    "--speed",
    type=click.IntRange(1, 10_000),
    default=DEFAULT_SPEED,
    show_default=True,
    help="How many times as fast as real time the screen's day goes by.",
)
@click.option(
    "--currency", type=click.Choice(["cny", "twd"]), default="cny", show_default=True, help="Money of the demo house."
)
@click.option(
    "--house",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to make the demo house (left out: a fresh folder).",
)
@takes(json_option())
def demo(  # noqa: PLR0917 - click passes them by name
    headless: bool,
    days: int,
    seed: int,
    speed: int,
    currency: Literal["cny", "twd"],
    house: Path | None,
    as_json: bool,
) -> None:
    """Look around in a made-up bathhouse on a busy Saturday.

    The front desk opens and the day goes by. Guests, bands and money are all invented. The house stays in its
    folder, so that every other command can look into it afterwards (loopband bill 077 --house DIR).

    \b
    Examples:
      loopband demo
      loopband demo --headless --seed 7
      loopband demo --headless --days 365 --house a-year
    """
    if days > 1 and not headless:
        raise click.UsageError("Several days are played without a screen: add --headless.")
    folder = _demo_house(house, currency)
    click.echo(f"The demo house is in {folder}.", err=True)
    if headless:
        _play_headless(folder, seed, days, as_json=as_json)
        return
    from terminal_ui.playing.live import DemoPlay

    _open(folder, None, staff=None, demo=DemoPlay(seed=seed, speed=speed))


def open_desk(folder: Path, station: str | None, *, staff: str | None, recording: Path | None = None) -> None:
    """Open the front desk of this computer's station. Raises HouseError if there is no house, or no such desk."""
    _open(folder, station, staff=staff, recording=recording)


def open_here(house: Path | None, station: str | None) -> None:
    """``loopband`` alone: what this computer is, as it was named before the command, or as it remembers.

    A new one asks, if there is somebody to answer. Raises HouseError if there is no house, or no such station.
    """
    from pos.house.folder import default_folder
    from terminal_ui.command_line.drivers import drivers_here
    from terminal_ui.command_line.new_computer import ask_all
    from terminal_ui.computer.settings import read_settings, settings_file, write_settings
    from terminal_ui.languages import speak, usual_language

    settings = read_settings(settings_file())
    is_new = not settings.house and house is None and station is None
    if is_new and sys.stdin.isatty():
        speak(settings.language or usual_language())
        settings = ask_all(settings, default_folder(), drivers_here, sys.stdin)
        if not write_settings(settings_file(), settings):
            click.echo(f"This could not be remembered in {settings_file()}: it will be asked again.", err=True)
    folder = house or (Path(settings.house) if settings.house else default_folder())
    _open(folder, station or settings.station, staff=None, reader=settings.reader)


def _open(
    folder: Path,
    station: str | None,
    *,
    staff: str | None,
    demo: DemoPlay | None = None,
    recording: Path | None = None,
    reader: str = "",
) -> None:
    from terminal_ui.app import open_posts
    from terminal_ui.command_line.drivers import drivers_of

    # The same readers as for any desk: who has one can tap bands of their own in the demo.
    readers = drivers_of(recording)
    open_posts(folder, station or "", staff=staff or "", demo=demo, readers=readers, reader=reader)


def _demo_house(named: Path | None, currency: Literal["cny", "twd"]) -> Path:
    """A demo house: the one in this folder, or a new one. Raises HouseError if another house is there."""
    from pos.house.folder import VENUE_FILE, create, read_house_of

    folder = named or Path(mkdtemp(prefix="loopband-demo-")) / "house"
    if not (folder / VENUE_FILE).exists():
        create(folder, demo=currency)
    elif not read_house_of(folder).demo:
        raise HouseError(f"{folder} is a real house. The demo is only played in a house of its own.")
    return folder


def _play_headless(folder: Path, seed: int, days: int, *, as_json: bool) -> None:
    """Play, then tell: the takings of these days, whether the book holds, and its head."""
    from pos.reports.reading import Reading
    from pos.reports.takings import takings_of
    from pos.venue import Venue
    from terminal_ui.playing.days import play_days

    with (
        closing(Venue.open(folder, lasting=True)) as venue,
        progress("Playing the day" if days == 1 else f"Playing {days} days") as told,
    ):
        played = play_days(venue, seed, days, told)
    with closing(Reading.open(folder)) as reading:
        takings, house = takings_of(reading, played.day, played.last_day), reading.house
    verified = verify_book(folder)
    if as_json:
        document = {"house": str(folder), "played": played, "takings": takings.as_dict()}
        print_json(document | {"verified": verified_document(verified), "head": head_words(verified.head)})
    else:
        for line in (_day_words(played), "", *takings_words(takings, house), "", *verified_words(verified)):
            click.echo(line)
    if not verified.ok:
        click.get_current_context().exit(DECLINED)


def _day_words(played: DaysPlayed) -> str:
    when = day_words(played.day)
    if played.days > 1:
        when = f"{when} to {day_words(played.last_day)}, {played.days} days"
    return (
        f"Saturday {when}, seed {played.seed}: {played.visits:,} visits, {played.taps:,} taps, "
        f"{played.declined:,} times somebody was told no."
    )


COMMANDS = (in_section("Begin", demo), in_section("Begin", desk), in_section("Begin", train))
