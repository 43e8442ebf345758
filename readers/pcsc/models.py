"""What is known of models of readers, by their names in PC/SC: raw frames, light and sound, firmware. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from readers.contract import ReaderFacts, Signal
from readers.pcsc.framing import Way

Commands = tuple[bytes, ...]
_NO_SIGNALS: Mapping[Signal, Commands] = MappingProxyType({})


class Model(Struct, frozen=True):
    """A model of reader.

    ``way``
        How it passes on raw frames.
    ``by``
        How it takes commands for itself. ``either``: like commands to a chip while one lies there, else as an
        escape; ``escape``: only so.
    ``signals``, ``rest``
        What makes it show each signal, and what ends it, if it does not end by itself.
    ``quiet``
        What makes it keep quiet when it finds a band: it shall not say yes before Loopband has.
    ``firmware``
        What makes it tell its firmware.
    """

    way: Way = "none"
    by: Literal["either", "escape", "none"] = "none"
    signals: Mapping[Signal, Commands] = _NO_SIGNALS
    rest: Commands = ()
    quiet: Commands = ()
    firmware: bytes = b""


# FF 00 40, state of the lights, 04, then times in 100 ms: lit, dark; how often; when the buzzer sounds (1 = while
# lit). Lights: bit 0 red and 1 green at the end; 2 and 3 whether they change; 4 to 7 the same for blinking.
_ACR122 = Model(
    way="acr122",
    by="either",
    signals={
        "ok": (bytes.fromhex("FF00400E0401010101"),),
        "refused": (bytes.fromhex("FF00405D0402010201"),),
        "wait": (bytes.fromhex("FF00400F0400000000"),),
    },
    quiet=(bytes.fromhex("FF00520000"),),
    firmware=bytes.fromhex("FF00480000"),
)
# Escapes E0 00 00: 29 the lights (bit 0 red, 1 green), 28 the buzzer for a number of 10 ms, 21 what it does by itself
# (67: all it does when it is new, but the beep), 18 its firmware.
_ACR1252 = Model(
    way="acr1252",
    by="escape",
    signals={
        "ok": (bytes.fromhex("E00000290102"), bytes.fromhex("E0000028010A")),
        "refused": (bytes.fromhex("E00000290101"), bytes.fromhex("E00000280132")),
        "wait": (bytes.fromhex("E00000290103"),),
    },
    rest=(bytes.fromhex("E00000290100"),),
    quiet=(bytes.fromhex("E00000210167"),),
    firmware=bytes.fromhex("E000001800"),
)
_MODELS: tuple[tuple[str, Model], ...] = (("ACR122U", _ACR122), ("ACR1252", _ACR1252))
_OTHER = Model(way="transparent")
"""The standard's own way, which many newer readers have; one that has not says so when it is asked."""


def model_of(reader: str) -> Model:
    """The model of a reader with this name."""
    return next((model for part, model in _MODELS if part in reader), _OTHER)


def facts_of(model: Model, firmware: str, *, frames: bool) -> ReaderFacts:
    """What is told about a reader of this model. ``frames`` is what was found out about it."""
    lit = bool(model.signals)
    return ReaderFacts(firmware, frames=frames and model.way != "none", apdus=True, lights=lit, sound=lit)


def firmware_in(answer: bytes) -> str:
    """The firmware's name in the answer to the question for it, or nothing.

    An ACR122U answers in letters only, without a status; an ACR1252U puts E1 00 00 00 and the length before them.
    """
    told = answer[5:] if answer[:1] == b"\xe1" else answer
    told = told.removesuffix(b"\x90\x00").rstrip(b"\x00")
    return told.decode("ascii") if told.isascii() and told.decode("ascii").isprintable() else ""
