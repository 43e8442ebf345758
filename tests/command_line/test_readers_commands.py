"""This computer's readers by command: the table, the live test, learning one that types, recording and playing back."""

from __future__ import annotations

import asyncio
import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Thread

import click
import pytest

from readers.contract import Driver, ReaderFacts
from readers.events import Event, Tap
from readers.listing import ReaderInfo
from readers.mock.driver import MockReaders
from readers.record.recorder import Recorder
from readers.record.replay import Replay
from readers.settings import NfcSettings, Settings, WedgeSettings, read_settings, write_settings
from readers.wedge.formats import read_format
from readers.wedge.keyboards import Keyboards
from terminal_ui.command_line.hearing import Hearing
from terminal_ui.command_line.learn import UNCHANGED, Learnt, learn
from terminal_ui.command_line.readers_words import readers_words
from terminal_ui.command_line.tap_card import tap_card
from terminal_ui.command_line.tap_test import AskedHouse, asked_house, tap_test, watch
from tests.command_line.conftest import NO_READERS, PROGRAM, ROOT, Type
from tests.house import demo_house
from tests.readers.support.typing_reader import TypingReaders

BAND = "04A1B2C3D4E5F6"
FIRST, SECOND = "AABBCCDD", "04112233"
CHEAP = "usb:ffff:0035"


def test_readers_says_what_is_there_and_what_is_missing(anywhere: Type) -> None:
    """Every kind of reader is named, with its state; nothing is an error."""
    typed = anywhere("readers", "--json")
    assert typed.code == 0
    assert all({"name", "driver", "state", "detail", "facts"} >= set(info) for info in typed.json)
    assert "pcsc" in {info["driver"] for info in typed.json}
    assert "pcsc" in anywhere("readers").out


def test_the_table_tells_what_a_reader_can_do_and_its_advice_in_its_own_words() -> None:
    """Which chips can prove something there, what the guest sees and hears, the firmware; advice is read in full."""
    found = [
        ReaderInfo("ACS ACR122U", "pcsc", "ready", facts=ReaderFacts("ACR122U215", True, True, True, True)),
        ReaderInfo("OMNIKEY", "pcsc", "ready", facts=ReaderFacts(apdus=True)),
        ReaderInfo("Bar", "wedge", "ready", facts=ReaderFacts(leaving=False)),
        ReaderInfo("", "nfc", "unavailable", "Install nfcpy."),
    ]
    lines = list(readers_words(found))
    assert lines[2].split(maxsplit=5) == ["ACS", "ACR122U", "pcsc", "ready", "all", "light, sound  ACR122U215"]
    assert lines[3].split() == ["OMNIKEY", "pcsc", "ready", "apdus", "nothing"]
    assert lines[4].split() == ["Bar", "wedge", "ready", "none", "nothing"]
    assert lines[5].split() == ["-", "nfc", "unavailable"]
    assert lines[-1] == "nfc: Install nfcpy."


# --- the live test ------------------------------------------------------------------------------


def test_a_tap_is_drawn_with_all_that_was_read() -> None:
    """Number, chip, what it proved, whose it is; every line of the card is as wide as the others."""
    facts = ReaderFacts(lights=True, sound=True)
    tap = Tap(reader="desk", uid=BAND, technology="NTAG 424 DNA", proved="sun", count=17)
    lines = list(tap_card(tap, facts, "band 077, in use"))
    card = "\n".join(lines)
    for part in ("04 A1 B2 C3 D4 E5 F6  (7 bytes)", "NTAG 424 DNA", "only it can make", "taps: 17", "band 077, in use"):
        assert part in card
    assert len({len(line) for line in lines[1:-1]}) == 1
    assert lines[-1] == "Tried at the reader: light, sound."


@pytest.mark.parametrize(
    ("tap", "words"),
    [
        (Tap(reader="desk", uid=BAND), "nothing was asked of it"),
        (Tap(reader="desk", uid="08AABBCC", random_uid=True), "another number each time"),
        (Tap(reader="desk", uid=BAND, doubt="wrong", doubt_words="It signs for another chip."), "NOT PROVED (wrong)"),
        (Tap(reader="desk", uid=BAND, doubt="pulled"), "NOT PROVED (pulled)"),
        (Tap(reader="desk", uid=BAND, repeat=True), "(again)"),
    ],
)  # fmt: skip
def test_a_card_says_what_is_wrong_with_a_band(tap: Tap, words: str) -> None:
    """A copy is seen while a reader is tried out; a reader that shows nothing is told, too."""
    card = "\n".join(tap_card(tap, ReaderFacts(), ""))
    assert words in card
    assert "it shows nothing" in card


