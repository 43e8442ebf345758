"""What the papers say is so: links lead somewhere, the map is complete, the README's commands work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pos.house.pins import check_pin
from tests.house import demo_house

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!\w+:)([^)#]+)")
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# "cashiers `amy`, `ben`, `cui` | 1001, 1002, 1003": the people and the PINs of one row.
PEOPLE = re.compile(r"^\| [^|]*`[^|]* \| [0-9][^|]* \|$", re.MULTILINE)


def papers() -> list[Path]:
    """All pages of ours that people read."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def text(name: str) -> str:
    """A page as text."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", papers(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file of ours names a file that is there."""
    linked = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in linked if not (page.parent / target).exists()] == []


def test_the_map_names_every_folder() -> None:
    """A newcomer finds every room of the code on the map, and no room that is not there."""
    named = set(re.findall(r"`([a-z_]+/(?:[a-z_]+/)?)`", text("CONTRIBUTING.md").split("## How to add")[0]))
    inside = {
        f"{top}/{room.name}/"
        for top in ("pos", "terminal_ui")
        for room in (ROOT / top).iterdir()
        if (room / "__init__.py").exists()
    }
    assert inside <= named
    assert {name for name in named if not (ROOT / name).is_dir()} == set()


def test_the_make_targets_that_are_named_exist() -> None:
    """`make this` in a page is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    named = {name for page in papers() for name in re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8"))}
    named |= {name for block in BLOCK.findall(text("README.md")) for name in re.findall(r"^make ([a-z]+)", block)}
    assert {"demo", "test"} <= named <= targets


def test_the_pins_of_the_demo_are_the_ones_in_the_readme() -> None:
    """Everybody of the demo house can sign in with the PIN that the README gives."""
    told: dict[str, str] = {}
    for row in PEOPLE.findall(text("README.md")):
        who, pins = row.strip("| ").split(" | ")
        names, numbers = re.findall(r"`(\w+)`", who), re.findall(r"\d+", pins)
        if " to " in who:
            first, last = int(numbers[0]), int(numbers[1])
            numbers = [str(number) for number in range(first, last + 1)]
            names = [f"t{number:02}" for number in range(1, len(numbers) + 1)]
        told |= dict(zip(names, numbers, strict=True))
    staff = demo_house().staff
    assert told.keys() == staff.keys()
    assert [name for name, pin in told.items() if not check_pin(staff[name].pin, pin)] == []


@pytest.mark.slow
def test_the_daily_use_of_the_readme_works(tmp_path: Path) -> None:
    """The commands under "Daily use" can be pasted as they stand: each is done, and the book verifies."""
    block = next(block for block in BLOCK.findall(text("README.md")) if "check-in" in block)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    told = subprocess.run(
        ["bash", "-exc", block], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
