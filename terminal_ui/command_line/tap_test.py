"""``loopband readers --test``, ``record`` and ``play``: what readers tell, until somebody has seen enough."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import msgspec

from pos.errors import HouseError
from readers.events import Tap
from terminal_ui.command_line.hearing import Hearing
from terminal_ui.command_line.readers_words import event_words
from terminal_ui.command_line.tap_card import is_good, tap_card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pos.reports.reading import Reading
    from readers.contract import Driver, Examination, ReaderFacts
    from readers.events import Event

NO_HOUSE = "There is no house here: chips are not asked to prove anything, and no band is known."


class AskedHouse(NamedTuple):
    """What a test takes from the house: its closer look at every band, and who a band is, in words."""

    examine: Examination | None = None
    band_words: Callable[[str], str] = lambda _: ""


def asked_house(folder: Path) -> AskedHouse:
    """What can be had of the house in this folder; what is missing is said on stderr."""
    from pos.house.folder import LEDGER_FILE, VENUE_FILE
    from pos.reports.reading import Reading
    from terminal_ui.desk.proofs import examination_of

    if not (folder / VENUE_FILE).exists() or not (folder / LEDGER_FILE).exists():
        click.echo(NO_HOUSE, err=True)
        return AskedHouse()
    reading = Reading.open(folder)
    examine = None
    try:
        examine = examination_of(reading.house, folder)
    except HouseError as missing:
        click.echo(f"Chips are not asked to prove anything: {missing}", err=True)
    return AskedHouse(examine, lambda uid: _band_words(reading, uid))


def tap_test(drivers: Sequence[Driver], house: AskedHouse, *, as_json: bool) -> None:
    """Show what readers tell until Ctrl+C or the end of a recording: cards and words, or one JSON object a line."""
    click.echo("Hold a band to a reader. Ctrl+C ends.", err=True)
    with suppress(KeyboardInterrupt):
        asyncio.run(watch(drivers, house, as_json=as_json))


async def watch(drivers: Sequence[Driver], house: AskedHouse, *, as_json: bool) -> None:
    """Show what these drivers' readers tell, until the end of a recording or until this is cancelled.

    Readers show the guest what they would at a desk: yes, or no to a band that is in doubt.
    """
    async with Hearing(drivers, examine=house.examine) as hearing:
        async for heard in hearing.heard():
            if not isinstance(heard, Tap | msgspec.Struct):
                continue
            if isinstance(heard, Tap) and not heard.repeat:
                hearing.signal(heard.reader, "ok" if is_good(heard) else "refused")
            for line in _shown(heard, hearing.hub.facts(heard.reader), house, as_json=as_json):
                click.echo(line)


def _shown(event: Event, facts: ReaderFacts, house: AskedHouse, *, as_json: bool) -> Iterator[str]:
    if as_json:
        yield msgspec.json.encode(event).decode()
    elif isinstance(event, Tap):
        yield from tap_card(event, facts, house.band_words(event.uid))
    else:
        yield event_words(event)


def _band_words(reading: Reading, uid: str) -> str:
    from pos.reports.bands import owner_of

    owner = owner_of(reading, uid)
    return "no band of the house" if owner is None else f"band {owner[0]}, {owner[1].replace('_', ' ')}"
