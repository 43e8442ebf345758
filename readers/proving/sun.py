"""The message that an NTAG 424 DNA makes anew at every tap: SUN, also called SDM (NXP AN12196, AES mode).

The chip puts its number and a count of its readings, encrypted, and a CMAC over them into the address in its file.
Nobody can make such a message without the chip, but a message that nobody has used yet can be carried to a reader:
a count is to be accepted only if it is greater than all before, which whoever keeps the book decides.
"""

from __future__ import annotations

import re

from msgspec import Struct

from readers.contract import Channel
from readers.proving.ciphers import BLOCK, ZERO_BLOCK, cmac, decrypted, encrypted, short_mac
from readers.proving.ciphers import same as is_same
from readers.proving.refusal import NotProved

USUAL_ADDRESS = "e={picc}&c={mac}"
"""How the message stands in the chip's file, unless the house says otherwise."""

APPLICATION = bytes.fromhex("D2760000850101")
NDEF_FILE = bytes.fromhex("E104")

_ENC_LABEL = bytes.fromhex("C33C00010080")
_MAC_LABEL = bytes.fromhex("3CC300010080")
_UID_AND_COUNT = 0xC7
"""How the decrypted part begins: it has the number (of seven bytes) and the count."""
_UID_BYTES = 7
_COUNT_BYTES = 3
_GOOD = b"\x90\x00"
_LENGTH_BYTES = 2
_AT_ONCE = 0xF0
_FORMS = {
    "picc": "[0-9A-Fa-f]{32}",
    "enc": "(?:[0-9A-Fa-f]{32})+",
    "mac": "[0-9A-Fa-f]{16}",
    "uid": "[0-9A-Fa-f]{14}",
    "count": "[0-9A-Fa-f]{6}",
}
_PLACE = re.compile(r"\{([a-z]+)\}")


class Said(Struct, frozen=True):
    """Who made a message, and its count of readings."""

    uid: bytes
    count: int


class Address:
    """Where the parts of the message stand in the chip's file.

    Written as they are seen: ``e={picc}&c={mac}``, or with the number in the open ``uid={uid}&ctr={count}&c={mac}``.
    With ``{enc}``, the chip's encrypted file data, the CMAC covers what stands from there to itself.
    """

    def __init__(self, written: str = USUAL_ADDRESS) -> None:
        """Raises ValueError if a place has an unknown name, or none says who made it, or there is no CMAC."""
        places = _PLACE.findall(written)
        if set(places) - set(_FORMS) or len(set(places)) != len(places) or places[-1:] != ["mac"]:
            raise ValueError("the places are {picc} or {uid} and {count}, {enc} if there is one, and at the end {mac}")
        if not {"picc"} <= set(places) and not {"uid", "count"} <= set(places):
            raise ValueError("{picc}, or {uid} and {count}, say who made the message")
        parts = _PLACE.split(written)
        self._pattern = re.compile(
            "".join(f"(?P<{part}>{_FORMS[part]})" if odd % 2 else re.escape(part) for odd, part in enumerate(parts))
        )

    def find(self, text: str) -> re.Match[str]:
        """The message in what the file says. Raises NotProved("foreign") if it has none like this."""
        found = self._pattern.search(text)
        if found is None:
            raise NotProved("foreign", "The chip has no message of this house in its file.")
        return found


def open_message(key: bytes, secret: bytes) -> Said:
    """Who made it and its count, from the encrypted part, by the key that all bands of a house share.

    Raises NotProved("wrong") if that is not what comes out: another house's chip, or none at all.
    """
    plain = decrypted(key, secret)
    if plain[0] != _UID_AND_COUNT:
        raise NotProved("wrong", "The chip's message was not made with a key of this house.")
    count = int.from_bytes(plain[1 + _UID_BYTES : 1 + _UID_BYTES + _COUNT_BYTES], "little")
    return Said(plain[1 : 1 + _UID_BYTES], count)


def session_mac_key(key: bytes, said: Said) -> bytes:
    """The key of this one message's CMAC, from the band's file key."""
    return cmac(key, _MAC_LABEL + _bound_to(said))


def message_mac(key: bytes, said: Said, covered: bytes = b"") -> bytes:
    """The message's CMAC as it stands in the file: 8 bytes."""
    return short_mac(cmac(session_mac_key(key, said), covered))


def file_data(key: bytes, said: Said, secret: bytes) -> bytes:
    """The part of the chip's file that it encrypts anew with every message."""
    session = cmac(key, _ENC_LABEL + _bound_to(said))
    iv = encrypted(session, said.count.to_bytes(_COUNT_BYTES, "little").ljust(BLOCK, b"\0"), ZERO_BLOCK)
    return decrypted(session, secret, iv)


def _bound_to(said: Said) -> bytes:
    return said.uid + said.count.to_bytes(_COUNT_BYTES, "little")


def who_says(found: re.Match[str], meta_key: bytes | None) -> Said:
    """Who claims to have made a message that was found; only :func:`check` believes it.

    Raises NotProved: ``wrong`` as :func:`open_message`, ``foreign`` if it is encrypted and the house has no key.
    """
    parts = found.groupdict()
    if "picc" not in parts:
        return Said(bytes.fromhex(parts["uid"]), int(parts["count"], 16))
    if meta_key is None:
        raise NotProved("foreign", "The house has no key that opens this chip's message.")
    return open_message(meta_key, bytes.fromhex(parts["picc"]))


def check(found: re.Match[str], said: Said, file_key: bytes) -> None:
    """Believe the message, or raise NotProved("wrong")."""
    covered = b""
    if "enc" in found.groupdict():
        covered = found.string[found.start("enc") : found.start("mac")].encode()
    if not is_same(message_mac(file_key, said, covered), bytes.fromhex(found["mac"])):
        raise NotProved("wrong", "The chip's message is forged or was changed.")


def read_message(channel: Channel) -> str:
    """What stands in the chip's NDEF file, which it makes anew each time the file is chosen.

    Raises NotProved("foreign") if there is none, ChipFailed as the channel does.
    """
    _select(channel, 0x04, APPLICATION)
    _select(channel, 0x00, NDEF_FILE)
    length = int.from_bytes(_read(channel, 0, _LENGTH_BYTES), "big")
    if not 0 < length <= 0xFF:
        raise NotProved("foreign", "The chip has no message of this house in its file.")
    content = b"".join(
        _read(channel, _LENGTH_BYTES + done, min(_AT_ONCE, length - done)) for done in range(0, length, _AT_ONCE)
    )
    return content.decode("latin-1")


def select_application(channel: Channel) -> None:
    """Choose the application that has the keys. Raises NotProved("foreign"), ChipFailed as the channel does."""
    _select(channel, 0x04, APPLICATION)


def _select(channel: Channel, by: int, name: bytes) -> None:
    how = 0x0C if by == 0x00 else 0x00
    end = b"" if by == 0x00 else b"\0"
    answer = channel.transceive_apdu(bytes([0x00, 0xA4, by, how, len(name)]) + name + end)
    if answer[-2:] != _GOOD:
        raise NotProved("foreign", "The chip has no message of this house in its file.")


def _read(channel: Channel, offset: int, length: int) -> bytes:
    answer = channel.transceive_apdu(bytes([0x00, 0xB0, *offset.to_bytes(2, "big"), length]))
    if answer[-2:] != _GOOD or len(answer) - 2 != length:
        raise NotProved("foreign", "The chip has no message of this house in its file.")
    return answer[:-2]
