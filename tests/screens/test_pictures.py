"""The pictures in the README and the pages show what the screens show now."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.screens.pictures import PICTURES, SHOWN, drawn, evening, shown, text_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("pictures")]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The demo house at the moment of the pictures."""
    folder = tmp_path_factory.mktemp("evening") / "house"
    return folder, asyncio.run(evening(folder))


@pytest.mark.parametrize("name", SHOWN)
async def test_a_picture_is_not_stale(played: tuple[Path, int], name: str) -> None:
    """Every word of the screen is in the picture and the other way round; `make pictures` draws them again."""
    kept = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
    async with shown(*played, SHOWN[name]) as post:
        assert text_of(kept) == text_of(drawn(post))


def test_every_picture_is_shown_somewhere_and_asks_nobody_for_a_font() -> None:
    """No picture lies about unused, none is missing, and looking at one loads nothing else."""
    kept = {file.stem: file.read_text(encoding="utf-8") for file in PICTURES.glob("*.svg")}
    assert set(kept) == set(SHOWN)
    root = PICTURES.parents[1]
    pages = "".join(page.read_text(encoding="utf-8") for page in [root / "README.md", *PICTURES.parent.glob("*.md")])
    assert [name for name in kept if f"pictures/{name}.svg" not in pages] == []
    assert [name for name, svg in kept.items() if "url(http" in svg or "@font-face" in svg] == []
