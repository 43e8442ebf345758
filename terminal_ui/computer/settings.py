"""The settings of this computer, in a small file that people can read and change: ``computer.toml``."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct
from platformdirs import user_config_path

from pos.errors import HouseError
from terminal_ui.languages import Language

FILE = "computer.toml"
HEAD = "# What this computer's screens of Loopband remember. The program writes this file; you may change it.\n"


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """All of them; every one may be left out.

    ``house`` is a folder, ``station`` one of its venue file, ``reader`` the name of the reader that was shown when
    asked; ``theme`` is one of :data:`terminal_ui.screens.theme.THEMES`.
    """

    house: str = ""
    station: str = ""
    reader: str = ""
    language: Language | None = None
    theme: str = ""
    sound: bool = True


def settings_file() -> Path:
    """Where this user's settings are."""
    return user_config_path("loopband", appauthor=False) / FILE


def read_settings(file: Path) -> Settings:
    """The settings of a file; the usual ones if there is none. Raises HouseError if it is not readable."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeError) as error:
        raise HouseError(f"{file} cannot be read: {error}. Correct it or take it away.") from None
    try:
        return msgspec.convert(tomllib.loads(text), Settings)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise HouseError(f"{file}: {error}. Correct it or take it away.") from None


def write_settings(file: Path, settings: Settings) -> bool:
    """Remember them. Whether it could be done: a computer whose disk takes nothing works all the same."""
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in msgspec.structs.asdict(settings).items()
        if value not in (None, "")
    ]
    part = file.with_name(file.name + ".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(HEAD + "".join(lines), encoding="utf-8")
        part.replace(file)
    except OSError:
        return False
    return True
