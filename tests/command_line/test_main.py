"""The command as a whole: help for every command, exit codes, and nothing but the answer on stdout."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from terminal_ui.command_line.main import loopband as group
from terminal_ui.command_line.operation_commands import LISTED, OPERATIONS, command_name
from terminal_ui.command_line.sections import ORDER, section_of
from tests.command_line.conftest import ROOT, Type

COMMANDS = sorted(group.commands)
FURTHER = sorted(
    f"{name} {further}"
    for name, command in group.commands.items()
    if isinstance(command, click.Group)
    for further in command.commands
)
"""Commands of two words."""
SEAMS = ["init", "demo", "play", "do", "bill", "board", "takings", "verify", "rebuild", "readers", "bench", "desk"]


def test_every_command_of_the_seams_is_there() -> None:
    """What other tools call by name exists."""
    assert set(SEAMS) <= set(COMMANDS)


def test_every_operation_has_a_command_an_example_and_a_heading() -> None:
    """What can be asked can be typed, and the help says how."""
    assert {command_name(kind) for kind in OPERATIONS} <= set(COMMANDS)
    assert set(LISTED) == set(OPERATIONS)
    assert all(section_of(command) in ORDER[:-1] for command in group.commands.values())


def _command(name: str) -> click.Command:
    command: click.Command = group
    for word in name.split():
        assert isinstance(command, click.Group)
        command = command.commands[word]
    return command


@pytest.mark.parametrize("name", [*COMMANDS, *FURTHER])
def test_the_help_of_every_command_says_what_it_does_and_shows_how(anywhere: Type, name: str) -> None:
    """Somebody at a desk can follow it: what, then options with words, then an example."""
    typed = anywhere(*name.split(), "--help")
    assert (typed.code, typed.err) == (0, "")
    assert "Example" in typed.out
    assert f"loopband {name.replace('checkout', '')}"[:9] in typed.out
    command = _command(name)
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert all(option.help for option in options), [option.name for option in options if not option.help]


@pytest.mark.parametrize(
    "name", sorted({*COMMANDS, *FURTHER} - {"do", "play", "desk", "serve", "train", "bands export"})
)
def test_every_command_that_prints_facts_can_print_json(name: str) -> None:
    """``do`` and ``play`` print nothing but JSON; a desk, serving and practising are screens; an export is CSV."""
    assert any("--json" in param.opts for param in _command(name).params)


def test_no_summary_in_the_list_of_commands_is_cut_off(anywhere: Type) -> None:
    """A list whose sentences end in dots helps nobody."""
    typed = anywhere("--help")
    assert typed.code == 0
    assert "..." not in typed.out.replace("[COMMAND] [ARGS]...", "")


@pytest.mark.parametrize(
    "words",
    [
        ["dance"],
        ["bill"],
        ["bill", "077", "--colour"],
        ["verify", "--head", "12"],
        ["verify", "--head", "12:xyz"],
        ["takings", "--day", "yesterday"],
        ["takings", "--day", "2026-02-30"],
        ["takings", "--day", "2026-03-07", "--to", "2026-03-08"],
        ["takings", "--from", "2026-03-08", "--to", "2026-03-07"],
        ["charge", "077", "water*x"],
        ["charge", "077", "water*1000"],
        ["pay", "077", "--cash"],
        ["pay", "077", "--cash", "many"],
        ["pay", "077", "--seashells", "3"],
        ["init", "x", "--demo", "usd"],
        ["play", "nowhere.jsonl"],
        ["bench", "--rows", "0"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2_with_words_and_no_answer(loopband: Type, words: list[str]) -> None:
    """What was typed wrong is said on stderr; stdout stays empty for whoever reads it."""
    typed = loopband(*words)
    assert (typed.code, typed.out) == (2, "")
    assert len(typed.err) > 10
    assert "Traceback" not in typed.err


@pytest.mark.parametrize("words", [["bill", "077"], ["board"], ["takings"], ["verify"], ["rebuild"], ["check-in", "1"]])
def test_without_a_house_it_says_how_to_make_one(anywhere: Type, tmp_path: Path, words: list[str]) -> None:
    """The first thing somebody may do wrong has the way out in its words."""
    typed = anywhere(*words, "--house", tmp_path / "nowhere")
    assert (typed.code, typed.out) == (2, "")
    assert "There is no house" in typed.err
    assert "loopband init" in typed.err
    assert not (tmp_path / "nowhere").exists()


def test_a_decline_is_exit_code_1_with_its_words(loopband: Type) -> None:
    """The rules said no: not wrong usage, and not done."""
    typed = loopband("charge", "077", "beer")
    assert (typed.code, typed.out) == (1, "")
    assert "Nobody is checked in" in typed.err


def test_the_house_can_be_named_before_and_after_the_command(anywhere: Type, folder: Path) -> None:
    """Both places are natural; the one at the command wins."""
    assert anywhere("--house", folder, "board").code == 0
    assert anywhere("board", "--house", folder).code == 0
    assert anywhere("--house", folder, "board", "--house", folder / "not").code == 2


def test_the_station_of_the_computer_holds_where_none_is_named(loopband: Type) -> None:
    """A computer at the bar charges at the bar."""
    loopband("check-in", "077")
    loopband("--station", "bar", "charge", "077", "beer", "--staff", "fan")
    assert [line["station"] for line in loopband("bill", "077", "--json").json["lines"]] == ["desk-1", "bar"]


def test_the_program_runs_as_a_module_and_ends_with_its_exit_code(started: Type) -> None:
    """``python -m terminal_ui`` is the same command."""
    assert started("check-in", "077").code == 0
    declined = started("charge", "999", "beer", "--json")
    assert declined.code == 1
    assert declined.json["error"] == "unknown_band"
    assert started("dance").code == 2


def test_a_reader_that_stops_listening_makes_no_trouble(started: Callable[..., object], folder: Path) -> None:
    """``loopband takings | head -1``: no traceback, whatever was not read."""
    script = f"{sys.executable} -m terminal_ui --house {folder} takings | head -1"
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["--help"], ["board"], ["do", '{"do": "close_day"}']], ids=" ".join)
def test_a_command_without_a_screen_does_not_load_one(folder: Path, words: list[str]) -> None:
    """Textual takes most of a second; a charge from the command line does not wait for it."""
    asked = (
        "import sys; from terminal_ui.command_line.main import run; run(sys.argv[1:]); print('textual' in sys.modules)"
    )
    typed = subprocess.run(
        [sys.executable, "-c", asked, "--house", folder, *words], capture_output=True, check=True, cwd=ROOT
    )
    assert typed.stdout.decode().splitlines()[-1] == "False"
