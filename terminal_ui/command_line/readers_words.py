"""Readers in words: the list of them, and what they tell while they are tried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.events import Failed, Gone, ReaderUp, Tap
from terminal_ui.command_line.columns import Column, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readers.contract import ReaderFacts
    from readers.events import Event
    from readers.listing import ReaderInfo

_COLUMNS = tuple(map(Column, ("Reader", "Driver", "State", "Proofs", "Shows", "Firmware")))


def readers_words(found: Sequence[ReaderInfo]) -> Iterator[str]:
    """The list; under it what is missing, and what to do about it."""
    yield from table(_COLUMNS, (_row(info) for info in found))
    for info in found:
        if info.detail:
            yield ""
            yield f"{info.name or info.driver}: {info.detail}"


def _row(info: ReaderInfo) -> tuple[str, ...]:
    if not info.name:
        return ("-", info.driver, info.state, "", "", "")
    facts = info.facts
    return (info.name, info.driver, info.state, proofs_words(facts), shows_words(facts) or "nothing", facts.firmware)


def proofs_words(facts: ReaderFacts) -> str:
    """Which chips can prove something at this reader, as in hardware.md."""
    if facts.frames:
        return "all" if facts.apdus else "frames"
    return "apdus" if facts.apdus else "none"


def shows_words(facts: ReaderFacts) -> str:
    """What the guest can see and hear at this reader; empty if nothing."""
    return ", ".join(word for word, can in (("light", facts.lights), ("sound", facts.sound)) if can)


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
