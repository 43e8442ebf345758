"""This computer: how fast its disk lets the book be."""

from __future__ import annotations

from pathlib import Path

import pytest

from terminal_ui.bench import bench, processes, screen
from tests.command_line.conftest import Type


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A benchmark of a few charges: what is tested is what is measured, not how fast this machine is."""
    monkeypatch.setattr(bench, "ROUNDS", 2)
    monkeypatch.setattr(bench, "CHARGE_COUNTS", {1: 40, 8: 200, 32: 300, 128: 400})
    monkeypatch.setattr(bench, "BARE_COUNT", 80)
    monkeypatch.setattr(bench, "ROW_COUNT", 40)
    monkeypatch.setattr(processes, "SECONDS", 2)


@pytest.mark.usefixtures("short")
def test_bench_json_is_the_document_of_the_seam(loopband: Type, folder: Path) -> None:
    """Whole charges, all accepted; the house itself is not touched, and nothing is left beside it."""
    before = sorted(folder.parent.iterdir())
    typed = loopband("bench", "--rows", "600", "--json")
    assert typed.code == 0, typed.err
    figures = typed.json
    assert set(figures) == {"bare", "sqlite_row", "charge", "bill_ms", "takings_ms", "rows"}
    assert list(figures["charge"]) == ["1", "8", "32", "128"]
    assert all(set(figures[name]) == {"per_s", "p50_ms", "p99_ms"} for name in ("bare", "sqlite_row"))
    for measured in figures["charge"].values():
        assert set(measured) == {"per_s", "p50_ms", "p99_ms", "ratio"}
        assert measured["ratio"] == pytest.approx(measured["per_s"] / figures["bare"]["per_s"], rel=0.01)
        assert 0 < measured["p50_ms"] <= measured["p99_ms"]
    assert figures["rows"] == 600
    assert figures["bill_ms"] > 0
    assert figures["takings_ms"] > 0
    assert sorted(folder.parent.iterdir()) == before
    assert not (folder / "ledger.db").exists()


@pytest.mark.usefixtures("short")
def test_several_programs_charge_one_house_without_an_error(loopband: Type) -> None:
    """Every charge of every process is accepted."""
    typed = loopband("bench", "--rows", "200", "--processes", "3", "--rate", "30", "--json")
    assert typed.code == 0, typed.err
    together = typed.json["processes"]
    assert (together["errors"], together["charges"], together["processes"]) == (0, 60, 3)
    assert 0 < together["p50_ms"] <= together["p99_ms"] <= together["max_ms"]


def test_the_screen_is_measured_in_a_terminal_of_its_own(
    loopband: Type, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys are answered while charges come in, and processor time is counted; the house itself is not touched."""
    for name, value in {"KEYS": 6, "SECONDS": 0.6, "SETTLES_S": 0.3}.items():
        monkeypatch.setattr(screen, name, value)
    typed = loopband("bench", "--screen", "--rows", "200", "--json")
    assert typed.code == 0, typed.err
    figures = typed.json
    assert (figures["rows"], figures["lockers"], figures["keys"], figures["taps_per_s"]) == (200, 200, 6, 20)
    assert 0 < figures["key_ms"]["p50_ms"] <= figures["key_ms"]["p99_ms"]
    assert figures["idle_percent"] >= 0
    assert figures["busy_percent"] > 0
    assert not (folder / "ledger.db").exists()


def test_one_screen_or_several_programs(loopband: Type) -> None:
    """Not both at once: words, and nothing is measured."""
    typed = loopband("bench", "--screen", "--processes", "2")
    assert typed.code == 2
    assert "Give one of them" in typed.err
