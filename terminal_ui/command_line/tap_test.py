"""``loopband readers --test``: everything this computer's readers tell, until somebody has seen enough."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click
import msgspec

from readers.hub import Hub
from terminal_ui.command_line.drivers import drivers_here
from terminal_ui.command_line.readers_words import event_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readers.contract import Driver


def tap_test(drivers: Iterable[Driver] | None = None, *, as_json: bool) -> None:
    """Print what readers tell until Ctrl+C: words, or one JSON object a line. ``drivers`` left out: this computer's."""
    try:
        asyncio.run(listen(drivers_here() if drivers is None else drivers, as_json=as_json))
    except KeyboardInterrupt:
        # That is how this ends.
        return


async def listen(drivers: Iterable[Driver], *, as_json: bool) -> None:
    """Print what these drivers' readers tell, until this is cancelled."""
    async with Hub(drivers) as hub:
        for words in hub.unavailable.values():
            click.echo(words, err=True)
        click.echo("Hold a band to a reader. Ctrl+C ends the test.", err=True)
        async for event in hub.events():
            click.echo(msgspec.json.encode(event).decode() if as_json else event_words(event))
