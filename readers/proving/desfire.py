"""DESFire: choosing the application, and the authentication of its first generation with AES (EV1)."""

from __future__ import annotations

import secrets

from readers.contract import Channel
from readers.proving.ciphers import BLOCK, decrypted, encrypted, rotated, same
from readers.proving.ev2 import DONE, MORE, Draw, answered
from readers.proving.hidden_key import Key
from readers.proving.refusal import NotProved


def select_application(channel: Channel, application: bytes) -> None:
    """Choose an application, by its three bytes as they go over the line.

    Raises NotProved("wrong") if the chip has none of this name, ChipFailed as the channel does.
    """
    answered(channel, 0x5A, application, DONE, 0)


def authenticate_ev1(channel: Channel, key: Key, number: int = 0, *, draw: Draw = secrets.token_bytes) -> Key:
    """Prove to each other that we know the key ``number`` of the selected application; the session's key comes back.

    As EV2First, but each message goes on with the chaining of the one before it. Raises NotProved("wrong"),
    ChipFailed as the channel does.
    """
    value = key.reveal()
    begun = answered(channel, 0xAA, bytes([number]), MORE, BLOCK)
    theirs, ours = decrypted(value, begun), draw(BLOCK)
    proof = encrypted(value, ours + rotated(theirs), begun)
    ended = decrypted(value, answered(channel, 0xAF, proof, DONE, BLOCK), proof[-BLOCK:])
    if not same(ended, rotated(ours)):
        raise NotProved("wrong", "The chip does not know its key.")
    return Key(ours[:4] + theirs[:4] + ours[12:] + theirs[12:])
