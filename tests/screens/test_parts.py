"""The parts of the screens by themselves: cells, big digits, keys, words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from pos.house.model import Words
from terminal_ui.desk.line_words import line_words
from terminal_ui.desk.result import bad, good, note
from terminal_ui.desk.tap_words import LogRow, TapSeen, tap_seen
from terminal_ui.screens import strips
from terminal_ui.screens.panels.view import View, name_of
from terminal_ui.widgets.big_amount import amount_lines, large_lines
from terminal_ui.widgets.board import MARKS
from terminal_ui.widgets.cells import apart, fit, fit_right
from terminal_ui.widgets.glyphs import HEIGHT, INK
from tests.house import demo_house

TEXTS = st.text(st.sampled_from("abc 123 青岛啤酒 –…’\t\n\x1b"), max_size=30)
WIDTHS = st.integers(0, 40)


@given(TEXTS, WIDTHS)
def test_a_text_fills_its_cells_exactly(text: str, width: int) -> None:
    """Padded or cut, Chinese or not, with whatever in it."""
    assert cell_len(fit(text, width)) == width
    assert fit(text, width).isprintable()


@given(TEXTS, TEXTS, WIDTHS)
def test_two_texts_at_both_ends_fill_their_line(left: str, right: str, width: int) -> None:
    """The line is as long as it was asked to be."""
    assert cell_len(apart(left, right, width)) == width


@given(st.integers(0, 10**9), st.integers(10, 40))
def test_a_number_ends_at_the_end_of_its_column(number: int, width: int) -> None:
    """Amounts of a bill stand below each other."""
    assert fit_right(str(number), width) == str(number).rjust(width)


@given(st.text("OKN 0123456789AZ-?=Ü", max_size=9), st.integers(1, 90), st.integers(1, 20))
def test_large_words_stay_where_they_belong(text: str, width: int, height: int) -> None:
    """As large as fits both ways; what cannot be drawn is said in plain letters on one line."""
    lines = ["".join(piece for piece, _ in line) for line in large_lines(text, width, height, style="good")]
    assert len(lines) <= height
    assert all(cell_len(line) <= width for line in lines)
    assert len(lines) in {1, 5, 10, 15}
    if "Ü" in text:
        assert len(lines) == 1


def test_large_words_are_solid() -> None:
    """Whoever stands two metres away reads OK and the number, and both are as high as there is room for."""
    lines = ["".join(piece for piece, _ in line) for line in large_lines("OK 7", 30, 5, style="good")]
    assert lines == [
        "######  ##  ##      ######",
        "##  ##  ##  ##          ##",
        "##  ##  ####            ##",
        "##  ##  ##  ##          ##",
        "######  ##  ##          ##",
    ]


@given(st.integers(0, 10**8), st.integers(10, 90))
def test_a_big_amount_stays_in_its_panel(minor: int, width: int) -> None:
    """As large as fits, and in plain letters if nothing else does."""
    digits = f"{minor // 100:,}.{minor % 100:02d}"
    lines = amount_lines("DUE", "NT$", digits, width, style="warn")
    texts = ["".join(text for text, _ in line) for line in lines]
    if len(texts) == 1:
        assert texts == [f"DUE  NT${digits}"]
    else:
        assert len(texts) in {HEIGHT, HEIGHT + 1}
        assert all(cell_len(text) <= width for text in texts)


def test_no_two_digits_look_alike() -> None:
    """Ten digits, ten shapes."""
    shapes = {str(amount_lines("", "", digit, 40, style="good")) for digit in "0123456789"}
    assert len(shapes) == 10


def test_big_digits_are_there_without_colour_too() -> None:
    """Where there is no colour, the ink is a letter."""
    text = "".join(piece for line in amount_lines("DUE", "¥", "8.00", 40, style="warn") for piece, _ in line)
    assert INK in text
    assert text.isascii() or "¥" in text


def test_board_states_differ_by_letter() -> None:
    """Colour is never alone."""
    letters = [mark.letter for mark in MARKS.values()]
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize(("result", "letters"), [(good("x"), "OK"), (bad("x"), "NO"), (note("x"), "--")])
def test_a_result_says_its_tone_in_letters(result: object, letters: str) -> None:
    """Who sees no colour reads it."""
    assert getattr(result, "letters", "") == letters


@given(st.text("abc def 青岛", max_size=300), st.integers(6, 200))
def test_a_result_has_its_two_rows_whatever_it_says(words: str, width: int) -> None:
    """A long reason is wrapped and then cut; it never pushes anything away."""
    lines = strips.result_lines(bad(words), width)
    assert len(lines) == strips.RESULT_ROWS
    assert all(cell_len("".join(text for text, _ in line)) == width for line in lines)


def test_names_are_given_in_both_languages_where_they_fit() -> None:
    """The English one always, the Chinese one if there is room."""
    assert name_of(Words("Beer", "青岛啤酒"), 13) == "Beer 青岛啤酒"
    assert name_of(Words("Beer", "青岛啤酒"), 12) == "Beer"
    assert name_of(Words("Wi-Fi", "Wi-Fi"), 40) == "Wi-Fi"


def test_every_line_of_a_bill_has_a_name() -> None:
    """Items by slug, tariffs by code, what the checkout adds; a code nobody knows stays a code."""
    house = demo_house()
    assert line_words("beer", house).en == "Beer"
    for code in ("T01", "T08", "T09", "T10", "T13"):
        assert line_words(code, house).en != code
    assert line_words("service", house).en == "Service charge"
    assert line_words("gone", house).en == "gone"


def test_a_panel_knows_when_it_is_roomy() -> None:
    """At 80 cells it is not, at 160 it is."""
    assert not View(demo_house(), 34, 19).roomy
    assert View(demo_house(), 55, 43).roomy


def _seen(kind: str, asked: object, answer: object, station: str = "bar") -> TapSeen:
    content = json.dumps({"asked": asked, "answer": answer})
    return tap_seen(LogRow(1, 2, station, kind, content), demo_house(), lambda named: f"#{named}")


@pytest.mark.parametrize(
    ("kind", "asked", "answer", "words", "tone"),
    [
        ("charge", {"band": "A", "items": [{"item": "beer", "quantity": 2}]}, {}, "2 Beer", "good"),
        ("charge", {"band": "A", "items": [{"item": 28}]}, {}, "Beer", "good"),
        ("charge", {"band": "A", "items": [{"item": "x"}]}, {"error": "gone", "message": "No x."}, "No x.", "bad"),
        ("present", {"band": "A"}, {"granted": True}, "let in", "good"),
        ("present", {"band": "A"}, {"granted": False, "reason": "due", "message": "Pay!"}, "Pay!", "bad"),
        ("present", {"band": "A"}, {"granted": False, "reason": "not_paid"}, "not_paid", "bad"),
        ("pay", {"bands": ["A", "B"]}, {"paid": 18600}, "paid ¥186.00", "good"),
        ("begin_checkout", {"bands": ["A"]}, {"due": 100}, "checkout, ¥1.00", "good"),
        ("void", {"line": 7}, {}, "void of line 7", "good"),
        ("open_till", {}, {}, "till opened", "good"),
    ],
)  # fmt: skip
def test_an_entry_of_the_log_in_words(kind: str, asked: object, answer: object, words: str, tone: str) -> None:
    """What was done, or why not in the house's own words; never a code where there are words."""
    seen = _seen(kind, asked, answer)
    assert (seen.words, seen.tone) == (words, tone)


@pytest.mark.parametrize(
    ("station", "words"),
    [("locker-001", "opened"), ("gate-out-1", "went out"), ("zone-in", "into the zone"), ("door-men", "let in")],
)
def test_a_band_that_was_shown_says_at_which_kind_of_door(station: str, words: str) -> None:
    """One glance tells who went home from who went to the lockers."""
    assert _seen("present", {"band": "A"}, {"granted": True}, station).words == words


def test_an_entry_about_several_bands_names_the_first() -> None:
    """And how many more there are."""
    assert _seen("pay", {"bands": ["A", "B", "C"]}, {"paid": 1}).band == "#A+2"
    assert _seen("open_till", {}, {}).band == ""
