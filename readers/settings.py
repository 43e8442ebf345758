"""What this computer has to be told about its readers: a file, because readers belong to a desk and not to the house.

::

    [nfc]
    paths = ["tty:USB0:pn532"]        # as in readers/nfc/paths.py

    [[wedge]]
    keyboard = "usb:ffff:0035"        # as `loopband readers learn` found it
    format = "decimal10"              # as in readers/wedge/formats.py
    reader = "Bar"                    # what it shall be called; may be left out

Readers on PC/SC, and sticks of nfcpy on USB, need no line: they are found by themselves.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import msgspec
from msgspec import Struct

from readers.errors import ReaderUnavailable
from readers.wedge.formats import read_format

PLACE = "LOOPBAND_READERS"
"""The variable of the environment that names another file."""


class NfcSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Front ends that do not show up by themselves."""

    paths: tuple[str, ...] = ()


class WedgeSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """A reader that types: which keyboard it is, how it types, and what it is called."""

    keyboard: str
    format: str
    reader: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError if there is no such format."""
        read_format(self.format)


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    nfc: NfcSettings = NfcSettings()
    wedge: tuple[WedgeSettings, ...] = ()


def settings_file() -> Path:
    """Where the settings of this computer are."""
    named = os.environ.get(PLACE)
    if named:
        return Path(named)
    configuration = os.environ.get("XDG_CONFIG_HOME")
    return (Path(configuration) if configuration else Path.home() / ".config") / "loopband" / "readers.toml"


def read_settings(file: Path | None = None) -> Settings:
    """The settings of this computer; all defaults if there is no file. Raises ReaderUnavailable if it is wrong."""
    file = file or settings_file()
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeError) as unreadable:
        raise ReaderUnavailable(f"The readers' settings in {file} cannot be read: {unreadable}.") from unreadable
    try:
        return msgspec.toml.decode(text, type=Settings)
    except (msgspec.DecodeError, ValueError) as wrong:
        raise ReaderUnavailable(f"The readers' settings in {file} are wrong: {wrong}. Correct or delete it.") from wrong


def write_settings(settings: Settings, file: Path | None = None) -> Path:
    """Write the settings of this computer; where they are. What was there is replaced as a whole. Raises OSError."""
    file = file or settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    draft.write_text(_toml(settings), encoding="utf-8")
    draft.replace(file)
    return file


def _toml(settings: Settings) -> str:
    # A string of JSON is one of TOML, but for the one control character that JSON lets pass.
    quoted = {name: json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f") for name in _strings(settings)}
    lines = ["# The readers of this computer; written by `loopband readers learn`, and yours to change."]
    if settings.nfc.paths:
        lines += ["", "[nfc]", f"paths = [{', '.join(quoted[path] for path in settings.nfc.paths)}]"]
    for wedge in settings.wedge:
        lines += ["", "[[wedge]]", f"keyboard = {quoted[wedge.keyboard]}", f"format = {quoted[wedge.format]}"]
        if wedge.reader:
            lines.append(f"reader = {quoted[wedge.reader]}")
    return "\n".join(lines) + "\n"


def _strings(settings: Settings) -> set[str]:
    strings = set(settings.nfc.paths)
    for wedge in settings.wedge:
        strings |= {wedge.keyboard, wedge.format, wedge.reader}
    return strings
