"""The command ``loopband``: its entry point, and where every error ends as words.

Exit codes: 0 done, 1 declined or not verified, 2 wrong usage. The answer goes to stdout and nothing else
does; progress and errors go to stderr. Modules that are slow to load are imported by the commands that
need them, so that ``loopband do`` starts at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pos.errors import HouseError, LoopbandError
from terminal_ui.command_line import (
    bands_commands,
    house_commands,
    look_commands,
    machine_commands,
    readers_commands,
    screen_commands,
    serve_command,
    ticket_commands,
    trust_commands,
    why_commands,
)
from terminal_ui.command_line.operation_commands import operation_commands
from terminal_ui.command_line.options import HOUSE_VARIABLE, STATION_VARIABLE
from terminal_ui.command_line.sections import Sections

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130


@click.group(
    cls=Sections,
    name="loopband",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Each command has its own help: loopband check-in --help",
)
@click.option(
    "--house",
    type=click.Path(path_type=Path, file_okay=False),
    envvar=HOUSE_VARIABLE,
    metavar="DIR",
    help=f"The house's folder (left out: {HOUSE_VARIABLE}, then this computer's own).",
)
@click.option("--station", envvar=STATION_VARIABLE, metavar="NAME", help="The station of this computer.")
@click.version_option(package_name="loopband", message="%(prog)s %(version)s")
@click.pass_context
def loopband(context: click.Context, house: Path | None, station: str | None) -> None:
    """Wristbands, lockers and bills of a bathhouse.

    Without a command this opens the screen of this computer's station; a new computer asks which one that is.
    To look around first, run "loopband demo".
    """
    if context.invoked_subcommand is None:
        screen_commands.open_here(house, station)


for _command in (
    *screen_commands.COMMANDS,
    *serve_command.COMMANDS,
    *house_commands.COMMANDS,
    *operation_commands(),
    *look_commands.COMMANDS,
    *ticket_commands.COMMANDS,
    *why_commands.COMMANDS,
    *bands_commands.COMMANDS,
    *trust_commands.COMMANDS,
    *readers_commands.COMMANDS,
    *machine_commands.COMMANDS,
):
    loopband.add_command(_command)


def run(words: Sequence[str]) -> int:
    """Run the command line; the exit code. Whatever goes wrong is told in words on stderr."""
    try:
        result = loopband.main(list(words), prog_name="loopband", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.UsageError as error:
        error.show()
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read has seen enough. Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (LoopbandError, click.ClickException, OSError) as error:
        click.echo(f"{_words_of(error)}", err=True)
        return WRONG_USAGE if isinstance(error, HouseError) else FAILED


def _words_of(error: Exception) -> str:
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'The file'}: {error.strerror}."
    words = str(error)
    return words[:1].upper() + words[1:]


def main() -> None:
    """The entry point of the command ``loopband``."""
    sys.exit(run(sys.argv[1:]))
