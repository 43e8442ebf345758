"""What every driver promises. The hub and the conformance tests rely on exactly this.

A driver looks after all readers of its kind on this machine: it finds them, follows them coming and going,
and never lets one that is slow or dead hold up another.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Literal, Protocol, TypeVar, runtime_checkable

from msgspec import Struct

from readers.events import Doubt, Event, Proof

Emit = Callable[[Event], None]
"""Where a driver puts its events: from any thread, never blocks, never raises."""

Signal = Literal["ok", "refused", "wait"]
"""What a reader can show to the guest with its light and sound."""

Condition = Literal["stopped", "starting", "ready", "waiting"]
"""``waiting``: the driver runs, but what it needs is away (a service that was stopped); it goes on by itself."""


Speech = Literal["apdus", "frames", "sectors", "other"]
"""What a chip understands: commands of ISO 7816-4; frames of ISO 14443-3; MIFARE Classic's own; something else."""


class Channel(Protocol):
    """The chip that lies on a reader now. Lives as long as the conversation it was made for, in its thread only."""

    @property
    def uid(self) -> str:
        """The chip's number as it was read for the tap, upper-case hex."""
        ...

    @property
    def technology(self) -> str:
        """What the reader takes the chip for, as in the tap."""
        ...

    @property
    def speaks(self) -> Speech:
        """What the chip understands, as far as the reader tells."""
        ...

    def transceive_apdu(self, apdu: bytes) -> bytes:
        """Say a command of ISO 7816-4 to a chip with a processor; its answer with the status word, whatever that is.

        Raises :class:`~readers.errors.ChipFailed`: pulled, timeout, unsupported, lost.
        """
        ...

    def transceive_frame(self, frame: bytes) -> bytes:
        """Say a frame of ISO 14443-3 to a chip without a processor, both ways without checksum.

        Raises :class:`~readers.errors.ChipFailed` as above, and ``refused`` if the chip answered with a NAK or not
        at all. It is then started anew before the next frame, so whatever was agreed on with it is forgotten.
        """
        ...


Result = TypeVar("Result")
Conversation = Callable[[Channel], Result]
"""What to say to a chip, and what came of it. Runs in the reader's own thread; may raise ChipFailed, or anything."""

CONVERSATION_S = 2.0
"""How long a conversation may take if nobody says otherwise: longer than a hand is patient."""


class Examined(Struct, frozen=True):
    """What looking closer at a chip brought: goes into its tap.

    ``uid``
        The chip's own number in upper-case hex, if it hid it behind a made-up one.
    ``technology``
        What the chip says it is; nothing if it was not asked.
    ``proved``, ``doubt``, ``doubt_words``, ``count``
        As in :class:`~readers.events.Tap`.
    """

    technology: str = ""
    proved: Proof = "none"
    doubt: Doubt = ""
    doubt_words: str = ""
    count: int | None = None
    uid: str = ""


Examination = Conversation[Examined]
"""The house's closer look at every band, right after its number and before its tap is told."""


class ReaderFacts(Struct, frozen=True):
    """What a reader is and can do, as far as it told.

    ``firmware`` is empty until the reader has said it; ``frames``: raw frames reach the chip, which originality
    and Ultralight AES need; ``apdus``: commands reach chips with a processor; ``lights``, ``sound``: for the guest;
    ``leaving``: the reader notices when a band is taken away, else its driver says so some time after the tap.
    """

    firmware: str = ""
    frames: bool = False
    apdus: bool = False
    lights: bool = False
    sound: bool = False
    leaving: bool = True


class DriverState(Struct, frozen=True):
    """How a driver is: its condition, words if something is missing, and the readers that are there now."""

    condition: Condition
    detail: str = ""
    readers: tuple[str, ...] = ()


class Driver(Protocol):
    """All readers of one kind.

    The events of one reader come in the order in which things happened: up, then taps, each followed by its
    gone, then down. Names of readers are unique on the machine.
    """

    @property
    def name(self) -> str:
        """The kind of reader, as in ``loopband readers``: ``pcsc``, ``mock``."""
        ...

    def start(self, emit: Emit) -> None:
        """Begin to emit; returns at once, readers come as :class:`~readers.events.ReaderUp`.

        Raises :class:`~readers.errors.ReaderUnavailable` if this machine lacks what the driver needs.
        What is merely away for now raises nothing: the driver waits for it.
        """
        ...

    def stop(self) -> None:
        """End all threads and give everything back; afterwards nothing is emitted. It can be started again."""
        ...

    def signal(self, reader: str, signal: Signal) -> None:
        """Show the guest something, as well as this reader can. Never blocks, never raises, may do nothing."""
        ...

    def state(self) -> DriverState:
        """How the driver is right now; may be asked from any thread."""
        ...


@runtime_checkable
class Conversing(Protocol):
    """What a driver can be beside :class:`Driver`: one whose readers let us talk to the chip."""

    def converse(
        self, reader: str, uid: str, conversation: Conversation[Result], timeout_s: float = CONVERSATION_S
    ) -> Future[Result]:
        """Talk to the band with this number on this reader, in the reader's own thread; from any thread, never blocks.

        The future gets what the conversation returns or raises, or ChipFailed: ``pulled`` if that band does not lie
        there, ``timeout`` at the latest about half a second after ``timeout_s``, ``lost`` if the reader goes.
        """
        ...

    def examine_with(self, examination: Examination | None) -> None:
        """From now on look closer at every band before its tap is told; None: at none. May be called at any time."""
        ...


@runtime_checkable
class Describing(Protocol):
    """What a driver can be beside :class:`Driver`: one that knows more of its readers than their names."""

    def facts(self, reader: str) -> ReaderFacts:
        """What this reader is and can do; nothing but defaults if it is not there. Never blocks."""
        ...
