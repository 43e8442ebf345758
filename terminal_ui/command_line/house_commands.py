"""Commands that make a house and hand operations to it: ``init``, ``do``, ``play``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

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
from terminal_ui.command_line.sections import in_section

if TYPE_CHECKING:
    from pos.house.model import House
    from pos.operations import AnyOperation


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option(
    "--demo", type=click.Choice(["cny", "twd"]), help="The demo house, with prices in this currency, to try things out."
)
@takes(json_option())
def init(folder: Path, demo: Literal["cny", "twd"] | None, as_json: bool) -> None:
    """Make a new house in a folder: its venue file and an empty book.

    \b
    Example:
      loopband init bathhouse --demo cny
    """
    from pos.house.folder import create

    house = create(folder, demo)
    if as_json:
        print_json({"house": str(folder), "name": house.name.en, "currency": house.currency.code, "demo": house.demo})
        return
    click.echo(f"{house.name.en} {house.name.zh} is ready in {folder}.")


@click.command()
@click.argument("operation", metavar="JSON")
@takes(station_option(), staff_option(), house_option())
def do(operation: str, station: str | None, staff: str | None, house: Path | None) -> None:
    """One operation in JSON, now. The answer is one JSON object; amounts are in minor units (cents).

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
        sys.exit(DECLINED)
    answer(outcome, known, "", as_json=True)


COMMANDS = (in_section("Begin", init), in_section("House", do))
