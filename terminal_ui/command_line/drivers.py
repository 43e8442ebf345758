"""The drivers of this computer's readers, for a desk or a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from readers.contract import Driver


def drivers_here() -> tuple[Driver, ...]:
    """A driver of every kind that can be loaded. What cannot be is said on stderr; the others work all the same."""
    from readers.errors import ReaderUnavailable
    from readers.loading import kinds, load

    drivers: list[Driver] = []
    for kind in kinds():
        try:
            drivers.append(load(kind))
        except ReaderUnavailable as missing:
            click.echo(str(missing), err=True)
    return tuple(drivers)
