"""Commands that look and change nothing: ``bill``, ``board``, ``inside``, ``takings`` and more."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pos.errors import Declined
from terminal_ui.command_line.asking import DECLINED, print_json, training_fact, training_mark
from terminal_ui.command_line.bill_words import bill_words
from terminal_ui.command_line.board_words import board_words
from terminal_ui.command_line.days import Day
from terminal_ui.command_line.looking import looking
from terminal_ui.command_line.options import chosen_house, house_option, json_option, takes
from terminal_ui.command_line.sections import in_section
from terminal_ui.command_line.takings_words import takings_words
from terminal_ui.command_line.why_commands import explained_json, explained_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.house.model import House


@click.command()
@click.argument("band", metavar="BAND")
@click.option("--why", "with_why", is_flag=True, help="And why each line costs what it costs.")
@takes(house_option(), json_option())
def bill(band: str, with_why: bool, house: Path | None, as_json: bool) -> None:
    """Show the bill of a band.

    Every line, what was paid, what is due. BAND is the printed number or the chip's number. A band that was handed
    back shows its last bill.

    \b
    Example:
      loopband bill 077
    """
    from pos.reports.bill import bill_of
    from pos.reports.why import explanations_of

    try:
        with looking(chosen_house(house)) as reading, reading.snapshot():
            found, known = bill_of(reading, band), reading.house
            explanations = explanations_of(reading, band) if with_why else ()
    except Declined as declined:
        if not as_json:
            raise
        print_json({"ok": False, "error": declined.code, "message": str(declined)})
        click.get_current_context().exit(DECLINED)
    document, words = found.as_dict(), bill_words(found, known)
    if with_why:
        document["why"] = [explained_json(one, known) for one in explanations]
        words = chain(words, [""], explained_words(explanations, known))
    _tell(known, document, words, as_json=as_json)


@click.command()
@takes(house_option(), json_option())
def board(house: Path | None, as_json: bool) -> None:
    """Show who is in the house.

    Lockers, guests with what they owe, rooms in use.

    \b
    Example:
      loopband board
    """
    from pos.reports.board import board_of

    with looking(chosen_house(house)) as reading:
        found, known = board_of(reading), reading.house
    _tell(known, found.as_dict(), board_words(found, known), as_json=as_json)


@click.command()
@click.option(
    "--day", type=Day(), metavar="DAY", help="A business day, like 2026-03-07 (left out: the one that is open)."
)
@click.option("--from", "first", type=Day(), metavar="DAY", help="The first of several business days.")
@click.option("--to", "last", type=Day(), metavar="DAY", help="The last of them.")
@takes(house_option(), json_option())
def takings(day: int | None, first: int | None, last: int | None, house: Path | None, as_json: bool) -> None:
    """Show what was sold and how it was paid.

    Of one business day, or of several together.

    \b
    Examples:
      loopband takings
      loopband takings --from 2026-03-01 --to 2026-03-31
    """
    from pos.reports.takings import takings_of

    if day is not None and (first is not None or last is not None):
        raise click.UsageError("Say either --day, or --from and --to.")
    if first is not None and last is not None and first > last:
        raise click.UsageError("--from lies after --to.")
    with looking(chosen_house(house)) as reading:
        found, known = takings_of(reading, day or first, day or last), reading.house
    _tell(known, found.as_dict(), takings_words(found, known), as_json=as_json)


@click.command()
@takes(house_option(), json_option())
def accounts(house: Path | None, as_json: bool) -> None:
    """Show who owes the house what, and for how long.

    Companies that pay later, and guests who left without paying.

    \b
    Example:
      loopband accounts
    """
    from pos.reports.accounts import accounts_of
    from terminal_ui.command_line.accounts_words import accounts_words

    with looking(chosen_house(house)) as reading:
        found, known = accounts_of(reading), reading.house
    _tell(known, found.as_dict(), accounts_words(found, known), as_json=as_json)


@click.command()
@takes(house_option(), json_option())
def deposits(house: Path | None, as_json: bool) -> None:
    """Show the deposits that the house holds.

    For whom, by which tender they came, and what they add up to.

    \b
    Example:
      loopband deposits
    """
    from pos.reports.accounts import deposits_of
    from terminal_ui.command_line.accounts_words import deposits_words

    with looking(chosen_house(house)) as reading:
        found, known = deposits_of(reading), reading.house
    _tell(known, found.as_dict(), deposits_words(found, known), as_json=as_json)


@click.command()
@takes(house_option(), json_option())
def inside(house: Path | None, as_json: bool) -> None:
    """Show who is inside, by zone and locker, to be read out.

    Guests who have not passed the gate yet, where their rooms are, and who is signed in to work. In an emergency
    "loopband emergency" shows it too, and stops all clocks.

    \b
    Example:
      loopband inside
    """
    from pos.clock import SystemClock
    from pos.guests.inside import inside_of
    from terminal_ui.command_line.inside_words import inside_words

    with looking(chosen_house(house)) as reading:
        found, known = inside_of(reading.books(), SystemClock().now_us()).as_dict(), reading.house
    _tell(known, found, inside_words(found, known), as_json=as_json)


@click.command()
@takes(house_option(), json_option())
def stock(house: Path | None, as_json: bool) -> None:
    """Show what is on hand of everything that is counted.

    What came in, was sold and is gone since it was counted last, what it has cost, and what is sold out.

    \b
    Example:
      loopband stock
    """
    from pos.reports.stock import stock_of
    from terminal_ui.command_line.stock_words import stock_words

    with looking(chosen_house(house)) as reading:
        found, known = stock_of(reading), reading.house
    _tell(known, found.as_dict(), stock_words(found, known), as_json=as_json)


@click.command()
@takes(house_option(), json_option())
def hanging(house: Path | None, as_json: bool) -> None:
    """Show what was handed to somebody and has no end yet.

    Tickets of kitchen and bar, payments and vouchers whose answer is not known, and what arrived and is on no bill.

    \b
    Example:
      loopband hanging
    """
    from pos.reports.hanging import hanging_of

    with looking(chosen_house(house)) as reading:
        found, known = hanging_of(reading), reading.house
    words = [f"{one['words']}." for one in found.hanging]
    _tell(known, found.as_dict(), words or ["Nothing hangs."], as_json=as_json)


def _tell(house: House, document: dict[str, object], words: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        print_json(document | training_fact(house))
        return
    for line in training_mark(house, words):
        click.echo(line)


COMMANDS = tuple(
    in_section("Look", command) for command in (bill, board, inside, takings, accounts, deposits, stock, hanging)
)
