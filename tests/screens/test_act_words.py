"""What the latest entries of the book are called, in the language that is spoken."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from pos.operations import AnyOperation
from terminal_ui.desk.act_words import KINDS
from terminal_ui.desk.tap_words import _TELLERS
from tests.screens.support.desk_at_work import desk_at_work


def test_every_kind_of_act_has_words() -> None:
    """Nobody has to read the name of an operation."""
    kinds = {operation.__struct_config__.tag for operation in get_args(AnyOperation)}
    assert kinds - set(KINDS) - set(_TELLERS) == set()


async def test_the_latest_taps_are_told_anew_in_another_language(folder: Path, evening: list[AnyOperation]) -> None:
    """Also those that stood there before, and why something was declined."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "escape", "escape")
        assert "2 Beer, Body scrub" in desk.text
        assert "stays after all" in desk.text
        await desk.press("ctrl+l")
        assert "2 青岛啤酒, 搓澡" in desk.text
        assert "改为留下" in desk.text
