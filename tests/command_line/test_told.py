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
        (["add-bands", "221=04A1B2C3D4E5F6", *lead], "In service: 221."),
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


def test_money_that_is_no_sale_is_told_in_words(loopband: Type) -> None:
    """Deposits, splits, accounts, refunds, resettlements, drawers and tips: amounts as people read them."""
    lead = ("--staff", "lin")
    for words, told in (
        (["open-till", "500", "--staff", "amy"], "The till is open"),
        (["check-in", "077", "078"], "Band 077"),
        (["charge", "077", "beer*2", "--station", "bar", "--staff", "fan"], "Line 3"),
        (["deposit", "077", "200", "cash", "--staff", "amy"], "Deposit 1 of band 077. The house holds ¥200.00 now."),
        (["out-on-deposit", "077", "--staff", "amy"], "Owed: ¥128.00, deposit: ¥200.00."),
        (["come-back", "077", "--staff", "amy"], "The guest of band 077 is back."),
        (["return-deposit", "077", "--amount", "50", "--staff", "amy"], "Still held for band 077: ¥150.00."),
        (["pay", "077", "--line", "3", "--qr", "30:4711", "--staff", "amy"], "Receipt 1: paid ¥30.00."),
        (["checkout", "077", "078"], "To pay: "),
        (["pay", "077", "--amount", "40", "--cash", "50", "--staff", "amy"], "Change: ¥10.00."),
        (["leave-checkout", "077"], "Unlocked."),
        (["pay", "077", "--deposit", "20", "--waive", "0.50", "--staff", "amy"], "Waived: ¥0.50."),
        (["resettle", "3", "--card", "20.50:5", "--reason", "has a card", *lead], "Receipt 4 takes receipt 3 back."),
        (["refund", "1", "--reason", "warm", *lead], "Receipt 6 gives back ¥30.00 of receipt 1."),
        (["refund", "2", "--reason", "angry", *lead], "¥40.00: Cash 现金."),
        (["tip", "t05", "20", "cash", "--staff", "amy"], "¥20.00 for No. 05 05 号. It is no revenue."),
        (["paid-in", "100", "--reason", "coins", "--staff", "amy"], "¥100.00 is in the drawer."),
        (["paid-out", "5", "--reason", "lemons", *lead], "¥5.00 is out of the drawer."),
        (["drop", "300", "--staff", "amy"], "¥300.00 goes to the safe."),
        (["no-sale", "--reason", "change", "--staff", "amy"], "Times in this shift: 1."),
        (["check-in", "079", "--staff", "amy"], "Band 079"),
        (["deposit", "079", "70", "card", "--external-id", "h1", "--staff", "amy"], "The house holds ¥70.00 now."),
        (["forfeit", "079", "--amount", "40", "--reason", "broke a tap", *lead], "Kept for good: ¥40.00."),
        (["deposits"], "Deposits held 押金合计"),
        (["walk-out", "079", "--reason", "gone", "--approved-by", "lin", "--staff", "amy"], "Receivable: "),
        (["accounts"], "Walked out 跑单"),
        (["pay-account", "walk_out", "10", "cash", "--visit", "3", "--staff", "amy"], "跑单: ¥10.00 is paid."),
        (["write-off", "walk_out", "--visit", "3", "--reason", "x", "--staff", "wu"], "is written off."),
        (["takings"], "Deposits forfeited 没收押金"),
    ):
        typed = loopband(*words)
        assert typed.code == 0, (words, typed.err)
        assert told in typed.out, (words, typed.out)


def test_an_account_is_typed_with_company_and_signer(loopband: Type) -> None:
    """As one word, with the slip between."""
    loopband("check-in", "077")
    due = loopband("checkout", "077", "--json").json["due"]
    typed = loopband("pay", "077", "--tender", f"on_account={due // 100}:17:nebula:Li Na", "--staff", "amy", "--json")
    assert typed.json["due"] == 0, typed.err
    assert loopband("accounts", "--json").json["accounts"][0]["balance"] == due


def test_lines_are_moved_by_command(loopband: Type) -> None:
    """Numbers, or how many of them."""
    loopband("check-in", "077", "078")
    loopband("charge", "077", "water*3", "--station", "bar", "--staff", "fan")
    moved = loopband("transfer", "3*2", "078", "--reason", "wrong band", "--staff", "amy", "--json")
    assert moved.json["lines"][0]["quantity"] == 2, moved.err


def test_a_guest_who_stays_out_is_told_in_words(loopband: Type) -> None:
    """A deposit with the check-in, the way out, and what the lead decides (R11)."""
    lead = ("--reason", "not back", "--staff", "lin")
    for words, told in (
        (["check-in", "077", "078", "--deposit", "200", "--staff", "amy"], "Deposit of band 078: ¥200.00."),
        (["out-on-deposit", "077", "--staff", "amy"], "The gate lets band 077 out once"),
        (["out-on-deposit", "078", "--staff", "amy"], "The gate lets band 078 out once"),
        (["decide-out", "077", "keep", *lead], "Band 077 stays open. Deposit: ¥200.00."),
        (["decide-out", "077", "forfeit", *lead], "Kept for good: ¥102.00."),
        (["decide-out", "078", "settle", *lead], "Still held for the guest: ¥102.00. Band 078 counts as lost."),
    ):
        typed = loopband(*words)
        assert typed.code == 0, (words, typed.err)
        assert told in typed.out
        assert "_" not in typed.out


def test_what_was_paid_too_much_is_told_with_where_it_goes(loopband: Type) -> None:
    """R59: to the card it came by, with the number of its slip."""
    loopband("check-in", "077", "--staff", "amy")
    loopband("charge", "077", "oil-spa", "--station", "bar", "--staff", "fan")
    loopband("pay", "077", "--card", "300:4711", "--staff", "amy")
    loopband("void", "2", "--reason", "no time", "--staff", "lin")
    loopband("checkout", "077", "--staff", "amy")
    assert "Back to where it came from: ¥202.00 (Card 刷卡, 4711)." in loopband("pay", "077", "--staff", "amy").out
