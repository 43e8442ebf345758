"""Readers that type, made of a folder that looks like Linux's: named pipes for the keyboards, and a process that types.

What comes through a pipe are the kernel's own 24-byte events, with their times. Only that a keyboard can be taken away
from everybody else cannot be had of a pipe; tests/readers/test_wedge_kernel.py tries it where the kernel lets it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from readers.wedge.keyboards import Keyboards
from readers.wedge.keystrokes import CHARACTERS, EVENT, KEY, SYN

KEYS_OF_A_KEYBOARD = "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"
KEYS_OF_A_BUTTON = "10000000000000 0"
CODES = {character: code for code, character in reversed(CHARACTERS.items())} | {"\n": 28, "\t": 15, ":": 39}
KEY_US = 2_000
"""How fast the reader types."""


def take_nothing(handle: int) -> None:
    """A pipe has one reader anyway."""


def events_of(text: str, at_us: int, key_us: int = KEY_US) -> bytes:
    """The bytes the kernel would hand out while a reader types this: each key down and up, with its ends."""
    told = b""
    for character in text:
        for value in (1, 0):
            seconds, micros = divmod(at_us, 1_000_000)
            told += EVENT.pack(seconds, micros, KEY, CODES[character.upper()], value)
            told += EVENT.pack(seconds, micros, SYN, 0, 0)
        at_us += key_us
    return told


class TypingReaders:
    """A machine's keyboards: plugged in, typing, unplugged. Close it at the end."""

    def __init__(self, folder: Path) -> None:
        self._devices = folder / "dev-input"
        self._about = folder / "sys-class-input"
        self._devices.mkdir()
        self._about.mkdir()
        self._typing = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    @property
    def keyboards(self) -> Keyboards:
        """As the driver sees them."""
        return Keyboards(self._devices, self._about, take_nothing)

    def plug(self, number: int, name: str, usb_id: str, *, keys: str = KEYS_OF_A_KEYBOARD) -> None:
        """Plug a keyboard in, as event device ``number``."""
        about = self._about / f"event{number}" / "device"
        (about / "id").mkdir(parents=True)
        (about / "capabilities").mkdir()
        vendor, product = usb_id.removeprefix("usb:").split(":")
        for file, content in (
            ("name", name),
            ("phys", f"usb-0000:00:14.0-{number}/input0"),
            ("id/vendor", vendor),
            ("id/product", product),
            ("capabilities/key", keys),
        ):
            (about / file).write_text(content + "\n")
        os.mkfifo(self._path(number))

    def unplug(self, number: int) -> None:
        """Pull it out; nothing happens if it is not there."""
        if self._path(number).exists():
            shutil.rmtree(self._about / f"event{number}")
            self._path(number).unlink()
            self._do(f"unplug {self._path(number)}")

    def type(self, number: int, text: str) -> None:
        """Let the reader type this; nobody hears it if nobody listens."""
        self._do(f"type {self._path(number)} {text.encode().hex()}")

    def write(self, number: int, content: bytes) -> None:
        """Let these bytes come out of the device, whatever they are."""
        self._do(f"write {self._path(number)} {content.hex()}")

    def close(self) -> None:
        """End the process."""
        for pipe in (self._typing.stdin, self._typing.stdout):
            assert pipe is not None
            pipe.close()
        self._typing.wait()

    def _path(self, number: int) -> Path:
        return self._devices / f"event{number}"

    def _do(self, command: str) -> None:
        assert self._typing.stdin is not None
        assert self._typing.stdout is not None
        self._typing.stdin.write(command.encode() + b"\n")
        self._typing.stdin.flush()
        self._typing.stdout.readline()


class _Fingers:
    """The process that types: it holds the writing ends of the pipes."""

    def __init__(self) -> None:
        self._open: dict[str, int] = {}

    def unplug(self, path: str) -> None:
        handle = self._open.pop(path, None)
        if handle is not None:
            os.close(handle)

    def type(self, path: str, text: str) -> None:
        for character in bytes.fromhex(text).decode():
            self.write(path, events_of(character, time.monotonic_ns() // 1000).hex())
            time.sleep(KEY_US / 1e6)

    def write(self, path: str, content: str) -> None:
        try:
            if path not in self._open:
                self._open[path] = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            os.write(self._open[path], bytes.fromhex(content))
        except OSError:  # nobody listens
            self.unplug(path)


def main() -> None:
    """Do what is asked for, a line each, until nobody asks any more."""
    fingers = _Fingers()
    for line in sys.stdin:
        what, path, *rest = line.split()
        does = {"type": fingers.type, "write": fingers.write}.get(what)
        if does is None:
            fingers.unplug(path)
        else:
            does(path, "".join(rest))
        sys.stdout.write("\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
