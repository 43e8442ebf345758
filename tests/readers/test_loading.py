"""Kinds of readers: ours, those of other packages, and what is said when one is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from readers.errors import ReaderUnavailable
from readers.listing import ReaderInfo, list_readers
from readers.loading import kinds, load
from readers.mock.driver import MockReaders

FOREIGN = """
from readers.errors import ReaderUnavailable
from readers.mock.driver import MockReaders

class Turnstile(MockReaders):
    name = "turnstile"

def load():
    return Turnstile(["north", "south"])

def load_empty():
    return MockReaders([])

def load_missing():
    raise ReaderUnavailable("Buy one.")

def load_broken():
    raise RuntimeError("boom")
"""
POINTS = """
[loopband.readers]
turnstile = foreign_readers_for_test:load
empty = foreign_readers_for_test:load_empty
missing = foreign_readers_for_test:load_missing
broken = foreign_readers_for_test:load_broken
absent = no_such_module_at_all:load
pcsc = foreign_readers_for_test:load
"""


@pytest.fixture
def _foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package from elsewhere, installed: its code and its declaration are on the path."""
    (tmp_path / "foreign_readers_for_test.py").write_text(FOREIGN)
    info = tmp_path / "foreign_readers_for_test-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: foreign-readers-for-test\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("_foreign")
def test_a_package_from_elsewhere_adds_a_kind_of_reader() -> None:
    """It declares a loader; nothing here changes. Our own kinds cannot be replaced."""
    assert kinds()[:3] == ("pcsc", "nfc", "wedge")
    assert set(kinds()) == {"pcsc", "nfc", "wedge", "turnstile", "empty", "missing", "broken", "absent"}
    assert isinstance(load("turnstile"), MockReaders)
    assert not isinstance(load("pcsc"), MockReaders)


@pytest.mark.usefixtures("_foreign")
@pytest.mark.parametrize(
    ("kind", "words"), [("missing", "Buy one"), ("broken", "boom"), ("absent", "no_such_module"), ("rfid", "turnstile")]
)
def test_a_kind_that_cannot_be_loaded_says_why(kind: str, words: str) -> None:
    """Whatever the other package raises becomes words; an unknown kind lists those there are."""
    with pytest.raises(ReaderUnavailable, match=words):
        load(kind)


@pytest.mark.usefixtures("_foreign")
def test_the_list_shows_what_is_there_and_what_is_missing() -> None:
    """A line for each reader, and one for each kind that has none; nothing is raised."""
    listed = {info.driver: info for info in list_readers()}
    assert [info.name for info in list_readers() if info.driver == "turnstile"] == ["north", "south"]
    assert listed["turnstile"].state == "ready"
    assert listed["empty"] == ReaderInfo("", "empty", "none", "No reader is plugged in.")
    assert listed["missing"] == ReaderInfo("", "missing", "unavailable", "Buy one.")
    assert listed["broken"].state == listed["absent"].state == "unavailable"


def test_without_their_libraries_the_list_tells_what_adds_them(tmp_path: Path) -> None:
    """Run with only msgspec at hand: nothing is raised, the words can be followed, what needs no library is there."""
    (tmp_path / "msgspec").symlink_to(Path(msgspec.__file__).parent)
    root = Path(__file__).parents[2]
    program = "from readers.listing import list_readers\nfor info in list_readers(): print(info.driver, info.detail)"
    ran = subprocess.run(
        [sys.executable, "-S", "-c", program],
        env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{tmp_path}"},
        capture_output=True,
        text=True,
        check=True,
    )
    pcsc, nfc, wedge = ran.stdout.splitlines()
    assert pcsc.startswith("pcsc Readers on PC/SC need the package pyscard")
    assert "apt-get install gcc libc6-dev libpcsclite-dev pcscd && make setup" in pcsc
    assert nfc.startswith("nfc NFC readers without PC/SC need the package nfcpy")
    assert wedge == "wedge No reader is plugged in."


def test_the_settings_of_this_computer_reach_the_drivers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the file names is looked for; a file that is wrong says so, and PC/SC needs none."""
    file = tmp_path / "readers.toml"
    monkeypatch.setenv("LOOPBAND_READERS", str(file))
    file.write_text(
        f'[nfc]\npaths = ["tty:{tmp_path}/ttyBar:pn532"]\n'
        '[[wedge]]\nkeyboard = "usb:ffff:0035"\nformat = "decimal10"\nreader = "Gate"\n'
    )
    listed = {info.driver: info for info in list_readers()}
    assert listed["nfc"].state == listed["wedge"].state == "waiting"
    assert listed["nfc"].detail == "PN532 ttyBar: It is not there: is it plugged in, and is its name right?"
    assert listed["wedge"].detail == "Gate is not plugged in."
    file.write_text('[[wedge]]\nkeyboard = "usb:ffff:0035"\nformat = "decimal11"\n')
    with pytest.raises(ReaderUnavailable, match="'decimal11' is no way a reader types; there are: hex, hex-reversed"):
        load("wedge")
    assert load("pcsc").state().condition == "stopped"