@pytest.mark.parametrize("as_json", [False, True])
async def test_the_tap_test_shows_every_tap_and_tries_the_readers_light(
    capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    """Whoever mounts a reader sees at once whether it reads, and what; a doubtful band gets a no."""
    mock = MockReaders(["bar"])
    watching = asyncio.create_task(watch([mock], AskedHouse(), as_json=as_json))
    await asyncio.sleep(0)
    mock.touch(BAND, "bar")
    mock.tap("04B1B2C3D4E5F6", "bar", doubt="wrong")
    mock.fail("bar")
    out = ""
    async with asyncio.timeout(10):
        while ("unreadable" if as_json else "could not be read") not in out:
            await asyncio.sleep(0.01)
            out += capsys.readouterr().out
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert (BAND in out) == as_json
    assert ("04 A1 B2 C3 D4 E5 F6" in out) != as_json
    assert ('"type":"tap"' in out) == as_json
    assert mock.signals == [("bar", "ok"), ("bar", "refused")]


def test_the_bands_of_the_house_are_known_in_a_test(loopband: Type, folder: Path, tmp_path: Path) -> None:
    """With a house its bands have their numbers; without one that is said, and the test runs."""
    loopband("check-in", "077")
    uid = next(band.uid for band in demo_house().bands if band.number == "077")
    assert asked_house(folder).band_words(uid) == "band 077, in use"
    assert asked_house(folder).band_words(BAND) == "no band of the house"
    assert asked_house(tmp_path).band_words(uid) == ""


# --- recording and playing back -----------------------------------------------------------------


def _recording(file: Path, taps: Sequence[str]) -> Path:
    mock = MockReaders(["bar"])
    with closing(Recorder(file)) as recorder:
        mock.start(recorder.record)
        for uid in taps:
            mock.touch(uid, "bar")
    return file


def test_a_recording_is_played_tap_for_tap(loopband: Type, tmp_path: Path) -> None:
    """In words or JSON, to its end."""
    file = _recording(tmp_path / "day.jsonl", [BAND, "04B1B2C3D4E5F6"])
    typed = loopband("readers", "play", file, "--speed", "1000", "--json")
    assert typed.code == 0
    assert [event["type"] for event in typed.lines] == ["up", "tap", "gone", "tap", "gone", "down"]
    assert "04 B1 B2 C3 D4 E5 F6" in loopband("readers", "play", file).out


def test_a_recording_that_is_damaged_is_played_up_to_there(loopband: Type, tmp_path: Path) -> None:
    """Exit code 1, with the line that cannot be read."""
    file = _recording(tmp_path / "day.jsonl", [BAND])
    with file.open("a") as damaged:
        damaged.write("nonsense\n")
    typed = loopband("readers", "play", file)
    assert typed.code == 1
    assert "04 A1 B2 C3 D4 E5 F6" in typed.out
    assert "Line 5 of the recording" in typed.err
    assert loopband("readers", "play", tmp_path / "none").code == 2


def test_a_recording_is_never_written_over(loopband: Type, tmp_path: Path) -> None:
    """It may be the only proof of a day."""
    file = _recording(tmp_path / "day.jsonl", [BAND])
    before = file.read_bytes()
    typed = loopband("readers", "record", file)
    assert (typed.code, typed.out) == (1, "")
    assert "exists" in typed.err
    assert file.read_bytes() == before


def test_what_readers_tell_is_recorded_until_ctrl_c(tmp_path: Path) -> None:
    """As a program: Ctrl+C ends it in good order, the file is the owner's alone, and it can be played."""
    file = tmp_path / "day.jsonl"
    words = [*PROGRAM, "readers", "record", str(file), "--house", str(tmp_path / "none")]
    settings = NO_READERS | {"LOOPBAND_READERS": str(tmp_path / "readers.toml")}
    program = subprocess.Popen(words, cwd=ROOT, env=settings, stderr=subprocess.PIPE, text=True)
    assert program.stderr is not None
    with program.stderr:
        for line in program.stderr:
            if "Hold a band" in line:
                break
        time.sleep(0.5)
        program.send_signal(signal.SIGINT)
        rest = program.stderr.read()
    assert (program.wait(20), "Traceback" in rest) == (0, False)
    assert "The recording is" in rest
    assert json.loads(file.read_text().splitlines()[0])["loopband_recording"] == 1
    assert file.stat().st_mode & 0o777 == 0o600


# --- learning -----------------------------------------------------------------------------------


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this computer's settings are, in this test."""
    file = tmp_path / "readers.toml"
    monkeypatch.setenv("LOOPBAND_READERS", str(file))
    return file


@pytest.fixture
def typing(tmp_path: Path) -> Iterator[TypingReaders]:
    """A machine's keyboards."""
    folder = tmp_path / "machine"
    folder.mkdir()
    with closing(TypingReaders(folder)) as readers:
        yield readers


def test_a_reader_that_types_into_the_window_is_learnt(anywhere: Type, settings: Path) -> None:
    """Its line, then which band it was, twice; the format is written down for the keyboard that was named."""
    write_settings(Settings(nfc=NfcSettings(("tty:USB0:pn532",)), wedge=(WedgeSettings("usb:1:2", "hex"),)))
    lines = f"3721182122\n{FIRST}\n0857870596\n{SECOND}"
    learnt = ["readers", "learn", "--typed", "--keyboard", CHEAP, "--name", "Bar"]
    typed = anywhere(*learnt, input=lines)
    assert typed.code == 0
    assert "It types 10 decimal digits, last byte first (decimal10-reversed)." in typed.out
    assert read_settings() == Settings(
        nfc=NfcSettings(("tty:USB0:pn532",)),
        wedge=(WedgeSettings("usb:1:2", "hex"), WedgeSettings(CHEAP, "decimal10-reversed", "Bar")),
    )
    lines = f"{FIRST}\n{FIRST}\n{SECOND}\n{SECOND}"
    again = anywhere("readers", "learn", "--typed", "--keyboard", CHEAP, "--json", input=lines)
    assert again.json == {
        "keyboard": CHEAP, "reader": "Bar", "format": "hex", "words": "hex", "settings": str(settings),
    }  # fmt: skip
    assert len(read_settings().wedge) == 2


def test_without_a_keyboard_nothing_is_written_and_that_is_said(anywhere: Type, settings: Path) -> None:
    """The format is told all the same."""
    typed = anywhere("readers", "learn", "--typed", input=f"{FIRST}\n{FIRST}\n{SECOND}\n{SECOND}\n")
    assert "It types hex" in typed.out
    assert "Name it with --keyboard" in typed.out
    assert not settings.exists()


def test_a_band_of_the_house_is_known_by_its_printed_number(loopband: Type, settings: Path) -> None:
    """Whoever has two bands of the house needs no other reader; an unknown number is asked for again."""
    loopband("board")
    uids = {band.number: band.uid for band in demo_house().bands}
    format_ = read_format("decimal17")
    lines = [format_.text(bytes.fromhex(uids["077"])), "999", "77", format_.text(bytes.fromhex(uids["078"])), "078"]
    typed = loopband("readers", "learn", "--typed", "--keyboard", CHEAP, input="\n".join(lines))
    assert typed.code == 0
    assert "999 is no band that is known here" in typed.err
    assert read_settings().wedge == (WedgeSettings(CHEAP, "decimal17"),)
    assert settings.exists()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["12307677", FIRST], "only a part of the number"),
        (["3721182122"], "Which band was it?"),
        ([], "Hold a band"),
        (["1234567890", FIRST], "nothing that has to do with"),
    ],
    ids=["a part of the number", "ended before the number", "ended at once", "something else"],
)
def test_what_cannot_be_learnt_changes_nothing(anywhere: Type, settings: Path, lines: list[str], words: str) -> None:
    """Exit code 1, with what it was and that nothing was changed."""
    typed = anywhere("readers", "learn", "--typed", "--keyboard", CHEAP, input="\n".join(lines))
    assert (typed.code, typed.out) == (1, "")
    assert words in typed.err
    assert typed.err.endswith(f"{UNCHANGED}\n")
    assert not settings.exists()


