"""A virtual keyboard of the kernel (uinput): where the machine lets it, the grab is tried for real."""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from readers.events import Event, Tap
from readers.settings import WedgeSettings
from readers.wedge.driver import WedgeDriver
from readers.wedge.keyboards import GRAB, SET_CLOCK, Keyboards
from readers.wedge.keystrokes import CHARACTERS, ENDS, EVENT
from tests.readers.support.typing_reader import events_of

UINPUT = Path("/dev/uinput")
HEADERS = Path("/usr/include/linux")
NAME = "Loopband virtual RFID reader"
SETUP = struct.Struct("@HHHH80sI")
UI_DEV_SETUP = 0x405C5503
UI_DEV_CREATE = 0x5501
UI_SET_EVBIT = 0x40045564
UI_SET_KEYBIT = 0x40045565
USB = 3


class VirtualKeyboard:
    """A keyboard that the kernel believes in. Raises OSError if it may not be made."""

    def __init__(self) -> None:
        self._handle = os.open(UINPUT, os.O_WRONLY | os.O_NONBLOCK)
        try:
            fcntl.ioctl(self._handle, UI_SET_EVBIT, 1)
            for code in (*CHARACTERS, *ENDS):
                fcntl.ioctl(self._handle, UI_SET_KEYBIT, code)
            fcntl.ioctl(self._handle, UI_DEV_SETUP, SETUP.pack(USB, 0xFFFF, 0x0035, 1, NAME.encode(), 0))
            fcntl.ioctl(self._handle, UI_DEV_CREATE)
        except OSError:
            os.close(self._handle)
            raise

    def type(self, text: str) -> None:
        """The kernel gives each event its own time."""
        content = events_of(text, 0)
        for at in range(0, len(content), 4 * EVENT.size):
            os.write(self._handle, content[at : at + 4 * EVENT.size])
            time.sleep(0.002)

    def close(self) -> None:
        """Pull it out."""
        os.close(self._handle)


@pytest.fixture
def virtual() -> Iterator[VirtualKeyboard]:
    """A virtual keyboard, or a skip that says why there is none."""
    try:
        keyboard = VirtualKeyboard()
    except OSError as refused:
        pytest.skip(f"no virtual input device can be made here ({UINPUT}: {refused.strerror})")
    yield keyboard
    with suppress(OSError):
        keyboard.close()


def test_a_reader_is_taken_read_and_heard_by_nobody_else(virtual: VirtualKeyboard) -> None:
    """While it is grabbed, no other program gets the number; afterwards it types for everybody again."""
    keyboards = Keyboards()
    until_s = time.monotonic() + 5
    while not (mine := [each for each in keyboards.found() if each.name == NAME]):
        assert time.monotonic() < until_s
        time.sleep(0.05)
    told: list[Event] = []
    driver = WedgeDriver([WedgeSettings(NAME, "decimal10", "Bar")], keyboards=keyboards)
    other = os.open(mine[0].path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        driver.start(told.append)
        while "Bar" not in driver.state().readers:
            assert time.monotonic() < until_s + 5, driver.state()
            time.sleep(0.02)
        virtual.type("2864434397\n")
        while not [event for event in told if isinstance(event, Tap)]:
            assert time.monotonic() < until_s + 10
            time.sleep(0.02)
        [tap] = [event for event in told if isinstance(event, Tap)]
        assert tap.uid == "AABBCCDD"
        assert not select.select([other], [], [], 0.1)[0]
        driver.stop()
        virtual.type("1\n")
        assert select.select([other], [], [], 2)[0]
    finally:
        driver.stop()
        os.close(other)


def test_the_commands_and_keys_are_those_of_the_kernels_headers() -> None:
    """Our numbers are compared with the machine's own headers, where it has them."""
    if not (HEADERS / "input.h").exists():
        pytest.skip("the kernel's headers are not installed: apt-get install linux-libc-dev")
    text = (HEADERS / "input.h").read_text()
    assert _command(text, "EVIOCGRAB") == GRAB
    assert _command(text, "EVIOCSCLOCKID") == SET_CLOCK
    codes = dict(re.findall(r"#define KEY_(\w+)\s+(\d+)\b", (HEADERS / "input-event-codes.h").read_text()))
    keys = {f"KP{each}" if code > 70 else each: code for code, each in CHARACTERS.items()}
    assert {name: int(codes[name]) for name in keys} == keys
    assert {int(codes[name]) for name in ("TAB", "ENTER", "KPENTER")} == ENDS


def _command(headers: str, name: str) -> int:
    """The number of a command that hands an int to the kernel."""
    match = re.search(rf"#define {name}\s+_IOW\('(.)', (0x[0-9a-f]+), int\)", headers)
    assert match is not None
    return 1 << 30 | 4 << 16 | ord(match[1]) << 8 | int(match[2], 16)
