"""Bands in words: the list of them, and what a file of them brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.money import format_plain
from terminal_ui.command_line.columns import Column, table
from terminal_ui.command_line.days import moment_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pos.house.model import House
    from pos.reports.bands import Bands
    from pos.reports.missing_bands import MissingBand, MissingBands
    from terminal_ui.commissioning.band_file import BandRow, RowFinding

_COLUMNS = (Column("Band"), Column("Chip"), Column("Zone"), Column("State"), Column("Visit", right=True))
_MISSING = (
    Column("Band 手牌"),
    Column("Why"),
    Column("Visit", right=True),
    Column("Since"),
    Column("Used last"),
    Column("Where"),
    Column("Due 应付", right=True),
    Column("Held 押金", right=True),
)
_WHY = {"lost": "lost", "not back": "not back", "out": "out on deposit", "nobody": "in use, no bill open"}
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


def missing_words(found: MissingBands, house: House) -> Iterator[str]:
    """Each missing band with why, since when, where it was used last, and what is open for it."""
    if not found.bands:
        yield "No band is missing."
        return
    yield from table(_MISSING, (_missing(one, house) for one in found.bands))


def _missing(one: MissingBand, house: House) -> tuple[str, ...]:
    return (
        one.band,
        _WHY[one.why],
        str(one.visit or "-"),
        moment_words(one.since) if one.since else "-",
        moment_words(one.seen) if one.seen else "-",
        one.station or "-",
        format_plain(one.due, house.currency),
        format_plain(one.held, house.currency),
    )


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
