"""A new computer asks three plain questions, once, and remembers the answers."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pos.errors import HouseError
from pos.house.folder import VENUE_FILE
from readers.contract import Driver, Emit
from readers.mock.driver import MockReaders
from terminal_ui.app import stations_with_posts
from terminal_ui.command_line.new_computer import ask_all
from terminal_ui.computer.settings import FILE, HEAD, Settings, read_settings, write_settings
from tests.house import demo_house, make_house


class Shown(MockReaders):
    """A reader at which somebody holds a card as soon as it is there."""

    def start(self, emit: Emit) -> None:
        """As ever, and the card."""
        super().start(emit)
        self.touch("04A1B2C3D4E5F6", "front")


def _asked(usual: Path, answers: str, *drivers: Driver) -> tuple[Result, list[Settings]]:
    """What the questions and answers look like, and the settings that come of them."""
    made: list[Settings] = []

    @click.command()
    def command() -> None:
        # Nobody closes the keyboard of a computer while it asks.
        with os.fdopen(reading, encoding="utf-8") as keyboard:
            made.append(ask_all(Settings(theme="light"), usual, lambda: drivers, keyboard))

    reading, writing = os.pipe()
    os.write(writing, b"" if drivers and isinstance(drivers[0], Shown) else b"\n")
    try:
        return CliRunner().invoke(command, input=answers), made
    finally:
        os.close(writing)


def test_three_answers_and_the_computer_knows_its_place(tmp_path: Path) -> None:
    """The house by Enter, a counter by its name, the reader by showing it; what was set before stays."""
    house = make_house(tmp_path)
    result, made = _asked(house, "\nbar\n", Shown(["front", "side"]))
    assert result.exception is None, result.output
    assert made == [Settings(house=str(house.resolve()), station="bar", reader="front", theme="light")]
    assert [result.output.count(f"{number}. Which") for number in (1, 2, 3)] == [1, 1, 1]
    assert "It is front." in result.output


def test_enter_alone_takes_the_first_desk_and_all_readers(tmp_path: Path) -> None:
    """Most houses have one of each."""
    result, made = _asked(make_house(tmp_path), "\n\n\n", MockReaders(["front"]))
    assert result.exception is None, result.output
    assert (made[0].station, made[0].reader) == ("desk-1", "")


def test_wrong_answers_are_asked_again(tmp_path: Path) -> None:
    """A folder without a house, a station that is none, a number too high."""
    house = make_house(tmp_path)
    result, made = _asked(tmp_path / "nowhere", f"\nn\n{house}\nlocker-001\n99\n2\n\n")
    assert result.exception is None, result.output
    assert made[0].station == "desk-2"
    assert "There is no house in" in result.output
    assert result.output.count("in the list.") == 2
    assert not (tmp_path / "nowhere").exists()


def test_a_new_house_is_made_if_that_is_wanted(tmp_path: Path) -> None:
    """With people, prices and stations to begin with."""
    result, made = _asked(tmp_path / "mine", "\ny\n\n\n")
    assert result.exception is None, result.output
    assert Path(made[0].house, VENUE_FILE).exists()


def test_stations_with_a_screen_are_desks_first_and_counters() -> None:
    """Nobody works at a locker."""
    stations = stations_with_posts(demo_house())
    assert [station.name for station in stations[:2]] == ["desk-1", "desk-2"]
    assert {"bar", "restaurant"} <= {station.name for station in stations}
    assert not {"locker", "gate_in", "door"} & {station.kind for station in stations}


def test_settings_are_remembered_in_words_people_can_read(tmp_path: Path) -> None:
    """What is as usual is not written; what is written is read again."""
    file = tmp_path / "config" / FILE
    assert read_settings(file) == Settings()
    settings = Settings(house="/srv/云水", station="bar", language="zh_Hant", sound=False)
    assert write_settings(file, settings)
    assert read_settings(file) == settings
    assert file.read_text(encoding="utf-8") == HEAD + (
        'house = "/srv/云水"\nstation = "bar"\nlanguage = "zh_Hant"\nsound = false\n'
    )


@pytest.mark.parametrize("text", ["house = ", 'language = "fr"', "colour = 1", "sound = 3"])
def test_settings_that_are_wrong_are_told_with_their_file(tmp_path: Path, text: str) -> None:
    """Somebody may have changed them."""
    file = tmp_path / FILE
    file.write_text(text)
    with pytest.raises(HouseError, match=FILE):
        read_settings(file)


def test_a_disk_that_takes_nothing_is_no_error(tmp_path: Path) -> None:
    """Then it is not remembered."""
    (tmp_path / "file").write_text("")
    assert not write_settings(tmp_path / "file" / FILE, Settings())
