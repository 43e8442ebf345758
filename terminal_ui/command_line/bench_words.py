"""What a benchmark measured, as a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UnsetType

from terminal_ui.command_line.columns import Column, pairs, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from terminal_ui.bench.bench import Figures
    from terminal_ui.bench.processes import TogetherMeasured
    from terminal_ui.bench.screen import ScreenFigures

_COLUMNS = (
    Column("What"),
    Column("a second", right=True),
    Column("p50 ms", right=True),
    Column("p99 ms", right=True),
    Column("x bare", right=True),
)


def figures_words(figures: Figures) -> Iterator[str]:
    """The lines of the table, what looking costs, and what several programs at once did."""
    yield from table(_COLUMNS, _rows(figures))
    yield ""
    yield from pairs([
        ("Charges in the book", f"{figures.rows:,}"),
        ("One bill", f"{figures.bill_ms:.2f} ms"),
        ("Takings of a day", f"{figures.takings_ms:.2f} ms"),
    ])  # fmt: skip
    if not isinstance(figures.processes, UnsetType):
        yield ""
        yield from _together(figures.processes)


def screen_words(figures: ScreenFigures) -> Iterator[str]:
    """How fast the screen was, what it cost, and what else this computer was doing."""
    key_ms = figures.key_ms
    yield (
        f"Front desk, {figures.lockers} lockers, {figures.rows:,} charges in the book, "
        f"{figures.taps_per_s} more a second coming in:"
    )
    yield from pairs([
        ("From a key to its paint", f"p50 {key_ms['p50_ms']:.1f} ms, p99 {key_ms['p99_ms']:.1f} ms"),
        ("Processor, idle screen", f"{figures.idle_percent:.1f} % of a core"),
        ("Processor, busy screen", f"{figures.busy_percent:.1f} % of a core"),
        ("Load of this computer", f"{figures.load:.0f} % of a core"),
    ])  # fmt: skip


def _rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    bare_per_s = figures.bare["per_s"]
    yield _row("Bare disk", figures.bare, 1.0)
    yield _row("A SQLite row", figures.sqlite_row, figures.sqlite_row["per_s"] / bare_per_s)
    for callers, charge in figures.charge.items():
        yield _row(f"Charges, {callers} at once", charge, charge["ratio"])


def _row(name: str, measured: Mapping[str, float], ratio: float) -> tuple[str, ...]:
    return (
        name,
        f"{measured['per_s']:,.0f}",
        f"{measured['p50_ms']:.2f}",
        f"{measured['p99_ms']:.2f}",
        f"{ratio:.2f}",
    )


def _together(together: TogetherMeasured) -> Iterator[str]:
    yield (
        f"{together.processes} programs, {together.rate} charges a second in all for {together.seconds} s: "
        f"{together.charges} charged, {together.errors} errors."
    )
    yield f"p50 {together.p50_ms:.2f} ms, p99 {together.p99_ms:.2f} ms, slowest {together.max_ms:.2f} ms."
    if together.first_error:
        yield f"First error: {together.first_error}"
