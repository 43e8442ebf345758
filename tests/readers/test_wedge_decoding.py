"""From the kernel's bytes to a number: keystrokes, what was typed at one go, formats. All pure, so all by property."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from readers.wedge.formats import DIGITS, UID_BYTES_MIN, Format, Unreadable, all_formats, read_format
from readers.wedge.keystrokes import EVENT, Keystroke, Reading
from readers.wedge.typing_out import GAP_US, LENGTH_MAX, LENGTH_MIN, Typed, TypingOut
from tests.readers.support.typing_reader import KEY_US, events_of

NUMBERS = st.binary(min_size=4, max_size=10)
FORMATS = st.sampled_from(all_formats())


def _typed(content: bytes, *, pieces: int = 4096) -> list[Typed]:
    reading, typing = Reading(), TypingOut()
    heard = [
        typing.feed(key) for at in range(0, len(content), pieces) for key in reading.feed(content[at : at + pieces])
    ]
    return [typed for typed in (*heard, typing.end()) if typed is not None]


@given(
    texts=st.lists(st.from_regex(re.compile(r"[0-9A-Z]{4,64}[\n\t]", re.ASCII), fullmatch=True), max_size=5),
    pieces=st.integers(1, 100),
)
def test_what_is_typed_comes_out_however_it_is_cut(texts: list[str], pieces: int) -> None:
    """Every text, in order, also if the kernel's bytes come in pieces that cut an event in two."""
    content = b"".join(events_of(text, at_us=1_000_000 * (number + 1)) for number, text in enumerate(texts))
    assert _typed(content, pieces=pieces) == [Typed(text[:-1]) for text in texts]


@given(content=st.binary(max_size=2000))
def test_bytes_without_meaning_never_stop_it(content: bytes) -> None:
    """Whatever a device says: no exception, and only texts that could be numbers."""
    for typed in _typed(content):
        assert not typed.is_whole or LENGTH_MIN <= len(typed.text) <= LENGTH_MAX


@given(
    events=st.lists(
        st.tuples(
            st.integers(-(2**40), 2**40),
            st.integers(0, 999_999),
            st.sampled_from([0, 1, 4, 17]),
            st.one_of(st.sampled_from([2, 3, 11, 28, 30]), st.integers(0, 0xFFFF)),
            st.integers(-(2**31), 2**31 - 1),
        ),
        max_size=60,
    )
)
def test_events_without_sense_never_stop_it(events: list[tuple[int, int, int, int, int]]) -> None:
    """Clocks that jump, keys that do not exist, types of other devices."""
    for typed in _typed(b"".join(EVENT.pack(*event) for event in events)):
        assert typed.text.isalnum() or not typed.is_whole


@given(text=st.text("0123456789", min_size=4, max_size=12), gap_us=st.integers(GAP_US + 1, 10**9))
def test_what_a_person_types_is_no_number(text: str, gap_us: int) -> None:
    """A person is slower than any reader: what was typed one key at a time is dropped, Enter and all."""
    assert not _typed(events_of(text + "\n", 1_000_000, gap_us))


def test_a_number_after_a_slip_of_a_finger_is_read() -> None:
    """A key that a person pressed before does not get into the number."""
    assert _typed(events_of("7", 0) + events_of("2864434397\n", GAP_US + KEY_US)) == [Typed("2864434397")]


def test_keys_held_let_go_and_signs_are_not_part_of_a_number() -> None:
    """Only going down counts; colons and shift are no part of any number."""
    held = EVENT.pack(0, 10, 1, 2, 2) * 3
    assert _typed(events_of("04:a1:b2:c3", 0) + held + events_of("\n", 20_000)) == [Typed("04A1B2C3")]


def test_keystrokes_the_kernel_had_to_drop_spoil_the_text() -> None:
    """It is said that something was typed, and that it is not whole; the next one is."""
    dropped = EVENT.pack(0, 12_000, 0, 3, 0)
    content = events_of("28644", 0) + dropped + events_of("34397\n", 14_000) + events_of("2864434397\n", 1_000_000)
    assert _typed(content) == [Typed("2864434397"[:10], is_whole=False), Typed("2864434397")]


def test_a_key_has_a_time_and_a_code() -> None:
    """As the kernel wrote them."""
    assert list(Reading().feed(EVENT.pack(3, 7, 1, 30, 1))) == [Keystroke(3_000_007, 30)]


@given(chosen=FORMATS, number=NUMBERS)
def test_every_format_reads_what_it_types(chosen: Format, number: bytes) -> None:
    """The way there and back, for every number it can type."""
    try:
        text = chosen.text(number)
    except Unreadable:
        assume(chosen.base != "hex")
        number = number[: chosen.size].ljust(chosen.size, b"\x01")
        text = chosen.text(number)
    assert chosen.number(text) == number.rjust(UID_BYTES_MIN, b"\0")
    assert chosen.base == "hex" or chosen.is_short or len(text) == DIGITS[chosen.size]


@pytest.mark.parametrize("chosen", all_formats(), ids=lambda chosen: chosen.name)
def test_every_format_has_a_name_that_is_read_again(chosen: Format) -> None:
    """And words for people."""
    assert read_format(chosen.name) == chosen
    assert chosen.words


@given(name=st.one_of(st.text(max_size=20), st.from_regex(r"\A(hex|decimal[0-9]{1,3})(-split|-reversed|-short)*\Z")))
def test_any_other_name_is_refused_with_those_there_are(name: str) -> None:
    """Nothing but a ValueError, and it lists them."""
    assume(name not in {each.name for each in all_formats()})
    with pytest.raises(ValueError, match="decimal10-reversed"):
        read_format(name)


@given(chosen=FORMATS, text=st.one_of(st.text(max_size=30), st.text("0123456789ABCDEF", max_size=25)))
def test_a_text_that_is_no_number_is_refused_and_nothing_else(chosen: Format, text: str) -> None:
    """What a format reads is a number of a chip; all else is Unreadable, with words."""
    with suppress(Unreadable):
        assert UID_BYTES_MIN <= len(chosen.number(text)) <= 10


@pytest.mark.parametrize(
    ("name", "text", "uid"),
    [
        ("decimal10", "2864434397", "AABBCCDD"),
        ("decimal10-reversed", "3721182122", "AABBCCDD"),
        ("decimal10", "0000000255", "000000FF"),
        ("decimal10-short", "255", "000000FF"),
        ("decimal8", "12307677", "00BBCCDD"),
        ("decimal8-split", "18752445", "00BBCCDD"),
        ("hex", "04a1b2c3d4e580", "04A1B2C3D4E580"),
        ("hex-reversed", "80E5D4C3B2A104", "04A1B2C3D4E580"),
        ("decimal17", "01303689068602752", "04A1B2C3D4E580"),
    ],
)
def test_numbers_as_readers_type_them(name: str, text: str, uid: str) -> None:
    """Worked by hand: the formats that are sold."""
    assert read_format(name).number(text).hex().upper() == uid


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("decimal10", "286443439", "9 digits, not 10"),
        ("decimal10", "4294967296", "too large"),
        ("decimal10", "28644343A7", "more than digits"),
        ("decimal8-split", "25699999", "too large"),
        ("hex", "04A1B2C3D4E58", "whole bytes"),
        ("hex", "04A1B2", "6 characters, not 8 to 20"),
    ],
)
def test_what_a_format_cannot_have_typed(name: str, text: str, words: str) -> None:
    """A digit too few is a fault of the reader, never another band."""
    with pytest.raises(Unreadable, match=words):
        read_format(name).number(text)
