"""PINs of the people who work here: only a salted hash is kept (R74).

A hash is one line of text, ``scrypt$14$8$1$<salt>$<hash>``: the work factor as a power of two, block
size, parallelism, then salt and hash in hex. A four-digit PIN has ten thousand values, so whoever has the
file finds it in minutes; the hash keeps it from eyes, the lock on the file from thieves.

``python -m pos.house.pins`` asks for a PIN and prints the line for the venue file.
"""

from __future__ import annotations

import getpass
import hashlib
import hmac
import re
import secrets

_WORK = (14, 8, 1)
_HASH_BYTES = 16
_HASH = re.compile(
    r"scrypt\$(?P<work>1[0-6])\$(?P<block>8)\$(?P<parallel>1)"
    r"\$(?P<salt>(?:[0-9a-f]{2}){8,32})\$(?P<hash>[0-9a-f]{32})"
)
_PIN = re.compile(r"[0-9]{4,12}")


def hash_pin(pin: str, salt: bytes | None = None) -> str:
    """The hash of a PIN, with a fresh random salt unless one is given.

    Raises ValueError unless the PIN is 4 to 12 digits, or if the salt is not 8 to 32 bytes.
    """
    if not _PIN.fullmatch(pin):
        raise ValueError("A PIN is 4 to 12 digits.")
    salt = secrets.token_bytes(16) if salt is None else salt
    if not 8 <= len(salt) <= 32:
        raise ValueError("A salt is 8 to 32 bytes.")
    work, block, parallel = _WORK
    return f"scrypt${work}${block}${parallel}${salt.hex()}${_derive(pin, salt, _WORK).hex()}"


def demo_salt(person: str) -> bytes:
    """The salt of a person of the demo house: fixed, so that the demo's file is the same everywhere."""
    return hashlib.sha256(f"demo pin of {person}".encode()).digest()[:8]


def is_pin_hash(text: str) -> bool:
    """Whether a text is a hash that :func:`check_pin` can check."""
    return _HASH.fullmatch(text) is not None


def check_pin(pin_hash: str, pin: str) -> bool:
    """Whether a PIN is the one of this hash. Nobody has the PIN of an empty or unreadable hash."""
    match = _HASH.fullmatch(pin_hash)
    if match is None or not _PIN.fullmatch(pin):
        return False
    cost = int(match["work"]), int(match["block"]), int(match["parallel"])
    derived = _derive(pin, bytes.fromhex(match["salt"]), cost)
    return hmac.compare_digest(derived, bytes.fromhex(match["hash"]))


def _derive(pin: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    work, block, parallel = cost
    return hashlib.scrypt(
        pin.encode(),
        salt=salt,
        n=1 << work,
        r=block,
        p=parallel,
        maxmem=128 * block * (1 << work) * 2,
        dklen=_HASH_BYTES,
    )


if __name__ == "__main__":
    print(hash_pin(getpass.getpass("PIN: ")))  # noqa: T201 - the answer of this command
