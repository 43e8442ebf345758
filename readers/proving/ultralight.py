"""Mutual authentication of chips without a processor: Ultralight AES (MF0AES(H)20) and Ultralight C (MF0ICU2)."""

from __future__ import annotations

import secrets

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.modes import CBC

from readers.contract import Channel
from readers.proving.ciphers import BLOCK, cmac, decrypted, encrypted, rotated, same, short_mac
from readers.proving.ev2 import Draw, session_keys
from readers.proving.hidden_key import Key
from readers.proving.refusal import NotProved

_BEGIN = 0x1A
_MORE = 0xAF
_DONE = 0x00
_READ = 0x30
_DES_BLOCK = 8
DATA_KEY = 0
UID_KEY = 1


def authenticate_aes(channel: Channel, key: Key, number: int = DATA_KEY, *, draw: Draw = secrets.token_bytes) -> Key:
    """Prove to an Ultralight AES and have it prove that both know its key; the session's key comes back.

    Raises NotProved("wrong"), ChipFailed as the channel does (``refused`` if the chip found our key wrong).
    """
    value = key.reveal()
    theirs = decrypted(value, _answered(channel, bytes([_BEGIN, number]), _MORE, BLOCK))
    ours = draw(BLOCK)
    proof = encrypted(value, ours + rotated(theirs))
    back = decrypted(value, _answered(channel, bytes([_MORE]) + proof, _DONE, BLOCK))
    if not same(back, rotated(ours)):
        raise NotProved("wrong", "The chip does not know its key.")
    return session_keys(value, ours, theirs)[1]


def read_hidden_uid(channel: Channel, session: Key, *, vouched: bool) -> bytes:
    """An Ultralight AES's own number, which it shows only after authentication with its key for that.

    ``vouched``: the chip is set up to take commands only with a CMAC, which goes on counting from the
    authentication. What comes back is believed only when the key made from it fits. Raises NotProved("wrong"),
    ChipFailed as the channel does.
    """
    command = bytes([_READ, 0])
    if vouched:
        command += command_mac(session, 0, command)
    pages = channel.transceive_frame(command)
    if len(pages) < BLOCK:
        raise NotProved("wrong", "The chip does not show its number.")
    return pages[0:3] + pages[4:8]


def command_mac(session: Key, count: int, command: bytes) -> bytes:
    """The 8 bytes that vouch for a command to an Ultralight AES, the ``count``-th since the authentication."""
    return short_mac(cmac(session.reveal(), count.to_bytes(2, "little") + command))


def authenticate_c(channel: Channel, key: Key, *, draw: Draw = secrets.token_bytes) -> None:
    """The same with an Ultralight C: two-key Triple DES, each message chained to the one before.

    Since 2026 it is known how to find such a key with a chip in hand, unless keys are locked and each band has its
    own: choose another chip for new bands. Raises NotProved("wrong"), ChipFailed as the channel does.
    """
    value = key.reveal()
    begun = _answered(channel, bytes([_BEGIN, 0]), _MORE, _DES_BLOCK)
    theirs, ours = des_decrypted(value, begun, bytes(_DES_BLOCK)), draw(_DES_BLOCK)
    proof = des_encrypted(value, ours + rotated(theirs), begun)
    back = _answered(channel, bytes([_MORE]) + proof, _DONE, _DES_BLOCK)
    if not same(des_decrypted(value, back, proof[-_DES_BLOCK:]), rotated(ours)):
        raise NotProved("wrong", "The chip does not know its key.")


def des_encrypted(key: bytes, plain: bytes, iv: bytes) -> bytes:
    """Two-key Triple DES, CBC, whole blocks of 8."""
    cipher = _triple_des(key, iv).encryptor()
    return cipher.update(plain) + cipher.finalize()


def des_decrypted(key: bytes, secret: bytes, iv: bytes) -> bytes:
    """The way back."""
    cipher = _triple_des(key, iv).decryptor()
    return cipher.update(secret) + cipher.finalize()


def _triple_des(key: bytes, iv: bytes) -> Cipher[CBC]:
    return Cipher(TripleDES(key + key[:_DES_BLOCK]), CBC(iv))


def _answered(channel: Channel, frame: bytes, first: int, length: int) -> bytes:
    answer = channel.transceive_frame(frame)
    if len(answer) != 1 + length or answer[0] != first:
        raise NotProved("wrong", "The chip broke the proof off.")
    return answer[1:]
