"""A PN532 that still speaks as fast as a program told it that was killed: told to speak slowly again.

nfcpy raises the speed of the line when it opens it and lowers it when it closes it. After a kill the chip goes on
at the high speed, and a start at the low one finds it silent until it is unplugged.
"""

from __future__ import annotations

import os
import select
import termios
import time

SPEEDS = (termios.B921600, termios.B460800, termios.B230400)
"""What nfcpy raises the line to, best first."""
ANSWER_S = 0.05
_SLOW = bytes.fromhex("0000FF03FDD410041800")
"""SetSerialBaudRate 115,200."""
_SLOWED = bytes.fromhex("D511")
_ACK = bytes.fromhex("0000FF00FF00")
_AWAKE = bytes(10)
"""Whatever it hears first wakes it."""


def wake(port: str) -> bool:
    """Tell the chip on this line to speak at 115,200 baud; whether it heard. Never raises."""
    try:
        handle = os.open(port, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        return any(_slow_down(handle, speed) for speed in SPEEDS)
    except (OSError, termios.error):
        return False
    finally:
        os.close(handle)


def _slow_down(handle: int, speed: int) -> bool:
    """Raises OSError, termios.error."""
    _set(handle, speed)
    os.write(handle, _AWAKE + _SLOW)
    heard = b""
    until = time.monotonic() + ANSWER_S
    while _SLOWED not in heard and (left_s := until - time.monotonic()) > 0:
        if select.select([handle], [], [], left_s)[0]:
            heard += os.read(handle, 64)
    if _SLOWED not in heard:
        return False
    os.write(handle, _ACK)
    termios.tcdrain(handle)
    _set(handle, termios.B115200)
    return True


def _set(handle: int, speed: int) -> None:
    mode = termios.tcgetattr(handle)
    mode[0] = mode[1] = mode[3] = 0
    mode[2] = termios.CS8 | termios.CREAD | termios.CLOCAL
    mode[4] = mode[5] = speed
    termios.tcsetattr(handle, termios.TCSAFLUSH, mode)
