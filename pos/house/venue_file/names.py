"""Tables whose keys are names: of outlets, items, people, or ranges of stations."""

from __future__ import annotations

from collections.abc import Iterator

from pos.house.venue_file.forms import NAME, spread
from pos.house.venue_file.section import Section


def named_tables(section: Section) -> Iterator[tuple[str, Section]]:
    """Every entry with its name; names that are none, and keys nobody read, become findings."""
    for name, entry in section.tables():
        try:
            NAME.parse(name)
        except ValueError as error:
            section.problem(name, str(error))
        yield name, entry
        entry.finish()


def ranged_tables(section: Section) -> Iterator[tuple[tuple[str, ...], Section]]:
    """Every entry with the names its key stands for: ``"room-r1..8" = { … }`` are eight rooms."""
    for written, entry in section.tables():
        names = _spread_names(section, written)
        yield names, entry
        entry.finish()


def _spread_names(section: Section, written: str) -> tuple[str, ...]:
    try:
        return tuple(NAME.parse(name) for name in spread(written))
    except ValueError as error:
        section.problem(written, str(error))
        return ()
