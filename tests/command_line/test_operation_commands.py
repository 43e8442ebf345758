"""The friendly commands: a guest from door to door, typed by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pos.house.demo_house import DemoCurrency
from tests.command_line.conftest import Type


def test_a_guest_from_door_to_door(loopband: Type) -> None:
    """Check in, two beers, a scrub, checkout, pay in two ways: each command says what came of it."""
    assert "locker 077" in loopband("check-in", "077", "--staff", "amy").out
    charged = loopband("charge", "077", "beer*2", "--station", "bar", "--staff", "fan").out
    assert "2 x Beer 青岛啤酒, ¥30.00" in charged
    assert loopband("charge", "077", "body-scrub", "--station", "scrub-men", "--staff", "dong").code == 0
    asked = loopband("checkout", "077", "--json").json
    assert loopband("bill", "077", "--json").json["due"] == asked["due"]
    qr = asked["due"] - 10_000
    paid = loopband("pay", "077", "--cash", "120", "--qr", f"{qr // 100}.{qr % 100:02d}:4711", "--staff", "amy")
    assert paid.code == 0, paid.err
    assert "Receipt 1" in paid.out
    assert "Change: ¥20.00." in paid.out
    bill = loopband("bill", "077", "--json").json
    assert (bill["due"], bill["paid"]) == (0, asked["due"])
    assert "Let in." in loopband("present", "077", "--station", "gate-out-1").out


def test_a_party_is_checked_in_with_its_classes(loopband: Type) -> None:
    """``078:child`` is a child; the rest are what the option says."""
    typed = loopband("check-in", "077", "078:child", "--json")
    assert [visit["band"] for visit in typed.json["visits"]] == ["077", "078"]
    board = loopband("board", "--json").json
    assert [visit["guest"] for visit in board["visits"]] == ["adult", "child"]


def test_amounts_are_typed_in_the_money_of_the_house(anywhere: Type, house_in: Callable[[DemoCurrency], Path]) -> None:
    """NT$ have no cents, and are refused with some."""
    folder = house_in("twd")
    anywhere("check-in", "077", "--house", folder)
    due = anywhere("checkout", "077", "--house", folder, "--json").json["due"]
    assert anywhere("pay", "077", "--cash", "1.5", "--house", folder).code == 2
    assert "NT$" in anywhere("pay", "077", "--cash", str(due), "--house", folder).out


def test_r21_the_same_id_typed_again_does_nothing_twice(loopband: Type) -> None:
    """A retry by hand is a retry, and says so."""
    again = ("--id", "0195700f-0000-7000-8000-000000000001")
    loopband("check-in", "077")
    first = loopband("charge", "077", "beer", *again, "--json").json
    second = loopband("charge", "077", "beer", *again)
    assert "nothing was done twice" in second.out
    assert len(loopband("bill", "077", "--json").json["lines"]) == 2
    assert loopband("charge", "077", "beer", *again, "--json").json["entry"] == first["entry"]
    other = loopband("charge", "077", "water", *again, "--json")
    assert (other.code, other.json["error"]) == (1, "id_reused")


def test_r24_a_line_is_taken_back_with_a_reason(loopband: Type) -> None:
    """The bill shows the line and its reversal."""
    loopband("check-in", "077")
    line = loopband("charge", "077", "beer*2", "--station", "bar", "--staff", "fan", "--json").json["lines"][0]["line"]
    assert loopband("void", str(line), "--station", "bar", "--staff", "fan").code == 2
    voided = loopband("void", str(line), "--reason", "ordered twice", "--station", "bar", "--staff", "fan")
    assert voided.code == 0, voided.err
    lines = loopband("bill", "077", "--json").json["lines"]
    assert lines[-1]["mark"] == "void"
    assert sum(one["due"] for one in lines[1:]) == 0


def test_a_pin_is_read_from_stdin_and_is_not_in_the_book(loopband: Type, folder: Path) -> None:
    """It stays out of the shell's history, of the log and of the answer."""
    typed = loopband("sign-in", "amy", input="1001\n")
    assert typed.code == 0, typed.err
    wrong = loopband("sign-in", "amy", input="9999\n")
    assert wrong.code == 1
    assert "1001" not in typed.out
    content = b"".join(path.read_bytes() for path in folder.glob("ledger.db*"))
    assert b'"pin":"1001"' not in content
    assert b"9999" not in content.replace(b"99999", b"")


def test_a_till_is_counted_in_pieces(loopband: Type) -> None:
    """What was expected is told after the count, not before (R60)."""
    assert loopband("open-till", "500", "--staff", "amy").code == 0
    typed = loopband("close-till", "100*4", "50*1", "10*5", "--staff", "amy", "--json")
    assert (typed.json["expected"], typed.json["counted"], typed.json["difference"]) == (50_000, 50_000, 0)


def test_close_day_prints_a_head_that_verify_takes(loopband: Type) -> None:
    """The paper of the day carries what proves the book later."""
    loopband("check-in", "077")
    closed = loopband("close-day", "--staff", "lin")
    assert closed.code == 0, closed.err
    head = closed.out.splitlines()[-1].removeprefix("Head of the chain: ")
    assert loopband("verify", "--head", head).code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check-in", "999"], "unknown_band"),
        (["check-in", "077", "077"], "band_twice"),
        (["check-in", "077:ghost"], "unknown_guest"),
        (["set-price", "beer", "18", "--staff", "amy"], "not_allowed"),
        (["charge", "077", "beer", "--station", "sauna"], "unknown_station"),
        (["charge", "077", "beer", "--staff", "nobody"], "unknown_staff"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else words,
)
def test_declines_come_with_code_and_words(loopband: Type, words: list[str], code: str) -> None:
    """In JSON on stdout for programs, in words on stderr for people; exit code 1 for both."""
    as_json = loopband(*words, "--json")
    assert (as_json.code, as_json.json["error"]) == (1, code)
    in_words = loopband(*words)
    assert (in_words.code, in_words.out) == (1, "")
    assert in_words.err.startswith("Declined: ")
