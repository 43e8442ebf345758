"""Screens as text, letter by letter: what a test holds against what they looked like.

To take over a screen that was changed on purpose, run with ``LOOPBAND_UPDATE_GOLDENS=1`` and read the diff.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from terminal_ui.languages import LANGUAGES
from tests.screens.support.post_at_work import NARROW, WIDE

if TYPE_CHECKING:
    from terminal_ui.languages import Language
    from tests.screens.support.post_at_work import PostAtWork

GOLDENS = Path(__file__).parents[1] / "goldens"
UPDATE = os.environ.get("LOOPBAND_UPDATE_GOLDENS", "") == "1"
HASH = re.compile(r"\b[0-9a-f]{16}\b")
"""The beginning of an entry's hash: another one each time, for commands have ids of their own."""
BY_SIZE = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "160x48"])
BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def looks_as_it_did(work: PostAtWork, name: str, size: tuple[int, int], language: Language) -> None:
    """Every cell is where it was, and no line is wider than the terminal."""
    text = HASH.sub("0" * 16, work.text)
    assert all(cell_len(line) <= size[0] for line in text.splitlines())
    golden = GOLDENS / language / f"{name}-{size[0]}x{size[1]}.txt"
    if UPDATE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
