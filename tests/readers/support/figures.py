"""Figures that a test measured, printed at the end of the run: they are read by people and never fail a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

_KEY = "figures"
Figures = Callable[[str], None]
"""Tells a text of one or more lines."""


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Tell figures, which are printed at the end of the run, also with many processes."""

    def tell(text: str) -> None:
        request.node.user_properties.append((_KEY, text))

    return tell


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print what was told."""
    told = [
        text
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for key, text in report.user_properties
        if key == _KEY
    ]
    if told:
        terminalreporter.section("Figures")
        for text in told:
            terminalreporter.write_line(str(text))
            terminalreporter.write_line("")


def spread_ms(seconds: Sequence[float]) -> str:
    """Median, 99 of 100 and worst of some times, in ms."""
    ordered = sorted(seconds)
    at = [ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)], ordered[-1]]
    return "  ".join(f"{name} {1000 * value:6.2f}" for name, value in zip(("p50", "p99", "max"), at, strict=True))
