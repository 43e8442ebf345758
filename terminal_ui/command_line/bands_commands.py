"""Commands about the house's bands: ``bands``, and behind it ``commission``, ``import``, ``export``, ``missing``."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from terminal_ui.command_line.asking import DECLINED, ask, print_json
from terminal_ui.command_line.looking import looking
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
from terminal_ui.command_line.sections import in_section

if TYPE_CHECKING:
    from pos.operations import AddBands
    from pos.reports.reading import Reading
    from terminal_ui.commissioning.band_file import BandFile, RowFinding

STATES = ("available", "in-use", "wash", "lost", "defect", "stock", "retired")


def _state_option() -> click.Option:
    return click.Option(
        ["--state", "states"],
        type=click.Choice(STATES),
        multiple=True,
        help="Only bands in this state. Again for each further one.",
    )


@click.group(invoke_without_command=True)
@takes(_state_option(), house_option(), json_option())
@click.pass_context
def bands(context: click.Context, states: tuple[str, ...], house: Path | None, as_json: bool) -> None:
    """Show the house's bands, or put new ones into service.

    Without a further word this lists them with their states.

    \b
    Examples:
      loopband bands
      loopband bands --state wash --state lost
      loopband bands commission --in-order --staff lin
      loopband bands import bands.csv --staff lin
    """
    if context.invoked_subcommand is not None:
        if as_json or states:
            raise click.UsageError(f"Write the options behind {context.invoked_subcommand}.")
        return
    from pos.reports.bands import bands_of
    from terminal_ui.command_line.bands_words import bands_words

    with looking(chosen_house(house)) as reading:
        found = bands_of(reading, *_chosen(states))
    if as_json:
        print_json(found.as_dict())
        return
    for line in bands_words(found):
        click.echo(line)


@bands.command()
@click.option(
    "--days",
    type=click.IntRange(0, 365),
    default=1,
    show_default=True,
    metavar="N",
    help="A guest who came in longer ago has not brought the band back.",
)
@takes(house_option(), json_option())
def missing(days: int, house: Path | None, as_json: bool) -> None:
    """Show the bands that should be here and are not.

    Lost ones, those whose guests came in days ago, and those that are out on deposit since before the last day cut,
    with where each was used last.

    \b
    Examples:
      loopband bands missing
      loopband bands missing --days 3
    """
    from pos.reports.missing_bands import missing_bands_of
    from terminal_ui.command_line.bands_words import missing_words

    with looking(chosen_house(house)) as reading:
        found, known = missing_bands_of(reading, days), reading.house
    if as_json:
        print_json(found.as_dict())
        return
    for line in missing_words(found, known):
        click.echo(line)


@bands.command("export")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True, dir_okay=False), default="-")
@takes(_state_option(), house_option())
def export_bands(file: Path, states: tuple[str, ...], house: Path | None) -> None:
    """Write the bands to a CSV file.

    Number, chip, zone and state of each. Without FILE, or with -, they are printed. A file that is there is not
    written over.

    \b
    Examples:
      loopband bands export bands.csv
      loopband bands export --state available
    """
    from pos.reports.bands import bands_of
    from terminal_ui.commissioning.band_file import write_band_file

    with looking(chosen_house(house)) as reading:
        found = bands_of(reading, *_chosen(states))
    text = write_band_file(found.bands)
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    with file.open("x", encoding="utf-8") as written:
        written.write(text)
    click.echo(f"{len(found.bands)} bands are in {file}.", err=True)


@bands.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="Only say what would be taken in, and what is wrong with the file.")
@takes(station_option(), staff_option(), house_option(), json_option())
def import_bands(
    file: IO[bytes], dry_run: bool, station: str | None, staff: str | None, house: Path | None, as_json: bool
) -> None:
    """Put the bands of a CSV file into service, all or none.

    The first row names the columns: number and uid (the chip's number in hex), and zone (men, women or empty) if
    there is one. Commas, semicolons or tabs part the cells. FILE - is what is piped in. A column state, as an
    export has it, is read over: new bands are available. If anything is wrong, every wrong row is named and
    nothing is taken in.

    \b
    Examples:
      loopband bands import bands.csv --dry-run
      loopband bands import bands.csv --staff lin
    """
    from pos.operations import MAX_NEW_BANDS
    from terminal_ui.commissioning.band_file import read_band_file

    folder = chosen_house(house)
    read = read_band_file(file.read())
    if len(read.rows) > MAX_NEW_BANDS:
        raise click.UsageError(f"A file can have {MAX_NEW_BANDS} bands at most; this one has {len(read.rows)}.")
    with looking(folder) as reading:
        findings = sorted((*read.findings, *_refused(reading, read)), key=lambda finding: finding.row)
    if findings or dry_run:
        _tell_import(read, findings, entry=None, as_json=as_json)
        return

    def make(_: object) -> AddBands:
        from pos.operations import AddBands

        return AddBands(bands=tuple(row.band for row in read.rows))

    outcome, _ = ask(folder, make, station=chosen_station(station), staff=staff)
    if outcome.ok:
        _tell_import(read, [], entry=outcome.entry, as_json=as_json)
        return
    if as_json:
        click.echo(outcome.as_json())
    else:
        click.echo(f"Declined: {outcome.message}", err=True)
    click.get_current_context().exit(DECLINED)


def _refused(reading: Reading, read: BandFile) -> list[RowFinding]:
    """What the house would decline of the rows that could be read."""
    from pos.guests.authenticity import check_number
    from pos.house.new_bands import Intake
    from pos.reports.bands import owner_of, state_of
    from terminal_ui.commissioning.band_file import refused

    policy = reading.house.authenticity

    def check_chip(uid: str) -> None:
        if policy is not None:
            check_number(uid, policy)

    def owner(uid: str) -> str | None:
        found = owner_of(reading, uid)
        return None if found is None else found[0]

    with reading.snapshot():
        return list(refused(read.rows, Intake(lambda number: state_of(reading, number), owner), check_chip))


def _tell_import(read: BandFile, findings: list[RowFinding], *, entry: int | None, as_json: bool) -> None:
    """What came of it, or would; findings end the command with its exit code."""
    from terminal_ui.command_line.bands_words import coming_words, findings_words

    if as_json:
        document: dict[str, Any] = {"ok": not findings, "bands": len(read.rows), "findings": findings, "entry": entry}
        print_json(document)
    elif findings:
        for line in findings_words(findings):
            click.echo(line, err=True)
    else:
        for line in coming_words(read.rows, is_done=entry is not None):
            click.echo(line)
    if findings:
        click.get_current_context().exit(DECLINED)


@bands.command()
@click.option("--in-order", is_flag=True, help="Each tap takes the next number at once, without a key.")
@click.option("--number", metavar="NUMBER", help="The first band's number (left out: the one after the highest).")
@click.option("--zone", type=click.Choice(["men", "women"]), help="The zone of the bands (left out: any).")
@click.option("--count", type=click.IntRange(1, 100_000), metavar="N", help="End after so many bands.")
@takes(recording_option(), station_option(), staff_option(), house_option(), json_option())
def commission(recording: Path | None, station: str | None, house: Path | None, as_json: bool, **wanted: Any) -> None:
    """Put bands into service one after the other, with a reader.

    Hold a band to a reader and type its printed number, or press Enter for the next one. With --in-order, for
    bands that are printed in order, nothing has to be typed. Typed u takes the last one back, q ends. Each band
    that is counted is in the book, on disk: after a break begin again, it goes on with the next number. Without
    a reader, a chip's number can be typed in place of a tap.

    \b
    Examples:
      loopband bands commission --staff lin
      loopband bands commission --in-order --number 221 --zone women --staff lin
    """
    from terminal_ui.command_line.commission import Wanted, run_commission
    from terminal_ui.command_line.drivers import drivers_of

    go = Wanted(station=chosen_station(station), **wanted)
    if not run_commission(chosen_house(house), go, drivers_of(recording), as_json=as_json):
        click.get_current_context().exit(DECLINED)


def _chosen(states: tuple[str, ...]) -> tuple[tuple[str, ...]] | tuple[()]:
    return (tuple(state.replace("-", "_") for state in states),) if states else ()


COMMANDS = (in_section("Bands", bands),)
