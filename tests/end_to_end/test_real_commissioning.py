"""New bands on the real parts: chip, reader, pcscd, pyscard, proof, commissioning, venue, book."""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import TextIO

import pytest

from pos.house.folder import LEDGER_FILE, VENUE_FILE
from pos.ledger.verify import verify
from pos.reports.bands import owner_of
from pos.reports.reading import Reading
from readers.pcsc.driver import PcscDriver
from terminal_ui.command_line.commission import Wanted, run_commission
from tests.house import make_house
from tests.readers.support.pcsc_stack import StackMaker
from tests.readers.support.proving_chips import NTAG213_SIGNATURE, SIGNED_NTAG213, Ntag21x
from tests.readers.support.virtual_chips import ChipCard

pytestmark = pytest.mark.hardware_stack

POLICY = '\n[authenticity]\npolicy = "originality"\nkeys = "keys.toml"\n\n[tax]'
READER = "ACS ACR122U PICC Interface"
WAIT_S = 20.0


def test_a_copied_chip_is_refused_and_the_genuine_one_becomes_a_band(
    make_pcsc_stack: StackMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a house that wants its maker's signature: a copy of the number without it is not let into the book."""
    folder = make_house(tmp_path)
    file = folder / VENUE_FILE
    file.write_text(file.read_text(encoding="utf-8").replace("\n[tax]", POLICY, 1), encoding="utf-8")
    readers = make_pcsc_stack([READER]).readers
    told = ""

    def hands(keys: TextIO) -> None:
        nonlocal told
        copy, genuine = Ntag21x(), Ntag21x(NTAG213_SIGNATURE)
        for reader, card, word in zip(readers, (copy, genuine), ("Serve nobody on it", "band 221"), strict=False):
            reader.insert(ChipCard(SIGNED_NTAG213, card))
            until = time.monotonic() + WAIT_S
            while word not in told and time.monotonic() < until:
                time.sleep(0.05)
                captured = capsys.readouterr()
                told += captured.out + captured.err
            reader.remove()
        keys.write("q\n")
        keys.flush()

    silent, held = os.pipe()
    with os.fdopen(silent) as nothing_typed, os.fdopen(held, "w") as typed:
        monkeypatch.setattr(sys, "stdin", nothing_typed)
        tapping = Thread(target=hands, args=(typed,), daemon=True)
        tapping.start()
        assert run_commission(folder, Wanted(in_order=True, staff="wu"), [PcscDriver()], as_json=False)
        tapping.join(WAIT_S)
    assert "Serve nobody on it" in told
    with closing(Reading.open(folder)) as reading:
        assert owner_of(reading, SIGNED_NTAG213) == ("221", "available")
        assert reading.query("SELECT proved FROM tap") == [("originality",)]
    assert verify(folder / LEDGER_FILE).ok
