"""No line has a mark that nobody explains: the marks are looked for in the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pos.reports.why.explaining import EXPLAINED

POS = Path(__file__).parents[2] / "pos"


def test_every_mark_a_rule_gives_is_explained() -> None:
    """Marks are looked for in the source; none is left to the words for what nobody explained."""
    marks = set(marks_in_the_source())
    assert {"void", "transfer", "cover", "package", "tax", "service", "rounding", "refund", "overtime"} <= marks
    assert marks <= {*EXPLAINED, "transfer"}


def marks_in_the_source() -> Iterator[str]:
    """Every text in what pos gives as a line's mark, by name or by place."""
    for file in POS.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        named = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        }
        for part in (part for mark in marks_given(tree) for part in ast.walk(mark)):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value
            elif isinstance(part, ast.Name) and part.id in named:
                yield named[part.id]


def marks_given(tree: ast.Module) -> Iterator[ast.expr]:
    """The expressions that become a line's mark."""
    places = {"tariff_line": 4, "LineAdded": 8, "UseCost": 1, "_given": 1}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in places:
            place = places[node.func.id]
            yield from node.args[place : place + 1]
            yield from (word.value for word in node.keywords if word.arg == "mark")
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "mark":
            yield node.value
