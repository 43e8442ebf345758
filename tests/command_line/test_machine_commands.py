"""This computer: its readers, and how fast its disk lets the book be."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

import pytest

from readers.contract import Driver
from readers.listing import ReaderInfo
from readers.mock.driver import MockReaders
from terminal_ui.bench import bench, processes
from terminal_ui.command_line.readers_words import readers_words
from terminal_ui.command_line.tap_test import listen
from tests.command_line.conftest import Type


def test_readers_says_what_is_there_and_what_is_missing(anywhere: Type) -> None:
    """Every kind of reader is named, with its state; nothing is an error."""
    typed = anywhere("readers", "--json")
    assert typed.code == 0
    assert all({"name", "driver", "state", "detail", "facts"} >= set(info) for info in typed.json)
    assert "pcsc" in {info["driver"] for info in typed.json}
    assert "pcsc" in anywhere("readers").out


def test_what_is_missing_is_told_in_its_own_words_under_the_list() -> None:
    """The table stays narrow; the advice is read in full."""
    found = [ReaderInfo("ACS ACR122U", "pcsc", "ready"), ReaderInfo("", "nfc", "unavailable", "Install nfcpy.")]
    lines = list(readers_words(found))
    assert lines[2:4] == ["ACS ACR122U  pcsc    ready", "-            nfc     unavailable"]
    assert lines[-1] == "nfc: Install nfcpy."


@pytest.mark.parametrize("as_json", [False, True])
async def test_the_tap_test_prints_every_tap(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    """Whoever mounts a reader sees at once whether it reads, and what."""
    mock = MockReaders(["bar"])
    drivers: Iterable[Driver] = [mock]
    listening = asyncio.create_task(listen(drivers, as_json=as_json))
    await asyncio.sleep(0)
    mock.touch("04A1B2C3D4E5F6", "bar")
    mock.fail("bar")
    out = err = ""
    async with asyncio.timeout(10):
        while len(out.splitlines()) < 4:
            await asyncio.sleep(0.01)
            captured = capsys.readouterr()
            out, err = out + captured.out, err + captured.err
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    assert "04A1B2C3D4E5F6" in out
    assert ('"type":"tap"' in out) == as_json
    assert "Ctrl+C" in err


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
