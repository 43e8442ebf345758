"""Progress stays out of the answer, and out of the way of what is quick."""

from __future__ import annotations

import pytest

from terminal_ui.command_line import progress as module
from terminal_ui.command_line.progress import progress


def test_quick_work_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody needs a bar for what is done before one could read it."""
    with progress("Counting") as told:
        for done in range(100):
            told(done, 100)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_slow_work_says_on_stderr_what_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes long says what it is, on stderr; stdout is for the answer."""
    monkeypatch.setattr(module, "SHOWN_AFTER_S", -1.0)
    with progress("Counting") as told:
        told(10, 100)
        told(100, 100)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Counting" in captured.err
