"""What the desk is told about an act: sentences, with amounts as people read them."""

from __future__ import annotations

import json

from tests.command_line.conftest import Type


def test_every_act_of_a_day_is_told_in_words(loopband: Type) -> None:
    """No bare number in cents, no code, no empty answer."""
    lead = ("--staff", "lin")
    for words, told in (
        (["open-till", "500", "--staff", "amy"], "The till is open with ¥500.00."),
        (["set-price", "beer", "18", *lead], "Beer 青岛啤酒 costs ¥18.00 from now on (before: ¥15.00)."),
        (["stock-in", "beer", "48", *lead], "Beer 青岛啤酒: 2048 pieces now."),
        (["add-bands", "221=04A1B2C3D4E5F6", *lead], "Bands: 221."),
        (["check-in", "077", "078", "079"], "Band 077: checked in, locker 077"),
        (["cancel-check-in", "079", "--reason", "changed their mind"], "Band 079: the check-in is taken back."),
        (["unlink", "078"], "Out of the party"),
        (["link", "077", "078"], "one party now"),
        (["raise-limit", "077", "200", "--reason", "regular", *lead], "The limit is ¥1,000.00 now."),
        (["charge", "077", "beer"], "1 x Beer 青岛啤酒, ¥18.00."),
        (["freeze", "077", "--reason", "power cut", *lead], "The clocks stand."),
        (["resume", "077", *lead], "The clocks run again."),
        (["checkout", "077"], "To pay: "),
        (["leave-checkout", "077"], "Unlocked."),
        (["present", "077", "--station", "gate-out-1"], "Not let in: "),
    ):
        typed = loopband(*words)
        assert typed.code == 0, (words, typed.err)
        assert told in typed.out
        assert "_" not in typed.out


def test_a_guest_near_the_limit_is_noted(loopband: Type) -> None:
    """R22: from 80 % on the desk is told, before anything is declined."""
    loopband("check-in", "077", "--guest", "adult")
    charged = loopband("charge", "077", "cola*80", "--station", "bar", "--staff", "fan")
    assert "the credit limit is near" in charged.out


def test_json_and_words_tell_the_same(loopband: Type) -> None:
    """Words are made from the facts that JSON prints."""
    loopband("check-in", "077")
    line = loopband("charge", "077", "water*2", "--station", "bar", "--staff", "fan", "--json").json["lines"][0]["line"]
    voided = loopband("void", str(line), "--quantity", "1", "--reason", "wrong", "--station", "bar", "--staff", "fan")
    assert "takes back 1 x Water 矿泉水: -¥6.00. Due now: " in voided.out
    assert json.loads(loopband("bill", "077", "--json").out)["lines"][-1]["quantity"] == 1
