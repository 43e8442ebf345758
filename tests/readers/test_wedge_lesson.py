"""The talk in which a reader that types is learnt, without anybody who talks."""

from __future__ import annotations

import pytest

from readers.wedge.lesson import BEGIN, Lesson

FIRST, SECOND = "AABBCCDD", "04112233"


def test_two_bands_are_enough_in_either_order() -> None:
    """The reader first and then the number, or the number first, from another reader."""
    lesson = Lesson()
    assert lesson.words == BEGIN
    lesson.typed("3721182122")
    assert "It typed 3721182122. Which band was it?" in lesson.words
    lesson.known(FIRST)
    assert (lesson.format, lesson.is_hopeless) == (None, False)
    assert lesson.words.endswith("Tap another band to be sure.")
    lesson.known(SECOND)
    assert f"That is band {SECOND}" in lesson.words
    lesson.typed("0857870596")
    assert lesson.format is not None
    assert lesson.format.name == "decimal10-reversed"


def test_the_same_band_twice_is_not_enough() -> None:
    """Another one is asked for."""
    lesson = Lesson()
    for _ in range(2):
        lesson.typed(FIRST)
        lesson.known(FIRST)
    assert lesson.format is None
    assert "another band" in lesson.words


def test_a_slip_is_forgotten_and_two_right_bands_are_learnt_after_it() -> None:
    """The wrong band in the hand once does not spoil it for good."""
    lesson = Lesson()
    lesson.typed("2864434397")
    lesson.known(SECOND)
    assert "nothing that has to do with" in lesson.words
    for uid in (FIRST, SECOND):
        lesson.typed(str(int(uid, 16)).zfill(10))
        lesson.known(uid)
    assert lesson.format is not None
    assert lesson.format.name == "decimal10"


def test_a_reader_that_types_a_part_is_hopeless() -> None:
    """It says what to do about it."""
    lesson = Lesson()
    lesson.typed("12307677")
    lesson.known(FIRST)
    assert lesson.is_hopeless
    assert "only a part of the number" in lesson.words


def test_what_no_chip_has_is_refused() -> None:
    """And the talk goes on where it was."""
    lesson = Lesson()
    lesson.typed("123456")
    with pytest.raises(ValueError, match="4 bytes"):
        lesson.known("AABB")
    assert lesson.wants_number
