"""Asking the venue for one operation from the command line, and handing on its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from terminal_ui.command_line.told import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pos.house.model import House
    from pos.operations import AnyOperation
    from pos.outcomes import Outcome

DECLINED = 1
"""Exit code of what was declined or does not verify."""

TRAINING_MARK = "*** TRAINING 培训 *** Nothing here is real."
"""The first line of every document of a training house."""


def first_desk(house: House) -> str:
    """The station that is meant if none is named."""
    return next((station.name for station in house.stations.values() if station.kind == "desk"), "")


def ask(
    folder: Path, make: Callable[[House], AnyOperation], *, station: str | None, staff: str | None
) -> tuple[Outcome, House]:
    """Open the house, make the operation for it, complete who and where, and have it done.

    What the operation itself says about station and staff holds. Raises HouseError, LedgerError.
    """
    from pos.clock import SystemClock
    from pos.ids import new_id
    from pos.venue import Venue

    venue = Venue.open(folder)
    try:
        operation = make(venue.house)
        complete = msgspec.structs.replace(
            operation,
            id=operation.id or new_id(SystemClock().now_us()),
            station=operation.station or station or first_desk(venue.house),
            staff=operation.staff or staff or "",
        )
        return venue.perform(complete), venue.house
    finally:
        venue.close()


def answer(outcome: Outcome, house: House, kind: str, *, as_json: bool) -> None:
    """Print what came of it. A decline ends the command with its exit code."""
    if as_json:
        click.echo(outcome.as_json())
    elif outcome.ok:
        for line in training_mark(house, told(kind, outcome, house)):
            click.echo(line)
    else:
        click.echo(f"Declined: {outcome.message}", err=True)
    if not outcome.ok:
        click.get_current_context().exit(DECLINED)


def training_mark(house: House, words: Iterable[str]) -> Iterator[str]:
    """Words of a document; where people practise they begin with the mark of that (R76)."""
    if house.training:
        yield TRAINING_MARK
    yield from words


def training_fact(house: House) -> dict[str, object]:
    """What a JSON document says beside its own where people practise (R76)."""
    return {"training": True} if house.training else {}


def print_json(document: Any) -> None:
    """One JSON document on one line, Chinese left readable."""
    click.echo(msgspec.json.encode(document))
