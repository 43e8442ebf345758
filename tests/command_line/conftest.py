"""A demo house on disk, and ways to type at the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from pos.house.demo_house import DemoCurrency
from tests.house import make_house

ROOT = Path(__file__).parents[2]
PROGRAM = ("env", "--default-signal=INT", sys.executable, "-m", "terminal_ui")
"""The program, which hears Ctrl+C also if these tests run in the background of a shell, where it is switched off."""


NO_READERS = {**os.environ, "PCSCLITE_CSOCK_NAME": "/nonexistent"}
"""Settings under which the program does not see the virtual readers of the tests that run beside these."""


class Typed(NamedTuple):
    """What came back: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed, as one JSON document."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """What was printed, as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Type = Callable[..., Typed]
"""``loopband(*words, input=…)``."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh demo house in CNY."""
    return make_house(tmp_path)


@pytest.fixture
def house_in(tmp_path: Path) -> Callable[[DemoCurrency], Path]:
    """A fresh demo house in the currency that is asked for."""
    return lambda currency: make_house(tmp_path, currency)


@pytest.fixture
def anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """The command in this process, through its real entry, with no house set; its folders lie in ``tmp_path``."""
    for name in ("LOOPBAND_HOUSE", "LOOPBAND_STATION", "LOOPBAND_STAFF"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return _in_process


@pytest.fixture
def loopband(folder: Path, anywhere: Type, monkeypatch: pytest.MonkeyPatch) -> Type:
    """The command in this process, on the fresh demo house."""
    monkeypatch.setenv("LOOPBAND_HOUSE", str(folder))
    return anywhere


@pytest.fixture
def started(folder: Path, tmp_path: Path) -> Type:
    """The command as a program of its own, on the fresh demo house."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("LOOPBAND_")}
    env |= {"LOOPBAND_HOUSE": str(folder), "XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}

    def start(*words: str | Path, input: str | bytes = b"") -> Typed:  # noqa: A002 - as subprocess calls it
        sent = input.encode() if isinstance(input, str) else input
        done = subprocess.run(
            [sys.executable, "-m", "terminal_ui", *map(str, words)],
            input=sent,
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env=env,
            timeout=120,
        )
        return Typed(done.returncode, done.stdout.decode(), done.stderr.decode())

    return start


def _in_process(*words: str | Path, input: str | bytes | None = None) -> Typed:  # noqa: A002 - as click calls it
    """Run through :func:`run`, so that exit codes and words of errors are the real ones."""
    import click

    from terminal_ui.command_line.main import run

    @click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
    @click.argument("rest", nargs=-1, type=click.UNPROCESSED)
    def entry(rest: tuple[str, ...]) -> None:
        sys.exit(run(rest))

    result = CliRunner().invoke(entry, ["--", *map(str, words)], input=input)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Typed(result.exit_code, result.stdout, result.stderr)
