"""Looking: bills, the board, the takings, as JSON exactly as agreed and as text that lines up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from pos.house.bands import paper_uid
from pos.house.demo_house import DemoCurrency
from tests.command_line.conftest import Type, Typed


@pytest.fixture
def busy(loopband: Type) -> Type:
    """Two guests, one of whom has had two beers."""
    loopband("check-in", "077", "078:child", "--staff", "amy")
    loopband("charge", "077", "beer*2", "water", "--station", "bar", "--staff", "fan")
    return loopband


def test_bill_json_is_the_document_of_the_seam(busy: Type) -> None:
    """Exactly these names; amounts are integers in minor units; times carry their offset."""
    bill = busy("bill", "077", "--json").json
    assert set(bill) == {"visit", "bands", "lines", "due", "paid", "currency"}
    line = bill["lines"][1]
    assert set(line) == {"line", "item", "quantity", "list", "due", "mark", "at", "station", "staff", "of"}
    assert (line["item"], line["quantity"], line["list"], line["due"]) == ("beer", 2, 1500, 3000)
    assert (line["mark"], line["station"], line["staff"]) == ("", "bar", "fan")
    assert line["at"].endswith("+08:00")
    assert bill["due"] == sum(one["due"] for one in bill["lines"])
    assert (bill["bands"], bill["paid"], bill["currency"]) == (["077"], 0, "CNY")


@pytest.mark.parametrize("named", ["077", "77", paper_uid("077"), paper_uid("077").lower()])
def test_a_bill_is_found_by_the_printed_number_or_the_chip(busy: Type, named: str) -> None:
    """As it is tapped or as it is typed."""
    assert busy("bill", named, "--json").json["visit"] == 1


@pytest.mark.parametrize(("band", "code"), [("999", "unknown_band"), ("120", "band_not_in_use")])
def test_there_is_no_bill_for_a_band_nobody_ever_wore(busy: Type, band: str, code: str) -> None:
    """Exit code 1, and the code for programs, the words for people."""
    typed = busy("bill", band, "--json")
    assert (typed.code, typed.json["error"]) == (1, code)
    in_words = busy("bill", band)
    assert (in_words.code, in_words.out) == (1, "")
    assert band in in_words.err


def test_a_bill_in_words_names_items_in_both_languages_and_lines_up(busy: Type) -> None:
    """English and Chinese stand in columns of their own, whatever their width."""
    out = busy("bill", "077").out
    assert "Beer" in out
    assert "青岛啤酒" in out
    assert "Due 应付" in out
    heads, rule, *rows = out.splitlines()[2:6]
    starts = [
        cell_len(line[: line.index(word)]) for line, word in zip((heads, *rows[1:]), ("Due", "30.00"), strict=False)
    ]
    assert cell_len(rule) >= max(starts)


def test_quoted_time_is_on_the_bill_during_checkout(busy: Type) -> None:
    """What the checkout asks for is what the bill says."""
    asked = busy("checkout", "077", "--json").json
    assert busy("bill", "077", "--json").json["due"] == asked["due"]


def test_board_shows_lockers_guests_and_sums(busy: Type) -> None:
    """Who is inside, where, since when, and what they owe."""
    board = busy("board", "--json").json
    assert board["counts"]["inside"] == 2
    assert board["lockers"]["men"]["077"] == "used"
    assert board["counts"]["due"] == sum(visit["due"] for visit in board["visits"])
    out = busy("board").out
    assert "Inside 在场" in out
    assert "儿童" in out


def test_a_house_nobody_has_opened_yet_has_an_empty_board(anywhere: Type, folder: Path) -> None:
    """A fresh house is looked at without any ceremony."""
    board = anywhere("board", "--house", folder, "--json")
    assert (board.code, board.json["visits"]) == (0, [])
    assert anywhere("board", "--house", folder).code == 0


def test_takings_json_has_what_the_seam_names(busy: Type) -> None:
    """Each division adds up to the gross; net and tax too."""
    takings = busy("takings", "--json").json
    names = {"business_day", "gross", "net", "tax", "by_outlet", "by_item", "by_tender", "by_channel", "by_hour"}
    assert names | {"by_staff", "visits"} <= set(takings)
    assert takings["net"] + takings["tax"] == takings["gross"]
    for division in ("by_outlet", "by_item", "by_channel", "by_hour", "by_staff"):
        assert sum(takings[division].values()) == takings["gross"], division
    assert takings["by_item"]["beer"] == 3000
    assert takings["visits"] == 2


def test_takings_of_a_named_day_and_of_several(loopband: Type, tmp_path: Path) -> None:
    """Days are business days; several together add up."""
    script = tmp_path / "days.jsonl"
    lines = [
        f'{{"do": "check_in", "bands": [{{"band": "{band}", "guest": "adult"}}], "at": "{at}"}}'
        for band, at in (("001", "2026-03-07T12:00:00+08:00"), ("002", "2026-03-08T12:00:00+08:00"))
    ]
    script.write_text("\n".join(lines), encoding="utf-8")
    assert all(line["ok"] for line in loopband("play", script).lines)

    def gross(*words: str) -> int:
        return int(loopband("takings", *words, "--json").json["gross"])

    days = [gross("--day", day) for day in ("2026-03-07", "20260308", "2026-03-09")]
    assert days == [11_800, 11_800, 0]
    assert gross("--from", "2026-03-07", "--to", "2026-03-08") == 23_600
    assert gross("--from", "2026-03-08") == 11_800


def test_takings_in_words_carry_the_symbol_of_the_money(
    anywhere: Type, house_in: Callable[[DemoCurrency], Path]
) -> None:
    """NT$ without cents, ¥ with them."""
    for currency, sign in (("cny", "¥"), ("twd", "NT$")):
        folder = house_in("cny" if currency == "cny" else "twd")
        anywhere("check-in", "077", "--house", folder)
        typed: Typed = anywhere("takings", "--house", folder)
        assert sign in typed.out
        assert ("." in typed.out.partition("Gross")[2].partition("\n")[0]) == (currency == "cny")
