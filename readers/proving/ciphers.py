"""AES as chips use it: chained blocks without padding, CMAC, and comparing without telling by time. Pure."""

from __future__ import annotations

import hmac

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.cmac import CMAC

BLOCK = 16
ZERO_BLOCK = bytes(BLOCK)


def encrypted(key: bytes, plain: bytes, iv: bytes = ZERO_BLOCK) -> bytes:
    """AES-CBC of whole blocks. Raises ValueError for a part of one."""
    cipher = Cipher(AES(key), CBC(iv)).encryptor()
    return cipher.update(plain) + cipher.finalize()


def decrypted(key: bytes, secret: bytes, iv: bytes = ZERO_BLOCK) -> bytes:
    """The way back. Raises ValueError for a part of a block."""
    cipher = Cipher(AES(key), CBC(iv)).decryptor()
    return cipher.update(secret) + cipher.finalize()


def cmac(key: bytes, message: bytes) -> bytes:
    """AES-CMAC (NIST SP 800-38B, RFC 4493), 16 bytes."""
    code = CMAC(AES(key))
    code.update(message)
    return code.finalize()


def short_mac(mac: bytes) -> bytes:
    """The 8 bytes of a CMAC that NXP's chips send: every second one, from the second."""
    return mac[1::2]


def rotated(block: bytes) -> bytes:
    """The block with its first byte at the end: how either side shows that it could read the other's number."""
    return block[1:] + block[:1]


def same(left: bytes, right: bytes) -> bool:
    """Whether they are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(left, right)
