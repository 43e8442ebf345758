"""The drivers of this computer's readers, for a desk or a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from readers.contract import Driver


def drivers_of(recording: Path | None) -> tuple[Driver, ...]:
    """The readers of a recording, or those of this computer if there is none."""
    if recording is None:
        return drivers_here()
    from readers.record.replay import Replay

    return (Replay(recording),)


def drivers_here(*, but: str = "") -> tuple[Driver, ...]:
    """A driver of every kind that can be loaded, ``but`` one. What cannot be is said on stderr; the others work."""
    from readers.errors import ReaderUnavailable
    from readers.loading import kinds, load

    drivers: list[Driver] = []
    for kind in kinds():
        if kind == but:
            continue
        try:
            drivers.append(load(kind))
        except ReaderUnavailable as missing:
            click.echo(str(missing), err=True)
    return tuple(drivers)
