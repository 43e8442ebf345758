"""``loopband bands commission``: the work of :mod:`terminal_ui.commissioning.going` at a terminal."""

from __future__ import annotations

import asyncio
import sys
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import click
import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pos.errors import Declined
from pos.house.new_bands import read_number, read_uid
from pos.operations import Zone
from pos.reports.bands import bands_of, owner_of, state_of
from pos.reports.reading import Reading
from pos.venue import Venue
from readers.events import Failed, ReaderDown, ReaderUp, Tap, tap_of
from terminal_ui.command_line.asking import first_desk
from terminal_ui.command_line.hearing import Hearing, KeyboardTyped
from terminal_ui.command_line.readers_words import event_words
from terminal_ui.commissioning.going import HELP, Commissioning, Said
from terminal_ui.commissioning.numbering import Numbering, after_all
from terminal_ui.desk.proofs import examination_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pos.operations import AnyOperation
    from pos.outcomes import Outcome
    from readers.contract import Driver
    from readers.events import Event

TYPED = "typed"
"""The reader of a chip's number that was typed."""


class Wanted(Struct, frozen=True):
    """How a go is to be: where and by whom, from which number, for which zone, how many at most."""

    in_order: bool = False
    number: str | None = None
    zone: Zone | None = None
    count: int | None = None
    station: str | None = None
    staff: str | None = None


def run_commission(folder: Path, wanted: Wanted, drivers: Sequence[Driver], *, as_json: bool) -> bool:
    """Commission until the end of what is typed, Ctrl+C or the last band; whether it could go on until then.

    Raises HouseError, LedgerError, and Declined if the number cannot be one.
    """
    wanted = replace(wanted, number=read_number(wanted.number) if wanted.number else None)
    with closing(Venue.open(folder)) as venue, closing(Reading.open(folder)) as reading:
        go = _Go(venue, reading, wanted, as_json=as_json)
        with suppress(KeyboardInterrupt):
            asyncio.run(go.run(drivers))
        go.end()
    return not go.is_hopeless


class _Go:
    """One go at a terminal."""

    def __init__(self, venue: Venue, reading: Reading, wanted: Wanted, *, as_json: bool) -> None:
        self.is_hopeless = False
        self._venue = venue
        self._reading = reading
        self._wanted = wanted
        self._as_json = as_json
        self._count = 0
        self._asks = False
        first = wanted.number or after_all(band.number for band in bands_of(reading).bands)
        self._numbering = Numbering(first, lambda number: state_of(reading, number) is not None)
        self._work = Commissioning(
            self._ask,
            self,
            self._numbering,
            in_order=wanted.in_order,
            zone=wanted.zone,
            proofs=venue.house.authenticity is not None,
        )

    def owner_of(self, uid: str) -> tuple[str, str] | None:
        """Number and state of the band with this chip, or None."""
        return owner_of(self._reading, uid)

    async def run(self, drivers: Sequence[Driver]) -> None:
        """Until it is over."""
        examine = examination_of(self._venue.house, self._venue.folder)
        async with Hearing(drivers, examine=examine, lines=sys.stdin) as hearing:
            click.echo(f"In the book: {bands_of(self._reading).total} bands. {HELP}", err=True)
            self._prompt()
            async for heard in hearing.heard():
                reader, said = await self._hear(heard)
                if said is None:
                    continue
                self._asks = self._asks and not isinstance(heard, str)
                self._tell(said, hearing, reader)
                if said.over or (self._wanted.count is not None and self._count >= self._wanted.count):
                    return
                self._prompt()

    def end(self) -> None:
        """Say how far it came."""
        self._leave_prompt()
        following = self._numbering.next
        goes_on = f" The next one is {following}." if following else ""
        total = bands_of(self._reading).total
        click.echo(f"In this go: {self._count}. In the book: {total}.{goes_on}", err=True)

    async def _ask(self, operation: AnyOperation) -> Outcome:
        station = self._wanted.station or first_desk(self._venue.house)
        return await self._venue.ask(replace(operation, station=station, staff=self._wanted.staff or ""))

    async def _hear(self, heard: Event | str | KeyboardTyped) -> tuple[str, Said | None]:
        """The reader it came from, and what came of it; None if nothing did."""
        if isinstance(heard, str):
            chip = _chip_of(heard)
            return TYPED, await (self._work.typed(heard) if chip is None else self._work.tapped(chip))
        if isinstance(heard, Tap):
            return heard.reader, None if heard.repeat else await self._work.tapped(heard)
        if isinstance(heard, Failed | ReaderUp | ReaderDown):
            return heard.reader, Said(event_words(heard), good=False if isinstance(heard, Failed) else None)
        return "", None

    def _tell(self, said: Said, hearing: Hearing, reader: str) -> None:
        if said.done is not None or said.undone is not None:
            self._count = said.count
        self.is_hopeless = said.over == "hopeless"
        self._leave_prompt()
        if said.good is not None:
            hearing.signal(reader, "ok" if said.good else "refused")
            if sys.stderr.isatty():
                click.echo("\a" if said.good else "\a\a", nl=False, err=True)
        is_result = said.done is not None or said.undone is not None
        if self._as_json and (is_result or said.error):
            click.echo(msgspec.json.encode(_document(said)))
        elif said.words:
            click.echo(said.words, err=not is_result)

    def _prompt(self) -> None:
        if sys.stderr.isatty():
            click.echo(self._work.prompt, nl=False, err=True)
            self._asks = True

    def _leave_prompt(self) -> None:
        """What is told now begins on a line of its own, also after a tap, which ends no line."""
        if self._asks:
            click.echo(err=True)
            self._asks = False


def _chip_of(text: str) -> Tap | None:
    """A chip's number that was typed in place of a tap."""
    try:
        return tap_of(TYPED, bytes.fromhex(read_uid(text.strip())), "typed number")
    except Declined:
        return None


def _document(said: Said) -> dict[str, object]:
    if said.done is not None:
        return {"done": said.done, "entry": said.entry, "count": said.count}
    if said.undone is not None:
        return {"undone": said.undone, "entry": said.entry, "count": said.count}
    return {"error": said.error, "message": said.words, "count": said.count}