def test_settings_that_are_wrong_are_said_before_anything_is_asked(anywhere: Type, settings: Path) -> None:
    """They are not written over either."""
    settings.write_text("[[wedge]]\nkeyboard = 1\n")
    typed = anywhere("readers", "learn", "--typed", input="")
    assert typed.code == 1
    assert "are wrong" in typed.err


def _learn(
    typing: TypingReaders, hands: Callable[[], None], monkeypatch: pytest.MonkeyPatch, drivers: Sequence[Driver] = ()
) -> Learnt:
    """Learn while somebody's hands are at work."""
    silent, held = os.pipe()
    with os.fdopen(silent) as nothing_typed, os.fdopen(held, "w"):
        monkeypatch.setattr(sys, "stdin", nothing_typed)
        Thread(target=hands, daemon=True).start()
        return learn(typing.keyboards, None, None, drivers, lambda _: None)


@pytest.mark.usefixtures("settings")
def test_a_reader_is_learnt_by_the_keys_of_its_keyboard_and_another_reader(
    typing: TypingReaders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel's key events; of two twins the one that typed is written down with its place."""
    for number in (3, 4):
        typing.plug(number, "Sycreader RFID Technology", CHEAP)
    typing.plug(5, "A real keyboard", "usb:046d:c31c")
    other = MockReaders(["desk"])

    def hands() -> None:
        for uid in (FIRST, SECOND):
            for _ in range(2):
                # Nobody hears the first keys before the keyboard is taken: held there again, as a person would.
                typing.type(4, str(int(uid, 16)).zfill(10) + "\n")
                time.sleep(0.3)
            other.touch(uid, "desk")
            time.sleep(0.2)

    learnt = _learn(typing, hands, monkeypatch, [other])
    assert (learnt.keyboard, learnt.format) == (f"{CHEAP}@usb-0000:00:14.0-4/input0", "decimal10")
    assert read_settings().wedge == (WedgeSettings(learnt.keyboard, "decimal10"),)


def test_without_a_reader_that_types_the_keyboards_are_named(typing: TypingReaders, settings: Path) -> None:
    """One of them can be named; a name that is none is refused."""
    with pytest.raises(click.ClickException, match="Plug it in"):
        learn(typing.keyboards, None, None, [], lambda _: None)
    typing.plug(5, "A real keyboard", "usb:046d:c31c")
    with pytest.raises(click.ClickException, match=r"usb:046d:c31c  A real keyboard"):
        learn(typing.keyboards, None, None, [], lambda _: None)
    with pytest.raises(click.ClickException, match="no keyboard called usb:1:2"):
        learn(typing.keyboards, "usb:1:2", None, [], lambda _: None)
    assert not settings.exists()


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "sudo usermod -aG input"),
        (OSError(errno.EBUSY, "Device or resource busy"), "Another program has this reader"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_a_keyboard_that_cannot_be_taken_says_what_helps(
    tmp_path: Path, settings: Path, monkeypatch: pytest.MonkeyPatch, refusal: OSError, words: str
) -> None:
    """With the command; nothing is changed."""
    folder = tmp_path / "machine"
    folder.mkdir()
    with closing(TypingReaders(folder)) as typing:
        typing.plug(3, "Sycreader RFID Technology", CHEAP)

        def refuse(_: int) -> None:
            raise refusal

        keyboards = Keyboards(folder / "dev-input", folder / "sys-class-input", refuse)
        silent, held = os.pipe()
        with os.fdopen(silent) as nothing_typed, os.fdopen(held, "w"):
            monkeypatch.setattr(sys, "stdin", nothing_typed)
            with pytest.raises(click.ClickException, match=words) as raised:
                learn(keyboards, None, None, [], lambda _: None)
    assert UNCHANGED in str(raised.value.message)
    assert not settings.exists()


def test_ctrl_c_changes_nothing(settings: Path, tmp_path: Path) -> None:
    """In the middle, after one band: the program ends, the settings are as they were."""
    write_settings(Settings(wedge=(WedgeSettings(CHEAP, "hex", "Bar"),)), settings)
    before = settings.read_bytes()
    words = [*PROGRAM, "readers", "learn", "--typed", "--keyboard", CHEAP]
    env = NO_READERS | {"LOOPBAND_READERS": str(settings), "LOOPBAND_HOUSE": str(tmp_path / "none")}
    program = subprocess.Popen(words, cwd=ROOT, env=env, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert program.stdin is not None
    assert program.stderr is not None
    with program.stdin, program.stderr:
        program.stdin.write(f"3721182122\n{FIRST}\n")
        program.stdin.flush()
        for line in program.stderr:
            if "to be sure" in line:
                break
        program.send_signal(signal.SIGINT)
        rest = program.stderr.read()
    assert program.wait(20) == 130
    assert rest.split("\n") == [UNCHANGED, "", "Stopped.", ""]
    assert settings.read_bytes() == before


async def test_lines_and_taps_come_in_their_order_and_an_input_that_ends_ends_it() -> None:
    """A last line without an end counts; afterwards nothing is heard."""
    heard: list[str | Event] = []
    async with Hearing([], lines=io.StringIO("077\n\n078")) as hearing:
        async for each in hearing.heard():
            assert isinstance(each, str)
            heard.append(each)
    assert heard == ["077", "", "078"]


def test_a_test_ends_with_its_recording(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where nothing was recorded but its head."""
    file = _recording(tmp_path / "day.jsonl", [])
    tap_test([Replay(file)], AskedHouse(), as_json=False)
    assert capsys.readouterr().out.splitlines()[0] == "bar: ready"
