"""A PC/SC service made of nothing, for what virtual readers cannot do: be plugged in and out, many at once."""

from __future__ import annotations

from threading import Condition

from readers.pcsc import codes
from readers.pcsc.scard import Card, ScardError, Seen

UNAVAILABLE = 0x0008


class FakeScard:
    """Readers by name, each with a count of insertions and removals, and the UID of what lies on it.

    ``running`` is whether the service answers; ``contexts`` are those that were not given back.
    """

    def __init__(self, *readers: str) -> None:
        self.running = True
        self.contexts: set[int] = set()
        self.cards: set[int] = set()
        self.waits = 0
        self._made = 0
        self._plugs = len(readers)
        self._changed = Condition()
        self._bands: dict[str, bytes] = dict.fromkeys(readers, b"")
        self._counts: dict[str, int] = dict.fromkeys(readers, 0)
        self._cancelled: set[int] = set()

    # --- what hands do --------------------------------------------------------------------------

    def plug(self, reader: str) -> None:
        """Plug a reader in."""
        with self._changed:
            self._bands[reader] = b""
            self._counts[reader] = 0
            self._plugs += 1
            self._changed.notify_all()

    def unplug(self, reader: str) -> None:
        """Pull a reader out, with what lies on it."""
        with self._changed:
            del self._bands[reader]
            self._plugs += 1
            self._changed.notify_all()

    def lay(self, reader: str, uid: bytes) -> None:
        """Lay a band on a reader, or take it away (no bytes)."""
        with self._changed:
            self._bands[reader] = uid
            self._counts[reader] += 1
            self._changed.notify_all()

    def swap(self, reader: str, uid: bytes) -> None:
        """Take the band away and lay another one there so fast that nobody looked in between."""
        with self._changed:
            self._bands[reader] = uid
            self._counts[reader] += 2
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
            self._check(codes.COMM_ERROR)
            if reader not in self._bands:
                raise ScardError(codes.UNKNOWN_READER, "Unknown reader specified.")
            if not self._bands[reader]:
                raise ScardError(codes.NO_CARD, "No smart card inserted.")
            self._made += 1
            self.cards.add(self._made)
            return Card(self._made, list(self._bands).index(reader))

    def transmit(self, card: Card, apdu: bytes) -> bytes:
        """The UID, whatever is asked."""
        with self._changed:
            self._check(codes.COMM_ERROR)
            return list(self._bands.values())[card.protocol] + b"\x90\x00"

    def disconnect(self, card: Card) -> None:
        """A connection comes back."""
        with self._changed:
            self.cards.remove(card.handle)

    def _check(self, code: int) -> None:
        if not self.running:
            raise ScardError(code, "Service not available.")

    def _seen(self, known: dict[str, int]) -> list[Seen]:
        return [
            Seen(reader, state | codes.CHANGED, b"")
            for reader, before in known.items()
            if (state := self._state(reader)) != before
        ]

    def _state(self, reader: str) -> int:
        if reader == codes.PLUG_WATCH:
            return self._plugs << codes.COUNTER_SHIFT
        if reader not in self._bands:
            return UNAVAILABLE
        present = codes.PRESENT if self._bands[reader] else 0x0010
        return self._counts[reader] << codes.COUNTER_SHIFT | present
