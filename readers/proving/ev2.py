"""Mutual authentication of NTAG 424 DNA, DESFire EV2 and later: AuthenticateEV2First, AES (NXP AN12196).

The chip sends a number under the key; we send ours and its own, turned by a byte; it sends ours back, turned. Whoever
does not know the key can do neither. Both numbers make the keys of the session.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import NamedTuple

from readers.contract import Channel
from readers.proving.ciphers import BLOCK, cmac, decrypted, encrypted, rotated, same
from readers.proving.hidden_key import Key
from readers.proving.refusal import NotProved

Draw = Callable[[int], bytes]
"""Where random bytes come from: so many, never the same."""

MORE = b"\x91\xaf"
DONE = b"\x91\x00"

_ENC_LABEL = bytes.fromhex("A55A00010080")
_MAC_LABEL = bytes.fromhex("5AA500010080")
_TRANSACTION_BYTES = 4
_CAPABILITIES_BYTES = 12


class Session(NamedTuple):
    """What both sides agreed on: the transaction's identifier, the key that hides and the key that vouches."""

    transaction: bytes
    enc: Key
    mac: Key


def authenticate_ev2_first(channel: Channel, key: Key, number: int = 0, *, draw: Draw = secrets.token_bytes) -> Session:
    """Prove to each other that we know the chip's key ``number``, in the application that is selected.

    Raises NotProved("wrong") if the chip does not know it, ChipFailed as the channel does.
    """
    value = key.reveal()
    begun = answered(channel, 0x71, bytes([number, 0]), MORE, BLOCK)
    theirs, ours = decrypted(value, begun), draw(BLOCK)
    proof = encrypted(value, ours + rotated(theirs))
    ended = decrypted(value, answered(channel, 0xAF, proof, DONE, 2 * BLOCK))
    transaction, back = ended[:_TRANSACTION_BYTES], ended[_TRANSACTION_BYTES:-_CAPABILITIES_BYTES]
    if not same(back, rotated(ours)):
        raise NotProved("wrong", "The chip does not know its key.")
    enc, mac = session_keys(value, ours, theirs)
    return Session(transaction, enc, mac)


def session_keys(key: bytes, ours: bytes, theirs: bytes) -> tuple[Key, Key]:
    """The keys that hide and vouch, from the two numbers. Ultralight AES makes its one (the second) like this too."""
    mixed = bytes(one ^ other for one, other in zip(ours[2:8], theirs[:6], strict=True))
    context = ours[:2] + mixed + theirs[6:] + ours[8:]
    return Key(cmac(key, _ENC_LABEL + context)), Key(cmac(key, _MAC_LABEL + context))


def answered(channel: Channel, command: int, content: bytes, status: bytes, length: int) -> bytes:
    """What the chip answers to one of its own commands, wrapped as ISO 7816-4 wants it.

    Raises NotProved("wrong") for another status or length, ChipFailed as the channel does.
    """
    apdu = bytes([0x90, command, 0, 0, len(content)]) + content + b"\0"
    answer = channel.transceive_apdu(apdu)
    if answer[-2:] != status or len(answer) - 2 != length:
        raise NotProved("wrong", f"The chip broke the proof off ({answer[-2:].hex().upper()}).")
    return answer[:-2]
