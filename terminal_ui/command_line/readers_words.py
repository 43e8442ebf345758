"""Readers in words: the list of them, and what they tell while they are tried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.events import Failed, Gone, ReaderUp, Tap
from terminal_ui.command_line.columns import Column, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readers.events import Event
    from readers.listing import ReaderInfo

_COLUMNS = (Column("Reader"), Column("Driver"), Column("State"))


def readers_words(found: Sequence[ReaderInfo]) -> Iterator[str]:
    """The list; under it what is missing, and what to do about it."""
    yield from table(_COLUMNS, ((info.name or "-", info.driver, info.state) for info in found))
    for info in found:
        if info.detail:
            yield ""
            yield f"{info.name or info.driver}: {info.detail}"


def event_words(event: Event) -> str:
    """One thing a reader told."""
    if isinstance(event, Tap):
        warning = ", which shows another number each time: no band" if event.random_uid else ""
        return f"{event.reader}: chip {event.uid}{warning}"
    if isinstance(event, Gone):
        return f"{event.reader}: taken away"
    if isinstance(event, Failed):
        return f"{event.reader}: not read. {event.detail}"
    if isinstance(event, ReaderUp):
        return f"{event.reader}: ready"
    return f"{event.reader}: gone. {event.detail}"
