"""The file that tells a computer about its readers: written, read again, and what is said when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.errors import ReaderUnavailable
from readers.settings import NfcSettings, Settings, WedgeSettings, read_settings, settings_file, write_settings
from readers.wedge.formats import all_formats

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SETTINGS = st.builds(
    Settings,
    nfc=st.builds(NfcSettings, paths=st.lists(WORDS, max_size=3).map(tuple)),
    wedge=st.lists(
        st.builds(
            WedgeSettings, keyboard=WORDS, format=st.sampled_from([each.name for each in all_formats()]), reader=WORDS
        ),
        max_size=3,
    ).map(tuple),
)


@given(settings=SETTINGS)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    """Whatever readers and people are called."""
    file = tmp_path_factory.mktemp("settings") / "new" / "readers.toml"
    assert write_settings(settings, file) == file
    assert read_settings(file) == settings
    assert [each.name for each in file.parent.iterdir()] == ["readers.toml"]


def test_no_file_means_no_settings(tmp_path: Path) -> None:
    """Most desks need none."""
    assert read_settings(tmp_path / "readers.toml") == Settings()


def test_the_file_is_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name, else where programs keep their settings."""
    monkeypatch.setenv("LOOPBAND_READERS", str(tmp_path / "mine.toml"))
    assert settings_file() == tmp_path / "mine.toml"
    monkeypatch.delenv("LOOPBAND_READERS")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_file() == tmp_path / "loopband" / "readers.toml"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert settings_file() == Path.home() / ".config" / "loopband" / "readers.toml"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[nfc", "are wrong"),
        ("[nfc]\npath = []", "unknown field `path`"),
        ("[[wedge]]\nkeyboard = 'usb:ffff:0035'", "missing required field `format`"),
        ("[[wedge]]\nkeyboard = ''\nformat = 'octal'", "'octal' is no way a reader types"),
        ("\ufeff\x00", "are wrong"),
    ],
)
def test_a_file_that_is_wrong_says_where_it_is_and_why(tmp_path: Path, text: str, words: str) -> None:
    """Nothing is guessed, and the file is named."""
    file = tmp_path / "readers.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReaderUnavailable, match=words) as wrong:
        read_settings(file)
    assert str(file) in str(wrong.value)


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    """A folder in its place, or bytes that are no text."""
    with pytest.raises(ReaderUnavailable, match="cannot be read"):
        read_settings(tmp_path)
    (tmp_path / "readers.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ReaderUnavailable, match="cannot be read"):
        read_settings(tmp_path / "readers.toml")
