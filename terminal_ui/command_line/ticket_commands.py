"""``loopband tickets``: what kitchen and bar have to make, and a roll of paper on the screen."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from terminal_ui.command_line.asking import print_json, training_fact, training_mark
from terminal_ui.command_line.looking import looking
from terminal_ui.command_line.options import chosen_house, house_option, json_option, takes
from terminal_ui.command_line.sections import in_section
from terminal_ui.command_line.ticket_words import paper_words, ticket_list_words

if TYPE_CHECKING:
    from pos.reports.reading import Reading
    from pos.reports.tickets import Ticket

EVERY_S = 0.25
"""How often a roll of paper looks whether somebody wrote."""


@click.command()
@click.option("--post", default="", metavar="NAME", help="Only those for this post, like kitchen (left out: all).")
@click.option("--all", "ended", is_flag=True, help="Those that were served or cancelled, too.")
@click.option("--follow", is_flag=True, help="Tell each ticket as paper would, and wait for the next one. Ctrl+C ends.")
@click.option("--after", type=int, metavar="ENTRY", help="With --follow: begin with what came after this entry.")
@takes(house_option(), json_option())
def tickets(post: str, *, ended: bool, follow: bool, after: int | None, house: Path | None, as_json: bool) -> None:
    """Show what kitchen and bar have to make.

    No printer is driven yet: with --follow the papers come as text, a line of JSON each with --json.

    \b
    Examples:
      loopband tickets --post kitchen
      loopband tickets --follow
    """
    from pos.reports.tickets import tickets_of

    if after is not None and not follow:
        raise click.UsageError("--after goes with --follow.")
    with looking(chosen_house(house)) as reading:
        _check_post(reading, post)
        if follow:
            _follow(reading, post, after, as_json=as_json)
            return
        found = tickets_of(reading, post, ended=ended)
        if as_json:
            print_json({"tickets": [one.as_dict() for one in found]} | training_fact(reading.house))
            return
        for line in training_mark(reading.house, ticket_list_words(found, reading.house)):
            click.echo(line)


def _check_post(reading: Reading, post: str) -> None:
    known = reading.house.tickets
    if post and post not in known:
        raise click.UsageError(f"Nobody called {post} is sent tickets here. Known are: {', '.join(known) or 'none'}.")


def _follow(reading: Reading, post: str, after: int | None, *, as_json: bool) -> None:
    """Until somebody stops it. Who begins without an entry begins with now."""
    from pos.reports.tickets import printed_after

    seq = printed_after(reading, 2**62)[1] if after is None else after
    while True:
        found, seq = printed_after(reading, seq)
        for one in found:
            if post in {"", one.post}:
                _print(reading, one, as_json=as_json)
        while not reading.moved():
            time.sleep(EVERY_S)


def _print(reading: Reading, one: Ticket, *, as_json: bool) -> None:
    if as_json:
        print_json(one.as_dict() | training_fact(reading.house))
        return
    for line in training_mark(reading.house, paper_words(one, reading.house)):
        click.echo(line)


COMMANDS = (in_section("Kitchen and bar", tickets),)
