"""A script of taps: what is read, and what is refused with its line and words."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.errors import BadScript
from readers.mock.script import read_script
from readers.mock.timed import TimedTap

START_US = 1_764_302_400_000_000
GOOD = '{"at": 0.5, "reader": "bar", "uid": "04a1b2c3d4e580"}'


def test_seconds_and_instants_are_read() -> None:
    """Seconds count from the start, instants carry their offset; hold_ms is optional; empty lines are left out."""
    lines = [
        GOOD,
        "",
        '{"at": "2025-11-28T20:14:05.25+08:00", "reader": "gate-in-1", "uid": "11223344", "hold_ms": 900}',
    ]
    assert list(read_script(lines, START_US)) == [
        TimedTap(START_US + 500_000, "bar", "04A1B2C3D4E580"),
        TimedTap(1_764_332_045_250_000, "gate-in-1", "11223344", 900_000),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "truncated"),
        ('{"reader": "bar", "uid": "11223344"}', "at"),
        ('{"at": 1, "uid": "11223344"}', "reader"),
        ('{"at": 1, "reader": "bar", "uid": "11223344", "uuid": "1"}', "uuid"),
        ('{"at": 1, "reader": "bar", "uid": "band"}', "hex"),
        ('{"at": 1, "reader": "bar", "uid": "112233"}', "3 bytes"),
        ('{"at": 1, "reader": "bar", "uid": "112233445566778899AABB"}', "11 bytes"),
        ('{"at": 1, "reader": "", "uid": "11223344"}', "no name"),
        ('{"at": 1, "reader": "bar", "uid": "11223344", "hold_ms": -1}', "negative"),
        ('{"at": -1, "reader": "bar", "uid": "11223344"}', "seconds"),
        ('{"at": 1e99, "reader": "bar", "uid": "11223344"}', "seconds"),
        ('{"at": "2025-11-28T20:14:05", "reader": "bar", "uid": "11223344"}', "offset"),
        ('{"at": "tonight", "reader": "bar", "uid": "11223344"}', "at"),
        ('{"at": 0.4, "reader": "bar", "uid": "11223344"}', "before"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_and_words(line: str, words: str) -> None:
    """The line is named; the taps above it have been read."""
    taps = read_script([GOOD, line], START_US)
    assert next(taps).uid == "04A1B2C3D4E580"
    with pytest.raises(BadScript, match=words) as refused:
        next(taps)
    assert refused.value.line == 2


@given(st.lists(st.tuples(st.integers(0, 10**9), st.binary(min_size=4, max_size=10), st.text(min_size=1))))
def test_what_is_written_is_read(taps: list[tuple[int, bytes, str]]) -> None:
    """For any taps in order: each comes back, exact to the millisecond it was written with."""
    taps.sort()
    lines = [json.dumps({"at": ms / 1000, "reader": reader, "uid": uid.hex()}) for ms, uid, reader in taps]
    read = [(tap.at_us, tap.uid, tap.reader) for tap in read_script(lines, START_US)]
    assert read == [(START_US + ms * 1000, uid.hex().upper(), reader) for ms, uid, reader in taps]


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but BadScript comes out of a line, whatever it holds."""
    with suppress(BadScript):
        list(read_script([text], START_US))
