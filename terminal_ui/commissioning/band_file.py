"""Bands as a CSV file, as dealers send them and spreadsheets save them.

::

    number,uid,zone
    221,04A1B2C3D4E580,men
    222,04:A1:B2:C3:D4:E5:81,

The first row names the columns, in any order; ``zone`` may be left out. Cells are parted by commas, semicolons or tabs.
A column ``state``, as an export has it, is read over: new bands are available.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from pos.errors import Declined
from pos.house.new_bands import Intake
from pos.operations import NewBand, Zone
from pos.reports.bands import BandLine

COLUMNS = ("number", "uid", "zone", "state")
_NEEDED = frozenset({"number", "uid"})
_PARTED_BY = (",", ";", "\t")
_ZONES: dict[str, Zone | None] = {"": None, "men": "men", "women": "women", "男": "men", "女": "women"}


class RowFinding(Struct, frozen=True):
    """What is wrong with a row; rows count from 1, as a spreadsheet does."""

    row: int
    code: str
    message: str


class BandRow(NamedTuple):
    """A row that could be read."""

    row: int
    band: NewBand


class BandFile(NamedTuple):
    """A whole file: rows that could be read, and what is wrong with the others."""

    rows: tuple[BandRow, ...]
    findings: tuple[RowFinding, ...]


def read_band_file(content: bytes) -> BandFile:
    """The rows of a file. Never raises: what cannot be read is a finding."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeError:
        return _useless("not_utf8", "The file is not UTF-8. Save it again as CSV in UTF-8.")
    parted_by = max(_PARTED_BY, key=text.partition("\n")[0].count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=parted_by, strict=True)
    try:
        cells = [[cell.strip() for cell in row] for row in table]
    except csv.Error as broken:
        return _useless("not_csv", f"This is no CSV ({broken}).", row=table.line_num)
    heads = [cell.lower() for cell in cells[0]] if cells else []
    if not set(heads) >= _NEEDED or not set(heads) <= set(COLUMNS) or len(set(heads)) < len(heads):
        named = ", ".join(heads)[:60] or "nothing"
        words = f"The first row must name the columns number and uid, and zone if there is one; it says: {named}."
        return _useless("bad_head", words)
    if not any(map(any, cells[1:])):
        return _useless("no_bands", "There is no band in this file.")
    return _read_rows(heads, cells[1:])


def refused(rows: Iterable[BandRow], intake: Intake, check_chip: Callable[[str], None]) -> Iterator[RowFinding]:
    """What the house would say no to, row by row. ``check_chip`` raises Declined for chips that it does not take."""
    for row, band in rows:
        try:
            taken = intake.take(band)
            check_chip(taken.uid)
        except Declined as declined:
            yield RowFinding(row, declined.code, str(declined))


def write_band_file(bands: Iterable[BandLine]) -> str:
    """A file that :func:`read_band_file` reads."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((band.number, band.uid, band.zone, band.state) for band in bands)
    return file.getvalue()


def _useless(code: str, message: str, row: int = 1) -> BandFile:
    return BandFile((), (RowFinding(row, code, message),))


def _read_rows(heads: Sequence[str], cells: Iterable[Sequence[str]]) -> BandFile:
    rows: list[BandRow] = []
    findings: list[RowFinding] = []
    for row, values in enumerate(cells, start=2):
        if not any(values):
            continue
        if len(values) > len(heads):
            findings.append(RowFinding(row, "bad_row", f"It has {len(values)} cells, more than the first row."))
            continue
        named = dict.fromkeys(heads, "") | dict(zip(heads, values, strict=False))
        zone = named.get("zone", "").lower()
        if zone not in _ZONES:
            findings.append(RowFinding(row, "bad_zone", f"There is no zone {zone[:20]}. It is men, women or empty."))
            continue
        rows.append(BandRow(row, NewBand(named["number"], named["uid"], _ZONES[zone])))
    return BandFile(tuple(rows), tuple(findings))
