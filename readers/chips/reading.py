"""What lies on a chip: its pages, and its maker's signature over its number."""

from __future__ import annotations

from readers.chips.commands import (
    DONE,
    PAGE_BYTES,
    PAGES_AT_ONCE,
    READ_SIGNATURE,
    READ_SIGNATURE_WRAPPED,
    SIGNED,
    read_page,
    read_page_by_reader,
)
from readers.contract import Channel
from readers.errors import ChipFailed

_SIGNATURE_BYTES = frozenset({32, 48, 56})
"""Of NTAG21x and Ultralight EV1, of Ultralight AES, and of chips with a processor."""
_GOOD = b"\x90\x00"


def read_pages(channel: Channel, first: int, count: int) -> bytes:
    """``count`` pages of 4 bytes from ``first`` on, of a chip without a processor.

    Raises ChipFailed: ``refused`` for a page that is not there or is locked; pulled, timeout, unsupported, lost.
    Raises ValueError if no chip has such pages.
    """
    found = b"".join(_four(channel, page) for page in range(first, first + count, PAGES_AT_ONCE))
    return found[: count * PAGE_BYTES]


def _four(channel: Channel, page: int) -> bytes:
    """Four pages; a chip goes on with page 0 after its last one."""
    try:
        found = channel.transceive_frame(read_page(page))
    except ChipFailed as failed:
        if failed.why != "unsupported":
            raise
        answer = channel.transceive_apdu(read_page_by_reader(page))
        found = answer[:-2] if answer[-2:] == _GOOD else b""
    if len(found) != PAGE_BYTES * PAGES_AT_ONCE:
        raise ChipFailed("refused", f"The chip does not show page {page}.")
    return found


def read_signature(channel: Channel) -> bytes:
    """Its maker's signature over its number: 32, 48 or 56 bytes, or raise.

    Raises ChipFailed: ``refused`` if the chip has none to show; pulled, timeout, unsupported, lost.
    """
    if channel.speaks == "apdus":
        answer = channel.transceive_apdu(READ_SIGNATURE_WRAPPED)
        signature = answer[:-2] if answer[-2:] in {SIGNED, DONE} else b""
    elif channel.speaks == "frames":
        signature = channel.transceive_frame(READ_SIGNATURE)
    else:
        signature = b""
    if len(signature) not in _SIGNATURE_BYTES:
        raise ChipFailed("refused", "The chip has no signature of its maker.")
    return signature
