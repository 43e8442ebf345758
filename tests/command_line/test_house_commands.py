"""Making a house, and handing operations to it in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pos.house.demo_house import DemoCurrency
from tests.command_line.conftest import Type

LINES = [
    {"do": "check_in", "bands": [{"band": "077", "guest": "adult"}], "at": "2026-03-07T14:00:00+08:00"},
    {"do": "charge", "band": "077", "items": [{"item": "beer", "quantity": 2}], "at": "2026-03-07T14:05:00+08:00"},
    {"do": "charge", "band": "077", "items": [{"item": "鱼子酱"}], "at": "2026-03-07T14:06:00+08:00"},
]
SCRIPT = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES)


@pytest.mark.parametrize("currency", ["cny", "twd"])
def test_init_makes_a_house_with_a_venue_file_an_empty_book_and_backups(
    anywhere: Type, tmp_path: Path, currency: DemoCurrency
) -> None:
    """Everything a house is, is there at once, and the book verifies."""
    typed = anywhere("init", tmp_path / "bath", "--demo", currency, "--json")
    assert typed.code == 0
    assert typed.json["currency"] == currency.upper()
    assert typed.json["demo"] is True
    assert {"venue.toml", "ledger.db", "backups"} <= {path.name for path in (tmp_path / "bath").iterdir()}
    assert anywhere("verify", "--house", tmp_path / "bath").code == 0


def test_init_without_demo_makes_a_small_house_that_works(anywhere: Type, tmp_path: Path) -> None:
    """A real house begins here: what was made can be opened."""
    assert "is ready in" in anywhere("init", tmp_path / "bath").out
    assert anywhere("board", "--house", tmp_path / "bath", "--json").code == 0


def test_init_never_makes_a_house_over_another(anywhere: Type, tmp_path: Path) -> None:
    """A house is never overwritten, nor is any other folder."""
    anywhere("init", tmp_path / "bath")
    again = anywhere("init", tmp_path / "bath")
    assert (again.code, again.out) == (2, "")
    assert "already" in again.err


def test_do_answers_with_one_json_object(loopband: Type) -> None:
    """The outcome of the seams, with its entry and its facts."""
    typed = loopband("do", json.dumps({"do": "check_in", "bands": [{"band": "077", "guest": "adult"}]}))
    assert typed.code == 0
    assert typed.json["ok"] is True
    assert typed.json["entry"] == 2
    assert typed.json["visits"][0]["locker"] == "077"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"do": "charge", "band": "999", "items": [{"item": "beer"}]}', "unknown_band"),
        ('{"do": "charge", ', "malformed"),
        ('{"do": "dance"}', "unknown_operation"),
        ('{"do": "charge", "band": "077", "items": [{"item": "beer", "quantity": 1.0}]}', "wrong_type"),
    ],
)
def test_do_answers_what_is_wrong_in_json_with_exit_code_1(loopband: Type, text: str, code: str) -> None:
    """Declined or unreadable: a program that reads stdout finds the code there."""
    typed = loopband("do", text)
    assert typed.code == 1
    assert (typed.json["ok"], typed.json["error"]) == (False, code)


def test_do_takes_station_and_staff_of_the_command_unless_the_operation_names_its_own(loopband: Type) -> None:
    """Who and where can be said once for a computer."""
    loopband("check-in", "077", "--staff", "amy")
    for item, more in (("beer", ""), ("water", ', "station": "restaurant", "staff": "gu"')):
        text = f'{{"do": "charge", "band": "077", "items": [{{"item": "{item}"}}]{more}}}'
        assert loopband("do", text, "--station", "bar", "--staff", "fan").code == 0
    lines = loopband("bill", "077", "--json").json["lines"]
    assert [(line["station"], line["staff"]) for line in lines[1:]] == [("bar", "fan"), ("restaurant", "gu")]


def test_play_answers_every_line_in_order_and_ends_with_0(started: Type, tmp_path: Path) -> None:
    """Whatever is declined, the script was read whole. Chinese comes back readable."""
    script = tmp_path / "script.jsonl"
    script.write_text(SCRIPT, encoding="utf-8")
    typed = started("play", script)
    assert typed.code == 0
    assert [line["ok"] for line in typed.lines] == [True, True, False]
    assert typed.lines[2]["error"] == "unknown_item"
    assert "鱼子酱" in typed.out


def test_play_reads_a_pipe(started: Type) -> None:
    """``-`` stands for what is piped in."""
    typed = started("play", "-", input=SCRIPT)
    assert (typed.code, len(typed.lines)) == (0, 3)


def test_the_same_file_in_a_fresh_demo_house_gives_the_same_head(
    anywhere: Type, tmp_path: Path, house_in: Callable[[DemoCurrency], Path]
) -> None:
    """Here, today, and on any machine."""
    script = tmp_path / "script.jsonl"
    script.write_text(SCRIPT, encoding="utf-8")
    anywhere("init", tmp_path / "one", "--demo", "twd")
    heads = set()
    for folder in (tmp_path / "one", house_in("twd")):
        anywhere("play", script, "--house", folder)
        heads.add(anywhere("verify", "--house", folder, "--json").json["head"])
    assert len(heads) == 1


def test_play_needs_a_house_before_it_reads(anywhere: Type, tmp_path: Path) -> None:
    """Nothing is answered as if it had been done."""
    typed = anywhere("play", "-", "--house", tmp_path / "nowhere", input=SCRIPT)
    assert (typed.code, typed.out) == (2, "")
    assert "There is no house" in typed.err
