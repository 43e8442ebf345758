"""The keyboards of a Linux machine: which there are, and how one is taken away from everybody else.

What a keyboard is called is read below ``/sys``, without opening it and without any right. Taking it is two commands to
the kernel; the package ``evdev`` would do the same, and has to be compiled (docs/decisions/0011-own-evdev.md).
"""

from __future__ import annotations

import fcntl
import os
import re
import struct
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

DEVICES = Path("/dev/input")
ABOUT = Path("/sys/class/input")

GRAB = 0x40044590
"""EVIOCGRAB: from now on nobody else hears this keyboard; ends when it is closed."""
SET_CLOCK = 0x400445A0
"""EVIOCSCLOCKID: the clock of its events."""
NEEDED_KEYS = (2, 11, 28)
"""1, 0 and Enter: what has none of these types no numbers (a button, a lid switch)."""
_WORD_BITS = struct.calcsize("@L") * 8

Grab = Callable[[int], None]
"""Takes an open keyboard for us alone. Raises OSError."""


class Keyboard(Struct, frozen=True):
    """A keyboard that is plugged in.

    ``place`` is the port it is plugged into, in the kernel's words; ``links`` are its other names in ``/dev/input``.
    """

    path: str
    name: str
    vendor: int
    product: int
    place: str = ""
    links: tuple[str, ...] = ()

    @property
    def usb_id(self) -> str:
        """As in the file of settings: ``usb:ffff:0035``."""
        return f"usb:{self.vendor:04x}:{self.product:04x}"

    def is_called(self, wanted: str) -> bool:
        """Whether a name of the file of settings means it: USB id (``@`` and its place, to tell twins apart), path."""
        return wanted in {self.usb_id, f"{self.usb_id}@{self.place}", self.path, *self.links, self.name}


def grab(handle: int) -> None:
    """Take a keyboard for us alone, and let its events bear the steady clock. Raises OSError."""
    fcntl.ioctl(handle, GRAB, 1)
    fcntl.ioctl(handle, SET_CLOCK, struct.pack("@i", time.CLOCK_MONOTONIC))


class Keyboards:
    """All keyboards of this machine."""

    def __init__(self, devices: Path = DEVICES, about: Path = ABOUT, grab: Grab = grab) -> None:
        """The folders, and how a keyboard is taken, are the machine's own if nothing else is given."""
        self._devices = devices
        self._about = about
        self._grab = grab

    def found(self) -> list[Keyboard]:
        """Those that are plugged in and could type a number, in the order of their paths. Never raises."""
        links = self._links()
        found = []
        for about in sorted(self._about.glob("event*"), key=_number):
            path = self._devices / about.name
            if path.exists() and _can_type(about / "device"):
                found.append(_keyboard(path, about / "device", links.get(path, ())))
        return found

    def open(self, keyboard: Keyboard) -> int:
        """Take a keyboard; a handle that can be waited for. Raises OSError."""
        handle = os.open(keyboard.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            self._grab(handle)
        except BaseException:
            os.close(handle)
            raise
        return handle

    def _links(self) -> dict[Path, tuple[str, ...]]:
        """The names that stay the same when others are plugged in, by what they mean now."""
        links: dict[Path, tuple[str, ...]] = {}
        for folder in ("by-id", "by-path"):
            for link in sorted((self._devices / folder).glob("*")):
                meant = self._devices / link.resolve().name
                links[meant] = (*links.get(meant, ()), str(link))
        return links


def _number(about: Path) -> int:
    return int(re.sub(r"\D", "", about.name) or 0)


def _keyboard(path: Path, about: Path, links: tuple[str, ...]) -> Keyboard:
    return Keyboard(
        path=str(path),
        name=_read(about / "name") or path.name,
        vendor=_hex(_read(about / "id" / "vendor")),
        product=_hex(_read(about / "id" / "product")),
        place=_read(about / "phys"),
        links=links,
    )


def _can_type(about: Path) -> bool:
    """Whether it has the keys; the kernel lists them as words of bits, the highest first."""
    words = [_hex(word) for word in _read(about / "capabilities" / "key").split()]
    keys = sum(word << (_WORD_BITS * place) for place, word in enumerate(reversed(words)))
    return all(keys >> code & 1 for code in NEEDED_KEYS)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _hex(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:
        return 0
