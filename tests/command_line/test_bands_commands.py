"""Bands by command: listed, commissioned with a reader, taken in from a file and written to one."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from typing import IO

import pytest

from pos.house.bands import paper_uid
from pos.house.folder import LEDGER_FILE
from pos.ledger.verify import verify
from pos.reports.bands import bands_of
from pos.reports.reading import Reading
from readers.events import Tap
from readers.mock.driver import MockReaders
from readers.record.recorder import Recorder
from terminal_ui.command_line import commission
from terminal_ui.command_line.commission import Wanted, run_commission
from tests.command_line.conftest import ROOT, Type

LEAD = ("--staff", "lin")
BANDS = 200


def chip(place: int) -> str:
    """The chip of the band at this place of a pile."""
    return f"04A1B2{place:08X}"


def new_bands(folder: Path) -> dict[str, str]:
    """Number → chip of what was added to the demo house."""
    with closing(Reading.open(folder)) as reading:
        return {band.number: band.uid for band in bands_of(reading).bands if band.uid != paper_uid(band.number)}


# --- the list and files -------------------------------------------------------------------------


def test_the_list_shows_every_band_with_its_state(loopband: Type) -> None:
    """And how many there are of each; --state chooses."""
    loopband("check-in", "077", "201:adult:women")
    worn = loopband("bands", "--state", "in-use", "--json").json
    assert [(band["number"], band["zone"], band["visit"]) for band in worn["bands"]] == [
        ("077", "men", 1),
        ("201", "", 2),
    ]
    assert worn["counts"]["available"] == 218
    words = loopband("bands", "--state", "in-use", "--state", "wash").out
    assert "077" in words
    assert "078" not in words
    assert "220 bands in all: 218 available, 2 in use." in words


def test_options_of_the_list_are_not_lost_before_another_word(loopband: Type) -> None:
    """``bands --json import`` would print words; it says where the option belongs."""
    typed = loopband("bands", "--json", "export")
    assert (typed.code, typed.out) == (2, "")
    assert "behind export" in typed.err


def test_r61_missing_bands_are_listed_with_what_is_known_of_them(loopband: Type) -> None:
    """Nothing missing is said, too; a lost band with its last use and what is owed."""
    assert loopband("bands", "missing").out == "No band is missing.\n"
    loopband("check-in", "077", "--deposit", "200", "--staff", "amy")
    loopband("report-lost", "077", "--reason", "in the pool", "--staff", "chen")
    found = loopband("bands", "missing")
    assert found.code == 0
    assert found.out.splitlines()[2].split()[:3] == ["077", "lost", "1"]
    assert found.out.splitlines()[2].split()[-2:] == ["118.00", "200.00"]
    (band,) = loopband("bands", "missing", "--days", "0", "--json").json["bands"]
    assert (band["why"], band["due"], band["held"]) == ("lost", 11_800, 20_000)


def test_an_export_is_a_file_that_an_import_reads(
    loopband: Type, house_in: Callable[..., Path], tmp_path: Path
) -> None:
    """Printed or written; a file that is there stays as it is."""
    loopband("add-bands", f"221={chip(1)}:women", f"222={chip(2)}", *LEAD)
    file = tmp_path / "bands.csv"
    assert loopband("bands", "export", file).out == ""
    assert loopband("bands", "export").out == file.read_text(encoding="utf-8")
    assert loopband("bands", "export", file).code == 1
    rows = file.read_text(encoding="utf-8").splitlines()
    new = "\n".join([rows[0], *(row for row in rows if row.startswith("22"))][0:1] + rows[-2:])
    other = house_in("twd")
    typed = loopband("bands", "import", "-", "--house", other, *LEAD, input=new)
    assert typed.out == "In service: bands 221 to 222, 2 in all (1 for women, 1 for any zone).\n"
    assert new_bands(other) == {"221": chip(1), "222": chip(2)}


def test_a_file_with_a_wrong_row_leaves_everything_out_and_names_all_of_them(
    loopband: Type, folder: Path, tmp_path: Path
) -> None:
    """By the row a spreadsheet shows, each with what is wrong; exit code 1."""
    file = tmp_path / "bands.csv"
    file.write_text(f"number,uid,zone\n221,{chip(1)},men\n077,{chip(2)},men\n222,{paper_uid('078')},\n223,x,\n")
    typed = loopband("bands", "import", file, *LEAD)
    assert (typed.code, typed.out) == (1, "")
    assert "  3  Band number 077 is taken (available)." in typed.err
    assert f"  4  Chip {paper_uid('078')} already belongs to band 078 (available)." in typed.err
    assert "Nothing was taken in: 3 rows are wrong." in typed.err
    document = loopband("bands", "import", file, "--json", *LEAD).json
    assert [(finding["row"], finding["code"]) for finding in document["findings"]] == [
        (3, "band_exists"),
        (4, "uid_exists"),
        (5, "bad_uid"),
    ]
    assert new_bands(folder) == {}


def test_a_dry_run_says_what_would_be_and_writes_nothing(loopband: Type, folder: Path) -> None:
    """Then the same file without it does what was said, in one entry."""
    text = "number;uid\n" + "".join(f"{300 + place};{chip(place)}\n" for place in range(1500))
    dry = loopband("bands", "import", "-", "--dry-run", input=text)
    assert dry.out.splitlines()[0] == "Would be in service: bands 300 to 1799, 1500 in all (1500 for any zone)."
    assert new_bands(folder) == {}
    assert loopband("bands", "import", "-", "--json", *LEAD, input=text).json["entry"] == 2
    assert len(new_bands(folder)) == 1500


def test_an_import_is_for_whoever_may_add_bands(loopband: Type, folder: Path) -> None:
    """The rules decide, as for every operation."""
    typed = loopband("bands", "import", "-", "--staff", "amy", input=f"number,uid\n221,{chip(1)}\n")
    assert (typed.code, typed.out) == (1, "")
    assert "Ask a shift lead" in typed.err
    assert new_bands(folder) == {}


# --- commissioning ------------------------------------------------------------------------------


def test_bands_are_commissioned_by_typed_chips(loopband: Type, folder: Path) -> None:
    """Without a reader: a chip, then its number or Enter; u takes the last one back, the end of the input ends it."""
    words = [chip(1), "", chip(2), "300", chip(2), chip(3), "077", "301", "u", chip(4), "", "q", chip(5)]
    typed = loopband("bands", "commission", *LEAD, input="\n".join(words))
    assert typed.code == 0
    assert new_bands(folder) == {"221": chip(1), "300": chip(2), "301": chip(4)}
    assert f"   2  band 300  chip {chip(2)}" in typed.out
    assert f"Chip {chip(2)} already belongs to band 300 (available)." in typed.err
    assert "Band number 077 is taken (available)." in typed.err
    assert "In this go: 3. In the book: 223. The next one is 302." in typed.err


def test_in_json_each_band_is_a_line(loopband: Type) -> None:
    """For whatever prints labels beside it; refusals are lines too."""
    typed = loopband("bands", "commission", "--in-order", "--json", *LEAD, input=f"{chip(1)}\n{chip(1)}\nu\n")
    done, error, undone = typed.lines
    assert done == {"done": {"number": "221", "uid": chip(1)}, "entry": 2, "count": 1}
    assert (error["error"], error["count"]) == ("uid_exists", 1)
    assert undone == {"undone": {"number": "221", "uid": chip(1)}, "entry": 3, "count": 0}


def test_who_may_not_commission_is_told_at_the_first_band(loopband: Type, folder: Path) -> None:
    """Exit code 1, and nothing goes on as if it had been done."""
    typed = loopband("bands", "commission", "--in-order", "--staff", "amy", input=f"{chip(1)}\n{chip(2)}\n")
    assert typed.code == 1
    assert typed.err.count("Ask a shift lead") == 1
    assert new_bands(folder) == {}


def test_it_ends_after_as_many_as_were_wanted(loopband: Type, folder: Path) -> None:
    """A box of two, for women, from 500 on."""
    options = ["--in-order", "--count", "2", "--number", "500", "--zone", "women"]
    loopband("bands", "commission", *options, *LEAD, input="\n".join(map(chip, range(5))))
    assert new_bands(folder) == {"500": chip(0), "501": chip(1)}
    assert loopband("bands", "commission", "--number", "a b", *LEAD).code == 1


def test_a_recorded_pile_is_commissioned_again_tap_for_tap(loopband: Type, folder: Path, tmp_path: Path) -> None:
    """What a reader told once goes into another house by the same command; it ends with the recording."""
    file = tmp_path / "pile.jsonl"
    recorder = Recorder(file)
    mock = MockReaders(["desk"])
    mock.start(recorder.record)
    for place in range(3):
        mock.touch(chip(place), "desk")
    recorder.close()
    typed = loopband("bands", "commission", "--in-order", "--recording", file, *LEAD, input="")
    assert typed.code == 0
    assert new_bands(folder) == {"221": chip(0), "222": chip(1), "223": chip(2)}


def test_two_hundred_bands_in_one_go_through_a_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is answered with light and sound when it is in the book; a second reading of it is none."""
    mock = MockReaders(["desk"])
    silent, held = os.pipe()
    answers: list[str] = []

    def hands() -> None:
        while "desk" not in mock.state().readers:
            time.sleep(0.001)
        for place in range(BANDS):
            mock.touch(chip(place), "desk")
            mock.touch(chip(place), "desk")  # a hand that trembles: told once
            while len(mock.signals) == place:
                time.sleep(0.001)
            answers.append(mock.signals[-1][1])

    with os.fdopen(silent) as nothing_typed, os.fdopen(held, "w"):
        monkeypatch.setattr(sys, "stdin", nothing_typed)
        tapping = Thread(target=hands, daemon=True)
        tapping.start()
        assert run_commission(folder, Wanted(in_order=True, staff="lin", count=BANDS), [mock], as_json=False)
        tapping.join(10)
    assert answers == ["ok"] * BANDS
    assert new_bands(folder) == {f"{221 + place:03}": chip(place) for place in range(BANDS)}
    assert verify(folder / LEDGER_FILE).ok


