"""nfcpy against nfcpy: a band that is another process, over the UDP device."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from readers.chips.identity import identify
from readers.contract import Channel
from readers.events import Gone, ReaderUp, Tap
from readers.hub import Hub
from readers.nfc.driver import NfcDriver
from tests.readers.support.hearing import hearing
from tests.readers.support.nfc_tag_process import IDM, UID

ROOT = Path(__file__).parents[2]


class BandProcess:
    """A band that lies in the field, in a process of its own."""

    def __init__(self, kind: str, port: int) -> None:
        command = [sys.executable, "-m", "tests.readers.support.nfc_tag_process", str(port), kind]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def lift(self) -> None:
        """Take it away; nothing happens if it is gone."""
        assert self._process.stdout is not None
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture
def port() -> int:
    """A port that is free just now."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
        trial.bind(("127.0.0.1", 0))
        number: int = trial.getsockname()[1]
    return number


@pytest.mark.parametrize(
    ("kind", "uid", "technology", "name"),
    [
        ("t2", UID, "MIFARE Ultralight or NTAG", "NTAG213"),
        ("t3", IDM, "FeliCa", "FeliCa"),
        ("t4", UID, "ISO 14443-4 (DESFire, NTAG 424 or a phone)", "MIFARE DESFire EV2"),
    ],
)
async def test_a_band_of_each_type_comes_is_asked_what_it_is_and_goes(
    port: int, kind: str, uid: str, technology: str, name: str
) -> None:
    """Types 2, 3 and 4A: one tap with number and technology, a conversation that reaches the chip, and its going."""
    hub = Hub([NfcDriver([f"udp:localhost:{port}"])])

    def asked(channel: Channel) -> str:
        return identify(channel).name

    band = BandProcess(kind, port)
    try:
        async with hearing(hub) as heard:
            tap = await heard.next(Tap)
            assert heard.all(ReaderUp)[0].reader == tap.reader == f"NFC udp localhost:{port}"
            assert (tap.uid, tap.technology, tap.random_uid) == (uid, technology, False)
            assert await hub.converse(tap.reader, uid, asked) == name
            band.lift()
            assert (await heard.next(Gone)).uid == uid
    finally:
        band.lift()
    assert len(heard.all(Tap)) == 1
