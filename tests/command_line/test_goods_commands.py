"""Stock and tickets from the command line: deliveries, count sheets, papers of kitchen and bar (R31, R32)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line.conftest import ROOT, Type

LEAD = ["--staff", "chen"]


def test_r31_stock_is_told_and_counted(loopband: Type) -> None:
    """A delivery, waste and a count in words; the report as a table and as JSON."""
    assert loopband("stock-in", "beer", "48", "--reason", "delivery").out == "Beer 青岛啤酒: 2048 pieces now.\n"
    assert loopband("stock-waste", "milk", "500", "--reason", "sour", *LEAD).out == "Milk 牛奶: 59500 ml left.\n"
    counted = loopband("stock-count", "beer=2040", "22=2001", "--reason", "Sunday", *LEAD).out.splitlines()
    assert counted == [
        "Beer 青岛啤酒: 2040 pieces, by the books 2048. Difference: -8, -¥33.60.",
        "Cola 可乐: 2001 pieces, by the books 2000. Difference: +1, ¥2.50.",
    ]
    told = loopband("stock").out
    assert "Milk 牛奶" in told
    assert "Value of the stock 库存金额" in told
    stock = loopband("stock", "--json").json
    assert stock["sold_out"] == []
    beer = next(one for one in stock["goods"] if one["item"] == "beer")
    assert (beer["on_hand"], beer["opening"], beer["difference"], beer["value"]) == (2_040, 2_040, -8, 856_800)


def test_r31_what_is_sold_out_is_on_the_board(loopband: Type) -> None:
    """In words under the lockers, and in the JSON that screens read."""
    loopband("stock-count", "beer=0", "--reason", "all drunk", *LEAD)
    assert "Sold out 售罄: Beer 青岛啤酒" in loopband("board").out
    assert "Sold out 售罄: Beer 青岛啤酒" in loopband("stock").out
    assert loopband("board", "--json").json["sold_out"] == ["beer"]


@pytest.mark.parametrize("sheet", [["beer"], ["beer="], ["=4"], ["beer=-1"], ["beer=4", "beer=5"], ["beer=x"]])
def test_r31_a_sheet_that_cannot_be_read_is_wrong_usage(loopband: Type, sheet: list[str]) -> None:
    """It says how to write it, and nothing was counted."""
    typed = loopband("stock-count", *sheet, "--reason", "x", *LEAD)
    assert typed.code == 2
    assert "beer" in typed.err


def test_r32_tickets_are_listed_marked_and_printed_again(loopband: Type) -> None:
    """What the kitchen types over an evening, and what it reads."""
    loopband("check-in", "077")
    assert loopband("tickets").out == "Nothing is waiting.\n"
    loopband("charge", "077", "beef-noodles*2", "latte", "--station", "restaurant", "--staff", "gu")
    assert "Beef noodles 牛肉面" in loopband("tickets", "--post", "kitchen").out
    assert "Latte" not in loopband("tickets", "--post", "kitchen").out
    assert loopband("ticket-done", "1").out == "Ticket 1: 2 x Beef noodles 牛肉面, done.\n"
    assert "reprint 1" in loopband("reprint-ticket", "1", "--reason", "wet").out
    loopband("void", "2", "--quantity", "1", "--reason", "one will do", *LEAD)
    assert loopband("ticket-done", "3").out == "Ticket 3: cancel of 1 x Beef noodles 牛肉面, seen.\n"
    loopband("ticket-served", "1", "2")
    assert loopband("tickets", "--json").json == {"tickets": []}
    told = loopband("tickets", "--all", "--json").json["tickets"]
    assert [(one["ticket"], one["state"], one["reprints"]) for one in told] == [
        (1, "served", 1),
        (2, "served", 0),
        (3, "seen", 0),
    ]
    assert "CANCEL 退单 Beef noodles 牛肉面 (No. 1)" in loopband("tickets", "--all").out


def test_r32_nobody_is_sent_tickets_of_that_name(loopband: Type) -> None:
    """It says who is; and what to follow after is asked only of who follows."""
    typed = loopband("tickets", "--post", "cellar")
    assert (typed.code, "kitchen, bar" in typed.err) == (2, True)
    assert loopband("tickets", "--after", "1").code == 2


def test_r32_a_roll_of_paper_follows_the_house(loopband: Type, folder: Path) -> None:
    """A second process prints what is charged meanwhile, from the entry it is told; a reprint says so."""
    loopband("check-in", "077")
    loopband("charge", "077", "beef-noodles", "--station", "restaurant", "--staff", "gu")
    loopband("reprint-ticket", "1", "--reason", "wet")
    words = [sys.executable, "-m", "terminal_ui", "--house", str(folder), "tickets", "--follow", "--after", "0"]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT, env=env, encoding="utf-8") as roll:
        assert roll.stdout is not None
        first = [roll.stdout.readline() for _ in range(8)]
        assert first[0].startswith("Kitchen 厨房  No. 1  ")
        assert first[1:4] == ["restaurant  Band 077\n", "1 x Beef noodles 牛肉面\n", "\n"]
        assert "REPRINT 1 补打" in first[4]
        loopband("charge", "077", "latte", "--station", "bar", "--staff", "fan")
        assert roll.stdout.readline().startswith("Bar 水吧  No. 2  ")
        roll.terminate()
