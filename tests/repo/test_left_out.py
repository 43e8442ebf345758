"""What is said about tests that were left out, here and in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
THREE_TESTS = """
import pytest

@pytest.mark.hardware_stack
def test_needs_a_reader():
    pytest.skip("pcscd is not installed")

@pytest.mark.skip(reason="only on Mondays")
def test_may_be_left_out():
    pass

def test_runs():
    pass
"""
SKIPPED_FILE = 'import pytest\npytest.skip("no such library", allow_module_level=True)\n'


@pytest.fixture(params=[[], ["-n", "2", "--dist", "loadgroup"]], ids=["one process", "two processes"])
def spread(request: pytest.FixtureRequest) -> list[str]:
    """How the tests are spread over processes; the answers must not depend on it."""
    chosen: list[str] = request.param
    return chosen


def run_pytest(folder: Path, tests: str, ci: str, spread: list[str]) -> tuple[int, str]:
    """Run a small file of tests under our conftest; the exit code and what was printed."""
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    hardware_stack\n    slow\n", encoding="utf-8")
    shutil.copy(CONFTEST, folder / "conftest.py")
    (folder / "test_it.py").write_text(tests, encoding="utf-8")
    environment = {**os.environ, "CI": ci, "PYTHONPATH": str(CONFTEST.parents[1])}
    told = subprocess.run(
        [sys.executable, "-m", "pytest", *spread],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.returncode, told.stdout


def test_what_was_left_out_is_listed_with_its_reason(tmp_path: Path, spread: list[str]) -> None:
    """On a machine without readers the run is green, and says what it did not do and why."""
    code, told = run_pytest(tmp_path, THREE_TESTS, "", spread)
    assert code == 0
    listed = told.split("Left out")[1]
    assert "1 left out: pcscd is not installed\n    test_it.py::test_needs_a_reader\n" in listed
    assert "1 left out: only on Mondays\n    test_it.py::test_may_be_left_out\n" in listed
    assert "1 passed, 2 skipped" in told.splitlines()[-1]


def test_in_ci_a_skipped_hardware_test_fails(tmp_path: Path, spread: list[str]) -> None:
    """CI has a PC/SC stack: a test of it that did not run is a failure, not a shrug."""
    code, told = run_pytest(tmp_path, THREE_TESTS, "true", spread)
    assert code == 1
    assert "test_needs_a_reader was left out, and in CI nothing may be: pcscd is not installed" in told
    assert "1 failed, 1 passed, 1 skipped" in told.splitlines()[-1]


def test_in_ci_a_skipped_file_fails(tmp_path: Path, spread: list[str]) -> None:
    """A file that skips itself as a whole cannot hide a hardware test either."""
    code, told = run_pytest(tmp_path, SKIPPED_FILE, "true", spread)
    assert code != 0
    assert "test_it.py was left out, and in CI nothing may be: no such library" in told
