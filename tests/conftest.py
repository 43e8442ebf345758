"""What holds for all tests: how they are spread over processes, what may be left out, how hypothesis searches."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Generator
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

# A real pcscd with virtual readers, for the tests of any area that wants a tap to come from one.
pytest_plugins = ["tests.readers.support.pcsc_stack"]

ONE_SERVICE = "hardware_stack"
"""The group of the tests that need the machine's one PC/SC service."""

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

hypothesis.settings.register_profile("here", deadline=None, max_examples=60)
# In CI: more examples, always the same ones, so that a red run is red for everybody.
hypothesis.settings.register_profile("ci", deadline=None, max_examples=200, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if IN_CI else "here")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests go to the same process, for `--dist loadgroup`.

    There is one PC/SC service a machine, so its tests share a process; the tests of a file share one, for their
    fixtures; a slow test goes wherever there is room.
    """
    for item in items:
        if item.get_closest_marker("hardware_stack"):
            item.add_marker(pytest.mark.xdist_group(ONE_SERVICE))
        elif not item.get_closest_marker("slow") and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(item.config.rootpath).as_posix()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test of the hardware stack that is skipped has failed: nothing may be left out there."""
    report = yield
    if IN_CI and report.skipped and item.get_closest_marker("hardware_stack") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        name = item.nodeid.removesuffix(f"@{ONE_SERVICE}")
        report.longrepr = f"{name} was left out, and in CI nothing may be: {_reason(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """In CI a file of tests that is skipped as a whole has failed, for the same reason."""
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was left out, and in CI nothing may be: {_reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say at the end what was left out, and why."""
    left_out: defaultdict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        left_out[_reason(report)].append(report.nodeid.split("@")[0])
    if not left_out:
        return
    terminalreporter.section("Left out")
    for reason, tests in sorted(left_out.items()):
        terminalreporter.write_line(f"{len(tests)} left out: {reason}")
        for test in sorted(tests):
            terminalreporter.write_line(f"    {test}")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a test was skipped, in the words of who skipped it."""
    told = report.longrepr
    return (told[2] if isinstance(told, tuple) else str(told)).removeprefix("Skipped: ")
