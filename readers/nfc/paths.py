"""Where a front end is: the way nfcpy writes it, read and judged before anything is opened.

::

    tty:USB0:pn532                            a PN532 at /dev/ttyUSB0
    tty:/dev/serial/by-id/usb-FTDI_A50285BI:pn532   the same with a name that stays when others are plugged in
    usb:054c:06c3                             the first stick with this USB id
    usb:001:023                               the stick at this bus and address
    usb                                       every stick that nfcpy knows: found without being named, too
    udp:localhost:54321                       nfcpy's UDP device: for trying things out, never for money
"""

from __future__ import annotations

import re

from msgspec import Struct

from readers.errors import ReaderUnavailable

SERIAL_CHIPS = ("pn532", "arygon")
"""What can be on a serial line."""
UDP_PORT = 54321

USB_NAMES: dict[tuple[int, int], str] = {
    (0x04CC, 0x0531): "SCM SCL3710",
    (0x04CC, 0x2533): "NXP PN533",
    (0x04E6, 0x5591): "SCM SCL3711",
    (0x04E6, 0x5593): "SCM SCL3712",
    (0x054C, 0x0193): "Sony PN531",
    (0x054C, 0x02E1): "Sony RC-S330",
    (0x054C, 0x06C1): "Sony RC-S380/S",
    (0x054C, 0x06C3): "Sony RC-S380/P",
}
"""The sticks that nfcpy knows and that are ours, by USB id."""
ACR122U = (0x072F, 0x2200)
"""nfcpy knows it, and can open it once only until it is unplugged: it belongs to PC/SC."""
NOT_ACR122U = (
    "An ACR122U is not read through nfcpy, which can open it only once: it is a PC/SC reader. "
    "Take usb:072f:2200 out of the list, and it is found by itself; see hardware.md."
)

_USB_ID = re.compile(r"usb:([0-9a-f]{4})(?::([0-9a-f]{4}))?", re.IGNORECASE)
_USB_PLACE = re.compile(r"usb:(\d{1,3})(?::(\d{1,3}))?")
_TTY = re.compile(r"tty:(?P<port>[^:]+(?::[^:]+)*):(?P<chip>[a-z0-9]+)")
_UDP = re.compile(r"udp(?::(?P<host>[^:]*))?(?::(?P<port>\d{1,5}))?")


class SerialPath(Struct, frozen=True):
    """A chip on a serial line."""

    port: str
    chip: str

    @property
    def reader(self) -> str:
        """The name of the reader: ``PN532 ttyUSB0``."""
        return f"{self.chip.upper()} {self.port.rsplit('/', 1)[-1]}"


class UdpPath(Struct, frozen=True):
    """nfcpy's UDP device."""

    host: str
    port: int

    @property
    def reader(self) -> str:
        """The name of the reader."""
        return f"NFC udp {self.host}:{self.port}"


class UsbPath(Struct, frozen=True):
    """Sticks on USB: by id, by place, or all if nothing is given."""

    vendor: int | None = None
    product: int | None = None
    bus: int | None = None
    address: int | None = None

    def fits(self, stick: Stick) -> bool:
        """Whether this names that stick."""
        pairs = (
            (self.vendor, stick.vendor),
            (self.product, stick.product),
            (self.bus, stick.bus),
            (self.address, stick.address),
        )
        return all(wanted in {None, there} for wanted, there in pairs)


class Stick(Struct, frozen=True):
    """A stick that is plugged in. ``address`` is new each time it is plugged in."""

    vendor: int
    product: int
    bus: int
    address: int

    @property
    def known(self) -> bool:
        """Whether it is a front end of ours."""
        return (self.vendor, self.product) in USB_NAMES

    @property
    def model(self) -> str:
        """What it is called on the box."""
        return USB_NAMES[self.vendor, self.product]


Path = SerialPath | UdpPath | UsbPath


def read_path(text: str) -> Path:
    """Read a path. Raises ReaderUnavailable with words if it is none, or names a reader that must not be opened."""
    if match := _TTY.fullmatch(text):
        return _serial(match["port"], match["chip"])
    if match := _UDP.fullmatch(text):
        port = int(match["port"] or UDP_PORT)
        if 0 < port < 65536:
            return UdpPath(match["host"] or "localhost", port)
    if text == "usb":
        return UsbPath()
    if match := _USB_ID.fullmatch(text):
        vendor = int(match[1], 16)
        product = int(match[2], 16) if match[2] else None
        if (vendor, product) in {ACR122U, (ACR122U[0], None)}:
            raise ReaderUnavailable(NOT_ACR122U)
        return UsbPath(vendor=vendor, product=product)
    if match := _USB_PLACE.fullmatch(text):
        return UsbPath(bus=int(match[1]), address=int(match[2]) if match[2] else None)
    raise ReaderUnavailable(
        f"{text!r} is no place of an NFC reader. Examples: tty:USB0:pn532, usb:054c:06c3, udp:localhost:54321."
    )


def _serial(port: str, chip: str) -> SerialPath:
    if chip not in SERIAL_CHIPS:
        raise ReaderUnavailable(f"nfcpy knows no {chip} on a serial line; it knows {' and '.join(SERIAL_CHIPS)}.")
    if port.startswith("/"):
        return SerialPath(port, chip)
    # As nfcpy writes it: S0, AMA0, ACM0 and USB0 leave the tty out; anything else is a name in /dev.
    return SerialPath(f"/dev/{'tty' if re.fullmatch(r'(S|ACM|AMA|USB)[0-9]+', port) else ''}{port}", chip)
