"""A demo house on disk for scripts and days to be played in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import make_house


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh demo house in CNY."""
    return make_house(tmp_path)
