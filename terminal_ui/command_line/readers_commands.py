"""Commands about this computer's readers: ``readers``, ``readers learn``, ``readers record``, ``readers play``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from terminal_ui.command_line.asking import print_json
from terminal_ui.command_line.options import chosen_house, house_option, json_option, takes
from terminal_ui.command_line.sections import in_section


@click.group(invoke_without_command=True)
@click.option("--test", is_flag=True, help="Show every tap until Ctrl+C: hold a band to each reader.")
@takes(house_option(), json_option())
@click.pass_context
def readers(context: click.Context, test: bool, house: Path | None, as_json: bool) -> None:
    """Show which readers of wristbands are plugged in.

    If one does not work, this says what is missing and what to do about it. Proofs says which chips can prove at
    this reader that they are no copies: all, apdus (only those with a processor) or none. With --test each tap
    is drawn with all that was read, the reader's light and sound are tried, and if there is a house its bands
    are known and have to prove what it wants.

    \b
    Examples:
      loopband readers
      loopband readers --test
      loopband readers learn
      loopband readers record saturday.jsonl
    """
    if context.invoked_subcommand is not None:
        if test or as_json:
            raise click.UsageError(f"Write the options behind {context.invoked_subcommand}.")
        return
    from readers.listing import list_readers
    from terminal_ui.command_line.drivers import drivers_here
    from terminal_ui.command_line.readers_words import readers_words

    if test:
        from terminal_ui.command_line.tap_test import asked_house, tap_test

        tap_test(drivers_here(), asked_house(chosen_house(house)), as_json=as_json)
        return
    found = list_readers()
    if as_json:
        print_json(found)
        return
    for line in readers_words(found):
        click.echo(line)


@readers.command()
@click.option(
    "--keyboard", metavar="NAME", help="Which keyboard it is, if it is not found (usb:ffff:0035, or its path)."
)
@click.option("--name", metavar="READER", help="What the reader shall be called (left out: its maker's name).")
@click.option(
    "--typed",
    is_flag=True,
    help="The reader types into this window, a line each time. With --keyboard the format is written down for it.",
)
@takes(house_option(), json_option())
def learn(keyboard: str | None, name: str | None, typed: bool, house: Path | None, as_json: bool) -> None:
    """Set up a reader that types like a keyboard.

    Hold a band to it, then say which one it was: type the number printed on it (if it is a band of the house) or
    its chip's number, or hold it to another reader. After two bands it is known how the reader types, and that is
    written down for this computer. Ctrl+C changes nothing.

    \b
    Examples:
      loopband readers learn --name Bar
      loopband readers learn --typed --keyboard usb:ffff:0035
    """
    from readers.wedge.keyboards import Keyboards
    from terminal_ui.command_line.drivers import drivers_here
    from terminal_ui.command_line.learn import chips_of
    from terminal_ui.command_line.learn import learn as learn_reader

    keyboards = None if typed else Keyboards()
    learnt = learn_reader(keyboards, keyboard, name, drivers_here(but="wedge"), chips_of(chosen_house(house)))
    if as_json:
        print_json(learnt)
        return
    click.echo(f"It types {learnt.words} ({learnt.format}).")
    if learnt.settings is None:
        click.echo("Nothing was written. Name it with --keyboard to have it set up.")
    else:
        click.echo(f"Written down in {learnt.settings} for {learnt.reader or learnt.keyboard}.")


@readers.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@takes(house_option(), json_option())
def record(file: Path, house: Path | None, as_json: bool) -> None:
    """Write down everything the readers tell, until Ctrl+C.

    Shows it meanwhile, as "readers --test" does. The file can be played again, tap for tap. It holds numbers of
    bands and when they were where: keep it like the book. A file that is there is not written over.

    \b
    Example:
      loopband readers record saturday.jsonl
    """
    from readers.record.driver import recorded
    from readers.record.recorder import Recorder
    from terminal_ui.command_line.drivers import drivers_here
    from terminal_ui.command_line.tap_test import asked_house, tap_test

    with closing(Recorder(file)) as recorder:
        drivers = [recorded(driver, recorder) for driver in drivers_here()]
        tap_test(drivers, asked_house(chosen_house(house)), as_json=as_json)
        trouble = recorder.trouble
    if trouble:
        raise click.ClickException(trouble)
    click.echo(f"The recording is {file}. loopband readers play {file} shows it again.", err=True)


@readers.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--speed",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    metavar="N",
    help="How many times as fast as it was.",
)
@takes(house_option(), json_option())
def play(file: Path, speed: float, house: Path | None, as_json: bool) -> None:
    """Show a recording of readers again, tap for tap.

    "loopband desk --recording FILE" and "loopband bands commission --recording FILE" take its taps as if they
    came now.

    \b
    Example:
      loopband readers play saturday.jsonl --speed 60
    """
    from readers.record.replay import OVER, Replay
    from terminal_ui.command_line.tap_test import asked_house, tap_test

    replay = Replay(file, speed=speed)
    tap_test([replay], asked_house(chosen_house(house)), as_json=as_json)
    if replay.trouble:
        raise click.ClickException(replay.trouble)
    click.echo(OVER, err=True)


COMMANDS = (in_section("Trust and care", readers),)
