"""The lock files: complete, with hashes, the same versions everywhere, and no address of any package index."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.txt", "requirements-pcsc.txt", "requirements-dev.txt"]
PINNED = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?P<marker> ;.*)? \\$")


def lines_of(lock: str) -> list[str]:
    """The lines of a lock file that say something, without comments."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def versions_of(lock: str) -> dict[str, str]:
    """Every package of a lock file with its version."""
    pins = (PINNED.match(line) for line in lines_of(lock))
    return {pin["name"]: pin["version"] for pin in pins if pin}


def normal(requirement: str) -> str:
    """The bare name of a requirement as the lock files spell it."""
    return re.split(r"[<>=!~\[; ]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_and_hashes_and_nothing_else(lock: str) -> None:
    """No option, no address, no range: every line is one version or one hash of it."""
    for line in lines_of(lock):
        assert PINNED.match(line) or re.fullmatch(r" {4}--hash=sha256:[0-9a-f]{64}( \\)?", line), line
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_the_locks_agree() -> None:
    """A package has the same version wherever it is locked, and the larger locks hold the smaller one."""
    run, pcsc, dev = (versions_of(lock) for lock in LOCKS)
    assert run.items() <= pcsc.items()
    assert run.items() <= dev.items()


def test_everything_the_project_asks_for_is_locked() -> None:
    """What `pyproject.toml` names is in a lock: a forgotten `make lock` is found here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    groups = project["dependency-groups"]
    run = {normal(name) for name in [*project["project"]["dependencies"], *extras["nfc"], *groups["build"]]}
    pcsc = {normal(name) for name in [*extras["pcsc"], *groups["build-pcsc"]]}
    dev = {normal(name) for group in ("test", "check", "lock") for name in groups[group]}
    dev |= {normal(name) for name in extras["serve"]}
    assert run <= versions_of("requirements.txt").keys()
    assert pcsc <= versions_of("requirements-pcsc.txt").keys()
    assert dev <= versions_of("requirements-dev.txt").keys()
