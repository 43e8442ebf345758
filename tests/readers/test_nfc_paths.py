"""Places of front ends, what a chip says of itself, and sticks that come and go: what of nfcpy's driver is ours."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from readers.errors import ReaderUnavailable
from readers.events import Event, ReaderDown, ReaderUp
from readers.nfc.chips import Answer, number_of, speech_of, technology_of
from readers.nfc.driver import NfcDriver
from readers.nfc.faults import FrontEndFailed
from readers.nfc.paths import NOT_ACR122U, Path, SerialPath, Stick, UdpPath, UsbPath, read_path

if TYPE_CHECKING:
    from readers.nfc.library import FrontEnd
    from readers.nfc.worker import Place

PATIENCE_S = 10.0


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("tty:USB0:pn532", SerialPath("/dev/ttyUSB0", "pn532")),
        ("tty:AMA0:pn532", SerialPath("/dev/ttyAMA0", "pn532")),
        ("tty:serial0:arygon", SerialPath("/dev/serial0", "arygon")),
        ("tty:/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0:pn532", None),
        ("udp", UdpPath("localhost", 54321)),
        ("udp:bar.local", UdpPath("bar.local", 54321)),
        ("udp::5000", UdpPath("localhost", 5000)),
        ("usb", UsbPath()),
        ("usb:054c:06C3", UsbPath(vendor=0x054C, product=0x06C3)),
        ("usb:054c", UsbPath(vendor=0x054C)),
        ("usb:001:023", UsbPath(bus=1, address=23)),
    ],
)
def test_a_path_is_read_as_nfcpy_writes_it(text: str, path: Path | None) -> None:
    """And a serial line by its full name too, colons and all."""
    assert read_path(text) == (path or SerialPath("/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0", "pn532"))


@pytest.mark.parametrize("text", ["usb:072f:2200", "usb:072F", "usb:072F:2200"])
def test_an_acr122u_is_left_to_pcsc(text: str) -> None:
    """With words that say where it is read instead."""
    with pytest.raises(ReaderUnavailable, match="it is a PC/SC reader"):
        read_path(text)
    assert "hardware.md" in NOT_ACR122U


@pytest.mark.parametrize(
    "text", ["", "tty", "tty:USB0", "tty:USB0:rc522", "udp:host:0", "udp:host:99999", "usb:xyz", "bar"]
)
def test_what_is_no_path_says_what_one_looks_like(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ReaderUnavailable, match=r"Examples: tty:USB0:pn532|knows no rc522"):
        read_path(text)


@pytest.mark.parametrize(
    ("answer", "number", "speech", "technology"),
    [
        (
            Answer(kind="106A", sel_res=b"\x00", sdd_res=bytes(7)),
            (bytes(7), False),
            "frames",
            "MIFARE Ultralight or NTAG",
        ),
        (Answer(kind="106A", sel_res=b"\x18", sdd_res=bytes(4)), (bytes(4), False), "sectors", "MIFARE Classic 4K"),
        (
            Answer(kind="106A", sel_res=b"\x20", sdd_res=b"\x08abc"),
            (b"\x08abc", True),
            "apdus",
            "ISO 14443-4 (DESFire, NTAG 424 or a phone)",
        ),
        (Answer(kind="106A", sel_res=b"\x40", sdd_res=bytes(4)), (bytes(4), False), "other", "ISO 14443 A"),
        (Answer(kind="106A", rid_res=b"\x11\x48abcd"), (b"abcd", False), "other", "ISO 14443 A"),
        (Answer(kind="106A", sel_res=b"\x00", sdd_res=bytes(5)), None, "frames", "MIFARE Ultralight or NTAG"),
        (Answer(kind="106B", sensb_res=b"\x50abcd" + bytes(7)), (b"abcd", False), "apdus", "ISO 14443 B"),
        (Answer(kind="106B", sensb_res=b"\x50ab"), None, "apdus", "ISO 14443 B"),
        (
            Answer(kind="212F", sensf_res=b"\x01\x01\x01cdefgh" + bytes(8)),
            (b"\x01\x01cdefgh", False),
            "other",
            "FeliCa",
        ),
        (Answer(kind="212F", sensf_res=b"\x01\x01\xfecdefgh" + bytes(8)), (b"\x01\xfecdefgh", True), "other", "FeliCa"),
        (Answer(kind="212F", sensf_res=b"\x01"), None, "other", "FeliCa"),
    ],
)
def test_what_a_chip_says_of_itself(
    answer: Answer, number: tuple[bytes, bool] | None, speech: str, technology: str
) -> None:
    """Its number, whether it made it up, what it understands, and its name in words."""
    assert (number_of(answer), speech_of(answer), technology_of(answer)) == (number, speech, technology)


class Ports:
    """A machine's USB ports, without the machine: what is plugged in, and front ends that never open."""

    def __init__(self) -> None:
        self.plugged: list[Stick] = []
        self.opened: list[Place] = []

    def sticks(self) -> list[Stick]:
        """What is plugged in."""
        return list(self.plugged)

    def open(self, place: Place) -> FrontEnd:
        """It is busy."""
        self.opened.append(place)
        raise FrontEndFailed("It is busy.")


def _wait_for_detail(driver: NfcDriver, words: str) -> None:
    until_s = time.monotonic() + PATIENCE_S
    while driver.state().detail != words:
        assert time.monotonic() < until_s, driver.state()
        time.sleep(0.01)


def test_sticks_are_found_named_and_forgotten_by_themselves() -> None:
    """Two of a kind are told apart; one that is pulled out is not waited for; others than those named are left."""
    ports = Ports()
    told: list[Event] = []
    driver = NfcDriver(["usb:054c"], library=ports)
    ports.plugged = [Stick(0x054C, 0x06C3, 1, 4), Stick(0x054C, 0x06C3, 1, 5), Stick(0x04E6, 0x5591, 1, 6)]
    driver.start(told.append)
    try:
        _wait_for_detail(driver, "Sony RC-S380/P: It is busy. Sony RC-S380/P 2: It is busy.")
        assert driver.state().condition == "waiting"
        del ports.plugged[0]
        _wait_for_detail(driver, "Sony RC-S380/P 2: It is busy.")
        ports.plugged.append(Stick(0x054C, 0x06C3, 1, 9))
        _wait_for_detail(driver, "Sony RC-S380/P 2: It is busy. Sony RC-S380/P: It is busy.")
        ports.plugged.clear()
        _wait_for_detail(driver, "")
        assert driver.state().condition == "ready"
    finally:
        driver.stop()
    assert Stick(0x04E6, 0x5591, 1, 6) not in ports.opened
    assert not [event for event in told if isinstance(event, ReaderUp | ReaderDown)]
