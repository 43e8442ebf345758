"""Whatever a test speaks, the next one begins in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from terminal_ui.languages import speaking


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield
