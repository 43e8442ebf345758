"""On which line a key of a TOML file stands. The parser of the standard library does not tell."""

from __future__ import annotations

import re

from pos.house.venue_file.findings import Path

_BARE_OR_QUOTED = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_BARE_OR_QUOTED}(?:\s*\.\s*{_BARE_OR_QUOTED})*"
_HEADER = re.compile(rf"\s*\[\[?\s*(?P<key>{_DOTTED})\s*\]")
_KEY = re.compile(rf"\s*(?P<key>{_DOTTED})\s*=")
_PART = re.compile(_BARE_OR_QUOTED)


def key_lines(text: str) -> dict[Path, int]:
    """Key → its line, counted from 1, for tables and for the keys that begin a line.

    Good enough to point at: a key inside an inline table has the line of its table, and text over several
    lines is passed over.
    """
    lines: dict[Path, int] = {}
    table: Path = ()
    inside = ""
    for number, line in enumerate(text.split("\n"), start=1):
        was_inside, inside = inside, _still_open(line, inside)
        if was_inside:
            continue
        if header := _HEADER.match(line):
            table = _parts(header["key"])
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault(table + _parts(key["key"]), number)
    return lines


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _still_open(line: str, inside: str) -> str:
    """The triple quote that is open at the end of the line, or nothing."""
    for quote in re.findall(r'"""|\'\'\'', line):
        if not inside:
            inside = quote
        elif inside == quote:
            inside = ""
    return inside
