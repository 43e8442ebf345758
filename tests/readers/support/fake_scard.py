"""A PC/SC service made of nothing, for what virtual readers cannot do: be plugged in and out, many at once."""

from __future__ import annotations

from threading import Condition

from readers.pcsc import codes
from readers.pcsc.scard import Card, ScardError, Seen
from tests.readers.support.virtual_card import Card as Chip

UNAVAILABLE = 0x0008
UNSUPPORTED = 0x8010001F


class FakeScard:
    """Readers by name, each with a count of insertions and removals, and what lies on it.

    ``running`` is whether the service answers; ``contexts`` and ``cards`` are those that were not given back, and
    ``kept`` the cards that other programs are kept away from.
    ``escapes`` are the commands that readers themselves got, and ``escapable`` whether they take any.
    """

    def __init__(self, *readers: str) -> None:
        self.running = True
        self.contexts: set[int] = set()
        self.cards: set[int] = set()
        self.kept: set[int] = set()
        self.waits = 0
        self.escapes: list[tuple[str, bytes]] = []
        self.escapable = True
        self._made = 0
        self._plugs = len(readers)
        self._changed = Condition()
        self._bands: dict[str, Chip | None] = dict.fromkeys(readers)
        self._lines: dict[int, str] = {}
        self._counts: dict[str, int] = dict.fromkeys(readers, 0)
        self._cancelled: set[int] = set()

    # --- what hands do --------------------------------------------------------------------------

    def plug(self, reader: str) -> None:
        """Plug a reader in."""
        with self._changed:
            self._bands[reader] = None
            self._counts[reader] = 0
            self._plugs += 1
            self._changed.notify_all()

    def unplug(self, reader: str) -> None:
        """Pull a reader out, with what lies on it."""
        with self._changed:
            del self._bands[reader]
            self._plugs += 1
            self._changed.notify_all()

    def lay(self, reader: str, band: bytes | Chip) -> None:
        """Lay a band (or a plain one with this UID) on a reader, or take it away (no bytes)."""
        with self._changed:
            self._bands[reader] = _chip(band)
            self._counts[reader] += 1
            self._changed.notify_all()

    def swap(self, reader: str, band: bytes | Chip, *, counted: bool = True) -> None:
        """Take the band away and lay another one there so fast that nobody looked in between.

        ``counted`` is whether the service noticed afterwards.
        """
        with self._changed:
            self._bands[reader] = _chip(band)
            self._counts[reader] += 2 if counted else 0
            self._changed.notify_all()

    def serve(self, running: bool) -> None:
        """Start or end the service."""
        with self._changed:
            self.running = running
            self._changed.notify_all()

    # --- the calls ------------------------------------------------------------------------------

    def establish(self) -> int:
        """See :class:`readers.pcsc.scard.Scard`, as for all below."""
        with self._changed:
            self._check(codes.NO_SERVICE)
            self._made += 1
            self.contexts.add(self._made)
            return self._made

    def release(self, context: int) -> None:
        """A context comes back."""
        with self._changed:
            self.contexts.remove(context)

    def cancel(self, context: int) -> None:
        """End a wait."""
        with self._changed:
            self._cancelled.add(context)
            self._changed.notify_all()

    def readers(self, context: int) -> list[str]:
        """Names in the order of plugging in."""
        with self._changed:
            self._check(codes.NO_SERVICE)
            return list(self._bands)

    def wait(self, context: int, timeout_ms: int, known: dict[str, int]) -> list[Seen]:
        """Wait for a change; as the real one it takes no more than 16 names."""
        with self._changed:
            self.waits += 1
            if len(known) > codes.READERS_MAX:
                raise ScardError(0x80100004, "Invalid parameter given.")
            self._changed.wait_for(
                lambda: not self.running or context in self._cancelled or self._seen(known),
                timeout_ms / 1000,
            )
            self._check(codes.COMM_ERROR)
            return [] if context in self._cancelled else self._seen(known)

    def connect(self, context: int, reader: str) -> Card:
        """Connect to what lies on a reader."""
        with self._changed:
            self._chip_on(reader)
            return self._card(reader)

    def connect_direct(self, context: int, reader: str) -> Card:
        """Connect to a reader."""
        with self._changed:
            self._check(codes.COMM_ERROR)
            self._check_reader(reader)
            return self._card(reader)

    def begin(self, card: Card) -> None:
        """Keep others away."""
        with self._changed:
            self._chip_on(self._lines[card.handle])
            self.kept.add(card.handle)

    def end(self, card: Card) -> None:
        """Let them at it again."""
        with self._changed:
            self.kept.remove(card.handle)

    def restart(self, card: Card) -> Card:
        """Reset the chip."""
        with self._changed:
            self._chip_on(self._lines[card.handle]).power()
            return card

    def atr(self, card: Card) -> bytes:
        """The chip's answer to reset."""
        with self._changed:
            return self._chip_on(self._lines[card.handle]).atr

    def control(self, card: Card, command: bytes) -> bytes:
        """The readers of this model answer as an ACR1252U does."""
        with self._changed:
            self._check(codes.COMM_ERROR)
            self._check_reader(self._lines[card.handle])
            if not self.escapable:
                raise ScardError(UNSUPPORTED, "Feature not supported.")
            self.escapes.append((self._lines[card.handle], command))
            name = b"ACR1252U_V100.4" if command[3:4] == b"\x18" else command[5:]
            return b"\xe1\x00\x00\x00" + bytes([len(name)]) + name

    def transmit(self, card: Card, apdu: bytes) -> bytes:
        """What the chip answers; it may take its time."""
        with self._changed:
            chip = self._chip_on(self._lines[card.handle])
        chip.hear(apdu)
        return chip.answer(apdu)

    def disconnect(self, card: Card) -> None:
        """A connection comes back."""
        with self._changed:
            self.cards.remove(card.handle)
            del self._lines[card.handle]

    def _card(self, reader: str) -> Card:
        self._made += 1
        self.cards.add(self._made)
        self._lines[self._made] = reader
        return Card(self._made, 2)

    def _chip_on(self, reader: str) -> Chip:
        self._check(codes.COMM_ERROR)
        self._check_reader(reader)
        chip = self._bands[reader]
        if chip is None:
            raise ScardError(codes.NO_CARD, "No smart card inserted.")
        return chip

    def _check_reader(self, reader: str) -> None:
        if reader not in self._bands:
            raise ScardError(codes.UNKNOWN_READER, "Unknown reader specified.")

    def _check(self, code: int) -> None:
        if not self.running:
            raise ScardError(code, "Service not available.")

    def _seen(self, known: dict[str, int]) -> list[Seen]:
        return [
            Seen(reader, state | codes.CHANGED, self._atr(reader))
            for reader, before in known.items()
            if (state := self._state(reader)) != before
        ]

    def _atr(self, reader: str) -> bytes:
        chip = self._bands.get(reader)
        return b"" if chip is None else chip.atr

    def _state(self, reader: str) -> int:
        if reader == codes.PLUG_WATCH:
            return self._plugs << codes.COUNTER_SHIFT
        if reader not in self._bands:
            return UNAVAILABLE
        present = codes.PRESENT if self._bands[reader] else 0x0010
        return self._counts[reader] << codes.COUNTER_SHIFT | present


def _chip(band: bytes | Chip) -> Chip | None:
    if isinstance(band, bytes):
        return Chip(band.hex()) if band else None
    return band
