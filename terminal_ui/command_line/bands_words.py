"""Bands in words: the list of them, and what a file of them brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.command_line.columns import Column, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pos.reports.bands import Bands
    from terminal_ui.commissioning.band_file import BandRow, RowFinding

_COLUMNS = (Column("Band"), Column("Chip"), Column("Zone"), Column("State"), Column("Visit", right=True))
_FINDINGS = (Column("Row", right=True), Column("What is wrong"))


def bands_words(found: Bands) -> Iterator[str]:
    """The list, and under it how many there are in each state."""
    yield from table(
        _COLUMNS,
        (
            (band.number, band.uid, band.zone or "any", band.state.replace("_", " "), str(band.visit or "-"))
            for band in found.bands
        ),
    )
    yield ""
    counts = ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in found.counts.items() if count)
    yield f"{found.total} bands in all: {counts}." if counts else "The house has no bands yet."


def findings_words(findings: Sequence[RowFinding]) -> Iterator[str]:
    """Why nothing of a file was taken in."""
    yield from table(_FINDINGS, ((str(finding.row), finding.message) for finding in findings))
    rows = "1 row is" if len(findings) == 1 else f"{len(findings)} rows are"
    yield ""
    yield f"Nothing was taken in: {rows} wrong."


def coming_words(rows: Sequence[BandRow], *, is_done: bool) -> Iterator[str]:
    """What was taken in, or would be."""
    zones = [row.band.zone or "any zone" for row in rows]
    parts = ", ".join(f"{zones.count(zone)} for {zone}" for zone in dict.fromkeys(zones))
    first, last = rows[0].band.number, rows[-1].band.number
    verb = "In service" if is_done else "Would be in service"
    yield f"{verb}: bands {first} to {last}, {len(rows)} in all ({parts})."
    if not is_done:
        yield "Nothing was written. Leave out --dry-run to take them in."
