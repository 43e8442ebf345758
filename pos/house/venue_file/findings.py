"""What is wrong with a venue file: one finding per problem, so that none hides the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from msgspec import Struct

from pos.errors import HouseError

Path = tuple[str, ...]
"""Where something stands in the file: ``("items", "water", "price")``."""

_MAX_SHOWN = 60
"""So many characters of what stands in the file are repeated in a message."""

MAX_LISTED = 20
"""More findings than this are counted, not listed."""


class Finding(Struct, frozen=True):
    """One problem: the key, its line if it could be found, and what is wrong and allowed."""

    where: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = self.where if self.line is None else f"line {self.line}, {self.where}"
        return f"{place}: {self.message}"


class VenueFileError(HouseError):
    """The venue file cannot be used. ``findings`` has every problem; ``str()`` lists them for the owner."""

    def __init__(self, name: str, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        count = "a problem" if len(findings) == 1 else f"{len(findings)} problems"
        listed = [f"  {finding}" for finding in findings[:MAX_LISTED]]
        if len(findings) > MAX_LISTED:
            listed.append(f"  … and {len(findings) - MAX_LISTED} more.")
        super().__init__("\n".join([f"{name} has {count}:", *listed]))


class Findings:
    """The problems found so far. ``lines`` says where keys stand in the file, as far as that is known."""

    def __init__(self, lines: Mapping[Path, int]) -> None:
        self._lines = lines
        self._found: list[Finding] = []

    def add(self, path: Path, message: str) -> None:
        """Note a problem with what stands at ``path``."""
        self._found.append(Finding(".".join(_short(part) for part in path) or "the file", self._line(path), message))

    def sorted(self) -> tuple[Finding, ...]:
        """All of them, in the order of the file."""
        return tuple(sorted(self._found, key=lambda finding: finding.line or 0))

    def _line(self, path: Path) -> int | None:
        """The line of the key, or of the closest thing around it."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return None


def _short(part: str) -> str:
    return part if len(part) <= _MAX_SHOWN else f"{part[:_MAX_SHOWN]}…"


def as_written(value: object) -> str:
    """A value of the file as messages repeat it: the way TOML writes it, and only the beginning of a long one."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > _MAX_SHOWN:
        return "a number of more digits than fit here"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    shown = repr(value) if isinstance(value, str) else str(value)
    return shown if len(shown) <= _MAX_SHOWN else f"{shown[:_MAX_SHOWN]}…"


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """`` Did you mean bar?`` if one of the known words is close, else nothing."""
    if len(wrong) > _MAX_SHOWN:
        return ""
    close = get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    return f" Did you mean {close[0]}?" if close else ""


def one_of_words(known: Iterable[str]) -> str:
    """The allowed words as a person reads them, the first dozen of them."""
    words = list(known)
    return ", ".join(words[:12]) + (", …" if len(words) > 12 else "")