@pytest.fixture
def commissioning(folder: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts ``bands commission --in-order`` as a program of its own."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        words = ["bands", "commission", "--in-order", "--json", "--staff", "lin", "--house", str(folder)]
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "terminal_ui", *words],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        )
        return started[-1]

    yield start
    for program in started:
        program.kill()
        program.wait()
        for pipe in (program.stdin, program.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()


def _pile(into: IO[str], first: int) -> None:
    """Bands without end, as fast as they are taken."""
    with suppress(OSError, ValueError):
        for place in range(first, first + 10_000):
            into.write(chip(place) + "\n")
            into.flush()


@pytest.mark.slow
def test_killed_in_the_middle_every_band_that_was_told_is_in_the_book(
    commissioning: Callable[[], subprocess.Popen[str]], folder: Path
) -> None:
    """By kill -9, three times while bands are coming: none that was counted is lost, and it goes on where it was."""
    told: dict[str, str] = {}
    for kill in range(3):
        program = commissioning()
        assert program.stdin is not None
        assert program.stdout is not None
        Thread(target=_pile, args=(program.stdin, kill * 10_000), daemon=True).start()
        for _ in range(20 + kill):
            done = json.loads(program.stdout.readline())["done"]
            told[done["number"]] = done["uid"]
        program.kill()
        # What it had told before it died may still be in the pipe.
        for line in program.stdout.read().splitlines():
            done = json.loads(line)["done"]
            told[done["number"]] = done["uid"]
        book = new_bands(folder)
        assert told.items() <= book.items()
        assert sorted(map(int, book)) == list(range(221, 221 + len(book)))
    assert len(told) >= 63
    assert verify(folder / LEDGER_FILE).ok


def test_ctrl_c_ends_a_go_with_its_count(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """That is how somebody with a reader in the hand ends it; no traceback, and what was done is told."""

    async def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commission._Go, "run", interrupted)
    assert run_commission(folder, Wanted(in_order=True), [], as_json=False)
    assert "In this go: 0. In the book: 220. The next one is 221." in capsys.readouterr().err


def test_at_a_terminal_it_asks_for_each_band_and_can_be_heard(folder: Path) -> None:
    """A prompt each time, one bell for a yes and two for a no; q ends it, and what was done is told."""
    ours, theirs = pty.openpty()
    words = ["bands", "commission", "--staff", "lin", "--house", str(folder)]
    program = subprocess.Popen(
        [sys.executable, "-m", "terminal_ui", *words], cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    steps = {
        b"Hold a band to a reader: ": chip(1),
        b"Its number [221]: ": "",
        f"\a   1  band 221  chip {chip(1)}\r\nHold a band to a reader: ".encode(): chip(1),
        b"\a\aChip": "q",
        b"In this go: 1. In the book: 221. The next one is 222.": "",
    }
    told = b""
    for awaited, keys in steps.items():
        while awaited not in told:
            assert select.select([ours], [], [], 30)[0], told
            told += os.read(ours, 4096)
        told = told.partition(awaited)[2]
        os.write(ours, keys.encode() + b"\n")
    assert program.wait(20) == 0
    os.close(ours)


def test_taps_are_what_readers_tell() -> None:
    """A chip's number typed in place of a tap is a tap of a reader called so; anything else is none."""
    tap = commission._chip_of(" 04:a1:b2:c3 ")
    assert isinstance(tap, Tap)
    assert (tap.reader, tap.uid) == ("typed", "04A1B2C3")
    assert commission._chip_of("221") is None
