"""Commands about this computer: ``bench``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

import click
from msgspec import UnsetType

from terminal_ui.command_line.asking import DECLINED, print_json
from terminal_ui.command_line.bench_words import figures_words, screen_words
from terminal_ui.command_line.options import chosen_house, house_option, json_option, takes
from terminal_ui.command_line.progress import Progress
from terminal_ui.command_line.sections import in_section

if TYPE_CHECKING:
    from terminal_ui.bench.bench import Figures

DEFAULT_ROWS = 10_000
DEFAULT_RATE = 20


@click.command()
@click.option(
    "--rows",
    type=click.IntRange(1, 100_000_000),
    default=DEFAULT_ROWS,
    show_default=True,
    help="So many charges are in the book before anything is measured.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Measure also N programs that charge one house at once.",
)
@click.option(
    "--rate",
    type=click.IntRange(1, 1000),
    default=DEFAULT_RATE,
    show_default=True,
    help="Charges a second that they make in all.",
)
@click.option("--screen", is_flag=True, help="Measure the front desk's screen instead: keys, and processor time.")
@takes(house_option(), json_option())
def bench(rows: int, processes: int | None, rate: int, screen: bool, house: Path | None, as_json: bool) -> None:
    """Measure how fast the book, or the screen, is here.

    Makes a demo house of its own beside the house, on the same disk, and takes it away again; the house
    itself is not touched. "Bare" is what the disk gives when 200 bytes are overwritten and waited for.

    \b
    Examples:
      loopband bench --rows 100000 --processes 8
      loopband bench --screen --rows 100000
    """
    from terminal_ui.bench.bench import measure, measure_together

    if screen and processes is not None:
        raise click.UsageError("--screen measures one screen; --processes programs without one. Give one of them.")
    if screen:
        _bench_screen(rows, house, as_json=as_json)
        return
    with TemporaryDirectory(prefix=".loopband-bench-", dir=_beside(chosen_house(house))) as name, _Steps() as told:
        figures = measure(Path(name), rows, told)
        if processes is not None:
            told("Charging from several programs", 0, 1)
            figures = measure_together(Path(name), figures, processes, rate)
    _tell(figures, as_json=as_json)
    if not isinstance(figures.processes, UnsetType) and figures.processes.errors:
        click.get_current_context().exit(DECLINED)


def _bench_screen(rows: int, house: Path | None, *, as_json: bool) -> None:
    from terminal_ui.bench.screen import measure_screen

    with TemporaryDirectory(prefix=".loopband-bench-", dir=_beside(chosen_house(house))) as name, _Steps() as told:
        figures = measure_screen(Path(name), rows, told)
    if as_json:
        print_json(figures)
        return
    for line in screen_words(figures):
        click.echo(line)


class _Steps:
    """Progress of one step after the other: a bar for each."""

    def __init__(self) -> None:
        self._label = ""
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, label: str, done: int, total: int) -> None:
        if label != self._label:
            self.__exit__()
            self._label, self._bar = label, Progress(label)
        if self._bar is not None:
            self._bar(done, total)


def _tell(figures: Figures, *, as_json: bool) -> None:
    if as_json:
        print_json(figures)
        return
    for line in figures_words(figures):
        click.echo(line)


def _beside(folder: Path) -> Path:
    """The innermost folder around the house that is there, so that what is measured is the house's disk."""
    return next(parent for parent in folder.absolute().parents if parent.is_dir())


COMMANDS = (in_section("Trust and care", bench),)
