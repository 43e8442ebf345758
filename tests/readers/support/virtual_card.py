"""A contactless card behind a virtual PC/SC reader (vpcd): it speaks real commands over TCP.

The card connects to the port of its reader. Frames are two bytes of length and then the content, both ways; a
frame of one byte is for the card's power or asks for its answer to reset; all others are commands (APDUs).
"""

from __future__ import annotations

import functools
import operator
import socket
import struct
import time
from contextlib import suppress
from threading import Condition, Lock, Thread

ASK_ATR = 4
POWER = frozenset({1, 2})
"""On, and reset."""
CONNECT_S = 5.0
GET_UID = bytes.fromhex("FFCA0000")
DONE = b"\x90\x00"


def storage_atr(card_name: int, standard: int = 3) -> bytes:
    """The answer to reset that a reader makes up for a chip without a processor (PC/SC part 3)."""
    body = bytes.fromhex("3B8F8001804F0CA000000306") + bytes([standard]) + struct.pack(">H", card_name) + bytes(4)
    return body + bytes([functools.reduce(operator.xor, body[1:])])


ULTRALIGHT = storage_atr(0x0003)
CLASSIC_1K = storage_atr(0x0001)
DESFIRE = bytes.fromhex("3B8180018080")


class Card:
    """A chip that answers its UID, as all do. ``delay_s`` is how long it thinks about each command.

    ``asked`` are the commands it got. ``pulled_at`` is the beginning of a command in the middle of which it is
    taken away.
    """

    def __init__(self, uid: str, *, atr: bytes = ULTRALIGHT, delay_s: float = 0.0, pulled_at: bytes = b"") -> None:
        self.uid = bytes.fromhex(uid)
        self.atr = atr
        self.delay_s = delay_s
        self.pulled_at = pulled_at
        self.asked: list[bytes] = []
        self._was_asked = Condition()

    def hear(self, apdu: bytes) -> None:
        """One more command came."""
        with self._was_asked:
            self.asked.append(apdu)
            self._was_asked.notify_all()

    def wait_for(self, apdu: bytes) -> None:
        """Wait until it was asked this. Raises TimeoutError."""
        with self._was_asked:
            if not self._was_asked.wait_for(lambda: apdu in self.asked, CONNECT_S):
                raise TimeoutError(f"nobody asked {apdu.hex()}")

    def power(self) -> None:
        """It is powered, or reset: whatever was said before is forgotten."""

    def answer(self, apdu: bytes) -> bytes:
        """What it says to a command, with the status word."""
        if apdu[:4] == GET_UID:
            return self.uid + DONE
        if apdu[:3] == bytes.fromhex("FF0040"):
            return b"\x90\x02"  # an ACR122U tells the state of its lights here
        return b"\x6d\x00"


class VirtualReader:
    """One virtual reader: its name in PC/SC and the port where its card connects."""

    def __init__(self, name: str, port: int) -> None:
        self.name = name
        self.port = port
        self._lock = Lock()
        self._socket: socket.socket | None = None

    def insert(self, card: Card | str) -> Card:
        """Lay a card (or a plain one with this UID) on the reader; ``pcscd`` sees it within 400 ms."""
        if isinstance(card, str):
            card = Card(card)
        self.remove()
        line = self._connect()
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._socket = line
        Thread(target=self._serve, args=(line, card), name=f"card on {self.name}", daemon=True).start()
        return card

    def remove(self) -> None:
        """Take the card away; nothing happens if there is none."""
        with self._lock:
            line, self._socket = self._socket, None
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _connect(self) -> socket.socket:
        """The reader listens only a moment after its service began."""
        until = time.monotonic() + CONNECT_S
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=None)
            except ConnectionRefusedError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def _serve(self, line: socket.socket, card: Card) -> None:
        with suppress(OSError, EOFError):
            while True:
                (length,) = struct.unpack(">H", _receive(line, 2))
                message = _receive(line, length)
                if length == 1:
                    if message[0] == ASK_ATR:
                        _send(line, card.atr)
                    elif message[0] in POWER:
                        card.power()
                    continue
                card.hear(message)
                if card.pulled_at and message.startswith(card.pulled_at):
                    line.shutdown(socket.SHUT_RDWR)
                    return
                time.sleep(card.delay_s)
                _send(line, card.answer(message))


def _receive(line: socket.socket, length: int) -> bytes:
    """Raises EOFError when the other end hung up."""
    got = b""
    while len(got) < length:
        more = line.recv(length - len(got))
        if not more:
            raise EOFError
        got += more
    # vpcd writes small frames and waits: a delayed acknowledgement would cost 40 ms for each.
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
    return got


def _send(line: socket.socket, content: bytes) -> None:
    line.sendall(struct.pack(">H", len(content)) + content)
