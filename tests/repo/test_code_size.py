"""No file and no function of ours is longer than a reader's patience."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES_OF_A_MODULE = 400
MOST_LINES_OF_A_FUNCTION = 60
# Rooms are named by what the venue does, never by "other things".
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}


def modules() -> Iterator[Path]:
    """All our Python files, tests too."""
    for room in ("pos", "readers", "terminal_ui", "tests"):
        yield from sorted((ROOT / room).rglob("*.py"))


def name_of(path: Path) -> str:
    """The path as one says it, from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function of a file with its number of lines, its docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            words = ast.get_docstring(node, clean=False) or ""
            docstring_lines = words.count("\n") + 1 if words else 0
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1 - docstring_lines


def test_there_is_something_to_measure() -> None:
    """The other tests here look at real files, and at all rooms."""
    seen = {name_of(path).split("/")[0] for path in modules()}
    assert {"pos", "terminal_ui", "tests"} <= seen


def test_no_module_is_over_400_lines() -> None:
    """Every file can be read in one go."""
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_MODULE} == {}


def test_no_function_is_over_60_lines() -> None:
    """Every function fits on a screen."""
    long = {
        f"{name_of(path)}: {name}": lines
        for path in modules()
        for name, lines in functions(path)
        if lines > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


@pytest.mark.parametrize("room", ["pos", "readers", "terminal_ui"])
def test_no_room_is_named_other_things(room: str) -> None:
    """What a file does can be told from its name."""
    parts = {part for path in (ROOT / room).rglob("*.py") for part in path.relative_to(ROOT).with_suffix("").parts}
    assert not parts & NO_NAMES
