"""A script is played to its end: every line is answered, and what is wrong with one stays with that one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from pos.errors import LedgerError
from pos.operations import AnyOperation
from pos.outcomes import Outcome
from pos.venue import Venue
from terminal_ui.playing.door import ScriptDoor
from terminal_ui.playing.lines import lines_of
from terminal_ui.playing.script import Played, play_lines, play_script

Line = dict[str, Any]


def at(minute: int, second: int = 0) -> str:
    """A moment of a Saturday afternoon in the demo house."""
    return f"2026-03-07T14:{minute:02d}:{second:02d}+08:00"


def check_in(minute: int, *bands: str, **more: object) -> Line:
    """The line of a check-in at the desk."""
    arriving = [{"band": band, "guest": "adult"} for band in bands]
    return {"do": "check_in", "bands": arriving, "at": at(minute), "station": "desk-1", "staff": "amy"} | more


def charge(minute: int, band: str, item: str | float, quantity: float = 1, **more: object) -> Line:
    """The line of a charge at the bar."""
    items = [{"item": item, "quantity": quantity}]
    return {"do": "charge", "band": band, "items": items, "at": at(minute), "station": "bar", "staff": "fan"} | more


def as_text(lines: Sequence[Line | str]) -> bytes:
    """A script of these lines; a text is a line as it stands."""
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    return "".join(text + "\n" for text in texts).encode()


@pytest.fixture
def door(folder: Path) -> Iterator[ScriptDoor]:
    """The demo house's door for a script."""
    with closing(ScriptDoor(folder)) as opened:
        yield opened


def play(door: ScriptDoor, lines: Sequence[Line | str]) -> list[Outcome]:
    """The answers to a script that comes through a pipe."""
    answers: list[Outcome] = []
    play_script(door, BytesIO(as_text(lines)), answers.append)
    return answers


WRONG: dict[str, tuple[Line | str, str]] = {
    "unknown band": (charge(10, "999", "beer"), "unknown_band"),
    "unknown chip": (charge(10, "04DEADBEEF0001", "beer"), "unknown_band"),
    "band in use": (check_in(10, "077"), "band_in_use"),
    "band not in use": (charge(10, "079", "beer"), "band_not_in_use"),
    "one of several in use": (check_in(10, "080", "077"), "band_in_use"),
    "unknown item": (charge(10, "077", "caviar"), "unknown_item"),
    "unknown item number": (charge(10, "077", 4711), "unknown_item"),
    "negative quantity": (charge(10, "077", "beer", -2), "out_of_range"),
    "no quantity": (charge(10, "077", "beer", 0), "out_of_range"),
    "malformed JSON": ('{"do": "charge", "band": "077", ', "malformed"),
    "no JSON at all": ("077 two beers", "malformed"),
    "no object": ("[1, 2]", "wrong_type"),
    "a number as a float": (charge(10, "077", "beer", 2.0), "wrong_type"),
    "an item as a float": (charge(10, "077", 28.0), "wrong_type"),
    "a field too many": (charge(10, "077", "beer", price=1), "unknown_field"),
    "a field too few": ({"do": "charge", "band": "077", "at": at(10)}, "missing_field"),
    "no time": ({"do": "charge", "band": "077", "items": [{"item": "beer"}]}, "missing_field"),
    "a time without its offset": (charge(10, "077", "beer", at="2026-03-07T14:10:00"), "wrong_type"),
    "time going back": (charge(10, "077", "beer", at="2026-03-07T13:59:59+08:00"), "time_went_back"),
    "an unknown operation": ({"do": "dance", "at": at(10)}, "unknown_operation"),
    "an unknown station": (charge(10, "077", "beer", station="sauna"), "unknown_station"),
    "an unknown person": (charge(10, "077", "beer", staff="nobody"), "unknown_staff"),
    "text in Chinese": (charge(10, "手牌七十七", "beer"), "unknown_band"),
    "an item in Chinese": (charge(10, "077", "青岛啤酒"), "unknown_item"),
    "10,000 characters": (charge(10, "7" * 10_000, "beer"), "too_long"),
    "10,000 characters of Chinese": (charge(10, "手" * 10_000, "beer"), "too_long"),
    "a line of a megabyte": ('{"do": "' + "x" * 1_000_000 + '"}', "too_long"),
    "nested without end": ('{"do": ' + "[" * 50_000, "malformed"),
    "bytes that are no text": ('{"do": "charge", "band": "\udcff\udcfe"}', "malformed"),
}


