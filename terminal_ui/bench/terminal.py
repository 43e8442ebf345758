"""A program in a terminal of its own, whose screen can be read: keys go in, and what it paints is seen at once."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from typing import TYPE_CHECKING, Self

from rich.cells import cell_len

from pos.errors import LoopbandError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

COLUMNS, ROWS = 160, 48
_AT_ONCE = 65_536
_ENDS_WITHIN_S = 10.0
# A place, any other control sequence, or text up to the next one.
_PIECES = re.compile(
    r"\x1b\[(\d+);(\d+)H|\x1b\[[0-9;?<>=$]*[ -/]*[@-~]|\x1b[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|([^\x1b]+)"
)
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class NotPainted(LoopbandError):
    """The program did not show what it should have shown, or has ended."""


class Painted:
    """What stands on the rows of a terminal. Knows as much of its language as Textual speaks."""

    def __init__(self) -> None:
        # The second cell of a wide character is empty.
        self._cells = [[" "] * COLUMNS for _ in range(ROWS)]
        self._row = self._column = 0
        self._rest = ""

    def row(self, number: int) -> str:
        """What stands on a row, from 0, without blanks at its end."""
        return "".join(self._cells[number]).rstrip()

    def feed(self, text: str) -> None:
        """More of what the program wrote; a control sequence may be cut in two."""
        text = self._rest + text
        cut = text.rfind("\x1b")
        whole = cut < 0 or _PIECES.match(text, cut) is not None
        self._rest, text = ("", text) if whole else (text[cut:], text[:cut])
        for piece in _PIECES.finditer(text):
            row, column, words = piece.groups()
            if row:
                self._row, self._column = int(row) - 1, int(column) - 1
            elif words:
                self._write(words)

    def _write(self, words: str) -> None:
        for number, line in enumerate(words.replace("\r", "").split("\n")):
            if number:
                self._row, self._column = self._row + 1, 0
            for char in line:
                width = cell_len(char)
                if self._row < ROWS and self._column + width <= COLUMNS:
                    self._cells[self._row][self._column : self._column + width] = [char, *[""] * (width - 1)]
                self._column += width


class Terminal:
    """A command at work in a terminal of 160 by 48; a context manager that ends it."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.painted = Painted()
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._handle, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=inside, stdout=inside, stderr=inside, env=dict(environment), start_new_session=True
        )
        os.close(inside)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.key("\x11")
        ends_at = time.monotonic() + _ENDS_WITHIN_S
        while self._process.poll() is None and time.monotonic() < ends_at:
            self.read(0.05)
        self._process.kill()
        self._process.wait()
        os.close(self._handle)

    def key(self, key: str) -> None:
        """Press a key: its character or control sequence."""
        os.write(self._handle, key.encode())

    def read(self, seconds: float) -> None:
        """Take in what is painted next; wait for it at most so long."""
        if not select.select([self._handle], [], [], max(0.0, seconds))[0]:
            return
        try:
            self.painted.feed(self._decode(os.read(self._handle, _AT_ONCE)))
        except OSError:  # how Linux says that the other side is closed
            time.sleep(min(seconds, 0.05))

    def watch(self, seconds: float) -> None:
        """Take in all that is painted in so many seconds."""
        ends_at = time.monotonic() + seconds
        while (left_s := ends_at - time.monotonic()) > 0:
            self.read(left_s)

    def see(self, shown: Callable[[Painted], bool], within_s: float) -> None:
        """Wait until it is shown. Raises NotPainted."""
        ends_at = time.monotonic() + within_s
        while not shown(self.painted):
            if time.monotonic() > ends_at or self._process.poll() is not None:
                raise NotPainted(
                    "The screen did not show what was expected; it ends with: " + self.painted.row(ROWS - 3)
                )
            self.read(min(0.5, ends_at - time.monotonic()))

    @property
    def cpu_s(self) -> float:
        """Seconds that the program has kept a processor busy."""
        with open(f"/proc/{self._process.pid}/stat", encoding="utf-8") as file:  # noqa: PTH123 - not a file of a folder
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS_PER_S
