"""Asking a chip what it is: what the answer to reset cannot tell."""

from __future__ import annotations

from readers.chips.commands import (
    AUTHENTICATE_C,
    CHALLENGED,
    DONE,
    GET_VERSION,
    GET_VERSION_WRAPPED,
    MORE,
    MORE_WRAPPED,
)
from readers.chips.naming import CLASSIC, ULTRALIGHT_C, ULTRALIGHT_FIRST, Chip, chip_of_version
from readers.contract import Channel
from readers.errors import ChipFailed

_PARTS_MAX = 3
"""A version comes in three parts: hardware, software, production. A chip that always has more is cut off."""


def identify(channel: Channel) -> Chip:
    """What lies there, in one to three questions.

    It names what a chip says of itself: a good copy says the same. Raises ChipFailed: pulled, timeout, lost;
    and ``unsupported`` if the reader cannot ask a chip of this kind.
    """
    if channel.speaks == "frames":
        return _without_processor(channel)
    if channel.speaks == "apdus":
        return _with_processor(channel)
    if channel.speaks == "sectors":
        return Chip(channel.technology, CLASSIC.family)
    return Chip(channel.technology, "other")


def _without_processor(channel: Channel) -> Chip:
    version = _asked(channel, GET_VERSION)
    if version is None:
        # It is older than GET_VERSION, or a copy that was never taught it.
        answer = _asked(channel, AUTHENTICATE_C)
        return ULTRALIGHT_C if answer is not None and answer[:1] == bytes([CHALLENGED]) else ULTRALIGHT_FIRST
    return chip_of_version(version) or Chip(channel.technology, "other", version=version.hex().upper())


def _asked(channel: Channel, frame: bytes) -> bytes | None:
    """The answer, or None if the chip refused."""
    try:
        return channel.transceive_frame(frame)
    except ChipFailed as failed:
        if failed.why != "refused":
            raise
        return None


def _with_processor(channel: Channel) -> Chip:
    parts = []
    command = GET_VERSION_WRAPPED
    for _ in range(_PARTS_MAX):
        answer = channel.transceive_apdu(command)
        parts.append(answer[:-2])
        if answer[-2:] != MORE:
            break
        command = MORE_WRAPPED
    if answer[-2:] not in {MORE, DONE}:
        return Chip("a phone, or another chip of ISO 14443-4", "other")
    return chip_of_version(parts[0]) or Chip(channel.technology, "other", version=parts[0].hex().upper())