@pytest.mark.parametrize(("wrong", "code"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_line_is_answered_with_its_code_and_the_rest_goes_on(
    door: ScriptDoor, folder: Path, wrong: Line | str, code: str
) -> None:
    """Nothing is posted for it, its words say something to people, and the lines around it are done."""
    before, after = check_in(0, "077", "078"), charge(20, "078", "water")
    text = as_text([before]) + _bytes(wrong) + as_text([after])
    answers: list[Outcome] = []
    played = play_script(door, BytesIO(text), answers.append)
    first, declined, last = answers
    assert (first.ok, last.ok, played) == (True, True, Played(3, 2))
    assert (declined.ok, declined.error) == (False, code)
    assert len(declined.message) > 10
    assert len(declined.message) < 700
    door.close()
    assert lines_of_visits(folder) == {"077": 1, "078": 2}


def test_the_command_reads_a_script_of_nothing_but_wrong_lines_to_its_end_and_exits_with_0(
    folder: Path, tmp_path: Path
) -> None:
    """As a program of its own, from a file: one answer a line, in order, each with its code; nothing posted."""
    script = tmp_path / "wrong.jsonl"
    script.write_bytes(as_text([check_in(0, "077")]) + b"".join(_bytes(line) for line, _ in WRONG.values()))
    words = [sys.executable, "-m", "terminal_ui", "play", str(script), "--house", str(folder)]
    done = subprocess.run(words, capture_output=True, check=False, cwd=Path(__file__).parents[2])
    first, *answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, first["ok"]) == (0, True)
    assert [answer["error"] for answer in answers] == [code for _, code in WRONG.values()]
    assert lines_of_visits(folder) == {"077": 1}


def _bytes(line: Line | str) -> bytes:
    text = line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
    return text.encode(errors="surrogateescape") + b"\n"


def lines_of_visits(folder: Path) -> dict[str, int]:
    """How many lines are on the bill of each band that is in use."""
    from pos.reports.bill import bill_of
    from pos.reports.reading import Reading

    with closing(Reading.open(folder)) as reading:
        rows = reading.query("SELECT number FROM band WHERE visit != 0 ORDER BY number")
        return {str(band): len(bill_of(reading, str(band)).lines) for (band,) in rows}


def test_r21_a_repeated_id_gives_the_first_outcome_and_posts_nothing(door: ScriptDoor, folder: Path) -> None:
    """A retry is told what came of the act, and that it had been done."""
    once = charge(10, "077", "beer", id="0195700f-0000-7000-8000-000000000001")
    _, first, again = play(door, [check_in(0, "077"), once, once])
    assert again.repeated
    assert (again.entry, again.facts) == (first.entry, first.facts)
    door.close()
    assert lines_of_visits(folder) == {"077": 2}


def test_r21_the_same_id_with_other_content_is_an_error(door: ScriptDoor, folder: Path) -> None:
    """An id names one act; it cannot come to mean another."""
    command = "0195700f-0000-7000-8000-000000000001"
    lines = [check_in(0, "077"), charge(10, "077", "beer", id=command), charge(11, "077", "water", id=command)]
    _, _, other = play(door, lines)
    assert (other.ok, other.error, other.entry) == (False, "id_reused", None)
    door.close()
    assert lines_of_visits(folder) == {"077": 2}


def test_reasons_in_chinese_go_through_unharmed(door: ScriptDoor, folder: Path) -> None:
    """Chinese is text like any other, in the log as in the answer."""
    back = {"do": "cancel_check_in", "band": "077", "reason": "客人改主意了", "at": at(5), "station": "desk-1"}
    *_, cancelled = play(door, [check_in(0, "077"), back | {"staff": "amy"}])
    assert cancelled.ok
    door.close()
    with closing(Venue.open(folder)) as venue:
        assert venue.head[0] == cancelled.entry


def test_the_same_script_in_a_fresh_house_gives_the_same_head(folder: Path, tmp_path: Path) -> None:
    """Ids that are left out are made from the lines; the clock is the script's. Nothing else enters the chain."""
    from tests.house import make_house

    other = make_house(tmp_path / "other")
    lines: list[Line | str] = [check_in(0, "077"), charge(3, "077", "beer"), charge(2, "077", "beer"), "nonsense"]
    heads = []
    for house in (folder, other):
        with closing(ScriptDoor(house)) as door:
            play(door, lines)
        with closing(Venue.open(house)) as venue:
            heads.append(venue.head)
    assert heads[0] == heads[1]


def test_a_script_played_twice_changes_nothing_the_second_time(folder: Path) -> None:
    """Every line is answered as a repeat with the outcome it had."""
    lines: list[Line | str] = [check_in(0, "077"), charge(3, "077", "beer"), charge(4, "999", "beer")]
    with closing(ScriptDoor(folder)) as door:
        first = play(door, lines)
    with closing(ScriptDoor(folder)) as door:
        second = play(door, lines)
    assert [(one.ok, one.entry, one.facts) for one in first] == [(one.ok, one.entry, one.facts) for one in second]
    assert all(one.repeated for one in second)


def test_times_may_stand_still_but_not_go_back_and_wrong_lines_set_no_time(door: ScriptDoor) -> None:
    """Order is the file's. A line that was refused for its time does not move the clock either way."""
    early = charge(1, "077", "water")
    answers = play(door, [check_in(2, "077"), early, charge(2, "077", "water"), early])
    assert [one.error for one in answers] == ["", "time_went_back", "", "time_went_back"]


def test_an_empty_script_is_read_whole(door: ScriptDoor) -> None:
    """No line, no answer, no trouble."""
    assert play(door, []) == []
    assert play(door, ["", "   "]) == []


def test_a_file_is_played_in_batches_and_a_pipe_line_by_line(folder: Path, tmp_path: Path) -> None:
    """Both give the same answers in the same order."""
    from tests.house import make_house

    lines: list[Line | str] = [check_in(0, "077"), *(charge(n // 10, "077", "water", 1 + n) for n in range(300))]
    script = tmp_path / "script.jsonl"
    script.write_bytes(as_text(lines))
    from_file: list[Outcome] = []
    with closing(ScriptDoor(folder)) as door, script.open("rb") as stream:
        play_script(door, stream, from_file.append)
    with closing(ScriptDoor(make_house(tmp_path / "other"))) as door:
        from_pipe = play(door, lines)
    assert from_file == from_pipe
    assert len(from_file) == 301


def test_a_pipe_is_answered_before_it_is_written_on(folder: Path) -> None:
    """Who drives the house through a pipe can wait for each answer."""
    answers: list[Outcome] = []
    read_end, write_end = os.pipe()
    texts = iter([as_text([check_in(0, "077")]), as_text([charge(1, "077", "beer")])])
    os.write(write_end, next(texts))

    def answer(outcome: Outcome) -> None:
        answers.append(outcome)
        following = next(texts, None)
        if following is None:
            os.close(write_end)
        else:
            os.write(write_end, following)

    with closing(ScriptDoor(folder)) as door, os.fdopen(read_end, "rb") as stream:
        play_script(door, stream, answer)
    assert [outcome.ok for outcome in answers] == [True, True]


def test_a_book_that_cannot_be_written_is_an_answer_too() -> None:
    """Nothing is acknowledged, and the script goes on: the disk may have room again for the next line."""

    class FullDisk:
        """A door behind which the disk is full."""

        def perform_all(self, operations: Sequence[AnyOperation]) -> list[Outcome]:
            raise LedgerError(f"the disk is full; free some space for {len(operations)} entries")

    answers: list[Outcome] = []
    script = BytesIO(as_text([check_in(0, "077"), "nonsense", charge(1, "077", "beer")]))
    play_lines(FullDisk(), lines_of(script), answers.append, batch=10)
    assert [outcome.error for outcome in answers] == ["ledger_unavailable", "malformed", "ledger_unavailable"]
    assert "disk is full" in answers[0].message


def test_a_script_needs_a_house(tmp_path: Path) -> None:
    """Where there is none, it is said before anything is read."""
    from pos.errors import HouseError

    with pytest.raises(HouseError, match="There is no house"):
        ScriptDoor(tmp_path / "nowhere")
