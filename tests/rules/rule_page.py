"""Writes docs/rules.md, rule → module → test, from names and docstrings: ``python -m tests.rules.rule_page``.

A module is listed where a docstring or comment of it names the rule, a test file where a test has it in its name:
``test_r42_…``, ``test_r40_to_r42_…``, ``test_r54_r58_…``.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.rules.rule_list import NOT_BUILT, RULES, UNFINISHED

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "rules.md"
PROGRAM = ("pos", "readers", "terminal_ui")

_NAMED = re.compile(r"\bR(\d{1,2})\b(?:\s*(?:-|–|to)\s*R(\d{1,2})\b)?")
_TESTED = re.compile(r"test((?:_r\d+(?:_to(?=_r\d))?)+)(?:_|$)")
_STATEMENT_BEGINS = {
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.NL,
    tokenize.ENCODING,
    tokenize.COMMENT,
}


def page() -> str:
    """The page as it should be."""
    modules, tests = files_keeping(), files_testing()
    lines = [
        "# The rules of the house",
        "",
        "What staff, guests and owners take for granted, where the program keeps it, and what proves it. Made by",
        "`make pages` from docstrings, comments and names of tests; a test fails if it is stale,",
        "or if a rule that is built has no test named after it.",
        "",
        _list("Not built yet", NOT_BUILT),
        "",
        _list("Built, but not to the end", UNFINISHED),
    ]
    for rule, words in RULES.items():
        lines += ["", f"## R{rule}", "", words, ""]
        if rule in NOT_BUILT:
            lines.append(f"- not built yet: {NOT_BUILT[rule]}")
        else:
            lines += [f"- kept in: {_links(modules[rule])}", f"- tested in: {_links(tests[rule])}"]
    return "\n".join(lines) + "\n"


def files_keeping() -> defaultdict[int, list[str]]:
    """Rule → files of the program that name it in a docstring or comment."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for folder in PROGRAM:
        for file in sorted((ROOT / folder).rglob("*.py")):
            for rule in sorted(set(_rules_named(file.read_text(encoding="utf-8")))):
                found[rule].append(file.relative_to(ROOT).as_posix())
    return found


def files_testing() -> defaultdict[int, list[str]]:
    """Rule → files with tests that have it in their name."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
        for rule in sorted({rule for name in names for rule in rules_tested(name)}):
            found[rule].append(file.relative_to(ROOT).as_posix())
    return found


def rules_tested(name: str) -> set[int]:
    """The rules in the name of a test; ``r40_to_r42`` are three."""
    match = _TESTED.match(name)
    if match is None:
        return set()
    rules: set[int] = set()
    parts = match[1].strip("_").split("_")
    for place, part in enumerate(parts):
        if part == "to":
            rules |= set(range(int(parts[place - 1][1:]), int(parts[place + 1][1:])))
        else:
            rules.add(int(part[1:]))
    return rules


def _rules_named(source: str) -> Iterator[int]:
    """Rules in the docstrings and comments of a file; a table that lists all rules as data says nothing."""
    before = tokenize.ENCODING
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and before in _STATEMENT_BEGINS):
            for first, last in _NAMED.findall(token.string):
                yield from range(int(first), int(last or first) + 1)
        before = token.type


def _list(title: str, rules: dict[int, str]) -> str:
    return f"**{title}:** " + (" ".join(f"R{rule}: {words}" for rule, words in rules.items()) or "nothing.")


def _links(files: list[str]) -> str:
    return ", ".join(f"[{file}](../{file})" for file in files)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
