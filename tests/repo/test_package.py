"""What is inside the package that people install."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("pos", "readers", "terminal_ui")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel built from a copy of the repository, so that building leaves no traces in it."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for room in ROOMS:
        shutil.copytree(ROOT / room, source / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", str(built), str(source)], check=True, capture_output=True)
    return zipfile.ZipFile(next(built.glob("loopband-*.whl")))


def metadata(wheel: zipfile.ZipFile, name: str) -> bytes:
    """One file of the wheel's own description."""
    return wheel.read(next(path for path in wheel.namelist() if path.endswith(f".dist-info/{name}")))


@pytest.mark.slow
def test_the_wheel_holds_every_file_that_is_not_made_while_running(wheel: zipfile.ZipFile) -> None:
    """Modules, type markers, venue files, styles: nothing of the rooms is forgotten, and no test is in it."""
    wanted = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    inside = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert inside == wanted


@pytest.mark.slow
def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    """Name, licence, Pythons and command are the ones the project promises."""
    about = message_from_bytes(metadata(wheel, "METADATA"))
    assert about["Name"] == "loopband"
    assert about["License-Expression"] == "Apache-2.0"
    assert set(about["Requires-Python"].split(",")) == {">=3.11", "<3.14"}
    assert b"loopband = terminal_ui.command_line.main:main" in metadata(wheel, "entry_points.txt")
