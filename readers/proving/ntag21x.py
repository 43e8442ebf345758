"""NTAG21x and Ultralight EV1: the count of readings, and the password of each band.

Neither is a proof. A password goes over the air in clear, and whoever listens once has that band's. But a copy made
from a number and a signature alone knows neither, so they are asked where the house has set them up.
"""

from __future__ import annotations

from readers.contract import Channel
from readers.errors import ChipFailed
from readers.proving.ciphers import same
from readers.proving.refusal import NotProved

_READ_COUNT = bytes.fromhex("3902")
_READ_FIRST_PAGES = bytes.fromhex("3000")
_PASSWORD = 0x1B
_COUNT_BYTES = 3
_PASSWORD_BYTES = 4
_ACKNOWLEDGE_BYTES = 2


def read_count(channel: Channel) -> int:
    """How often the chip was read; it counts the first reading of each tap, so one is made before it is asked.

    Raises ChipFailed: ``refused`` if it does not count, or as the channel does.
    """
    channel.transceive_frame(_READ_FIRST_PAGES)
    answer = channel.transceive_frame(_READ_COUNT)
    if len(answer) != _COUNT_BYTES:
        raise ChipFailed("refused", "The chip does not count its readings.")
    return int.from_bytes(answer, "little")


def check_password(channel: Channel, band_key: bytes) -> None:
    """Say the band's password and hear the right acknowledgement; both are the beginning of the band's own key.

    Raises NotProved("wrong"), ChipFailed as the channel does (``refused`` if the chip has another password).
    """
    password, acknowledge = band_key[:_PASSWORD_BYTES], band_key[_PASSWORD_BYTES:][:_ACKNOWLEDGE_BYTES]
    if not same(channel.transceive_frame(bytes([_PASSWORD]) + password), acknowledge):
        raise NotProved("wrong", "The chip does not know the band's password.")
