"""Hands with cards at many virtual readers at once, in a process of their own.

Cards that lived in the process of the reader under test would take turns with it at Python's one lock, and be
measured themselves. So they are here: one loop, no threads. Run as a module; the plan comes as JSON on stdin, each
hand's taps go as JSON to stdout at the end. Times are seconds of the machine's monotonic clock, which all share.
"""

from __future__ import annotations

import gc
import heapq
import json
import random
import selectors
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec
from msgspec import Struct

from tests.readers.support.virtual_card import ASK_ATR, DONE, GET_UID, ULTRALIGHT

HOLD_S = 0.05
"""How long a hand stays after its card was asked for its number."""
GAP_S = 0.45
"""How long a reader stays empty between two cards: the service looks every 0.4 s."""
PATIENCE_S = 15.0


class Hand(Struct, frozen=True):
    """At this port this many cards are held one after the other, each thinking so long about every command."""

    port: int
    taps: int
    delay_s: float = 0.0


class Tapped(Struct, frozen=True):
    """One card: when the service first asked it (saw it), and when it had answered for its number (0: never)."""

    uid: str
    seen_at: float
    answered_at: float


def uid_of(port: int, number: int) -> str:
    """The card number ``number`` at this port."""
    return f"04{port:06X}{number:06X}"


class Hands:
    """A run of the house in its own process, from ``with`` to its end."""

    def __init__(self, hands: Iterable[Hand], *, seed: int = 1) -> None:
        self._plan = msgspec.json.encode({"hands": list(hands), "seed": seed})
        command = [sys.executable, "-m", "tests.readers.support.card_house"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def taps(self, timeout_s: float) -> dict[int, list[Tapped]]:
        """Hold all cards, and return what became of them, for each port."""
        try:
            out, _ = self._process.communicate(self._plan, timeout_s)
        finally:
            self._process.kill()
        return msgspec.json.decode(out, type=dict[int, list[Tapped]])


# --- the process ------------------------------------------------------------------------------------


@dataclass
class _AtReader:
    """One hand at work."""

    hand: Hand
    done: list[dict[str, str | float]] = field(default_factory=list)
    line: socket.socket | None = None
    got: bytearray = field(default_factory=bytearray)
    uid: str = ""
    seen_at: float = 0.0
    answered_at: float = 0.0


class _House:
    def __init__(self, hands: list[Hand], seed: int) -> None:
        self._readers = [_AtReader(hand) for hand in hands]
        self._selector = selectors.DefaultSelector()
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self._dice = random.Random(seed)

    def run(self) -> dict[int, list[dict[str, str | float]]]:
        for reader in self._readers:
            self._in(self._dice.random(), reader, self._lay)
        while any(len(reader.done) < reader.hand.taps for reader in self._readers):
            wait_s = max(0.0, self._due[0][0] - time.monotonic()) if self._due else PATIENCE_S
            for key, _ in self._selector.select(wait_s):
                self._hear(key.data)
            while self._due and self._due[0][0] <= time.monotonic():
                heapq.heappop(self._due)[2]()
        return {reader.hand.port: reader.done for reader in self._readers}

    def _in(self, delay_s: float, reader: _AtReader, act: Callable[[_AtReader], None]) -> None:
        self._count += 1
        heapq.heappush(self._due, (time.monotonic() + delay_s, self._count, lambda: act(reader)))

    def _lay(self, reader: _AtReader) -> None:
        reader.uid = uid_of(reader.hand.port, len(reader.done))
        reader.seen_at = reader.answered_at = 0.0
        reader.got.clear()
        reader.line = socket.create_connection(("127.0.0.1", reader.hand.port))
        reader.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._selector.register(reader.line, selectors.EVENT_READ, reader)
        number = len(reader.done)
        self._in(PATIENCE_S, reader, lambda late: self._lift(late) if len(late.done) == number else None)

    def _lift(self, reader: _AtReader) -> None:
        if reader.line is None:
            return
        self._selector.unregister(reader.line)
        reader.line.close()
        reader.line = None
        reader.done.append({"uid": reader.uid, "seen_at": reader.seen_at, "answered_at": reader.answered_at})
        if len(reader.done) < reader.hand.taps:
            # At another moment of the service's looks each time.
            self._in(GAP_S + 0.4 * self._dice.random(), reader, self._lay)

    def _hear(self, reader: _AtReader) -> None:
        line = reader.line
        if line is None:
            return
        try:
            more = line.recv(4096)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        except OSError:
            more = b""
        if not more:
            self._lift(reader)
            return
        reader.got += more
        while len(reader.got) >= 2 and len(reader.got) >= 2 + (length := struct.unpack_from(">H", reader.got)[0]):
            message = bytes(reader.got[2 : 2 + length])
            del reader.got[: 2 + length]
            self._answer(reader, message)

    def _answer(self, reader: _AtReader, message: bytes) -> None:
        if len(message) == 1:
            if message[0] == ASK_ATR:
                reader.seen_at = reader.seen_at or time.monotonic()
                _send(reader.line, ULTRALIGHT)
        elif reader.hand.delay_s:
            self._in(reader.hand.delay_s, reader, lambda slow: self._reply(slow, message))
        else:
            self._reply(reader, message)

    def _reply(self, reader: _AtReader, message: bytes) -> None:
        if message[:4] != GET_UID:
            _send(reader.line, b"\x6d\x00")
            return
        _send(reader.line, bytes.fromhex(reader.uid) + DONE)
        if not reader.answered_at:
            reader.answered_at = time.monotonic()
            self._in(HOLD_S, reader, self._lift)


def _send(line: socket.socket | None, content: bytes) -> None:
    if line is not None:
        with suppress(OSError):
            line.sendall(struct.pack(">H", len(content)) + content)


class _Plan(Struct, frozen=True):
    hands: list[Hand]
    seed: int


if __name__ == "__main__":
    gc.disable()
    plan = msgspec.json.decode(sys.stdin.buffer.read(), type=_Plan)
    json.dump(_House(plan.hands, plan.seed).run(), sys.stdout)
