"""``loopband why``: an amount explains itself, in the language of who asks."""

from __future__ import annotations

import json
from string import Formatter

import pytest

from pos.reports.why import STEPS, Step
from terminal_ui.languages import LANGUAGES, Language, speaking
from terminal_ui.why_words import duration_words, step_words
from tests.command_line.conftest import Type
from tests.house import demo_house

VALUES = {
    "price": "price_minor", "sold": "sold_minor", "off": "off_minor", "cap": "cap_minor", "before": "before_minor",
    "coin": "coin_minor", "included": "included_min", "stay": "stay_min", "over": "over_min", "used": "used_min",
    "first": "first_min", "grace": "grace_min", "unit": "unit_min", "inside": "inside_min", "least": "least_min",
    "covered": "covered_min", "until": "until_clock", "at": "at_us", "basis": "basis_bp",
}  # fmt: skip
"""A name in the words → the name of the data that fills it in, where that says what it is."""
TEXTS = {"reason", "band", "signer", "station", "staff", "guest", "tariff", "package", "outlet", "rate", "date", "mark"}


def sample(code: str) -> Step:
    """A step with something for every name in its words."""
    data: dict[str, int | str] = {}
    for _, name, _, _ in Formatter().parse(STEPS[code].words):
        if name in {"from", "to"}:
            data[f"{name}_clock" if code == "night" else f"{name}_us"] = 0
        elif name in TEXTS:
            data[name] = "no such thing"
        elif name is not None:
            data[VALUES.get(name, name)] = 61
    return Step(code, data)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", STEPS)
def test_every_step_has_words_in_every_language(code: str, language: Language) -> None:
    """What the venue file does not know any more is told by its code."""
    with speaking(language):
        words = step_words(sample(code), demo_house())
    assert words
    assert "{" not in words
    assert (words == STEPS[code].words) == (language == "en" and not sample(code).data)


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 min"), (59, "59 min"), (60, "1 h"), (136, "2 h 16 min")])
def test_a_duration_is_read_at_a_glance(minutes: int, words: str) -> None:
    """Hours and minutes."""
    assert duration_words(minutes) == words


def test_a_line_is_explained_in_words(loopband: Type) -> None:
    """Price, what was taken off and given, what is left; the rule, who, and in Chinese too."""
    loopband("check-in", "077", "--staff", "amy")
    loopband("charge", "077", "beer*2", "--station", "bar", "--staff", "fan")
    loopband("discount", "077", "--percent", "10", "--reason", "regular", "--staff", "amy")
    loopband("void", "2", "--quantity", "1", "--reason", "warm", "--station", "bar", "--staff", "fan")
    typed = loopband("why", "077", "2")
    for words in (
        "Line 2: Beer, ¥30.00",
        "¥30.00  2 × ¥15.00, the price at the tap. (R4)",
        "6 % of tax (vat) is in it. (R55)",
        "Fan at bar, ",
        "-¥3.00  Its share of 10 % off ",
        "-¥13.50  1 taken back: warm (R24)",
        "¥13.50  is due for it now.",
    ):
        assert words in typed.out, typed.out
    simplified = loopband("why", "077", "2", "--language", "zh_Hans").out
    assert "第 2 行：青岛啤酒，¥30.00" in simplified
    assert "退单 1：warm" in simplified
    assert "退單 1：warm" in loopband("why", "077", "2", "--language", "zh-TW").out


def test_a_whole_bill_is_explained_while_it_is_being_paid(loopband: Type) -> None:
    """Quotes, too. JSON has the numbers, and words beside them."""
    loopband("check-in", "077", "--staff", "amy")
    loopband("present", "077", "--station", "room-r1")
    before = loopband("why", "077", "--json").json["lines"]
    assert [one["line"] for one in before] == [1]
    loopband("checkout", "077", "--staff", "amy")
    lines = loopband("why", "077", "--json").json["lines"]
    assert lines[0]["steps"][0]["code"] == "admission"
    for one in lines:
        assert sum(step["amount"] for step in one["steps"]) == one["due"]
        assert all(step["message"] for step in one["steps"])


def test_a_bill_can_say_why_with_it(loopband: Type) -> None:
    """The bill first, then its reasons; in JSON beside the fields of the bill."""
    loopband("check-in", "077", "--staff", "amy")
    assert loopband("bill", "077", "--why").out.endswith(loopband("why", "077").out)
    bill = loopband("bill", "077", "--why", "--json").json
    assert bill["why"] == loopband("why", "077", "--json").json["lines"]
    assert "why" not in loopband("bill", "077", "--json").json


def test_what_cannot_be_explained_is_declined(loopband: Type) -> None:
    """A line of another bill, a band nobody wore, a language we do not speak."""
    loopband("check-in", "077", "--staff", "amy")
    elsewhere = loopband("why", "077", "9")
    assert (elsewhere.code, elsewhere.out) == (1, "")
    assert "Line 9 is not on this bill." in elsewhere.err
    unknown = loopband("why", "001", "--json")
    assert unknown.code == 1
    assert json.loads(unknown.out)["error"] == "band_not_in_use"
    assert loopband("why", "077", "--language", "fr").code == 2
