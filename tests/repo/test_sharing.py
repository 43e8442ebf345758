"""Tests that share something share a process; xdist and pytest have to agree about that, and once they did not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOUR = """
import os
import pytest

@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(4))
def test_where(number: int) -> None:
    print(f"process {os.getpid()}")
"""


def test_tests_of_a_group_run_in_one_process(tmp_path: Path) -> None:
    """Four tests of one group, two processes: all four run in the same one."""
    (tmp_path / "test_four.py").write_text(FOUR)
    words = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", "-rP", "-p", "no:cacheprovider"]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    ran = subprocess.run(
        [*words, str(tmp_path)], cwd=tmp_path, env=settings, capture_output=True, text=True, check=True
    )
    processes = [line for line in ran.stdout.splitlines() if line.startswith("process ")]
    assert (len(processes), len(set(processes))) == (4, 1)
