"""One key for each band, made from a master key and the band's number (NXP AN10922). Pure.

Who opens one chip then has one key, and not the house's. What a key is made from is the chip's UID and whatever
the house adds (an application, its name); both ways here give the same key if that is at least 16 bytes long.

For fewer bytes they do not. AN10922 always pads to two blocks, where standard CMAC takes one: tools that simply
call a CMAC program other keys than the document says. So the house has to say which way its bands were programmed.
"""

from __future__ import annotations

from readers.proving.ciphers import BLOCK, ZERO_BLOCK, cmac, encrypted

INPUT_MAX = 2 * BLOCK - 1
_CONSTANTS = {16: (0x01,), 24: (0x11, 0x12), 32: (0x41, 0x42)}
"""Length of the master key → what is put before the input, for each run of CMAC."""
_HALF = 8
_REDUCTION = 0x87
"""Of the field that CMAC's subkeys are made in."""


def diversified(master: bytes, about: bytes) -> bytes:
    """The band's key as AN10922 makes it, as long as the master key (AES-128, -192 or -256).

    Raises ValueError unless ``about`` has 1 to 31 bytes and the master key is one of AES.
    """
    runs = [_padded_cmac(master, constant, about) for constant in _constants(master, about)]
    if len(master) != 24:
        return b"".join(runs)
    first, second = runs
    middle = bytes(one ^ other for one, other in zip(first[_HALF:], second[:_HALF], strict=True))
    return first[:_HALF] + middle + second[_HALF:]


def diversified_by_cmac(master: bytes, about: bytes) -> bytes:
    """The band's AES-128 key as tools make it that call standard CMAC. Raises ValueError as :func:`diversified`."""
    constants = _constants(master, about)
    if len(constants) > 1:
        raise ValueError("this way is for AES-128 only")
    return cmac(master, bytes(constants) + about)


def _constants(master: bytes, about: bytes) -> tuple[int, ...]:
    if not 1 <= len(about) <= INPUT_MAX:
        raise ValueError(f"a key is made from 1 to {INPUT_MAX} bytes, not from {len(about)}")
    if len(master) not in _CONSTANTS:
        raise ValueError("a master key of AES has 16, 24 or 32 bytes")
    return _CONSTANTS[len(master)]


def _padded_cmac(master: bytes, constant: int, about: bytes) -> bytes:
    message = bytes([constant]) + about
    if len(message) > BLOCK:
        return cmac(master, message)  # pads to two blocks by itself
    whole = (message + b"\x80").ljust(2 * BLOCK, b"\0")
    subkey = _doubled(_doubled(encrypted(master, ZERO_BLOCK)))
    last = bytes(one ^ other for one, other in zip(whole[BLOCK:], subkey, strict=True))
    return encrypted(master, whole[:BLOCK] + last)[BLOCK:]


def _doubled(block: bytes) -> bytes:
    number = int.from_bytes(block, "big") << 1
    if number >> 128:
        number = number & (1 << 128) - 1 ^ _REDUCTION
    return number.to_bytes(BLOCK, "big")
