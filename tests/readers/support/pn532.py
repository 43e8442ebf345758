"""A PN532 on a serial line, emulated on a pseudo-terminal: nfcpy's own driver for it cannot tell the difference.

It speaks the chip's HSU framing (UM0701-02), with the extended frames of the line test, changes its speed when told,
and hears nothing at any other speed. ``lay`` and ``lift`` put chips into its field.
"""

from __future__ import annotations

import os
import pty
import select
import termios
import tty
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread

from tests.readers.support.nfc_chips import NfcChip, Type4B

ACK = bytes.fromhex("0000FF00FF00")
FIRMWARE = bytes.fromhex("32010607")
KINDS = {0: "106A", 1: "212F", 3: "106B"}
SPEEDS = {4: termios.B115200, 5: termios.B230400, 6: termios.B460800, 7: termios.B921600}
RX_MODE = 0x6303
FIFO = 0x6339
FIFO_EMPTY = 0x26
"""What was said last is still in it: nothing has answered."""
NO_ANSWER = b"\x01"


def crc_a(frame: bytes) -> bytes:
    """The checksum that chips of ISO 14443 A put behind what they say."""
    crc = 0x6363
    for octet in frame:
        mixed = (octet ^ crc) & 0xFF
        mixed = (mixed ^ mixed << 4) & 0xFF
        crc = (crc >> 8) ^ (mixed << 8) ^ (mixed << 3) ^ (mixed >> 4)
    return crc.to_bytes(2, "little")


class Pn532:
    """One chip on one line; ``path`` is where the line is, also after it was pulled and put back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_dead = False
        self.commands = 0
        self._lock = Lock()
        self._chip: NfcChip | None = None
        self._speed = termios.B115200
        self._next_speed: int | None = None
        self._registers: dict[int, int] = {}
        self._thread: Thread | None = None
        self.plug()

    def lay(self, chip: NfcChip) -> None:
        """Put a chip into the field."""
        with self._lock:
            self._chip = chip

    def lift(self) -> None:
        """Take it away."""
        with self._lock:
            self._chip = None

    def plug(self) -> None:
        """Connect the line. A chip that gets power speaks slowly."""
        self._line, self._other_end = pty.openpty()
        tty.setraw(self._line)
        tty.setraw(self._other_end)
        self._stop, self._stopper = os.pipe()
        self._speed = termios.B115200
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(os.ttyname(self._other_end))
        self._thread = Thread(target=self._run, name=f"PN532 at {self.path.name}", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Pull the cable; nothing happens if it is pulled."""
        thread, self._thread = self._thread, None
        if thread is not None:
            os.close(self._stopper)
            thread.join()
            self.path.unlink(missing_ok=True)
            for handle in (self._line, self._other_end, self._stop):
                os.close(handle)

    # --- the line ---------------------------------------------------------------------------------

    def _run(self) -> None:
        heard = b""
        while True:
            ready, _, _ = select.select([self._line, self._stop], [], [])
            if self._stop in ready:
                return
            more = os.read(self._line, 512)
            # A pseudo-terminal delivers at once: what was said before a change of speed may be read after it.
            if termios.tcgetattr(self._line)[5] not in {self._speed, self._next_speed}:
                heard = b""  # at another speed it is noise
                continue
            heard = self._take(heard + more)

    def _take(self, heard: bytes) -> bytes:
        """Do the commands that are complete; what is left."""
        while (at := heard.find(b"\x00\xff")) >= 0 and len(heard) >= at + 5:
            length, begin = heard[at + 2], at + 4
            if length == 0:
                heard = heard[at + 4 :]
                self._acknowledged()
                continue
            if heard[at + 2 : at + 4] == b"\xff\xff":
                if len(heard) < at + 7:
                    break
                length, begin = int.from_bytes(heard[at + 4 : at + 6], "big"), at + 7
            if len(heard) < begin + length + 2:
                break
            body, heard = heard[begin : begin + length], heard[begin + length + 2 :]
            if not self.is_dead:
                self._say(ACK)
                self.commands += 1
                with self._lock:
                    self._answer(body[1], self._do(body[1], body[2:]))
        return heard

    def _acknowledged(self) -> None:
        if self._next_speed is not None:
            self._speed, self._next_speed = self._next_speed, None

    def _answer(self, command: int, content: bytes) -> None:
        body = bytes([0xD5, command + 1]) + content
        length = len(body)
        if length < 256:
            head = bytes([length, -length & 0xFF])
        else:
            parts = length.to_bytes(2, "big")
            head = b"\xff\xff" + parts + bytes([-sum(parts) & 0xFF])
        self._say(b"\x00\x00\xff" + head + body + bytes([-sum(body) & 0xFF, 0]))

    def _say(self, frame: bytes) -> None:
        os.write(self._line, frame)

    # --- the chip ---------------------------------------------------------------------------------

    def _do(self, command: int, given: bytes) -> bytes:
        """What a command brings; one that only sets something up brings nothing."""
        does: dict[int, Callable[[bytes], bytes]] = {
            0x00: lambda given: given,  # the line test
            0x02: lambda _: FIRMWARE,
            0x06: self._read_registers,
            0x08: self._write_registers,
            0x10: self._change_speed,
            0x16: lambda _: b"\x00",  # it would sleep until it hears something
            0x42: self._through,
            0x4A: lambda given: self._find(KINDS.get(given[1], ""), given[2:]),
        }
        return does[command](given) if command in does else b""

    def _read_registers(self, given: bytes) -> bytes:
        addresses = (int.from_bytes(given[at : at + 2], "big") for at in range(0, len(given), 2))
        return bytes(self._registers.get(address, FIFO_EMPTY if address == FIFO else 0) for address in addresses)

    def _write_registers(self, given: bytes) -> bytes:
        for at in range(0, len(given), 3):
            self._registers[int.from_bytes(given[at : at + 2], "big")] = given[at + 2]
        return b""

    def _change_speed(self, given: bytes) -> bytes:
        self._next_speed = SPEEDS[given[0]]
        return b""

    def _find(self, kind: str, wanted: bytes) -> bytes:
        chip = self._chip
        if chip is None or chip.kind != kind:
            return b"\x00"
        if kind == "106A" and wanted and wanted.removeprefix(b"\x88") != chip.uid:
            return b"\x00"
        chip.found()
        self._registers[RX_MODE] = 0x80
        if kind == "106A":
            return b"\x01\x01" + chip.sens_res[::-1] + chip.sel_res + bytes([len(chip.uid)]) + chip.uid
        said: bytes = getattr(chip, "sensb_res" if kind == "106B" else "sensf_res")
        return b"\x01\x01" + (said + b"\x01\x00" if kind == "106B" else bytes([len(said) + 1]) + said)

    def _through(self, frame: bytes) -> bytes:
        answer = self._chip.hear(frame) if self._chip is not None else None
        if answer is None:
            return NO_ANSWER
        has_checksum = not self._registers.get(RX_MODE, 0) & 0x80 and not isinstance(self._chip, Type4B)
        return b"\x00" + (answer + crc_a(answer) if has_checksum and len(answer) > 1 else answer)
