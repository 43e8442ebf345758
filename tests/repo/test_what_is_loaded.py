"""What an import really brings along: a fresh Python imports one module and tells what it then has loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def loaded_by(*modules: str) -> set[str]:
    """The top-level names in ``sys.modules`` of a fresh process that imported these modules."""
    told = subprocess.run(
        [sys.executable, "-c", f"import json, sys, {', '.join(modules)}\nprint(json.dumps(sorted(sys.modules)))"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return {name.split(".")[0] for name in json.loads(told.stdout)}


def all_of(folder: str) -> list[str]:
    """The names of all modules in a folder."""
    paths = (path.relative_to(ROOT).with_suffix("") for path in (ROOT / folder).rglob("*.py"))
    return [".".join(path.parts).removesuffix(".__init__") for path in sorted(paths)]


def test_the_venue_loads_neither_screens_nor_readers() -> None:
    """A program without a terminal and without chips can use the venue: nothing of either is loaded."""
    loaded = loaded_by("pos.venue")
    assert "pos" in loaded
    assert not loaded & {"textual", "rich", "click", "readers", "terminal_ui", "smartcard", "nfc"}


def test_readers_load_neither_money_nor_screens() -> None:
    """The readers can be taken out and used in another program."""
    loaded = loaded_by("readers")
    assert "readers" in loaded
    assert not loaded & {"textual", "rich", "click", "pos", "terminal_ui"}


def test_readers_load_no_driver_before_it_is_asked_for() -> None:
    """Without PC/SC on the machine everything else works: its library is loaded by its driver alone."""
    assert not loaded_by("readers") & {"smartcard", "nfc"}


def test_prices_load_nothing_that_reads_writes_or_asks_the_time() -> None:
    """Prices are functions of values: not even indirectly do they bring a database or a network along."""
    loaded = loaded_by(*all_of("pos/pricing"))
    assert not loaded & {"sqlite3", "pysqlite3", "sqlite_utils", "asyncio", "socket", "subprocess"}


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_help_comes_without_screens(word: str) -> None:
    """`loopband --help` is quick, because no screen, no driver and no database is loaded for it."""
    asked = f"import sys\nfrom terminal_ui.command_line.main import run\nassert run(['{word}']) == 0\n"
    told = subprocess.run(
        [sys.executable, "-c", asked + "print('LOADED', *sys.modules, file=sys.stderr)"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = {name.split(".")[0] for name in told.stderr.split("LOADED")[1].split()}
    assert not loaded & {"textual", "smartcard", "pysqlite3"}
