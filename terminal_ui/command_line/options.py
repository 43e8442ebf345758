"""The options that mean the same at every command: which house, which station, who asks, and JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

HOUSE_VARIABLE = "LOOPBAND_HOUSE"
STATION_VARIABLE = "LOOPBAND_STATION"
STAFF_VARIABLE = "LOOPBAND_STAFF"

_Command = TypeVar("_Command", bound=Callable[..., Any])


def house_option() -> click.Option:
    """``--house DIR``."""
    return click.Option(
        ["--house"],
        type=click.Path(path_type=Path, file_okay=False),
        envvar=HOUSE_VARIABLE,
        metavar="DIR",
        help=f"The house's folder (left out: {HOUSE_VARIABLE}, then this computer's own).",
    )


def station_option() -> click.Option:
    """``--station NAME``."""
    return click.Option(
        ["--station"],
        envvar=STATION_VARIABLE,
        metavar="NAME",
        help=f"Where this happens (left out: {STATION_VARIABLE}, then the first desk).",
    )


def staff_option() -> click.Option:
    """``--staff NAME``."""
    return click.Option(
        ["--staff"],
        envvar=STAFF_VARIABLE,
        metavar="NAME",
        help=f"Who asks (left out: {STAFF_VARIABLE}, then nobody).",
    )


def json_option() -> click.Option:
    """``--json``."""
    return click.Option(["--json", "as_json"], is_flag=True, help="Answer with one JSON document.")


def recording_option() -> click.Option:
    """``--recording FILE``."""
    return click.Option(
        ["--recording"],
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help="Play this recording of taps in place of this computer's readers (see loopband readers record).",
    )


def takes(*options: click.Option) -> Callable[[_Command], _Command]:
    """Give a command these options, in this order, after its own."""

    def give(command: _Command) -> _Command:
        params = command.__dict__.setdefault("__click_params__", [])
        params[:0] = reversed(options)
        return command

    return give


def chosen_house(named: Path | None) -> Path:
    """The folder a command works on: named here, named before the command, or this computer's own."""
    from pos.house.folder import default_folder

    return named or _named_before("house") or remembered_house() or default_folder()


def remembered_house() -> Path | None:
    """The house that this computer was told to belong to, when it was new. Raises HouseError."""
    from terminal_ui.computer.settings import read_settings, settings_file

    house = read_settings(settings_file()).house
    return Path(house) if house else None


def chosen_station(named: str | None) -> str | None:
    """The station named here or before the command."""
    return named or _named_before("station")


def _named_before(option: str) -> Any:
    """What a command before this one was given: ``bands --house DIR export``."""
    context = click.get_current_context().parent
    while context is not None:
        if context.params.get(option) is not None:
            return context.params[option]
        context = context.parent
    return None
