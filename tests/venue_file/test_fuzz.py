"""Whatever stands in a venue file, it is a house or it is refused in words; never a traceback."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.errors import HouseError
from pos.house.demo_house import demo_text
from pos.house.model import House
from pos.house.starting_house import starting_text
from pos.house.venue_file.findings import VenueFileError
from pos.house.venue_file.reading import read_house

GOOD = starting_text("house-of-tests")
LINES = demo_text("cny").splitlines() + GOOD.splitlines()
KEYS = sorted({line.split("=")[0].strip() for line in LINES if "=" in line and not line.startswith("#")})
VALUES = st.recursive(
    st.one_of(
        st.integers(-(10**30), 10**30).map(str),
        st.floats().map(str),
        st.sampled_from(["true", "false", "2026-02-28", "07:30:00", "2026-01-01T00:00:00Z", "0x1f", "1e400"]),
        st.sampled_from(
            ['"08:00"', '"24:00"', '"Fri 17:00"', '"001..120"', '"37.50"', '"men"', '"bar"', '"T01"', '""']
        ),
        st.text(string.printable.replace('"', "").replace("\\", "").replace("\n", ""), max_size=20).map(
            lambda text: '"' + text.strip("\r\x0b\x0c\t") + '"'
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda values: "[" + ", ".join(values) + "]"),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=3).map(
            lambda table: "{ " + ", ".join(f"{key} = {value}" for key, value in table.items()) + " }"
        ),
    ),
    max_leaves=6,
)
HEADERS = sorted({line for line in LINES if line.startswith("[")} | {"[nothing]", "[[items]]", "[items.water]"})
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def read_or_refused(text: str) -> House | HouseError:
    """What comes of a file. Any other error fails the test."""
    refused: HouseError
    try:
        house = read_house(text)
    except HouseError as error:
        refused = error
    else:
        assert house.text == text
        return house
    assert len(str(refused)) < 20_000
    if isinstance(refused, VenueFileError):
        assert refused.findings
        lines = text.count("\n") + 1
        assert all(finding.message for finding in refused.findings)
        assert all(finding.line is None or 1 <= finding.line <= lines for finding in refused.findings)
    return refused


@given(st.text(max_size=300))
@SLOW
def test_any_text_is_refused(text: str) -> None:
    """Nothing anybody types at random is a house."""
    assert isinstance(read_or_refused(text), HouseError)


@given(st.data())
@SLOW
def test_lines_changed_left_out_and_put_elsewhere(data: st.DataObject) -> None:
    """What happens to files that are edited in a hurry."""
    lines = list(data.draw(st.sampled_from([GOOD, demo_text("twd")])).splitlines())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        what = data.draw(st.sampled_from(["drop", "double", "cut", "swap", "value"]))
        if what == "drop":
            del lines[at]
        elif what == "double":
            lines.insert(at, lines[at])
        elif what == "cut":
            lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
        elif what == "swap":
            other = data.draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            key = lines[at].split("=")[0].strip() or "name"
            lines[at] = f"{key} = {data.draw(VALUES)}"
    read_or_refused("\n".join(lines))


@given(st.lists(st.tuples(st.sampled_from(HEADERS), st.lists(st.tuples(st.sampled_from(KEYS), VALUES), max_size=4))))
@SLOW
def test_tables_with_the_right_keys_and_any_values(tables: list[tuple[str, list[tuple[str, str]]]]) -> None:
    """Every form is given values that are not its own."""
    text = "\n".join("\n".join([header, *(f"{key} = {value}" for key, value in pairs)]) for header, pairs in tables)
    assert isinstance(read_or_refused(text), HouseError)


@given(st.sampled_from(KEYS), VALUES, st.integers(0, 10**6))
@SLOW
def test_one_value_replaced_inside_its_line(key: str, value: str, which: int) -> None:
    """The value of one key in the middle of a good file is another; the file is read or the key is told."""
    lines = demo_text("cny").splitlines()
    at = [number for number, line in enumerate(lines) if line.startswith(f"{key} = ") or f", {key} = " in line]
    if not at:
        return
    number = at[which % len(at)]
    before, _, after = lines[number].partition(f"{key} = ")
    rest = after[after.find(",") :] if "," in after and before else ""
    lines[number] = f"{before}{key} = {value}{rest}" + ("" if rest or not before else " }")
    read_or_refused("\n".join(lines))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[items]\n" + "\n".join(f"a{n} = {{}}" for n in range(10_000)), id="10,000 items"),
        pytest.param("[house]\n" + "\n".join(f"a{n} = 1" for n in range(20_000)), id="20,000 unknown keys"),
        pytest.param('[bands]\nmen = "' + "1..9999," * 100_000 + '1"', id="a billion bands"),
        pytest.param("[stations]\n" + "\n".join(f'"a{n}-1..9999" = {{}}' for n in range(30_000)), id="stations"),
        pytest.param(f'[stations]\n"{"1" * 900_000}" = {{}}', id="a name of digits"),
        pytest.param("[house]\nchannels = [" + '"a",' * 200_000 + "]", id="200,000 channels"),
        pytest.param(f'[house]\ntimezone = "{"Asia/" * 100_000}"', id="a long time zone"),
        pytest.param("a" + " " * 900_000 + "b", id="spaces"),
        pytest.param("[" * 900_000, id="brackets"),
    ],
)
def test_a_monster_is_refused_in_time(text: str) -> None:
    """Nobody's file makes the program hang: a megabyte is refused within seconds."""
    begun = time.monotonic()
    assert isinstance(read_or_refused(text), HouseError)
    assert time.monotonic() - begun < 30
