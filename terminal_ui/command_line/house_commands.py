"""Commands that make a house and hand operations to it: ``init``, ``do``, ``play``."""

from __future__ import annotations

import os
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import click

from terminal_ui.command_line.asking import DECLINED, answer, ask, print_json
from terminal_ui.command_line.options import (
    chosen_house,
    chosen_station,
    house_option,
    json_option,
    staff_option,
    station_option,
    takes,
)
from terminal_ui.command_line.progress import progress
from terminal_ui.command_line.sections import in_section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pos.house.model import House
    from pos.operations import AnyOperation
    from pos.outcomes import Outcome


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option(
    "--demo", type=click.Choice(["cny", "twd"]), help="The demo house, with prices in this currency, to try things out."
)
@takes(json_option())
def init(folder: Path, demo: Literal["cny", "twd"] | None, as_json: bool) -> None:
    """Make a new house in a folder.

    That is its venue file, which says what is sold and for how much, and an empty book.

    \b
    Example:
      loopband init bathhouse --demo cny
    """
    from pos.house.folder import create
    from pos.venue import Venue

    house = create(folder, demo)
    Venue.open(folder).close()
    if as_json:
        print_json({"house": str(folder), "name": house.name.en, "currency": house.currency.code, "demo": house.demo})
        return
    click.echo(f"{house.name.en} {house.name.zh} is ready in {folder}.")


@click.command()
@click.argument("operation", metavar="JSON")
@takes(station_option(), staff_option(), house_option())
def do(operation: str, station: str | None, staff: str | None, house: Path | None) -> None:
    """One operation in JSON, now.

    The answer is one JSON object. Amounts are in minor units (cents).

    \b
    Example:
      loopband do '{"do": "charge", "band": "077", "items": [{"item": "beer"}]}'
    """
    from pos.errors import BadOperation
    from pos.outcomes import Outcome
    from pos.wire import read_operation

    def make(_house: House) -> AnyOperation:
        return read_operation(operation)

    try:
        outcome, known = ask(chosen_house(house), make, station=chosen_station(station), staff=staff)
    except BadOperation as error:
        click.echo(Outcome(ok=False, id="", error=error.code, message=str(error)).as_json())
        click.get_current_context().exit(DECLINED)
    answer(outcome, known, "", as_json=True)


@click.command()
@click.argument("file", type=click.File("rb"), metavar="FILE")
@takes(house_option())
def play(file: BinaryIO, house: Path | None) -> None:
    """Play a script, one operation in JSON a line.

    Prints one answer in JSON a line, in the same order. Each line says when it happened ("at"), and times only go
    forward. A line that cannot be read or is declined is answered with its error, and the next line goes on.
    FILE may be - for what is piped in.

    \b
    Example:
      loopband play saturday.jsonl > answers.jsonl
    """
    from terminal_ui.playing.door import ScriptDoor
    from terminal_ui.playing.script import play_script

    with closing(ScriptDoor(chosen_house(house))) as door, _reading(file) as read_on:

        def tell(outcome: Outcome) -> None:
            click.echo(outcome.as_json())
            read_on()

        play_script(door, file, tell)


@contextmanager
def _reading(file: BinaryIO) -> Iterator[Callable[[], None]]:
    """How much of a file was read, on stderr; nothing for a pipe, or while the answers fill the screen."""
    from terminal_ui.playing.script import is_regular_file

    if sys.stdout.isatty() or not is_regular_file(file):
        yield lambda: None
        return
    size = os.fstat(file.fileno()).st_size
    with progress("Playing the script") as told:
        yield lambda: told(file.tell(), size)


COMMANDS = (in_section("Begin", init), in_section("House", do), in_section("House", play))
