"""Bands in CSV files as dealers and spreadsheets make them: read, judged row by row, and written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.errors import Declined
from pos.house.new_bands import Intake
from pos.operations import NewBand
from pos.reports.bands import BandLine
from terminal_ui.commissioning.band_file import BandRow, read_band_file, refused, write_band_file

A = "04A1B2C3D4E580"
B = "04A1B2C3D4E581"


@pytest.mark.parametrize(
    "text",
    [
        f"number,uid,zone\n221,{A},men\n222,{B},\n",
        f"number,uid,zone\r\n221,{A},men\r\n222,{B}\r\n",
        f"\ufeffUID;Number;Zone\n{A};221;Men\n{B};222;\n",
        f'uid\tnumber\tzone\n"{A}"\t221\t男\n\n{B}\t222\t\n',
        f"number,uid,zone,state\n221,{A},men,in_use\n222,{B},,wash",
    ],
    ids=["plain", "windows", "spreadsheet", "tabs", "an export"],
)
def test_a_file_is_read_however_it_was_saved(text: str) -> None:
    """Order and case of columns, what parts the cells, line ends, a mark at the beginning, empty rows."""
    read = read_band_file(text.encode())
    assert read.findings == ()
    assert [row.band for row in read.rows] == [NewBand("221", A, "men"), NewBand("222", B, None)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "bad_head"),
        (b"221,04A1B2C3D4E580\n", "bad_head"),
        (b"number,uid,colour\n221,04A1B2C3D4E580,red\n", "bad_head"),
        (b"number,uid,uid\n", "bad_head"),
        (b"number,uid\n", "no_bands"),
        (b"number,uid\n\n,\n", "no_bands"),
        ("number,uid\n221,四\n".encode("gb18030"), "not_utf8"),
        (b'number,uid\n221,"04A1\n', "not_csv"),
    ],
)
def test_a_file_that_is_none_is_told_in_one_finding(content: bytes, code: str) -> None:
    """What is wrong with the whole file is not said again for each row."""
    read = read_band_file(content)
    assert read.rows == ()
    assert [finding.code for finding in read.findings] == [code]


def test_every_wrong_row_is_named_by_the_number_a_spreadsheet_shows() -> None:
    """The first row is the head, empty ones count; rows that are right are not blamed."""
    text = f"number,uid,zone\n221,{A},garden\n\n222,{B},men\n223,{B},men,,\n"
    read = read_band_file(text.encode())
    assert [(finding.row, finding.code) for finding in read.findings] == [(2, "bad_zone"), (5, "bad_row")]
    assert read.rows == (BandRow(4, NewBand("222", B, "men")),)


def test_what_the_house_would_decline_is_told_for_each_row() -> None:
    """Not only the first: who corrects a file corrects it once."""
    known = {"077": "in_use"}
    rows = [
        BandRow(2, NewBand("77", A)),
        BandRow(3, NewBand("221", "04FF")),
        BandRow(4, NewBand("221", A)),
        BandRow(5, NewBand("221", B)),
        BandRow(6, NewBand("222", A)),
        BandRow(7, NewBand("223", "04CC0000000001")),
        BandRow(8, NewBand("224", "08AABBCC")),
        BandRow(9, NewBand("225", "04AABBCC")),
    ]

    def check_chip(uid: str) -> None:
        if len(uid) != 14:
            raise Declined("foreign_chip", uid=uid, bytes=len(uid) // 2)

    intake = Intake(known.get, {"04CC0000000001": "077"}.get)
    assert [(finding.row, finding.code) for finding in refused(rows, intake, check_chip)] == [
        (2, "band_exists"),
        (3, "bad_uid"),
        (5, "band_exists"),
        (6, "uid_exists"),
        (7, "uid_exists"),
        (8, "random_uid"),
        (9, "foreign_chip"),
    ]


_BANDS = st.builds(
    BandLine,
    number=st.from_regex(r"[A-Z0-9-]{1,7}", fullmatch=True),
    uid=st.binary(min_size=7, max_size=7).map(lambda uid: uid.hex().upper()),
    zone=st.sampled_from(["", "men", "women"]),
    state=st.sampled_from(["available", "wash"]),
    visit=st.just(0),
)


@given(st.lists(_BANDS, min_size=1, max_size=20))
def test_what_is_written_is_read_back(bands: list[BandLine]) -> None:
    """An export of one house can be imported into another."""
    read = read_band_file(write_band_file(bands).encode())
    assert read.findings == ()
    assert [(row.band.number, row.band.uid, row.band.zone or "") for row in read.rows] == [
        (band.number, band.uid, band.zone) for band in bands
    ]


@given(st.binary(max_size=400))
def test_whatever_is_in_a_file_is_an_answer(content: bytes) -> None:
    """A picture, half a file: findings or rows, never an error."""
    read = read_band_file(content)
    assert read.rows or read.findings
