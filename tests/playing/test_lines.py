"""A script's lines come out one by one, however they are broken."""

from __future__ import annotations

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from terminal_ui.playing.lines import ScriptLine, lines_of


def read(text: bytes, longest: int = 100) -> list[ScriptLine]:
    """All lines of a text."""
    return list(lines_of(BytesIO(text), longest=longest))


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    """Blank lines count and are passed over."""
    assert read(b"a\n\n  \n b \r\nc") == [ScriptLine(1, b"a"), ScriptLine(4, b"b"), ScriptLine(5, b"c")]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    """What some editors put in front does no harm."""
    assert read(b"\xef\xbb\xbfa\nb") == [ScriptLine(1, b"a"), ScriptLine(2, b"b")]


def test_a_line_longer_than_allowed_is_passed_over_and_the_next_one_read() -> None:
    """However long it is, only its beginning is held."""
    lines = read(b"a\n" + b"x" * 10_000 + b"\nb\n", longest=100)
    assert [(line.number, line.too_long) for line in lines] == [(1, False), (2, True), (3, False)]
    assert len(lines[1].text) <= 101


def test_a_line_of_just_the_allowed_length_is_read() -> None:
    """The bound is for the line without its end."""
    assert read(b"x" * 100 + b"\nb", longest=100) == [ScriptLine(1, b"x" * 100), ScriptLine(2, b"b")]


@given(st.lists(st.binary(max_size=300).filter(lambda text: b"\n" not in text)))
def test_no_text_loses_or_gains_a_line(texts: list[bytes]) -> None:
    """Every line that is not blank comes out once, under its number."""
    numbers = [line.number for line in read(b"".join(text + b"\n" for text in texts), longest=100)]
    bom = b"\xef\xbb\xbf"
    stripped = [text.removeprefix(bom) if number == 1 else text for number, text in enumerate(texts, start=1)]
    expected = [number for number, text in enumerate(stripped, start=1) if text.strip() or len(text) > 100]
    assert numbers == expected
