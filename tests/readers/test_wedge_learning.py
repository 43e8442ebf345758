"""Finding out by a few taps how a reader types."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from readers.wedge.formats import Format, all_formats, read_format
from readers.wedge.learning import Learning, Verdict


def _learnt(*taps: tuple[str, str]) -> Verdict:
    learning = Learning()
    for text, uid in taps:
        learning.feed(text, uid)
    return learning.verdict


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2864434397", "decimal10"),
        ("3721182122", "decimal10-reversed"),
        ("AABBCCDD", "hex"),
        ("ddccbbaa", "hex-reversed"),
    ],
)
def test_one_tap_tells_the_byte_order_apart(text: str, name: str) -> None:
    """A band whose number is known by another reader: one tap finds the format, a second one makes sure."""
    once = _learnt((text, "AABBCCDD"))
    assert once.format == read_format(name)
    assert (once.is_sure, once.words[-28:]) == (False, "Tap another band to be sure.")
    other = read_format(name).text(bytes.fromhex("04112233"))
    assert _learnt((text, "AABBCCDD"), (other, "04112233")).is_sure


def test_a_number_that_reads_the_same_from_both_ends_decides_nothing() -> None:
    """It says what to tap next, and that tap decides."""
    learning = Learning()
    doubt = learning.feed("AABBBBAA", "AABBBBAA")
    assert doubt.format is None
    assert [each.name for each in doubt.candidates] == ["hex", "hex-reversed"]
    assert doubt.words.endswith("tap a band whose number does not read the same from both ends.")
    assert learning.feed("DDCCBBAA", "AABBCCDD").format == read_format("hex-reversed")


def test_zeros_that_are_left_out_are_found_out() -> None:
    """The first band has none in front; the second shows that they are not typed."""
    first = ("2864434397", "AABBCCDD")
    assert _learnt(first).format == read_format("decimal10")
    assert _learnt(first, ("1122867", "00112233")).format == read_format("decimal10-short")
    assert _learnt(first, ("0001122867", "00112233")).format == read_format("decimal10")


@pytest.mark.parametrize(
    ("text", "uid"), [("12307677", "AABBCCDD"), ("0077705923", "04A1B2C3D4E580"), ("bbccdd", "AABBCCDD")]
)
def test_a_reader_that_types_a_part_of_the_number_is_refused(text: str, uid: str) -> None:
    """Two bands could look the same to it: it must be set to type all of it."""
    verdict = _learnt((text, uid))
    assert verdict.is_partial
    assert verdict.format is None
    assert "only a part of the number" in verdict.words


def test_a_number_of_three_bytes_that_is_all_there_is_may_be_used() -> None:
    """A band for old readers, known by the same three bytes: told apart from ten digits by a second band."""
    verdict = _learnt(("12307677", "00BBCCDD"), ("00000255", "000000FF"))
    assert verdict.format == read_format("decimal8")
    assert verdict.is_sure


def test_taps_that_contradict_each_other_are_told() -> None:
    """Most likely another band was in the hand."""
    verdict = _learnt(("2864434397", "AABBCCDD"), ("3721182122", "AABBCCDD"))
    assert not verdict.candidates
    assert "does not agree" in verdict.words


def test_a_text_that_has_nothing_to_do_with_the_band_is_told() -> None:
    """It asks whether it was the same band."""
    assert "nothing that has to do with" in _learnt(("1234567890", "AABBCCDD")).words


def test_before_the_first_tap_it_says_what_to_do() -> None:
    """And a number that can be no chip's is the caller's mistake."""
    assert Learning().verdict.words == "Tap a band whose number is known."
    with pytest.raises(ValueError, match="4 bytes"):
        Learning().feed("123", "AABB")


@given(
    chosen=st.sampled_from([each for each in all_formats() if each.base != "split"]),
    numbers=st.lists(st.binary(min_size=4, max_size=10), min_size=1, max_size=4, unique=True),
)
def test_the_right_format_is_always_among_the_candidates(chosen: Format, numbers: list[bytes]) -> None:
    """Whatever a reader does, as long as it always does it: what it does is never ruled out."""
    assume(chosen.size != 3)
    taps = [number[: chosen.size or 10].ljust(chosen.size, b"\x07") for number in numbers]
    verdict = _learnt(*((chosen.text(number), number.hex()) for number in taps))
    assert chosen in verdict.candidates
    assert verdict.format is None or all(verdict.format.number(chosen.text(number)) == number for number in taps)


@given(taps=st.lists(st.tuples(st.text(max_size=25), st.binary(min_size=4, max_size=10)), max_size=4))
def test_any_taps_have_an_answer_in_words(taps: list[tuple[str, bytes]]) -> None:
    """Nothing that is typed makes it fail."""
    assert _learnt(*((text, uid.hex()) for text, uid in taps)).words
