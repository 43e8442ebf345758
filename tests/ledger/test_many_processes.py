"""Several processes on one house at once, one of them killed again and again: what was acknowledged is in the log."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from pos.house.folder import LEDGER_FILE
from pos.ids import id_key
from pos.ledger.connection import open_reader
from pos.ledger.verify import verify
from pos.venue import Venue
from tests.house import make_house
from tests.ledger.conftest import perform
from tests.ledger.independent_verifier import check

ROOT = Path(__file__).parents[2]
PROCESSES = 8
SECONDS = 6.0


def start(folder: Path, band: str, notes: Path, seconds: float) -> subprocess.Popen[str]:
    """A till that charges this band."""
    run = [sys.executable, "-m", "tests.ledger.charging_process", str(folder), band, str(notes), str(seconds)]
    return subprocess.Popen(run, cwd=ROOT, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_r21_r72_nothing_acknowledged_is_lost_when_a_process_is_killed(tmp_path: Path) -> None:
    """Eight tills charge, one dies by SIGKILL over and over: what was acknowledged is there, and the book holds."""
    folder = make_house(tmp_path)
    bands = [f"{n:03d}" for n in range(1, PROCESSES + 1)]
    with closing(Venue.open(folder)) as venue:
        perform(venue, ({"do": "check_in", "bands": [{"band": band, "guest": "adult"} for band in bands]},))
        for band in bands:
            raised = {"do": "raise_limit", "band": band, "by": 900_000_000, "reason": "test", "staff": "chen"}
            perform(venue, (raised,))
    notes = {band: tmp_path / f"acknowledged-{band}" for band in bands}
    tills = [start(folder, band, notes[band], SECONDS) for band in bands[1:]]
    kills = kill_again_and_again(folder, bands[0], notes[bands[0]])
    for till in tills:
        _, words = till.communicate(timeout=120)
        assert till.returncode == 0, words
    assert kills >= 2
    check_acknowledged(folder / LEDGER_FILE, notes)
    verified = verify(folder / LEDGER_FILE)
    assert verified.findings == ()
    assert check(folder / LEDGER_FILE, verified.head) == []


def kill_again_and_again(folder: Path, band: str, notes: Path) -> int:
    """Start this till and kill it at some moment while it charges, until the time is over; how often it was killed."""
    dice = random.Random(7)
    end, kills = time.monotonic() + SECONDS, 0
    while time.monotonic() < end or kills < 2:
        noted = notes.stat().st_size if notes.exists() else 0
        till = start(folder, band, notes, 60)
        while (notes.stat().st_size if notes.exists() else 0) == noted and till.poll() is None:
            time.sleep(0.005)
        time.sleep(dice.uniform(0, 0.3))
        till.kill()
        _, words = till.communicate()
        assert till.returncode == -signal.SIGKILL, words
        kills += 1
    return kills


def check_acknowledged(path: Path, notes: dict[str, Path]) -> None:
    """Each acknowledged id is in the log once, as the entry and with the quantity that was told."""
    with closing(open_reader(path)) as connection:
        for band, file in notes.items():
            lines = file.read_text(encoding="utf-8").splitlines()
            assert lines, f"the till of band {band} never charged"
            for line in lines:
                told, entry, quantity = line.split()
                rows = connection.execute("SELECT seq, content FROM log WHERE id = ?", (id_key(told),)).fetchall()
                assert [seq for seq, _ in rows] == [int(entry)]
                assert json.loads(rows[0][1])["answer"]["lines"][0]["quantity"] == int(quantity)
