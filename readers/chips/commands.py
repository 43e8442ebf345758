"""What is said to chips, as bytes. Pure.

Frames are for chips without a processor (ISO 14443-3, no checksum), APDUs for chips with one: their own commands,
wrapped as ISO 7816-4 wants it.
"""

from __future__ import annotations

GET_VERSION = bytes.fromhex("60")
READ_SIGNATURE = bytes.fromhex("3C00")
AUTHENTICATE_C = bytes.fromhex("1A00")
"""The first half of Ultralight C's authentication; it tells such a chip, which knows no GET_VERSION."""
CHALLENGED = 0xAF
"""How its answer begins."""
PAGE_BYTES = 4
PAGES_AT_ONCE = 4

GET_VERSION_WRAPPED = bytes.fromhex("9060000000")
MORE_WRAPPED = bytes.fromhex("90AF000000")
READ_SIGNATURE_WRAPPED = bytes.fromhex("903C0000010000")
MORE = b"\x91\xaf"
"""A status: there is more, ask for it."""
DONE = b"\x91\x00"
SIGNED = b"\x91\x90"
"""The good status of a signature read from a chip with a processor; some say :data:`DONE`."""


def read_page(page: int) -> bytes:
    """The frame that reads four pages from this one on. Raises ValueError if there can be no such page."""
    if not 0 <= page <= 0xFF:
        raise ValueError(f"a chip has pages 0 to 255, not {page}")
    return bytes([0x30, page])


def read_page_by_reader(page: int) -> bytes:
    """The same as a command that PC/SC readers carry out themselves, for those that pass on no frames.

    Raises ValueError as :func:`read_page`.
    """
    return bytes([0xFF, 0xB0, 0x00, *read_page(page)[1:], PAGE_BYTES * PAGES_AT_ONCE])
